"""What every screen of Wagtail's admin loads and shows."""

from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static

ELSEWHERE = ("whats-new-in-wagtail-", "editor-guide")


@hooks.register("insert_global_admin_js", order=-1)
def start_script() -> SafeString:
    """Starts panels, choosers and calendars where Wagtail would write inline scripts (decision 0010)."""
    return format_html('<script src="{}"></script>', versioned_static("js/admin/start.js"))


@hooks.register("insert_global_admin_css")
def brand_style() -> SafeString:
    """The size of the drawing above the menu."""
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("css/admin/brand.css"))


@hooks.register("construct_help_menu")
def nothing_that_leads_away(request: HttpRequest, items: list[Any]) -> None:
    """Wagtail's news and guide are on other sites and describe screens that are different here."""
    items[:] = [item for item in items if not item.name.startswith(ELSEWHERE)]

"""What every screen of Wagtail's admin loads."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static


@hooks.register("insert_global_admin_js", order=-1)
def start_script() -> SafeString:
    """Starts panels, choosers and calendars where Wagtail would write inline scripts (decision 0010)."""
    return format_html('<script src="{}"></script>', versioned_static("js/admin/start.js"))

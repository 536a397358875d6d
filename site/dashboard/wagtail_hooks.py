"""The dashboard in Wagtail's admin."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from config.languages import SOURCE
from dashboard import views
from dashboard.home import replace_panels
from dashboard.journeys.reviews import CHECKED, looks_after_content


@hooks.register("construct_homepage_panels")
def what_waits(request: HttpRequest, panels: list[Any]) -> None:
    """Ours first."""
    replace_panels(panels)


@hooks.register("construct_homepage_summary_items", order=1000)
def no_totals(request: HttpRequest, items: list[Any]) -> None:
    """How many pages and pictures there are waits for nobody; the menu leads to them."""
    items.clear()


@hooks.register("register_admin_urls")
def screens() -> list[URLPattern]:
    """Whole lists, and what can be done in them."""
    return [
        path("dashboard/reviews/", views.reviews, name="dashboard_reviews"),
        path("dashboard/reviews/<slug:kind>/<int:pk>/", views.still_right, name="dashboard_still_right"),
        path("dashboard/links/", views.links, name="dashboard_links"),
        path("dashboard/links/<int:pk>/again/", views.link_again, name="dashboard_link_again"),
        path("dashboard/links/<int:pk>/ignore/", views.link_ignore, name="dashboard_link_ignore"),
        path("dashboard/reading/<int:pk>/", views.reading, name="dashboard_reading"),
        path("dashboard/<slug:name>/", views.whole_list, name="dashboard_list"),
    ]


class ContentMenuItem(MenuItem):
    """For those who look after content."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Others would find nothing they can mend."""
        return looks_after_content(request.user)


@hooks.register("register_reports_menu_item")
def reviews_in_menu() -> MenuItem:
    """Also found where reports are looked for."""
    return ContentMenuItem("Due for review", reverse("dashboard_reviews"), icon_name="date", order=10)


@hooks.register("register_reports_menu_item")
def links_in_menu() -> MenuItem:
    """Also found where reports are looked for."""
    return ContentMenuItem("Links that do not work", reverse("dashboard_links"), icon_name="link", order=20)


@hooks.register("register_log_actions")
def log_checks(actions: Any) -> None:
    """In the history of a page or record."""
    actions.register_action(CHECKED, "Checked", "Checked, and still right")


@hooks.register("register_page_header_buttons")
def reading_button(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    """In the editor's menu: how hard the published page is to read."""
    if page.live and page.locale.language_code == SOURCE and page.permissions_for_user(user).can_edit():
        yield Button(
            "How easy is it to read?", reverse("dashboard_reading", args=[page.pk]), icon_name="glasses", priority=70
        )

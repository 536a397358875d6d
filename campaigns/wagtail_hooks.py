"""Campaigns in Wagtail's admin."""

from collections.abc import Iterable
from typing import Any

from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from campaigns.admin.planning import AwarenessDayViewSet, CalendarMenuItem, team_calendar_screen
from campaigns.journeys.resources_table import ResourcesTable
from campaigns.models import DownloadCount, ResourceIndexPage
from config.languages import SOURCE
from pages.admin.bulk import BulkScreens
from pages.admin.counts import CountsPolicy
from pages.admin.exports import SafeExportMixin

resources_table = BulkScreens(ResourcesTable())

register_permission_policy(DownloadCount, CountsPolicy(DownloadCount))


register_snippet(AwarenessDayViewSet)


class DownloadsIndex(SafeExportMixin, IndexView):
    """Wagtail's list, with exports in which no title is run as a formula."""


class DownloadCountViewSet(ModelViewSet):
    """How often each document was downloaded, by month."""

    model = DownloadCount
    index_view_class = DownloadsIndex
    menu_label = "Downloads"
    icon = "download"
    menu_order = 330
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["document", DateColumn("month"), "number"]
    list_filter = ["month"]
    list_export = ["document", "month", "number"]
    exclude_form_fields = ["document", "month", "number"]


@hooks.register("register_admin_viewset")
def downloads() -> DownloadCountViewSet:
    """The list of downloads."""
    return DownloadCountViewSet("downloads")


@hooks.register("register_admin_menu_item")
def calendar_menu_item() -> CalendarMenuItem:
    """Beside the pages."""
    return CalendarMenuItem(
        "Campaign calendar", reverse("team_calendar"), name="team-calendar", icon_name="calendar-alt", order=150
    )


@hooks.register("register_admin_urls")
def screens() -> list[URLPattern]:
    """The team's calendar; import and export of resources."""
    return [path("campaigns/calendar/", team_calendar_screen, name="team_calendar"), *resources_table.urls]


@hooks.register("register_page_header_buttons")
def bulk_buttons(page: Page, user: Any, view_name: str = "", **kwargs: Any) -> Iterable[Button]:
    """In the menu of the library, where its resources are listed."""
    if page.specific_class is ResourceIndexPage and page.locale.language_code == SOURCE:
        yield from resources_table.buttons(user)

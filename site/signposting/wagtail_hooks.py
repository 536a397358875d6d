"""Signposting in Wagtail's admin."""

from django.utils.functional import cached_property
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, DateColumn
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from pages.admin.bulk import BulkScreens
from pages.admin.exports import SafeExportMixin
from pages.admin.records import DraftedViewSet
from signposting.admin import feeds, gaps, suggestions
from signposting.exchange.our_tables import tables
from signposting.journeys.confirming import CONFIRMED
from signposting.journeys.deciding import ACCEPTED
from signposting.models import Location, Organization, Service, TaxonomyTerm

screens = {table.model: BulkScreens(table) for table in tables().values()}


class SafeIndex(SafeExportMixin, IndexView):
    """Wagtail's list, with exports in which no name is run as a formula."""


class TableIndex(SafeIndex):
    """The same, with a way to bring records in and to take them out with all that belongs to them."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """After Wagtail's own."""
        user = self.request.user
        return [*super().header_more_buttons, *screens[self.model].buttons(user), *feeds.buttons(self.model, user)]


class ServiceFilter(WagtailFilterSet):
    """Narrows the list of services."""

    class Meta:
        model = Service
        fields = {"status": ["exact"], "organization": ["exact"], "review_due": ["lte"]}


class ServiceViewSet(DraftedViewSet):
    """Services, those due for a check first."""

    model = Service
    index_view_class = TableIndex
    icon = "mobile-alt"
    list_display = ["name", "organization", "status", DateColumn("review_due"), BooleanColumn("overdue")]
    filterset_class = ServiceFilter
    ordering = ["review_due", "name"]
    list_export = ["code", "name", "summary", "url", "status", "owner", "checked_on", "review_due"]


class OrganizationViewSet(DraftedViewSet):
    """Organisations."""

    model = Organization
    index_view_class = TableIndex
    icon = "group"
    search_fields = ["name"]


class LocationViewSet(DraftedViewSet):
    """Places; a secret one shows that it is."""

    model = Location
    index_view_class = TableIndex
    icon = "site"
    list_display = ["name", "city", "postal_code", BooleanColumn("sensitive")]
    list_filter = ["sensitive"]
    search_fields = ["name", "city", "postal_code"]


class TaxonomyTermViewSet(SnippetViewSet):
    """Topics, audiences and needs."""

    model = TaxonomyTerm
    index_view_class = SafeIndex
    icon = "tag"
    list_display = ["name", "taxonomy", "code", "page"]
    list_filter = ["taxonomy"]


class SignpostingGroup(SnippetViewSetGroup):
    """One place in the menu."""

    menu_label = "Signposting"
    menu_icon = "mobile-alt"
    menu_order = 300
    items = (ServiceViewSet, OrganizationViewSet, LocationViewSet, TaxonomyTermViewSet)


register_snippet(SignpostingGroup)
hooks.register("register_admin_urls", gaps.urls)
hooks.register("register_admin_urls", lambda: [url for screen in screens.values() for url in screen.urls])
hooks.register("register_reports_menu_item", gaps.menu_item)
hooks.register("register_admin_urls", feeds.urls)
hooks.register("register_reports_menu_item", feeds.menu_item)
hooks.register("register_admin_urls", suggestions.urls)
hooks.register("register_reports_menu_item", suggestions.menu_item)


@hooks.register("register_log_actions")
def answers_of_services(actions: LogActionRegistry) -> None:
    """What the history of a service says when its own staff, or a reader, had part in it."""
    actions.register_action(CONFIRMED, "Confirmed by the service", "Confirmed by the service: all of it is right")
    actions.register_action(ACCEPTED, "Take a suggestion", "Changed as suggested, by a reader or by the service")

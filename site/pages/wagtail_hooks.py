"""The public site in Wagtail's admin: facts, alerts, navigation, readers' voices."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, DateColumn
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from config.languages import SOURCE
from pages.admin.counts import HelpfulCountViewSet
from pages.admin.voices import VoicesViewSet
from pages.models import Alert, Fact, Navigation


class FactViewSet(SnippetViewSet):
    """Facts, those due for a check first."""

    model = Fact
    icon = "doc-full"
    list_display = ["title", "kind", "owner", DateColumn("review_due"), BooleanColumn("overdue")]
    list_filter = {"kind": ["exact"], "owner": ["exact"], "review_due": ["lte"]}
    ordering = ["review_due", "title"]
    list_export = ["code", "kind", "title", "statement", "source_url", "owner", "checked_on", "review_due"]


class AlertViewSet(SnippetViewSet):
    """Alerts, the latest first."""

    model = Alert
    icon = "warning"
    list_display = ["text", "level", "page", DateColumn("starts_on"), DateColumn("ends_on")]
    list_filter = ["level"]


class NavigationViewSet(SnippetViewSet):
    """The navigation; there is one."""

    model = Navigation
    icon = "list-ul"


class SiteGroup(SnippetViewSetGroup):
    """One place in the menu for what every page shares."""

    menu_label = "Facts and furniture"
    menu_icon = "doc-full"
    menu_order = 310
    items = (FactViewSet, AlertViewSet, NavigationViewSet)


register_snippet(SiteGroup)


class VoicesGroup(ViewSetGroup):
    """One place in the menu for what readers say."""

    menu_label = "Readers’ voices"
    menu_icon = "comment"
    menu_order = 320
    items = (VoicesViewSet("voices"), HelpfulCountViewSet("helpful"))


@hooks.register("register_admin_viewset")
def voices() -> VoicesGroup:
    """Comments to screen and read, and the counts of yes and no."""
    return VoicesGroup()


@hooks.register("construct_translated_pages_to_cascade_actions")
def translations_follow(pages: list[Page], action: str) -> dict[Page, PageQuerySet]:
    """What is moved, taken down or deleted in the source language is so in every language; the editor is told.

    One address leads to every translation (decision 0001). Aliases follow an unpublished page by themselves.
    """
    sources = [page for page in pages if page.locale.language_code == SOURCE]
    followers = Page.objects.filter(alias_of=None) if action == "unpublish" else Page.objects.all()
    return {page: followers.translation_of(page, inclusive=False) for page in sources}


@hooks.register("before_create_page")
def written_in_the_source_first(request: HttpRequest, parent_page: Page, page_class: type[Page]) -> HttpResponse | None:
    """A page without a source would stand in no list and in no other language, so it is not begun."""
    if parent_page.depth == 1 or parent_page.locale.language_code == SOURCE:
        return None
    messages.warning(
        request, "Write the page in English first. Then translate it from its menu: “Translate this page”."
    )
    source = parent_page.get_translations().filter(locale__language_code=SOURCE).first()
    return redirect("wagtailadmin_explore", (source or parent_page).pk)

"""The public site in Wagtail's admin: facts, alerts, navigation, readers' voices."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, DateColumn
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from config.languages import SOURCE
from pages.admin import reviewing, schedule, taking_down, translations
from pages.admin.counts import HelpfulCountViewSet
from pages.admin.records import DraftedViewSet
from pages.admin.voices import VoicesViewSet
from pages.journeys.reviewing import can_be_reviewed
from pages.journeys.scheduling import FAILED
from pages.models import Alert, Fact, Navigation


class FactViewSet(DraftedViewSet):
    """Facts, those due for a check first."""

    model = Fact
    icon = "doc-full"
    list_display = ["title", "kind", "owner", DateColumn("review_due"), BooleanColumn("overdue")]
    list_filter = {"kind": ["exact"], "owner": ["exact"], "review_due": ["lte"]}
    ordering = ["review_due", "title"]
    list_export = ["code", "kind", "title", "statement", "source_url", "owner", "checked_on", "review_due"]


class AlertViewSet(DraftedViewSet):
    """Alerts, the latest first."""

    model = Alert
    icon = "warning"
    list_display = ["text", "level", "page", DateColumn("starts_on"), DateColumn("ends_on")]
    list_filter = ["level"]


class NavigationViewSet(DraftedViewSet):
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


hooks.register("before_delete_page", taking_down.no_delete)
hooks.register("before_bulk_action", taking_down.no_bulk_delete)
hooks.register("before_delete_snippet", taking_down.no_delete_of_records)
# Before wagtail-localize's, which answers for translations.
hooks.register("before_edit_page", reviewing.tell_reviewer, order=-1)
hooks.register("before_edit_snippet", reviewing.tell_reviewer, order=-1)


@hooks.register("register_log_actions")
def schedule_actions(actions: Any) -> None:
    """What the clock could not do, in the history of its page."""
    actions.register_action(FAILED, "Not done as planned", "Could not be done at the planned moment")


@hooks.register("register_admin_urls", order=-1)
def translation_screens() -> list[URLPattern]:
    """The first stands before wagtail-localize's address of the same path, and keeps broken files from it."""
    return [
        path("localize/translate/<int:translation_id>/pofile/upload/", translations.upload),
        path("translations/<int:page_id>/reviewed/", translations.review, name="review_translation"),
        *schedule.urls,
    ]


def review_button(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    """In the menus of a translated page."""
    if can_be_reviewed(page, user):
        address = reverse("review_translation", args=[page.pk])
        yield Button("Translation reviewed", address, icon_name="check", priority=65)


hooks.register("register_reports_menu_item", schedule.menu_item)
hooks.register("register_page_header_buttons", review_button)
hooks.register("register_page_listing_more_buttons", review_button)

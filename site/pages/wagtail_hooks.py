"""The public site in Wagtail's admin: facts, alerts, navigation, readers' voices."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, DateColumn
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permissions import page_permission_policy, register_permission_policy
from wagtail.query import PageQuerySet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSetGroup

from config.languages import SOURCE
from pages.admin import reviewing, schedule, taking_down, used_files
from pages.admin.answers import AnswerViewSet
from pages.admin.bulk import BulkScreens
from pages.admin.counts import HelpfulCountViewSet
from pages.admin.pictures import CreatePictureView
from pages.admin.records import DraftedViewSet
from pages.admin.voices import VoicesViewSet
from pages.journeys.facts_table import FactsTable
from pages.journeys.scheduling import FAILED
from pages.models import Alert, Fact, Navigation

# An exact class goes before Wagtail's own policies, which are registered later than these hooks are read.
for model, policy in used_files.POLICIES.items():
    register_permission_policy(model, policy, exact_class=True)

facts_table = BulkScreens(FactsTable())


class FactIndex(IndexView):
    """Wagtail's list, with a way to bring facts in and to take them out."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """After Wagtail's own."""
        return [*super().header_more_buttons, *facts_table.buttons(self.request.user)]


class FactViewSet(DraftedViewSet):
    """Facts, those due for a check first."""

    model = Fact
    index_view_class = FactIndex
    icon = "doc-full"
    list_display = ["title", "kind", "owner", DateColumn("review_due"), BooleanColumn("overdue")]
    list_filter = {"kind": ["exact"], "owner": ["exact"], "review_due": ["lte"]}
    ordering = ["review_due", "title"]


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


class VoicesGroup(SnippetViewSetGroup):
    """One place in the menu for what readers say, and what they are answered."""

    menu_label = "Readers’ voices"
    menu_icon = "comment"
    menu_order = 320
    items = (VoicesViewSet("voices"), HelpfulCountViewSet("helpful"), AnswerViewSet)


register_snippet(VoicesGroup)


@hooks.register("register_log_actions")
def steps_of_comments(actions: LogActionRegistry) -> None:
    """What the history of a comment says; never a word of the comment."""
    actions.register_action("lantern.share_comment", "Share a comment", "Shared with the editors")
    actions.register_action("lantern.hand_comment_over", "Hand a comment over", "Handed to the safeguarding desk")
    actions.register_action("lantern.close_comment", "Close a comment", "Done")


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


@hooks.register("construct_page_chooser_queryset")
def drafts_for_who_works_on_them(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Titles of drafts are shown to whoever has rights to these very pages; everybody else chooses what is live."""
    mine = page_permission_policy.instances_user_has_any_permission_for(request.user, {"add", "change", "publish"})
    return pages.filter(Q(live=True) | Q(pk__in=mine.values("pk")))


@hooks.register("before_copy_page")
def copied_in_the_source(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A copy would keep its language in a tree of another one, or stand where no source is; so it is not made."""
    if page.locale.language_code != SOURCE:
        messages.warning(request, "This is a translation. Copy its English page, and then translate the copy.")
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    chosen = request.POST.get("new_parent_page", "")
    parent = Page.objects.filter(pk=chosen).select_related("locale").first() if chosen.isdecimal() else None
    if parent is None or parent.depth == 1 or parent.locale.language_code == SOURCE:
        return None
    messages.warning(
        request,
        f"“{parent.title}” holds translations, so nothing was copied there. Choose a place among the English pages, and "
        "then translate the copy from its menu: “Translate this page”.",
    )
    return redirect("wagtailadmin_pages:copy", page.pk)


hooks.register("before_delete_page", taking_down.no_delete)
hooks.register("before_bulk_action", taking_down.no_bulk_delete)
hooks.register("before_bulk_action", used_files.no_bulk_delete)
hooks.register("before_delete_snippet", taking_down.no_delete_of_records)
# Before wagtail-localize's, which answers for translations.
hooks.register("before_edit_page", reviewing.tell_reviewer, order=-1)
hooks.register("before_edit_snippet", reviewing.tell_reviewer, order=-1)


@hooks.register("register_log_actions")
def schedule_actions(actions: Any) -> None:
    """What the clock could not do, in the history of its page."""
    actions.register_action(FAILED, "Not done as planned", "Could not be done at the planned moment")


@hooks.register("register_admin_urls", order=-1)
def screens_of_ours() -> list[URLPattern]:
    """Those of files stand before Wagtail's addresses of the same paths."""
    return [
        path("images/multiple/create_from_uploaded_image/<int:uploaded_file_id>/", CreatePictureView.as_view()),
        *used_files.urls,
        *schedule.urls,
    ]


@hooks.register("register_admin_urls")
def bulk_screens() -> list[URLPattern]:
    """Import and export of facts."""
    return facts_table.urls


hooks.register("register_reports_menu_item", schedule.menu_item)

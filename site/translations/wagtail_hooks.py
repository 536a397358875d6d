"""Translating in Wagtail's admin."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from config import languages
from config.languages import SOURCE
from people.roles import translator_languages
from translations.journeys.kinds import is_source, kind_of
from translations.journeys.minor import ACTION, outdated_by_the_last_edit
from translations.journeys.reviewing import can_be_reviewed, version_of
from translations.journeys.who import may_publish, sees_translations
from translations.models import Original
from translations.views import files, guard, steps, table, work


@hooks.register("register_admin_urls", order=-1)
def before_wagtail_localize() -> list[URLPattern]:
    """Each stands before wagtail-localize's address of the same path."""
    one = "localize/translate/<int:translation_id>/"
    return [
        path(f"{one}strings/<int:string_segment_id>/edit/", guard.edit_string),
        path(f"{one}overrides/<int:overridable_segment_id>/edit/", guard.edit_override),
        path(f"{one}pofile/download/", guard.download),
        path(f"{one}pofile/upload/", files.upload),
        path(f"{one}machine_translate/", guard.machine_translate),
        path(f"{one}disable/", guard.stop),
        path("localize/page/<int:page_id>/convert_to_alias/", guard.convert_to_alias),
        path("localize/submit/page/<int:page_id>/", guard.submit_page),
        path("localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/", guard.submit_snippet),
        path("localize/update/<int:translation_source_id>/", guard.sync),
        path("localize/api/snippets/<slug:app_label>/<slug:model_name>/", guard.snippets),
        path("localize/api/snippets/<slug:app_label>/<slug:model_name>/<str:pk>/", guard.snippet),
        path("localize/reports/translations/", guard.translations_report),
        path("localize/reports/translations/results/", guard.translations_report_results),
    ]


@hooks.register("register_admin_urls")
def translation_screens() -> list[URLPattern]:
    """The table, the queue, and one screen a step."""
    branch = "translations/files/<int:original_id>/<slug:language>/"
    return [
        path("translations/", table.translations_table, name="translations_table"),
        path("translations/submit/", work.submit, name="translations_submit"),
        path("translations/sync/", work.sync, name="translations_sync"),
        path("translations/publish/", work.publish, name="translations_publish"),
        path("translations/queue/", table.translations_queue, name="translations_queue"),
        path("translations/version/<int:version_id>/hand-on/", steps.hand_on, name="translations_hand_on"),
        path("translations/version/<int:version_id>/publish/", steps.publish, name="translations_publish_one"),
        path("translations/version/<int:version_id>/reviewed/", steps.review, name="translations_review"),
        path("translations/original/<int:original_id>/minor/", steps.minor, name="translations_minor"),
        path("translations/original/<int:original_id>/sync/", steps.sync, name="translations_sync_one"),
        path("translations/picture/<int:picture_id>/<slug:language>/", steps.picture, name="translations_picture"),
        path(branch, files.of_branch, name="translations_branch"),
        path(f"{branch}download/", files.download_branch, name="translations_branch_download"),
    ]


@hooks.register("before_edit_page", order=-10)
@hooks.register("before_edit_snippet", order=-10)
def limits_first(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Own languages, from the source, live by a publisher's word."""
    return guard.before_editing(request, instance)


@hooks.register("before_convert_alias_page")
def limits_before_converting(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A mirror becomes a translation by being submitted."""
    return guard.before_converting_alias(request, page)


@hooks.register("before_bulk_action")
def limits_before_publishing_many(request: HttpRequest, action: str, objects: Any, view: Any) -> HttpResponse | None:
    """The same for many at once."""
    return guard.before_publishing_many(request, action, objects, view)


class ForTranslating(MenuItem):
    """Shown to whom the table is of use."""

    def is_shown(self, request: HttpRequest) -> bool:
        return sees_translations(request.user)


class ForTranslators(MenuItem):
    """Shown to who translates or publishes."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(translator_languages(request.user))


@hooks.register("construct_reports_menu")
def report_for_translating(request: HttpRequest, items: list[MenuItem]) -> None:
    """wagtail-localize shows its report to everybody."""
    if not sees_translations(request.user):
        items[:] = [item for item in items if item.name != "translations"]


@hooks.register("register_admin_menu_item")
def translations_menu() -> MenuItem:
    """One place in the menu."""
    items = [
        ForTranslators("Waits for you", reverse("translations_queue"), name="translations-queue", icon_name="list-ul"),
        ForTranslating("All languages", reverse("translations_table"), name="translations-table", icon_name="table"),
    ]
    return SubmenuMenuItem(
        "Translations",
        Menu(register_hook_name="register_translations_menu_item", items=items),
        name="translations",
        icon_name="wagtail-localize-language",
        order=315,
    )


def page_buttons(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    """In the menus of a page: its review if it is a translation, the minor edit if it is a source."""
    if page.depth < 2 or page.alias_of_id:
        return
    if page.locale.language_code == SOURCE:
        original = Original.objects.filter(translation_key=page.translation_key).first()
        if original and page.permissions_for_user(user).can_publish() and outdated_by_the_last_edit(original):
            address = reverse("translations_minor", args=[original.pk])
            yield Button("The last edit was minor", address, icon_name="edit", priority=66)
        return
    version = version_of(page)
    if version is not None and can_be_reviewed(user, version):
        yield Button(
            "Translation reviewed", reverse("translations_review", args=[version.pk]), icon_name="check", priority=65
        )


# Not in listings: they would ask the database once a row.
hooks.register("register_page_header_buttons", page_buttons)


@hooks.register("after_publish_page")
@hooks.register("after_edit_snippet")
def offer_minor_edit(request: HttpRequest, instance: Any) -> None:
    """Whoever has just changed the source's words is told what that does to translations, and can call it minor."""
    if kind_of(instance) is None or not is_source(instance):
        return
    original = Original.objects.filter(translation_key=instance.translation_key).first()
    behind = outdated_by_the_last_edit(original) if original and may_publish(request.user, instance) else []
    if original and behind:
        names = ", ".join(languages.get(version.language).english for version in behind)
        messages.warning(
            request,
            f"The words have changed, so these translations are now older than the English: {names}.",
            buttons=[messages.button(reverse("translations_minor", args=[original.pk]), "It was a minor edit")],
        )


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """In the history of the source record."""

    @actions.register_action(ACTION)
    class MinorEditFormatter(LogFormatter):
        label = "Call an edit minor"

        def format_message(self, log_entry: Any) -> str:
            kept = ", ".join(log_entry.data.get("languages", []))
            return f"Called the last edit minor: the translations into {kept} stay up to date"


@hooks.register("insert_global_admin_css")
def side_by_side_css() -> str:
    """Right-to-left boxes in wagtail-localize's editor, and our own screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("translations/translations.css"))


@hooks.register("insert_editor_js")
def side_by_side_js() -> str:
    """Before wagtail-localize's own script, which reads what this one has put right."""
    codes = " ".join(languages.right_to_left())
    return format_html(
        '<script src="{}" data-right-to-left="{}"></script>', static("translations/side-by-side.js"), codes
    )

"""Stands before wagtail-localize's own addresses of the same path, and asks the limits first."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import DraftStateMixin, Page
from wagtail.snippets.views.snippets import get_snippet_model_from_url_params
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views import convert, edit_translation, report, snippets_api

from config import languages
from config.languages import SOURCE
from translations.journeys import limits
from translations.journeys.who import may_publish, sees_translations
from translations.views import localize

View = Callable[..., HttpResponse]
NO_DRAFTS = (
    "Nothing was changed. The translation of this record was stopped, so what is saved here reaches readers at once. Ask "
    "a publisher to start its translation again."
)
MIRROR = (
    "This page shows the English words until it is translated. Submit the English page for translation; a publisher "
    "makes the translation live."
)


def refused(request: HttpRequest, reason: str) -> HttpResponse:
    """Say why, where this person can go on. The side-by-side editor's own requests get a plain answer."""
    if request.method in ("PUT", "DELETE"):
        return HttpResponse(reason, status=403, content_type="text/plain; charset=utf-8")
    if not sees_translations(request.user):
        raise PermissionDenied
    messages.error(request, reason)
    return redirect(get_valid_next_url_from_request(request) or "translations_table")


def found(translation_id: int) -> Translation:
    """A translation with all that the limits ask."""
    return get_object_or_404(Translation.objects.select_related("source__locale", "target_locale"), pk=translation_id)


def writing(view: View) -> View:
    """Only for who translates into this language."""

    @wraps(view)
    def guarded(request: HttpRequest, translation_id: int, **kwargs: Any) -> HttpResponse:
        reason = limits.no_writing_in(request.user, found(translation_id))
        return refused(request, reason) if reason else view(request, translation_id=translation_id, **kwargs)

    return guarded


edit_string = writing(edit_translation.edit_string_translation)
edit_override = writing(edit_translation.edit_override)
download = writing(edit_translation.download_pofile)
machine_translate = writing(edit_translation.machine_translate)


def stop(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Only a publisher takes a record out of translation."""
    translation = found(translation_id)
    reason = limits.no_writing_in(request.user, translation) or limits.no_stopping(
        request.user, translation.get_target_instance()
    )
    return refused(request, reason) if reason else edit_translation.stop_translation(request, translation_id)


def convert_to_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """Only a publisher gives a translation up."""
    reason = limits.no_stopping(request.user, get_object_or_404(Page, pk=page_id))
    return refused(request, reason) if reason else convert.convert_to_alias(request, page_id)


def before_converting_alias(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Asked before Wagtail makes a page of its own from a mirror: in other languages it would be live, untranslated."""
    return None if page.locale.language_code == SOURCE else refused(request, MIRROR)


def submit_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """From the source, into own languages."""
    page = get_object_or_404(Page.objects.select_related("locale"), pk=page_id)
    reason = limits.no_submitting(request.user, page, request.POST.getlist("locales"))
    if reason:
        return refused(request, reason)
    return localize.SubmitPage.as_view()(request, page_id=page_id)


def for_who_translates(view: View) -> View:
    """Lists with the titles of drafts are for whoever writes or translates."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not sees_translations(request.user):
            raise PermissionDenied
        return view(request, **kwargs)

    return guarded


snippets = for_who_translates(snippets_api.SnippetViewSet.as_view({"get": "list"}))
snippet = for_who_translates(snippets_api.SnippetViewSet.as_view({"get": "retrieve"}))
translations_report = for_who_translates(report.TranslationsReportView.as_view())
translations_report_results = for_who_translates(report.TranslationsReportView.as_view(results_only=True))


def submit_snippet(request: HttpRequest, app_label: str, model_name: str, pk: str) -> HttpResponse:
    """The same for facts, services and the rest."""
    model = get_snippet_model_from_url_params(app_label, model_name)
    if not hasattr(model, "locale"):
        raise Http404
    reason = limits.no_submitting(request.user, get_object_or_404(model, pk=pk), request.POST.getlist("locales"))
    if reason:
        return refused(request, reason)
    view = localize.SubmitSnippet.as_view()
    return view(request, app_label=app_label, model_name=model_name, pk=pk)


def sync(request: HttpRequest, translation_source_id: int) -> HttpResponse:
    """Take over the source's present words; never publish by the way."""
    source = get_object_or_404(TranslationSource.objects.select_related("locale"), pk=translation_source_id)
    reason = limits.no_syncing(source, publish="publish_translations" in request.POST)
    if reason:
        return refused(request, reason)
    return localize.Update.as_view()(request, translation_source_id=translation_source_id)


def before_editing(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Asked before a page or record is opened or saved, and before wagtail-localize asks for itself."""
    locale = getattr(instance, "locale", None)
    if locale is None or getattr(instance, "alias_of_id", None):
        return None
    translation = (
        Translation.objects.select_related("source__locale", "target_locale")
        .filter(source__object_id=instance.translation_key, target_locale=locale)
        .first()
    )
    reason = why_not(request, instance, translation)
    return refused(request, reason) if reason else None


def before_publishing_many(request: HttpRequest, action: str, pages: list[Any], view: Any) -> HttpResponse | None:
    """Asked before the bulk actions of Wagtail's explorer; one translation that may not go live holds all of them up."""
    if action != "publish" or view.model is not Page:
        return None
    for page in translations_among(pages, descendants=view.cleaned_form.cleaned_data["include_descendants"]):
        translation = (
            Translation.objects.select_related("source__locale", "target_locale")
            .filter(source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True)
            .first()
        )
        if reason := limits.no_publishing(request.user, page, translation):
            name = languages.get(page.locale.language_code).english
            return refused(request, f"Nothing was published. “{page.get_admin_display_title()}” in {name}: {reason}")
    return None


def translations_among(pages: list[Any], *, descendants: bool) -> Iterator[Any]:
    """What such an action would publish in other languages than the source."""
    others = Page.objects.exclude(locale__language_code=SOURCE).filter(alias_of=None).select_related("locale")
    yield from others.filter(pk__in=[page.pk for page in pages])
    for page in pages if descendants else []:
        yield from others.descendant_of(page).filter(live=False)


def why_not(request: HttpRequest, instance: Any, translation: Translation | None) -> str:
    """What speaks against this request."""
    if instance.locale.language_code == SOURCE:
        return limits.no_source_words(request.user)
    if reason := limits.no_writing(request.user, instance.locale.language_code):
        return reason
    if request.method != "POST":
        return ""
    if {"localize-restart-translation", "localize-convert-to-alias"} & set(request.POST):
        return limits.no_stopping(request.user, instance)
    if translation is None or not translation.enabled:
        return "" if isinstance(instance, DraftStateMixin) or may_publish(request.user, instance) else NO_DRAFTS
    if request.POST.get("action") == "publish":
        return limits.no_publishing(request.user, instance, translation)
    return ""

"""The steps of one translation: handed on, published, reviewed; and an edit called minor."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin.utils import get_valid_next_url_from_request

from config import languages
from pages.journeys.describing import describe
from pages.models import Picture, PictureDescription
from people.roles import target_codes
from translations.forms import DescriptionForm
from translations.journeys import publishing, syncing
from translations.journeys.kinds import edit_url
from translations.journeys.limits import no_writing
from translations.journeys.minor import declare_minor, outdated_by_the_last_edit, source_of
from translations.journeys.reviewing import can_be_reviewed, mark_reviewed
from translations.journeys.who import may_publish, publishes
from translations.journeys.work import NotYetError
from translations.models import Original, Version
from translations.shown import cell
from translations.views.guard import refused


def back(request: HttpRequest, name: str = "translations_queue") -> HttpResponseRedirect:
    """To where this was asked from."""
    return HttpResponseRedirect(get_valid_next_url_from_request(request) or reverse(name))


def found(pk: int) -> Version:
    """A version with its original."""
    return get_object_or_404(Version.objects.select_related("original", "translation"), pk=pk)


def name_of(version: Version) -> str:
    """A version in words."""
    return f"“{version.original.title}” in {languages.get(version.language).english}"


@require_POST
def hand_on(request: HttpRequest, version_id: int) -> HttpResponse:
    """The translator has finished."""
    version = found(version_id)
    try:
        publishing.hand_on(request.user, version)
    except NotYetError as error:
        messages.error(request, f"{name_of(version)} was not handed on. {error}")
    else:
        messages.success(request, f"{name_of(version)} now waits for its publisher. Thank you.")
    return back(request)


@require_POST
def publish(request: HttpRequest, version_id: int) -> HttpResponse:
    """The publisher says so."""
    version = found(version_id)
    try:
        publishing.publish(request.user, version)
    except NotYetError as error:
        messages.error(request, f"{name_of(version)} was not published. {error}")
    else:
        messages.success(request, f"{name_of(version)} is live.")
    return back(request)


@require_POST
def sync(request: HttpRequest, original_id: int) -> HttpResponse:
    """Translators get the present English words."""
    original = get_object_or_404(Original, pk=original_id)
    try:
        number = syncing.sync_original(request.user, original)
    except NotYetError as error:
        messages.error(request, str(error))
    else:
        languages_in_words = "1 language has" if number == 1 else f"{number} languages have"
        messages.success(request, f"“{original.title}” is with its translators. {languages_in_words} something to do.")
    return back(request)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, version_id: int) -> HttpResponse:
    """Ask once, then keep that a native speaker has checked these words."""
    version = found(version_id)
    if not can_be_reviewed(request.user, version):
        raise PermissionDenied
    if request.method == "POST":
        mark_reviewed(request.user, version)
        messages.success(request, f"{name_of(version)} counts as reviewed from today. Readers are no longer warned.")
        return back(request, "translations_table")
    context = {
        "version": version,
        "language": languages.get(version.language),
        "cell": cell(version.original, version.language, version),
        "back": get_valid_next_url_from_request(request) or reverse("translations_table"),
    }
    return render(request, "translations/review.html", context)


@require_http_methods(["GET", "POST"])
def minor(request: HttpRequest, original_id: int) -> HttpResponse:
    """Ask once, then keep the translations up to date."""
    original = get_object_or_404(Original, pk=original_id)
    if not may_publish(request.user, source_of(original)):
        raise PermissionDenied
    if request.method == "POST":
        try:
            names = declare_minor(request.user, original)
        except NotYetError as error:
            messages.error(request, str(error))
        else:
            kept = ", ".join(languages.get(name).english for name in names)
            messages.success(request, f"“{original.title}”: up to date in {kept}.")
        return back(request, "translations_table")
    context = {
        "original": original,
        "languages": [languages.get(version.language) for version in outdated_by_the_last_edit(original)],
        "source_url": edit_url(original.kind, original.object_id),
        "back": get_valid_next_url_from_request(request) or reverse("translations_table"),
    }
    return render(request, "translations/minor.html", context)


@require_http_methods(["GET", "POST"])
def picture(request: HttpRequest, picture_id: int, language: str) -> HttpResponse:
    """A picture beside its description, in the source language and in another."""
    shown = get_object_or_404(Picture, pk=picture_id)
    if language not in target_codes():
        return redirect("translations_table")
    if reason := no_writing(request.user, language):
        return refused(request, reason)
    kept = PictureDescription.objects.filter(picture=shown, language=language).first()
    form = DescriptionForm(request.POST or None, initial={"text": kept.draft if kept else ""})
    form.fields["text"].widget.attrs.update(lang=language, dir=languages.get(language).direction)
    if request.method == "POST" and form.is_valid():
        live = "publish" in request.POST and publishes(request.user)
        describe(shown, language, form.cleaned_data["text"], publish=live)
        messages.success(
            request, "The description is live." if live else "The description is kept. Its publisher makes it live."
        )
        return back(request, "translations_table")
    context = {
        "picture": shown,
        "rendition": shown.get_rendition("max-480x480|format-webp"),
        "language": languages.get(language),
        "kept": kept,
        "form": form,
        "publisher": publishes(request.user),
        "back": get_valid_next_url_from_request(request) or reverse("translations_table"),
    }
    return render(request, "translations/picture.html", context)

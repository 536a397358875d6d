"""A learner's way through a package: what it holds, and each part in a frame from the packages' own host."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pages.addresses import url
from training.certificate_addresses import certificate_address
from training.doors import for_learners
from training.errors import NotAskedError, OutdatedError, RetiredError
from training.journeys.learning import start
from training.journeys.package_progress import PackageProgress, package_progress
from training.journeys.playing import play_of
from training.packages.frame import frame_url, may_frame
from training.views.shown import learner_context


def address_of(key: UUID, number: int = 0) -> str:
    """Of a package behind the learner's door, or of one of its parts, without the language."""
    return f"learn/packages/{key}/{f'{number}/' if number else ''}"


@for_learners
@require_http_methods(["GET", "HEAD", "POST"])
def package(request: HttpRequest, language: str, key: UUID) -> HttpResponse:
    """What the package holds and what is done of it; POST begins it, or goes on."""
    progress = package_progress(request.user, key)
    if request.method == "POST":
        try:
            start(request.user, progress.activity, language)
        except RetiredError:
            return _told(request, language, key, _("This module is not offered any more."))
        number = package_progress(request.user, key).next_number
        return HttpResponseRedirect(url(language, address_of(key, number)), status=303)
    context = learner_context(language, address_of(key), progress.activity.title, progress.language)
    context.update(progress=progress, parts=_parts(progress, language))
    if progress.certificate:
        context["certificate_url"] = url(language, certificate_address(progress.certificate.code))
    context["next_url"] = url(language, address_of(key, progress.next_number)) if progress.next_number else ""
    return render(request, "training/learn/package.html", context)


def _parts(progress: PackageProgress, language: str) -> list[dict[str, object]]:
    return [
        {
            "title": sco.title,
            "number": number,
            "url": url(language, address_of(progress.activity.key, number)),
            "is_done": sco.key in progress.done,
        }
        for number, sco in enumerate(progress.scos, 1)
    ]


def _told(request: HttpRequest, language: str, key: UUID, message: str) -> HttpResponse:
    context = learner_context(language, address_of(key), message)
    context["catalogue_url"] = url(language, "training/")
    return render(request, "training/learn/told.html", context, status=410)


@for_learners
@require_safe
@may_frame
def part(request: HttpRequest, language: str, key: UUID, number: int) -> HttpResponse:
    """A part, in its frame."""
    progress = package_progress(request.user, key)
    if not progress.is_begun or progress.registration is None:
        return HttpResponseRedirect(url(language, address_of(key)))
    if not 1 <= number <= len(progress.scos):
        raise Http404
    sco = progress.scos[number - 1]
    try:
        play = play_of(request.user, progress.registration, sco.key)
    except (OutdatedError, NotAskedError):
        return HttpResponseRedirect(url(language, address_of(key)))
    context = learner_context(language, address_of(key, number), sco.title, progress.language)
    context.update(
        progress=progress,
        sco=sco,
        number=number,
        frame_url=frame_url(play, language),
        overview_url=url(language, address_of(key)),
        following=_parts(progress, language)[number] if number < len(progress.scos) else None,
    )
    return render(request, "training/learn/package_part.html", context)

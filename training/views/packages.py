"""A learner's way through a package: what it holds, and each part in a frame from the packages' own host."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pages.addresses import url
from training.addresses import package_address
from training.certificate_addresses import certificate_address
from training.doors import for_learners
from training.errors import NotAskedError, OutdatedError, RetiredError
from training.journeys.evaluating import asks_after, asks_before
from training.journeys.learning import start
from training.journeys.package_progress import PackageProgress, package_progress
from training.journeys.playing import play_of
from training.packages.frame import frame_url, may_frame
from training.views.evaluations import evaluation_url
from training.views.shown import learner_context, see_other


@for_learners
@require_http_methods(["GET", "HEAD", "POST"])
def package(request: HttpRequest, language: str, key: UUID) -> HttpResponse:
    """What the package holds and what is done of it; POST begins it, or goes on."""
    progress = package_progress(request.user, key)
    if request.method == "POST":
        try:
            begun_now = start(request.user, progress.activity, language)
        except RetiredError:
            return _told(request, language, key, _("This module is not offered any more."))
        if asks_before(begun_now):
            return see_other(evaluation_url(language, begun_now, "before"))
        number = package_progress(request.user, key).next_number
        return see_other(url(language, package_address(key, number)))
    context = learner_context(language, package_address(key), progress.activity.title, progress.language)
    context.update(progress=progress, parts=_parts(progress, language))
    if progress.certificate:
        context["certificate_url"] = url(language, certificate_address(progress.certificate.code))
    if progress.registration and asks_after(progress.registration):
        context["evaluation_url"] = evaluation_url(language, progress.registration, "after")
    context["next_url"] = url(language, package_address(key, progress.next_number)) if progress.next_number else ""
    return render(request, "training/learn/package.html", context)


def _parts(progress: PackageProgress, language: str) -> list[dict[str, object]]:
    return [
        {
            "title": sco.title,
            "number": number,
            "url": url(language, package_address(progress.activity.key, number)),
            "is_done": sco.key in progress.done,
        }
        for number, sco in enumerate(progress.scos, 1)
    ]


def _told(request: HttpRequest, language: str, key: UUID, message: str) -> HttpResponse:
    context = learner_context(language, package_address(key), message)
    context["catalogue_url"] = url(language, "training/")
    return render(request, "training/learn/told.html", context, status=410)


@for_learners
@require_safe
@may_frame
def part(request: HttpRequest, language: str, key: UUID, number: int) -> HttpResponse:
    """A part, in its frame."""
    progress = package_progress(request.user, key)
    if not progress.is_begun or progress.registration is None:
        return see_other(url(language, package_address(key)))
    if not 1 <= number <= len(progress.scos):
        raise Http404
    sco = progress.scos[number - 1]
    try:
        play = play_of(request.user, progress.registration, sco.key)
    except (OutdatedError, NotAskedError):
        return see_other(url(language, package_address(key)))
    context = learner_context(language, package_address(key, number), sco.title, progress.language)
    context.update(
        progress=progress,
        sco=sco,
        number=number,
        frame_url=frame_url(play, language),
        overview_url=url(language, package_address(key)),
        following=_parts(progress, language)[number] if number < len(progress.scos) else None,
    )
    return render(request, "training/learn/package_part.html", context)

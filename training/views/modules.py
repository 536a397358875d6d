"""A learner's way through a module: what it holds, its lessons, the steps of its stories."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pages.addresses import url
from training.certificate_addresses import certificate_address
from training.doors import for_learners
from training.errors import OutdatedError, RetiredError
from training.journeys.evaluating import asks_after, asks_before
from training.journeys.learning import do_lesson, start
from training.journeys.progress import Progress, module_at, progress_in
from training.journeys.reading import Reading, step_ids, step_of
from training.models import Registration
from training.views.evaluations import evaluation_url
from training.views.shown import learner_context, see_other


def module_url(language: str, slug: str, *more: str) -> str:
    """The address of a module behind the learner's door, or of a part of it."""
    return url(language, address_of(slug, *more))


def address_of(slug: str, *more: str) -> str:
    """The same without the language."""
    return "".join(f"{part}/" for part in ("learn", "modules", slug, *more))


@for_learners
@require_http_methods(["GET", "HEAD", "POST"])
def module(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """What the module holds and what is done of it; POST begins it, or goes on."""
    page = module_at(slug)
    if request.method == "POST":
        try:
            begun_now = start(request.user, page.activity, language)
        except RetiredError:
            return _told(request, language, slug, _("This module is not offered any more."))
        if asks_before(begun_now):
            return see_other(evaluation_url(language, begun_now, "before"))
        return see_other(next_url(progress_in(request.user, page, language), language, slug))
    progress = progress_in(request.user, page, language)
    context = learner_context(
        language, address_of(slug), progress.book.title, progress.book.language, is_reviewed=progress.book.is_reviewed
    )
    context.update(progress=progress, slug=slug, next_url=next_url(progress, language, slug))
    context["changes_url"] = module_url(language, slug, "changes")
    if progress.certificate:
        context["certificate_url"] = url(language, certificate_address(progress.certificate.code))
    if progress.registration and asks_after(progress.registration):
        context["evaluation_url"] = evaluation_url(language, progress.registration, "after")
    context["parts"] = [
        {"part": one, "url": module_url(language, slug, one.part.key), "is_done": one.part.key in progress.done}
        for one in progress.book.readings
    ]
    return render(request, "training/learn/module.html", context)


def next_url(progress: Progress, language: str, slug: str) -> str:
    """The first part that is not done; the module's own page if there is none, or if it was not begun."""
    following = progress.next_part
    return module_url(language, slug, following.part.key) if following else module_url(language, slug)


def _told(request: HttpRequest, language: str, slug: str, message: str) -> HttpResponse:
    context = learner_context(language, address_of(slug), message)
    context["catalogue_url"] = url(language, "training/")
    return render(request, "training/learn/told.html", context, status=410)


def begun(request: HttpRequest, language: str, slug: str, key: str) -> tuple[Progress, Reading]:
    """A part of what this learner reads. Raises Http404 for a part that their version has not."""
    progress = progress_in(request.user, module_at(slug), language)
    reading = progress.book.find(key)
    if reading is None:
        raise Http404
    return progress, reading


@for_learners
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, language: str, slug: str, key: str) -> HttpResponse:
    """A lesson, or the way into an assessment."""
    from training.views.assessments import assessment  # It uses this module.

    progress, reading = begun(request, language, slug, key)
    if progress.registration is None or progress.is_outdated:
        return see_other(module_url(language, slug))
    if reading.is_assessment:
        return assessment(request, language, slug, progress, progress.registration, reading)
    return _lesson(request, language, slug, progress, progress.registration, reading, gentler=False)


@for_learners
@require_http_methods(["GET", "HEAD", "POST"])
def gentler(request: HttpRequest, language: str, slug: str, key: str) -> HttpResponse:
    """The other way through a lesson."""
    progress, reading = begun(request, language, slug, key)
    if progress.registration is None or progress.is_outdated:
        return see_other(module_url(language, slug))
    if reading.is_assessment or not reading.has_gentler:
        raise Http404
    return _lesson(request, language, slug, progress, progress.registration, reading, gentler=True)


def _lesson(
    request: HttpRequest,
    language: str,
    slug: str,
    progress: Progress,
    registration: Registration,
    reading: Reading,
    *,
    gentler: bool,
) -> HttpResponse:
    key = reading.part.key
    if request.method == "POST":
        try:
            do_lesson(request.user, registration, key)
        except OutdatedError:
            return see_other(module_url(language, slug))
        following = progress.book.after(key)
        more = (following.part.key,) if following else ()
        return see_other(module_url(language, slug, *more))
    content = reading.content(gentler)
    here = (key, "gentler") if gentler else (key,)
    context = learner_context(
        language,
        address_of(slug, *here),
        reading.title,
        reading.language,
        [content],
        is_reviewed=progress.book.is_reviewed,
    )
    context.update(
        _around(progress, reading, language, slug),
        content=content,
        gentler=gentler,
        gentler_url=module_url(language, slug, key, *(() if gentler else ("gentler",))),
        has_gentler=reading.has_gentler,
        chosen=request.GET.getlist("chosen"),
    )
    return render(request, "training/learn/lesson.html", context)


def _around(progress: Progress, reading: Reading, language: str, slug: str) -> dict[str, Any]:
    key = reading.part.key
    keys = [one.part.key for one in progress.book.readings]
    place = keys.index(key)
    return {
        "reading": reading,
        "book": progress.book,
        "is_done": key in progress.done,
        "place": place + 1,
        "places": len(keys),
        "lesson_url": module_url(language, slug, key),
        "module_url": module_url(language, slug),
        "previous_url": module_url(language, slug, keys[place - 1]) if place else "",
    }


@for_learners
@require_safe
def step(request: HttpRequest, language: str, slug: str, key: str, name: str) -> HttpResponse:
    """A step of a lesson's story; `?after=` names the step that led here, for what is said of that choice."""
    progress, reading = begun(request, language, slug, key)
    if progress.registration is None or reading.is_assessment:
        return see_other(module_url(language, slug))
    found, values = None, reading.content()
    for values in (reading.content(), reading.content(gentler=True)):
        if found := step_of(values, name):
            break
    if found is None:
        raise Http404
    scenario, shown = found
    ids = step_ids(scenario)
    context = learner_context(
        language,
        address_of(slug, key, "step", name),
        scenario["title"],
        reading.language,
        [values],
        is_reviewed=progress.book.is_reviewed,
    )
    step_url = f"{module_url(language, slug, key)}step/"
    context.update(
        _around(progress, reading, language, slug),
        step=shown,
        said=said_of(scenario, request.GET.get("by", "")),
        first_url=f"{step_url}{next(iter(ids.values()))}/",
        choices=[
            {"text": item.value["text"], "url": f"{step_url}{ids[item.value['next']]}/?by={item.id}"}
            for item in shown["choices"].bound_blocks
            if item.value["next"] in ids
        ],
    )
    return render(request, "training/learn/step.html", context)


def said_of(scenario: Any, choice: str) -> str:
    """What is said to whoever made a choice, by the id of its list item."""
    items = (item for step in scenario["steps"] for item in step["choices"].bound_blocks)
    return next((str(item.value["feedback"] or "") for item in items if item.id == choice), "")

"""What the pages of the concern form show."""

from collections.abc import Iterable
from enum import Enum
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from config import languages
from pages.addresses import REPORT, url
from pages.furniture import Furniture
from pages.rendering import screen_context
from reporting import proof, state
from reporting.addresses import REPORT_AGAIN, REPORT_FORM, REPORT_RETURN, stylesheet
from reporting.files.arriving import SealedUpload
from reporting.files.explaining import explained
from reporting.journeys import filling as journey
from reporting.journeys.filling import Next
from reporting.promised import READ_WITHIN_HOURS
from reporting.questions import PATHS, Path, is_urgent
from reporting.questions.kinds import CHECK, FILES
from reporting.questions.reading_back import answered
from reporting.sealing import receipts
from reporting.state import Filling
from signposting.journeys.finding import people_to_talk_to

# Answers in the reporter's own words, on whichever path: the rest is chosen, and chosen again in a moment.
TYPED = {
    question.name
    for path in PATHS.values()
    for step in path.steps
    for question in step.questions
    if question.kind in ("line", "text")
}


class Problem(Enum):
    """Why the form cannot go on from what was sent."""

    TOO_LATE = "too late"
    DAMAGED = "damaged"
    TOO_BIG = "too big"
    CLOSED = "closed"


def show(
    request: HttpRequest,
    language: str,
    next_: Next,
    before: Filling | None = None,
    problem: str = "",
    files_again: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page that the form is open at."""
    filling = next_.filling
    path, step = PATHS[filling.path], journey.step_of(filling)
    adding = filling.step == FILES
    title = str(step.title) if step else _("Add files") if adding else _("Check what you wrote")
    context = form_context(language, title, path)
    steps = [one.name for one in path.steps]
    context.update(
        path=path,
        step=step,
        number=steps.index(filling.step) + 1 if step else len(steps) + 1,
        total=len(steps) + 1,
        is_first=journey.is_first(filling),
        changing=filling.changing,
        carried=state.pack(filling),
        form=next_.form or journey.form_of(filling),
        problem=problem,
        files_again=files_again,
        urgent=said_urgent(filling, before),
    )
    if step is None or context["urgent"]:
        context["talking"] = talking(language, filling)
    if step is None:
        context.update(challenge=proof.challenge(filling.id), bits=proof.BITS)
    if adding:
        return render(request, "reporting/send_files.html", context, status=status)
    if step is None:
        context["groups"] = grouped(filling)
        return render(request, "reporting/check.html", context, status=status)
    return render(request, "reporting/step.html", context, status=422 if next_.form else status)


def choose(request: HttpRequest, language: str, filling: Filling) -> HttpResponse:
    """Back from the first page: who are you? What was typed goes along to whichever path is chosen."""
    context = form_context(language, _("Who are you?"), PATHS[filling.path])
    context.update(paths=PATHS.values(), carried=state.pack(filling))
    return render(request, "reporting/choose.html", context)


def receipt(
    request: HttpRequest, language: str, filling: Filling, again: bool = False, refused: Iterable[SealedUpload] = ()
) -> HttpResponse:
    """The receipt: the same whenever the same form is sent."""
    context = form_context(language, _("We have your report"), PATHS[filling.path])
    context.update(
        path=PATHS[filling.path],
        receipt=receipts.grouped(filling.receipt),
        carried=state.pack(filling),
        return_url=url(language, REPORT_RETURN),
        hours=READ_WITHIN_HOURS,
        urgent=is_urgent(filling.path, filling.answers),
        again=again,
        refused=explained(refused),
        talking=talking(language, filling),
    )
    return render(request, "reporting/receipt.html", context)


def lost(request: HttpRequest, language: str, problem: Problem, status: int) -> HttpResponse:
    """The form cannot go on: why, what was typed on this page, what to do, and whom to call."""
    titles = {
        Problem.TOO_LATE: _("This form was open for too long"),
        Problem.DAMAGED: _("We cannot open this form again"),
        Problem.TOO_BIG: _("This is more than we can take at once"),
        Problem.CLOSED: _("The form is closed at the moment"),
    }
    typed = []
    if problem is not Problem.TOO_BIG:
        typed = [
            words for name in request.POST if name in TYPED and (words := request.POST[name].replace("\0", "").strip())
        ]
    context = form_context(language, titles[problem])
    context.update(
        problem=problem.name, typed="\n\n".join(typed), talking=talking(language), start_url=url(language, REPORT)
    )
    return render(request, "reporting/lost.html", context, status=status)


def form_context(language: str, title: str, path: Path | None = None) -> dict[str, Any]:
    """The furniture without menus, where one wrong press would lose what was typed; bare if the database is away."""
    try:
        context = screen_context(language, REPORT_FORM, title)
        around = context["furniture"]
    except DatabaseError:
        around = Furniture(languages.get(language), REPORT_FORM, [], [], [], [])
        context = {
            "furniture": around,
            "title": title,
            "content_language": around.language,
            "page_path": around.page_path,
        }
    others = [languages.get(code) for code, _name in settings.LANGUAGES if code != language]
    context["others"] = [(other, url(other.code, REPORT_FORM)) for other in others]
    around.stylesheet = stylesheet(around.language)
    around.languages, around.breadcrumbs, around.alerts, around.noindex = [], [], [], True
    around.canonical_url, around.alternates = "", []
    context["look"] = "young-people" if path and path.young else ""
    context["form_url"], context["again_url"] = url(language, REPORT_FORM), url(language, REPORT_AGAIN)
    return context


def said_urgent(filling: Filling, before: Filling | None) -> bool:
    """At the check always; otherwise right after the page whose answer says so, and not on every page from there."""
    if filling.step == CHECK:
        return is_urgent(filling.path, filling.answers)
    if before is None or before.step == filling.step:
        return False
    left = PATHS[filling.path].step(before.step)
    names = [question.name for question in left.questions] if left else []
    return is_urgent(filling.path, {name: filling.answers[name] for name in names if name in filling.answers})


def grouped(filling: Filling) -> list[dict[str, Any]]:
    """The answers of the form by page, with pages that were left empty, so that they can still be filled in."""
    found = answered(filling.path, filling.answers)
    return [
        {"name": step.name, "title": step.called, "answers": [one for one in found if one.step == step.name]}
        for step in PATHS[filling.path].steps
    ]


def talking(language: str, filling: Filling | None = None) -> list[Any]:
    """People to talk to, for whoever is writing; none if the database is away, which is no reason to lose the page."""
    try:
        return people_to_talk_to(language, most=2, young=PATHS[filling.path].young if filling else None)
    except DatabaseError:
        return []

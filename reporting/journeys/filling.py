"""Going through the concern form: on, back, change one answer, leave one unknown, send."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.utils import timezone

from reporting.files.arriving import SealedUpload
from reporting.forms_of_report import StepForm
from reporting.journeys import sending
from reporting.models import Report
from reporting.proof import holds
from reporting.questions import PATHS, Step
from reporting.questions.kinds import CHECK, FILES
from reporting.questions.reading_back import UNKNOWN_STEPS
from reporting.state import Filling

# Nobody reads and answers a form of many pages in less.
QUICKEST = timedelta(seconds=10)
BACK, UNKNOWN, STAY, SEND, AGAIN, CHANGE = "back", "unknown", "stay", "send", "again", "change:"


@dataclass(frozen=True)
class Next:
    """The page to show: the form as it stands now, and a bound form if something on it must be put right."""

    filling: Filling
    form: StepForm | None = None


def step_of(filling: Filling) -> Step | None:
    """The page of questions that the form is open at; None at the check and where files are added."""
    return PATHS[filling.path].step(filling.step)


def is_first(filling: Filling) -> bool:
    """Whether the form is open at its first page."""
    return filling.step == PATHS[filling.path].steps[0].name


def on_another_path(filling: Filling, path: str) -> Filling:
    """The same form from the first page of another path, with the answers that are asked for there as well."""
    asked = {question.name for step in PATHS[path].steps for question in step.questions}
    answers = {name: value for name, value in filling.answers.items() if name in asked}
    return replace(filling, path=path, step=PATHS[path].steps[0].name, answers=answers, changing=False)


def form_of(filling: Filling, data: Any = None) -> StepForm | None:
    """The fields of the page that the form is open at, as they were answered before."""
    step = step_of(filling)
    return StepForm(step, data, initial=filling.answers) if step else None


def go(filling: Filling, pressed: str, data: Mapping[str, Any]) -> Next:
    """What follows from a button and from what stands on the page. Nothing that was typed is lost on any way."""
    if pressed == AGAIN:
        return Next(filling)
    form = form_of(filling, data)
    if pressed == STAY and form is not None:
        return Next(merged(filling, form))
    if pressed == BACK:
        before = (
            CHECK
            if filling.changing or filling.step == FILES
            else PATHS[filling.path].before(filling.step) or filling.step
        )
        return Next((merged(filling, form) if form else filling).at(before, changing=False))
    if form is None:
        if pressed == FILES:
            return Next(filling.at(FILES))
        wanted = pressed.removeprefix(CHANGE)
        is_there = PATHS[filling.path].step(wanted) is not None
        return Next(filling.at(wanted, changing=True) if is_there else filling)
    if not form.is_valid():
        return Next(filling, form)
    further = CHECK if filling.changing else PATHS[filling.path].after(filling.step)
    return Next(merged(filling, form, is_unknown=pressed == UNKNOWN).at(further, changing=False))


def merged(filling: Filling, form: StepForm, is_unknown: bool = False) -> Filling:
    """The form with what stands on its page now."""
    answers = {name: value for name, value in filling.answers.items() if name not in form.fields}
    unknown = [name for name in answers.pop(UNKNOWN_STEPS, []) if name != filling.step]
    if is_unknown:
        unknown.append(filling.step)
    answers |= form.typed()
    if unknown:
        answers[UNKNOWN_STEPS] = unknown
    return filling.at(filling.step, answers=answers)


def first_problem(filling: Filling) -> Next | None:
    """The first page that cannot be sent as it is; None if all can."""
    for step in PATHS[filling.path].steps:
        form = StepForm(step, filling.answers)
        # A plain mapping holds lists as they are, which is what the widgets of many choices get.
        if not form.is_valid():
            return Next(filling.at(step.name, changing=True), form)
    return None


def is_sent(filling: Filling) -> bool:
    """Whether this very form was sent before: from a page that was kept, or whose answer was lost."""
    return Report.objects.filter(pk=filling.id).exists()


def send(
    filling: Filling, language: str, is_flooding: bool, files: Iterable[SealedUpload] = (), proof: str = ""
) -> Report:
    """Send it. Too quick, trapped or flooding only means slow. Raises NotReadyError and what the database raises.

    A proof of work makes up for haste and for a flood, never for a trap: no person falls into it.
    """
    suspicious = is_flooding or timezone.now() - filling.started_at < QUICKEST
    return sending.send(
        sending.Submission(
            id=filling.id,
            receipt=filling.receipt,
            path=filling.path,
            language=language,
            started_at=filling.started_at,
            answers=filling.answers,
            slow=filling.trapped or (suspicious and not holds(filling.id, proof)),
            files=tuple(files),
        )
    )

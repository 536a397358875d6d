"""An assessment for its learner: the way in, a question a page, the result."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pages.addresses import url
from training.doors import for_learners
from training.errors import (
    AlreadyFinishedError,
    AlreadyPassedError,
    DeadlinePassedError,
    ForgedAnswerError,
    IncompleteAnswerError,
    NoAttemptsLeftError,
    NotAskedError,
    OutdatedError,
    TooSoonError,
)
from training.forms.question import given_in, options_of, typed_in
from training.journeys.assessing import (
    answer,
    begin_attempt,
    finish,
    is_finished,
    last_answers,
    result_of,
    standing_of,
    to_answer,
    to_review,
)
from training.journeys.progress import Progress
from training.journeys.reading import Reading, open_book
from training.models import Attempt, ModulePage, Registration
from training.views.modules import module_url
from training.views.shown import learner_context, see_other


def assessment(
    request: HttpRequest, language: str, slug: str, progress: Progress, registration: Registration, reading: Reading
) -> HttpResponse:
    """Its rules, and how many attempts are left; POST begins one, or goes on with the one that is open."""
    key = reading.part.key
    if request.method == "POST":
        try:
            attempt = begin_attempt(request.user, registration, key)
        except (AlreadyPassedError, NoAttemptsLeftError, TooSoonError):
            return see_other(module_url(language, slug, key))
        except OutdatedError:
            return see_other(module_url(language, slug))
        return see_other(question_url(language, attempt, next_number(attempt)))
    context = learner_context(
        language, f"learn/modules/{slug}/{key}/", reading.title, reading.language, is_reviewed=progress.book.is_reviewed
    )
    context.update(
        reading=reading,
        book=progress.book,
        standing=standing_of(registration, reading.part),
        module_url=module_url(language, slug),
        is_done=key in progress.done,
        count=sum(pool.draw for pool in reading.part.pools),
    )
    return render(request, "training/learn/assessment.html", context)


def attempt_url(language: str, attempt: Attempt) -> str:
    """Where an attempt's result stands."""
    return url(language, f"learn/attempts/{attempt.pk}/")


def question_url(language: str, attempt: Attempt, number: int) -> str:
    """Where a question of it stands; they count from 1. After the last comes the page from which it is handed in."""
    return url(language, f"learn/attempts/{attempt.pk}/{number}/")


def next_number(attempt: Attempt) -> int:
    """The first question without an answer; the last page if there is none."""
    given = last_answers(attempt)
    return next((place for place, name in enumerate(attempt.drawn, 1) if name not in given), len(attempt.drawn) + 1)


def mine(request: HttpRequest, pk: UUID) -> Attempt:
    """An attempt of whoever asks. Raises Http404 for anybody else's."""
    found = Attempt.objects.select_related("registration__version", "registration__activity", "registration__learner")
    attempt = found.filter(pk=pk).first()
    if attempt is None:
        raise Http404
    return attempt


def around(attempt: Attempt, language: str, address: str, title: str = "") -> dict[str, Any]:
    """What every page of an attempt shows."""
    registration = attempt.registration
    slug = ModulePage.objects.filter(translation_key=registration.activity.key).values_list("slug", flat=True).first()
    book = open_book(registration.version, language)
    reading = book.find(attempt.part)
    if reading is None:
        raise Http404
    context = learner_context(language, address, title or reading.title, reading.language, is_reviewed=book.is_reviewed)
    context.update(
        attempt=attempt,
        reading=reading,
        book=book,
        total=len(attempt.drawn),
        module_url=module_url(language, slug or ""),
        assessment_url=module_url(language, slug or "", attempt.part),
    )
    return context


@for_learners
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, language: str, pk: UUID, number: int) -> HttpResponse:
    """One question; after the last, the page to look back from and hand in."""
    attempt = mine(request, pk)
    questions = _asked(request, attempt, language)
    if is_finished(attempt):
        return see_other(attempt_url(language, attempt))
    if number == len(questions) + 1:
        return _hand_in(request, language, attempt, questions)
    if not 1 <= number <= len(questions):
        raise Http404
    one = questions[number - 1]
    fault = ""
    if request.method == "POST":
        fault, response = _answered(request, language, attempt, one, number)
        if response is not None:
            return response
    context = around(
        attempt,
        language,
        f"learn/attempts/{pk}/{number}/",
        _("Question %(number)s of %(total)s") % {"number": number, "total": len(questions)},
    )
    options = typed_in(one, request.POST) if request.method == "POST" else options_of(one, one["given"])
    context.update(
        question={**one, "options": options},
        fault=fault,
        number=number,
        previous_url=question_url(language, attempt, number - 1) if number > 1 else "",
    )
    return render(request, "training/learn/question.html", context, status=422 if fault else 200)


def _asked(request: HttpRequest, attempt: Attempt, language: str) -> list[dict[str, Any]]:
    from training.errors import NotYoursError

    try:
        return to_answer(request.user, attempt, language)
    except NotYoursError as error:
        raise Http404 from error


def _answered(
    request: HttpRequest, language: str, attempt: Attempt, one: dict[str, Any], number: int
) -> tuple[str, HttpResponse | None]:
    """Why it was not taken, or where to go on."""
    try:
        answer(request.user, attempt, one["name"], given_in(one, request.POST))
    except IncompleteAnswerError:
        return missing(one["kind"]), None
    except ForgedAnswerError:
        return _("We could not read that answer. Please choose again."), None
    except (AlreadyFinishedError, DeadlinePassedError, NotAskedError):
        return "", see_other(question_url(language, attempt, attempt_end(attempt)))
    return "", see_other(question_url(language, attempt, number + 1))


def attempt_end(attempt: Attempt) -> int:
    """The number of the page from which it is handed in."""
    return len(attempt.drawn) + 1


def missing(kind: str) -> str:
    if kind == "ordering":
        return _("Give every line a number of its own.")
    if kind == "matching":
        return _("Choose something for every line.")
    return _("Choose an answer first.")


def _hand_in(request: HttpRequest, language: str, attempt: Attempt, questions: list[dict[str, Any]]) -> HttpResponse:
    if request.method == "POST":
        try:
            finish(request.user, attempt)
        except OutdatedError:
            return see_other(around(attempt, language, "")["module_url"])
        return see_other(attempt_url(language, attempt))
    context = around(
        attempt, language, f"learn/attempts/{attempt.pk}/{attempt_end(attempt)}/", _("Hand in your answers")
    )
    context["rows"] = [
        {
            "number": place,
            "text": one["text"],
            "url": question_url(language, attempt, place),
            "is_open": one["given"] is None,
        }
        for place, one in enumerate(questions, 1)
    ]
    context["open_count"] = sum(row["is_open"] for row in context["rows"])
    return render(request, "training/learn/hand_in.html", context)


@for_learners
@require_safe
def result(request: HttpRequest, language: str, pk: UUID) -> HttpResponse:
    """What an attempt came to, with feedback on what was chosen."""
    attempt = mine(request, pk)
    questions = _asked(request, attempt, language)
    if not is_finished(attempt):
        return see_other(question_url(language, attempt, next_number(attempt)))
    context = around(attempt, language, f"learn/attempts/{pk}/", _("Your result"))
    outcome = result_of(attempt)
    context.update(
        result=outcome,
        reviews=[in_review(one) for one in to_review(request.user, attempt, language)],
        standing=standing_of(attempt.registration, context["reading"].part),
        count=len(questions),
    )
    return render(request, "training/learn/result.html", context)


def in_review(one: dict[str, Any]) -> dict[str, Any]:
    """The same with what was chosen, and what would have been right, in words."""
    return {**one, "said": _in_words(one, one["given"]), "answer": _in_words(one, one.get("right"))}


def _in_words(one: dict[str, Any], given: Any) -> list[str]:
    texts = {option["id"]: option["text"] for option in [*one["options"], *one["targets"]]}
    if isinstance(given, dict):
        return [f"{texts.get(option, '')} → {texts.get(target, '')}" for option, target in given.items()]
    return [texts.get(pk, "") for pk in ([given] if isinstance(given, str) else given or [])]

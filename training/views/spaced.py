"""A question that came by e-mail: its page, and the way to stop more of them without signing in."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from pages.addresses import url
from pages.origin import from_this_site
from training.addresses import LEARN
from training.doors import for_learners, whose
from training.errors import ForgedAnswerError, IncompleteAnswerError, NotThereError, NotYoursError
from training.forms.question import given_in, options_of, typed_in
from training.journeys.reading import language_of_words
from training.journeys.spacing import answer_question, known_token, own_question, shown_question, stop_practice
from training.models import SpacedQuestion
from training.views.assessments import in_review, missing
from training.views.evaluations import home_of
from training.views.shown import learner_context, see_other


@from_this_site
@for_learners
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, language: str, pk: UUID) -> HttpResponse:
    """To be answered once; afterwards, what was right. It changes no result."""
    try:
        sent = own_question(request.user, pk)
    except NotYoursError as error:
        raise Http404 from error
    one = shown_question(sent, language)
    if sent.answered_at is not None:
        return _reviewed(request, language, sent, one)
    fault = ""
    if request.method == "POST":
        fault = _fault(request, sent, one, language)
        if not fault:
            return see_other(url(language, f"learn/questions/{pk}/"))
    options = typed_in(one, request.POST) if request.method == "POST" else options_of(one, None)
    context = _context(language, sent)
    context.update(question={**one, "options": options}, fault=fault, whose=whose(request.user))
    return render(request, "training/learn/spaced_question.html", context, status=422 if fault else 200)


def _fault(request: HttpRequest, sent: SpacedQuestion, one: dict[str, Any], language: str) -> str:
    """Take the answer, or say why it was not taken, in the language of the question."""
    words_in, _is_reviewed = language_of_words(sent.practice.registration.version_id, language)
    with override(words_in.code):
        try:
            answer_question(request.user, sent, given_in(one, request.POST))
        except IncompleteAnswerError:
            return missing(one["kind"])
        except ForgedAnswerError:
            return _("We could not read that answer. Please choose again.")
    return ""


def _context(language: str, sent: SpacedQuestion) -> dict[str, Any]:
    words_in, is_reviewed = language_of_words(sent.practice.registration.version_id, language)
    # What stands among the words of another language is in that language too: its letters have its font.
    with override(words_in.code):
        title = _("A question to remember by")
    return learner_context(language, f"learn/questions/{sent.pk}/", title, words_in, is_reviewed=is_reviewed)


def _reviewed(request: HttpRequest, language: str, sent: SpacedQuestion, one: dict[str, Any]) -> HttpResponse:
    context = _context(language, sent)
    context.update(review=in_review(one), module_url=home_of(sent.practice.registration, language))
    return render(request, "training/learn/spaced_review.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """One button, and it is stopped. A mail program may send the POST itself (RFC 8058): the link alone says that it may.

    Looking stops nothing, because mail servers look at every link before a person does.
    """
    if not known_token(token):
        raise Http404
    stopped = request.method == "POST"
    if stopped:
        try:
            stop_practice(token)
        except NotThereError as error:
            raise Http404 from error
    title = _("No more questions are sent") if stopped else _("Stop the questions?")
    context = learner_context(language, f"learn/questions/stop/{token}/", title)
    context.update(stopped=stopped, home_url=url(language, LEARN))
    response = render(request, "training/learn/stop_questions.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response

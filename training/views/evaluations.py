"""Before and after a training: how sure somebody is, and how it was. Every page can be passed over."""

import contextlib
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pages.addresses import url
from pages.origin import from_this_site
from training.addresses import LEARN, package_address
from training.doors import for_learners, whose
from training.errors import AlreadyThereError, NotThereError, NotYoursError
from training.forms.evaluation import ConfidenceForm, EvaluationForm, FollowUpForm
from training.journeys.belonging import learner_of
from training.journeys.evaluating import asks_after, asks_before, evaluate, own_registration, say_before
from training.journeys.following_up import answer_follow_up, follow_up_of
from training.journeys.learning import parts_of
from training.journeys.managers import managers_of
from training.journeys.returning import activities_in
from training.journeys.spacing import begin_practice, has_questions
from training.models import Activity, Evaluation, FollowUp, Registration
from training.titles import title_of
from training.views.shown import learner_context, see_other


def of_registration(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For whoever it belongs to; for everybody else there is none."""

    @from_this_site
    @for_learners
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def found(request: HttpRequest, language: str, pk: UUID) -> HttpResponse:
        try:
            registration = own_registration(request.user, pk)
        except NotYoursError as error:
            raise Http404 from error
        return view(request, language, registration)

    return found


def evaluation_url(language: str, registration: Registration, when: str) -> str:
    """Where it is asked: `before`, `after` or `later`."""
    return url(language, address_of(registration, when))


def address_of(registration: Registration, when: str) -> str:
    """The same without the language."""
    return f"learn/registrations/{registration.pk}/{when}/"


def home_of(registration: Registration, language: str) -> str:
    """The module's or package's own page; the learner's first page where there is none."""
    shown = activities_in(language, [registration.activity])[registration.activity_id]
    return shown.url or url(language, LEARN)


def first_part_url(registration: Registration, language: str) -> str:
    """Where the reading begins."""
    if registration.activity.kind == Activity.Kind.PACKAGE:
        return url(language, package_address(registration.activity.key, 1))
    home, parts = home_of(registration, language), parts_of(registration)
    return f"{home}{parts[0].key}/" if "/modules/" in home and parts else home


@of_registration
def before(request: HttpRequest, language: str, registration: Registration) -> HttpResponse:
    """How sure somebody is before the first lesson."""
    onward = first_part_url(registration, language)
    if not asks_before(registration):
        return see_other(onward)
    form = ConfidenceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with contextlib.suppress(AlreadyThereError):
            say_before(request.user, registration, form.ratings())
        return see_other(onward)
    return asked(request, language, registration, "before", _("Before you begin"), form, onward)


@of_registration
def after(request: HttpRequest, language: str, registration: Registration) -> HttpResponse:
    """How sure somebody is now, and how it was."""
    onward = home_of(registration, language)
    if not asks_after(registration):
        return see_other(onward)
    form = EvaluationForm(request.POST if request.method == "POST" else None, has_questions=has_questions(registration))
    if request.method == "POST" and form.is_valid():
        if not form.says_nothing():
            _evaluated(request, registration, form)
        return see_other(onward)
    return asked(request, language, registration, "after", _("How was it?"), form, onward)


def _evaluated(request: HttpRequest, registration: Registration, form: EvaluationForm) -> None:
    answers = form.answers()
    questions = answers.pop("questions", False)
    try:
        evaluate(request.user, registration, form.ratings(), **answers)
    except (AlreadyThereError, NotThereError):
        return
    if questions:
        begin_practice(request.user, registration)
        messages.success(request, _("Thank you. The first question comes in two days."))
    else:
        messages.success(request, _("Thank you. This is kept."))


def asked(
    request: HttpRequest,
    language: str,
    registration: Registration,
    when: str,
    title: str,
    form: ConfidenceForm,
    onward: str,
    **more: Any,
) -> HttpResponse:
    """The page with the questions, and the way past them."""
    context = learner_context(language, address_of(registration, when), title)
    context.update(
        form=form,
        when=when,
        training=title_of(registration.version, language),
        onward=onward,
        whose=whose(request.user),
        **more,
    )
    return render(request, "training/learn/evaluation.html", context, status=422 if form.errors else 200)


@of_registration
def later(request: HttpRequest, language: str, registration: Registration) -> HttpResponse:
    """What has become of it; only for what was asked by e-mail, and once."""
    follow_up = follow_up_of(registration)
    if follow_up is None:
        raise Http404
    home = url(language, LEARN)
    if follow_up.answered_at is not None:
        return _followed_up(request, language, follow_up)
    managers = managers_of(learner_of(request.user))
    form = FollowUpForm(request.POST if request.method == "POST" else None, managers=managers)
    if request.method == "POST" and form.is_valid():
        if not form.says_nothing():
            with contextlib.suppress(AlreadyThereError, NotThereError):
                answer_follow_up(request.user, follow_up, form.ratings(), **form.answers())
                messages.success(request, _("Thank you. This is kept."))
        return see_other(home)
    said = Evaluation.objects.filter(registration=registration).values_list("differently", flat=True).first()
    return asked(request, language, registration, "later", _("Some weeks later"), form, home, differently=said or "")


def _followed_up(request: HttpRequest, language: str, follow_up: FollowUp) -> HttpResponse:
    """What they said, and what their manager said of them: nobody is spoken of behind their back."""
    registration = follow_up.registration
    context = learner_context(language, address_of(registration, "later"), _("What has become of it"))
    context.update(
        follow_up=follow_up,
        part=getattr(follow_up, "manager_part", None),
        training=title_of(registration.version, language),
        home_url=url(language, LEARN),
    )
    return render(request, "training/learn/followed_up.html", context)

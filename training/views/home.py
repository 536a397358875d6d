"""A learner's first page, and what they say about themselves."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pages.addresses import url
from pages.origin import from_this_site
from training.addresses import ABOUT_YOU, LEARN
from training.doors import for_learners
from training.errors import AlreadyThereError, TrainingError
from training.forms.door import ALONE, NOT_LISTED, AboutYouForm
from training.journeys.belonging import learner_of
from training.journeys.returning import done, to_do, under_way
from training.journeys.settling import is_settled, leave_workplace, memberships_of, settle
from training.journeys.your_events import own_events
from training.models import Membership
from training.standing import Standing
from training.views.shown import own_context
from training.words import standing_says

URGENT = (Standing.OVERDUE, Standing.GRACE, Standing.EXPIRING)
OPEN = (*URGENT, Standing.STARTED, Standing.NOT_STARTED)


def home(request: HttpRequest, language: str) -> HttpResponse:
    """Where to go on, what to do, what is done."""
    if not is_settled(request.user):
        return HttpResponseRedirect(url(language, ABOUT_YOU))
    learner = learner_of(request.user)
    context = own_context(request, language, LEARN, _("Your training"))
    duties = to_do(learner, language)
    context.update(
        under_way=under_way(learner, language),
        to_do=[(one, standing_says(one), one.standing in URGENT) for one in duties if one.standing in OPEN],
        met=[(one, standing_says(one)) for one in duties if one.standing not in OPEN],
        done=done(learner, language),
        catalogue_url=url(language, "training/"),
        bookings=own_events(learner, language),
    )
    return render(request, "training/learn/home.html", context)


@from_this_site
@for_learners
@require_http_methods(["GET", "HEAD", "POST"])
def about_you(request: HttpRequest, language: str) -> HttpResponse:
    """Name, workplace, role and level. `?membership=` names which of several; `?another` adds one."""
    user: Any = request.user
    memberships = memberships_of(learner_of(user))
    now = _named(request, memberships)
    if request.method == "POST" and request.POST.get("action") == "leave":
        return _leave(request, language, user)
    asked = AboutYouForm(
        request.POST if request.method == "POST" else None, initial=_said(user, now), language=language
    )
    status = 200
    if request.method == "POST" and asked.is_valid() and not asked.asks_for_team:
        try:
            settle(user, now=now, **asked.cleaned_data)
        except AlreadyThereError:
            asked.add_error("agency", _("You are at this workplace already. Change it below."))
        except TrainingError:
            return HttpResponseRedirect(url(language, ABOUT_YOU), status=303)
        else:
            messages.success(request, _("Thank you. This is kept."))
            return HttpResponseRedirect(url(language, LEARN), status=303)
    if request.method == "POST" and asked.errors:
        status = 422
    context = own_context(request, language, ABOUT_YOU, _("About you"))
    context.update(
        form=asked,
        others=[one for one in memberships if one != now],
        now=now,
        is_first=not is_settled(user),
    )
    return render(request, "training/learn/about_you.html", context, status=status)


def _named(request: HttpRequest, memberships: list[Membership]) -> Membership | None:
    named = request.GET.get("membership") or request.POST.get("membership")
    if "another" in request.GET:
        return None
    if named:
        found = next((one for one in memberships if str(one.pk) == named), None)
        if found is None and request.method != "POST":
            raise Http404
        if found is not None:
            return found
    return memberships[0] if memberships else None


def _said(user: Any, now: Membership | None) -> dict[str, Any]:
    said: dict[str, Any] = {"name": user.get_full_name()}
    if now is not None:
        where = str(now.agency_id) if now.agency_id else NOT_LISTED if now.workplace else ALONE
        said.update(agency=where, workplace=now.workplace, team=str(now.team_id or ""))
        said.update(job_role=str(now.job_role_id), level=now.level)
    return said


def _leave(request: HttpRequest, language: str, user: Any) -> HttpResponse:
    learner = learner_of(user)
    named = request.POST.get("membership", "")
    found = Membership.objects.filter(learner=learner, pk=int(named)).first() if named.isdecimal() else None
    if found is None:
        raise Http404
    leave_workplace(user, found)
    messages.success(request, _("You work there no more. What you learnt stays yours."))
    return HttpResponseRedirect(url(language, ABOUT_YOU), status=303)

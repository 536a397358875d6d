"""What a lead decides on the page of one of their people. Each is one POST to one journey."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from training.admin.people import led, shown
from training.admin.person_forms import ExemptForm, PlaceForm, PriorForm, requirements_for
from training.admin.screens import back, for_leads
from training.dates import today
from training.errors import AlreadyThereError, NotThereError, TrainingError
from training.journeys import belonging, deciding
from training.journeys.authority import agencies_led
from training.journeys.evidencing import accept_with_evidence
from training.models import Activity, Agency, Event, Exemption, Learner, Membership


def urls() -> list[URLPattern]:
    """Under the address of the person."""
    return [
        path("training/people/<int:pk>/exempt/", exempt, name="training_exempt"),
        path("training/people/<int:pk>/exemptions/<int:exemption>/end/", end_exemption, name="training_exemption_end"),
        path("training/people/<int:pk>/prior/", prior, name="training_prior"),
        path("training/people/<int:pk>/events/<int:event>/<slug:wish>/", act_on_event, name="training_event_act"),
        path("training/people/<int:pk>/place/", place, name="training_place"),
        path("training/people/<int:pk>/leave/", leave, name="training_leave"),
    ]


@for_leads
@require_POST
def exempt(request: HttpRequest, pk: int) -> HttpResponse:
    """Let them off."""
    learner, form = led(request, pk), ExemptForm(request.POST, user=request.user)
    if not form.is_valid():
        return shown(request, learner, 422, exempt=form)
    said = form.cleaned_data
    deciding.exempt(request.user, learner, said["requirement"], today(), said["until"], said["reason"])
    messages.success(request, "They are let off.")
    return back("training_person", pk)


@for_leads
@require_POST
def end_exemption(request: HttpRequest, pk: int, exemption: int) -> HttpResponse:
    """They have to again, from today on."""
    known = Exemption.objects.filter(learner=led(request, pk), requirement__in=requirements_for(request.user))
    try:
        deciding.end_exemption(request.user, get_object_or_404(known, pk=exemption))
    except NotThereError:
        messages.info(request, "It has ended already.")
    return back("training_person", pk)


@for_leads
@require_POST
def prior(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in what they learnt elsewhere."""
    learner, form = led(request, pk), PriorForm(request.POST, request.FILES)
    if not form.is_valid():
        return shown(request, learner, 422, prior=form)
    said = form.cleaned_data
    on: date = said["on"]
    accept_with_evidence(request.user, learner, said["activity"], on, said["note"], said["file"])
    messages.success(request, "It counts from that day on. They get no certificate of this site for it.")
    return back("training_person", pk)


@for_leads
@require_POST
def act_on_event(request: HttpRequest, pk: int, event: int, wish: str) -> HttpResponse:
    """It was not what it seemed (withdraw), or it has to be done again (expire)."""
    learner = led(request, pk)
    found = get_object_or_404(Event, pk=event, learner__in=learner.accounts())
    activity: Activity | None = found.activity
    if wish == "withdraw":
        deciding.withdraw(request.user, found)
    elif wish == "expire" and activity is not None:
        deciding.expire(request.user, learner, activity)
    else:
        raise Http404
    return back("training_person", pk)


@for_leads
@require_POST
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """Another team, role, level, or another agency that the same lead looks after."""
    learner, form = led(request, pk), PlaceForm(request.POST, user=request.user)
    if not form.is_valid():
        return shown(request, learner, 422, place=form)
    said, by = form.cleaned_data, request.user
    try:
        if is_at(learner, said["agency"]):
            belonging.change_place(by, learner, said["agency"], said["job_role"], said["level"], said["team"])
        else:
            belonging.move(
                by, learner, came_from(request, learner), said["agency"], said["job_role"], said["level"], said["team"]
            )
        messages.success(request, "Saved. What they learnt goes with them.")
    except (AlreadyThereError, NotThereError):
        messages.info(request, "Somebody else has just changed this. Look again.")
    return back("training_person", pk)


def is_at(learner: Learner, agency: Agency) -> bool:
    """Whether somebody works at an agency."""
    return Membership.objects.filter(learner=learner, agency=agency, ended_on=None).exists()


def came_from(request: HttpRequest, learner: Learner) -> Agency:
    """The one agency of the viewer's that somebody would leave by moving. Raises NotThereError."""
    open_ones = Membership.objects.filter(learner=learner, ended_on=None, agency__in=agencies_led(request.user))
    found = open_ones.select_related("agency").order_by("pk").last()
    if found is None:
        raise NotThereError
    return found.agency


@for_leads
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """They do not work there any more. The account stays, and so does what they learnt."""
    learner = led(request, pk)
    number = request.POST.get("agency", "")
    agency = get_object_or_404(agencies_led(request.user), pk=number if number.isdecimal() else 0)
    try:
        belonging.leave(request.user, learner, agency)
        messages.success(request, f"They work at {agency} no more. What they learnt stays theirs.")
    except TrainingError:
        messages.info(request, "They have left already.")
    return back("training_people")

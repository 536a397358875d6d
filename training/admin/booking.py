"""A lead books places at a session for their people, and cancels what was booked for somebody."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from training.admin.people import called
from training.admin.register import seen
from training.admin.screens import back, for_leads, screen
from training.admin.sessions import TITLE
from training.errors import NotYoursError, TrainingError
from training.journeys.attending import register_of
from training.journeys.booking_for_people import Outcome, book_for, cancel_for, people_for
from training.journeys.events import hours_of, place_of
from training.models import Booking, Learner, Session

AT_ONCE = 50
State = Booking.State


def urls() -> list[URLPattern]:
    """Booking for people, and cancelling one such booking."""
    return [
        path("training/events/<int:pk>/book/", booking, name="training_book_for"),
        path("training/events/<int:pk>/bookings/<int:number>/cancel/", cancel, name="training_cancel_for"),
    ]


class PeopleForm(forms.Form):
    """Who gets a place. Anybody who is not theirs to book is as if they were not there."""

    people = forms.ModelMultipleChoiceField(
        Learner.objects.none(), error_messages={"required": "Tick at least one person. Nobody was booked."}
    )

    def __init__(self, *args: Any, found: QuerySet[Learner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = found  # type: ignore[attr-defined]


@for_leads
@require_http_methods(["GET", "HEAD", "POST"])
def booking(request: HttpRequest, pk: int) -> HttpResponse:
    """Find people, tick them, book. Whoever cannot be booked is named with the reason; the others are booked."""
    session = seen(request, pk)
    if request.method != "POST":
        return shown(request, session)
    form = PeopleForm(request.POST, found=called(people_for(request.user, session), ""))
    if not form.is_valid():
        if form.has_error("people", "required"):
            return shown(request, session, wrong=str(form.errors["people"][0]))
        raise Http404
    try:
        outcomes = book_for(request.user, session, list(form.cleaned_data["people"]))
    except NotYoursError as error:
        raise Http404 from error
    say(request, outcomes)
    refused = [one for one in outcomes if one.refused]
    return shown(request, session, refused=refused) if refused else back("training_register", pk)


def say(request: HttpRequest, outcomes: list[Outcome]) -> None:
    """How many got what."""
    states = [one.booking.state for one in outcomes if one.booking and not one.refused]
    if has_place := states.count(State.BOOKED):
        messages.success(request, f"Booked: {has_place}. We tell them by e-mail, and how to give the place back.")
    if waits := states.count(State.WAITING):
        messages.warning(
            request, f"On the waiting list, because all places are taken: {waits}. We tell them by e-mail."
        )


def shown(
    request: HttpRequest, session: Session, wrong: str = "", refused: list[Outcome] | None = None
) -> HttpResponse:
    """The page; 422 if something was not taken."""
    asked = request.GET.get("q", "").strip()
    found = called(people_for(request.user, session), asked)
    people = list(found[: AT_ONCE + 1])
    states = dict(
        Booking.objects.filter(session=session, learner__in=people)
        .exclude(state=State.CANCELLED)
        .values_list("learner", "state")
    )
    taken = session.bookings.filter(place__isnull=False).count()
    context = screen(
        "Book for your people",
        [
            (reverse("training_sessions"), TITLE),
            (reverse("training_register", args=[session.pk]), session.activity.title),
        ],
        session=session,
        hours=hours_of(session),
        place=place_of(session),
        is_open=session.cancelled_at is None and timezone.now() < session.closes_at,
        free=max(session.capacity - taken, 0),
        waiting=session.bookings.filter(state=State.WAITING).count(),
        asked=asked,
        people=[(one, State(states[one.pk]).label if one.pk in states else "") for one in people[:AT_ONCE]],
        is_cut=len(people) > AT_ONCE,
        at_once=AT_ONCE,
        wrong=wrong,
        refused=[(one.learner, one.refused.value) for one in refused or () if one.refused],
    )
    return render(request, "training/admin/book_for.html", context, status=422 if wrong or refused else 200)


@for_leads
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Cancel what was booked for one of their people, once it was asked again."""
    session = seen(request, pk)
    one = get_object_or_404(register_of(request.user, session), pk=number)
    address = reverse("training_register", args=[pk])
    if request.method == "POST":
        try:
            cancel_for(request.user, one)
            messages.success(request, f"The booking of {one.learner} is cancelled. We tell them by e-mail.")
        except NotYoursError:
            messages.error(request, f"{one.learner} booked this themselves. Ask them to give it back.")
        except TrainingError:
            messages.error(request, "This cannot be cancelled any more: it has begun, or it was called off.")
        return back("training_register", pk)
    context = screen(
        "Cancel a booking",
        [(reverse("training_sessions"), TITLE), (address, session.activity.title)],
        form=forms.Form(),
        submit="Cancel the booking",
        cancel=address,
        keep="Keep it",
        help=f"{one.learner} gets an e-mail that says who cancelled it. Whoever waits longest gets the place.",
    )
    return render(request, "training/admin/form.html", context)

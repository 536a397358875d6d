"""Who booked a session and who was there: the register, a sheet to print, a file. A lead's own people; site managers all."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from spreadsheets.writing import Table, download
from training.admin.screens import back, for_leads, screen
from training.admin.sessions import TITLE, seen_by
from training.dates import day_of, today
from training.errors import TrainingError
from training.journeys.attending import add_at_the_door, mark, register_of
from training.journeys.authority import sees_every_agency, sessions_run_by
from training.journeys.booking import position
from training.journeys.booking_for_people import booked_for
from training.journeys.events import hours_of, place_of
from training.models import Booking, Learner, Membership, Session
from training.models.agency import current
from training.wording_of_mails import language_of

HEADINGS = ["Name", "E-mail", "Agency", "Booking", "Since"]
State = Booking.State
MARKS = {"there": True, "absent": False}


def urls() -> list[URLPattern]:
    """The register, and what is done with it."""
    return [
        path("training/events/<int:pk>/", register, name="training_register"),
        path("training/events/<int:pk>/marks/", marks, name="training_register_marks"),
        path("training/events/<int:pk>/door/", door, name="training_register_door"),
        path("training/events/<int:pk>/sheet/", sheet, name="training_register_sheet"),
        path("training/events/<int:pk>/attendance.csv", attendance, name="training_register_file"),
    ]


class DoorForm(forms.Form):
    """Somebody who came without a place."""

    email = forms.EmailField(
        label="Their e-mail address",
        help_text="One of the people whom you look after. They count as having been there.",
        error_messages={"required": "Type an e-mail address.", "invalid": "This is no e-mail address."},
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> Learner:
        """One of this person's people."""
        led = Learner.objects.led_by(self.user).select_related("user")
        found: Learner | None = led.filter(user__email__iexact=self.cleaned_data["email"]).first()
        if found is None:
            raise forms.ValidationError("Nobody whom you look after has this address. Enrol them first, or look again.")
        return found


def seen(request: HttpRequest, pk: int) -> Session:
    """One that this person may look at."""
    found: Session = get_object_or_404(seen_by(request.user).select_related("activity", "agency", "location"), pk=pk)
    return found


@for_leads
@require_safe
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Who booked, who waits, who was there."""
    return shown(request, seen(request, pk))


def shown(request: HttpRequest, session: Session, status: int = 200, form: DoorForm | None = None) -> HttpResponse:
    """The page, with what was typed if it was not taken."""
    rows = list(register_of(request.user, session))
    agencies = agencies_of(request.user, rows)
    live = [one for one in rows if one.state not in (State.WAITING, State.CANCELLED)]
    waiting = [(one, position(one)) for one in rows if one.state == State.WAITING]
    counts = session.bookings.filter(place__isnull=False).count()
    context = screen(
        session.activity.title,
        [(reverse("training_sessions"), TITLE)],
        session=session,
        hours=hours_of(session),
        place=place_of(session),
        rows=[(one, agencies[one.learner_id]) for one in live],
        waiting=waiting,
        taken=counts,
        all_waiting=session.bookings.filter(state=State.WAITING).count(),
        sees_all=sees_every_agency(request.user),
        may_change=sessions_run_by(request.user).filter(pk=session.pk).exists(),
        may_mark=session.cancelled_at is None and today() >= day_of(session.starts_at),
        is_over=session.ends_at <= timezone.now(),
        is_open=session.cancelled_at is None and timezone.now() < session.closes_at,
        cancellable=booked_for(session) if session.cancelled_at is None and timezone.now() < session.starts_at else (),
        door_form=form or DoorForm(user=request.user),
    )
    return render(request, "training/admin/register.html", context, status=status)


def agencies_of(user: Any, rows: list[Booking]) -> dict[int, str]:
    """Where the people of a register work, for whoever sees every agency; one query."""
    found: dict[int, str] = defaultdict(str)
    if sees_every_agency(user):
        learners = [one.learner_id for one in rows]
        known = Membership.objects.filter(current(today()), learner__in=learners, agency__isnull=False)
        for learner, name in known.values_list("learner", "agency__name"):
            found[learner] = f"{found[learner]}, {name}" if found[learner] else name
    return found


@for_leads
@require_POST
def marks(request: HttpRequest, pk: int) -> HttpResponse:
    """Each mark that was changed; what could not be taken is said."""
    session, refused, taken = seen(request, pk), 0, 0
    for booking in register_of(request.user, session):
        came = MARKS.get(request.POST.get(f"mark-{booking.pk}", ""))
        if came is None or booking.state == (State.ATTENDED if came else State.ABSENT):
            continue
        try:
            mark(request.user, booking, came)
            taken += 1
        except TrainingError:
            refused += 1
    if refused:
        messages.error(
            request, f"{refused} could not be marked: your own booking, one that was given back, or it is too early."
        )
    messages.success(request, f"Marked: {taken}. Whoever was there has it in their record, with a certificate.")
    return back("training_register", pk)


@for_leads
@require_POST
def door(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody came without a place."""
    session, form = seen(request, pk), DoorForm(request.POST, user=request.user)
    if not form.is_valid():
        return shown(request, session, 422, form)
    learner: Learner = form.cleaned_data["email"]
    try:
        add_at_the_door(request.user, session, learner, language_of(learner.user))
        messages.success(request, f"{learner} is on the register, and was there.")
    except TrainingError:
        messages.error(request, "This is not possible: it was called off, has not begun, or this is you.")
    return back("training_register", pk)


@for_leads
@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """To print, with a column to sign in."""
    session = seen(request, pk)
    rows = [one for one in register_of(request.user, session) if one.place]
    agencies = agencies_of(request.user, rows)
    context = {
        "session": session,
        "hours": hours_of(session),
        "place": place_of(session),
        "rows": [(one, agencies[one.learner_id]) for one in rows],
        "spare": range(6),
        "sees_all": sees_every_agency(request.user),
    }
    return render(request, "training/admin/register_sheet.html", context)


@for_leads
@require_safe
def attendance(request: HttpRequest, pk: int) -> Any:
    """The same as a table."""
    session = seen(request, pk)
    found = list(register_of(request.user, session))
    agencies = agencies_of(request.user, found)

    def rows() -> Iterator[list[Any]]:
        for one in found:
            user: Any = one.learner.user
            yield [
                user.get_full_name(),
                user.email,
                agencies[one.learner_id],
                one.get_state_display(),
                timezone.localtime(one.changed_at),
            ]

    return download(Table("attendance", HEADINGS, rows()), "csv")

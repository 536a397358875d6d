"""A learner's live events: what can be booked, one session, their own bookings."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pages.addresses import url
from pages.origin import from_this_site
from training.addresses import EVENTS, YOUR_EVENTS
from training.doors import for_learners
from training.errors import TrainingError
from training.journeys.belonging import learner_of
from training.journeys.booking import book, bookable_by, cancel_booking, own_booking
from training.journeys.calendar_files import booking_calendar
from training.journeys.events import shown_sessions
from training.journeys.your_events import MOST, own_events, says, shown_booking
from training.models import Booking, Session
from training.views.events import calendar_response
from training.views.shown import own_context, see_other


def events_context(request: HttpRequest, language: str) -> dict[str, Any]:
    """What somebody has booked, for pages that show it."""
    return {"bookings": own_events(learner_of(request.user), language), "your_events_url": url(language, YOUR_EVENTS)}


@for_learners
@require_safe
def your_events(request: HttpRequest, language: str) -> HttpResponse:
    """What is booked, and what else can be."""
    learner = learner_of(request.user)
    context = own_context(request, language, YOUR_EVENTS, _("Your live events"))
    context.update(events_context(request, language))
    booked = [one.shown.session.pk for one in context["bookings"]]
    others = bookable_by(learner, timezone.now()).exclude(pk__in=booked).filter(cancelled_at=None)
    context.update(sessions=shown_sessions(others[:MOST], language), events_url=url(language, EVENTS))
    return render(request, "training/learn/events.html", context)


@from_this_site
@for_learners
@require_http_methods(["GET", "HEAD", "POST"])
def your_event(request: HttpRequest, language: str, key: UUID) -> HttpResponse:
    """One session: how it stands with it; POST books it or gives it back, by which button was pressed."""
    session, booking = _found(request, key)
    if request.method == "POST":
        return _acted(request, language, session, booking)
    shown = shown_sessions(Session.objects.filter(pk=session.pk), language, also_taken_down=True)
    context = own_context(request, language, f"{YOUR_EVENTS}{key}/", shown[0].event.title)
    context.update(
        one=shown[0],
        booked=shown_booking(booking, shown[0]) if booking else None,
        your_calendar_url=url(language, f"{YOUR_EVENTS}{key}/event.ics"),
        your_events_url=url(language, YOUR_EVENTS),
    )
    return render(request, "training/learn/event.html", context)


def _found(request: HttpRequest, key: UUID) -> tuple[Session, Booking | None]:
    """A session that this person booked once, or may book. Raises Http404."""
    session = get_object_or_404(Session.objects.select_related("activity"), key=key, number__gt=0)
    booking = own_booking(request.user, session)
    learner = learner_of(request.user)
    if booking is None and not bookable_by(learner, timezone.now()).filter(pk=session.pk).exists():
        raise Http404
    return session, booking


def _acted(request: HttpRequest, language: str, session: Session, booking: Booking | None) -> HttpResponse:
    wish = request.POST.get("act")
    try:
        if wish == "book":
            messages.success(request, says(book(request.user, session, language)))
        elif wish == "cancel" and booking is not None:
            messages.success(request, says(cancel_booking(request.user, booking)))
    except TrainingError:
        messages.error(request, _("That is not possible any more. This page says how things stand now."))
    return see_other(url(language, f"{YOUR_EVENTS}{session.key}/"))


@for_learners
@require_safe
def your_event_calendar(request: HttpRequest, language: str, key: UUID) -> HttpResponse:
    """One's own booking as an iCalendar file, with the link to join for whoever has a place."""
    session, booking = _found(request, key)
    shown = shown_sessions(Session.objects.filter(pk=session.pk), language, also_taken_down=True)
    if booking is None:
        raise Http404
    return calendar_response(booking_calendar(shown[0], booking), f"event-{session.starts_at:%Y-%m-%d}.ics")

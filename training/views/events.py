"""Live events in public: the list of dates, and one date for a calendar."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pages.addresses import url
from pages.rendering import screen_context
from pagestore.storing import stored
from training.addresses import EVENTS, stylesheet
from training.forms.events import EventsForm
from training.journeys.calendar_files import public_calendar
from training.journeys.events import find_sessions, months_to_come, public_sessions, shown_sessions
from training.models import Session

PER_PAGE = 10


@require_safe
@stored
def events(request: HttpRequest, language: str) -> HttpResponse:
    """Every public session to come, by month and level."""
    context = screen_context(
        language,
        EVENTS,
        _("Live events"),
        _("Training days with people from other agencies: dates, places, how to book."),
    )
    context["furniture"].stylesheet = stylesheet(context["furniture"].language)
    form = EventsForm(request.GET or None, months=months_to_come())
    page = Paginator(find_sessions(form.chosen()), PER_PAGE).get_page(request.GET.get("page"))
    context.update(
        form=form,
        page_obj=page,
        sessions=shown_sessions(page.object_list, language),
        catalogue_url=url(language, "training/"),
    )
    return render(request, "training/events.html", context)


@require_safe
def event_calendar(request: HttpRequest, language: str, key: UUID) -> HttpResponse:
    """One of them as an iCalendar file."""
    session = get_object_or_404(public_sessions(), key=key)
    shown = shown_sessions(Session.objects.filter(pk=session.pk), language)
    return calendar_response(public_calendar(shown[0]), f"event-{session.starts_at:%Y-%m-%d}.ics")


def calendar_response(calendar: bytes, name: str) -> HttpResponse:
    """An iCalendar file to open with one's own calendar."""
    response = HttpResponse(calendar, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response

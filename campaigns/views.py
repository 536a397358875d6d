"""The campaign calendar, its feed, and downloads."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.journeys.calendar import as_icalendar, by_month, campaigns_in
from campaigns.journeys.resources import count_download
from campaigns.models import ResourceVersion
from pages.addresses import CALENDAR, url
from pages.rendering import screen_context
from pagestore.storing import stored


@stored
@require_safe
def calendar(request: HttpRequest, language: str) -> HttpResponse:
    """Which campaigns run when."""
    context = screen_context(
        language, CALENDAR, _("Campaign calendar"), _("Which campaigns run when, and a feed for your own calendar.")
    )
    context.update(months=by_month(campaigns_in(language)), calendar_ics_url=f"{url(language)}calendar.ics")
    return render(request, "campaigns/calendar.html", context)


@stored
@require_safe
def calendar_feed(request: HttpRequest, language: str) -> HttpResponse:
    """The same as an iCalendar feed."""
    feed = as_icalendar(campaigns_in(language), language, _("Campaign calendar"))
    return HttpResponse(feed, content_type="text/calendar; charset=utf-8")


@require_safe
def download(request: HttpRequest, language: str, slug: str, version: int) -> HttpResponseBase:
    """A file of a published resource; counted, without knowing for whom."""
    found = (
        ResourceVersion.objects.filter(pk=version, resource__slug=slug, resource__live=True)
        .select_related("document")
        .first()
    )
    if found is None:
        raise Http404
    if request.method == "GET":
        count_download(found.document)
    response = FileResponse(found.document.file.open("rb"), filename=found.document.filename)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response

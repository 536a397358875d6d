"""The finder: who can help, by need, place, language and more."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pages.addresses import HELP, url
from pages.origin import from_this_site
from pages.rendering import screen_context
from pagestore.storing import stored
from signposting.finder.chips import chips
from signposting.forms import FinderForm
from signposting.gazetteer.locating import locate
from signposting.gazetteer.unknown import Unknown
from signposting.journeys.finding import MOST_URGENT, URGENT, count, find_help, people_to_talk_to
from signposting.shortlist import Shortlist

# Hours are told for the moment, so the answer to a search is true for about a minute.
KEPT = 60


@stored
@from_this_site
@require_http_methods(["GET", "HEAD", "POST"])
def help_services(request: HttpRequest, language: str) -> HttpResponse:
    """Results for the filters of the address; none but the urgent contacts without filters.

    A place that somebody types comes by POST and is answered with an address that knows it to about a
    kilometre, so that neither history nor log holds more.
    """
    title = _("Find someone who can help")
    about = _("Helplines and services, what happens when you call, and what it costs.")
    context = screen_context(language, HELP, title, about)
    form = FinderForm(request.POST if request.method == "POST" else request.GET, context["library"])
    asked = form.asked
    if request.method == "POST":
        place = locate(request.POST.get("place", ""))
        if not isinstance(place, Unknown):
            return HttpResponseRedirect(url(language, HELP) + asked.at(place).query(), status=303)
        context.update(unknown=place, typed=request.POST.get("place", ""))
        context["place_errors"] = [{"field_id": "place", "message": place.message}]
        context["places"] = [(choice.full_label, asked.at(choice).query()) for choice in place.choices]
    context.update(form=form, asked=asked, chips=chips(form, asked))
    context.update(results_for(request, asked, language))
    if asked.s:
        context["list_url"] = Shortlist.read(asked.s).path(language)
    if asked.given:
        # Who changes the language goes on with the same search.
        links = context["furniture"].languages
        context["furniture"].languages = [replace(link, url=link.url + asked.query()) for link in links]
    context["furniture"].noindex |= bool(asked.given) or request.method == "POST"
    response = render(request, "pages/help.html", context, status=422 if "unknown" in context else 200)
    # A place that we refuse to read may be a home all the same.
    if form.data.get("where") or asked.s or request.method == "POST":
        patch_cache_control(response, no_store=True)
    elif asked.given:
        patch_cache_control(response, max_age=KEPT)
    else:
        # The store knows until when it is true; a browser does not, and asks.
        patch_cache_control(response, no_cache=True)
    return response


def results_for(request: HttpRequest, asked: Any, language: str) -> dict[str, Any]:
    """What the search finds; people to talk to when that is nothing, and whom to call when nothing is asked."""
    if asked.is_empty:
        return {"urgent": people_to_talk_to(language, URGENT, MOST_URGENT)}
    found = find_help(asked, language, timezone.now(), request.GET.get("page", ""))
    if request.method == "GET" and "page" not in request.GET:
        count(asked, found)
    return {"found": found, "talking": [] if found.results else people_to_talk_to(language)}

"""The public list of services."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pages.addresses import HELP
from pages.rendering import screen_context
from signposting.journeys.finding import find_help


@require_safe
def help_services(request: HttpRequest, language: str) -> HttpResponse:
    """Who can help, by need (`?need=talk-to-someone`), in the reader's language; urgent contacts without one."""
    title = _("Find someone who can help")
    about = _("Helplines and services, what happens when you call, and what it costs.")
    context = screen_context(language, HELP, title, about)
    context["help"] = find_help(language, request.GET.get("need", ""), context["library"])
    return render(request, "pages/help.html", context)

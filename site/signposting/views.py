"""The public list of services."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pages.addresses import HELP
from pages.rendering import screen_context
from signposting.journeys import by_need


@require_safe
def help_services(request: HttpRequest, language: str) -> HttpResponse:
    """Everybody who can help, by need, in the reader's language."""
    context = screen_context(
        language,
        HELP,
        _("Find someone who can help"),
        _("Helplines and services, what happens when you call, and what it costs."),
    )
    context["groups"] = by_need(language, context["library"].terms("need"))
    return render(request, "pages/help.html", context)

"""Keeping records fresh from outside: a service confirms its details, and anybody suggests a change."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from config.languages import SOURCE
from pages.addresses import CONFIRM_THANKS, HELP, SUGGEST_THANKS, url
from pages.journeys.feedback import TooManyCommentsError
from pages.kept import kept_nowhere
from pages.origin import from_this_site
from pages.rendering import screen_context
from signposting.forms_of_suggestions import SuggestForm
from signposting.journeys.asking_services import NotGood, find_request
from signposting.journeys.confirming import answer, confirm
from signposting.journeys.showing import show_service
from signposting.journeys.suggesting import NothingSuggested, parts_of, suggest
from signposting.models import CheckRequest, Service, Suggestion

STATUSES = {"unknown": 404, "expired": 410, "used": 410}


@kept_nowhere
@from_this_site
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_service(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """The record as readers see it; “All of this is right” by POST alone, since mail programs open links."""
    try:
        asked = find_request(token)
        if request.method == "POST":
            confirm(asked)
            return HttpResponseRedirect(url(language, CONFIRM_THANKS), status=303)
    except NotGood as problem:
        return not_good(request, language, problem.state)
    context = hidden_context(language, f"{HELP}confirm/{token}/", _("Are these details still right?"))
    context["page"] = show_service(asked.service.code, language, [], timezone.now())
    return render(request, "pages/confirm_service.html", context)


@kept_nowhere
@from_this_site
@require_http_methods(["GET", "HEAD", "POST"])
def correct_service(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """The same form as everybody's, filled in by the service itself."""
    try:
        asked = find_request(token)
        return suggest_form(request, language, asked.service, f"{HELP}confirm/{token}/change/", asked)
    except NotGood as problem:
        return not_good(request, language, problem.state)


@kept_nowhere
@from_this_site
@require_http_methods(["GET", "HEAD", "POST"])
def suggest_change(request: HttpRequest, language: str, code: str) -> HttpResponse:
    """Anybody says what is wrong with a record, field by field or in their own words."""
    service = Service.objects.filter(code=code, locale__language_code=SOURCE, live=True).first()
    if service is None:
        raise Http404
    return suggest_form(request, language, service, f"{HELP}{code}/suggest/")


def suggest_form(
    request: HttpRequest, language: str, service: Service, address: str, asked: CheckRequest | None = None
) -> HttpResponse:
    """Ask, keep, and say what happens next; an unanswered CheckRequest is answered with it."""
    form = SuggestForm(request.POST if request.method == "POST" else None, parts=parts_of(service))
    context = hidden_context(language, address, _("Suggest a change"))
    context.update(form=form, service=service, asked=asked)
    if request.method != "POST" or not form.is_valid():
        return render(request, "pages/suggest.html", context, status=422 if form.errors else 200)
    data = form.cleaned_data
    if data["website"]:
        return HttpResponseRedirect(url(language, SUGGEST_THANKS), status=303)
    try:
        with transaction.atomic():
            if asked:
                answer(asked, CheckRequest.Answer.CHANGED)
            suggest(
                service,
                form.sent,
                origin=Suggestion.Origin.SERVICE if asked else Suggestion.Origin.PUBLIC,
                language=language,
                closed=data["closed"],
                comment=data["comment"],
            )
    except NothingSuggested:
        form.add_error("comment", _("Write what is wrong, or change a detail."))
        return render(request, "pages/suggest.html", context, status=422)
    except TooManyCommentsError:
        context["too_many"] = True
        return render(request, "pages/suggest.html", context, status=503)
    return HttpResponseRedirect(url(language, SUGGEST_THANKS), status=303)


@require_safe
def suggest_thanks(request: HttpRequest, language: str) -> HttpResponse:
    """What happens next with a suggestion."""
    return thanks_page(request, language, SUGGEST_THANKS, _("Thank you for the correction"))


@require_safe
def confirm_thanks(request: HttpRequest, language: str) -> HttpResponse:
    """What happens next once a service has said that all is right."""
    return thanks_page(request, language, CONFIRM_THANKS, _("Thank you for checking"))


def thanks_page(request: HttpRequest, language: str, address: str, title: str) -> HttpResponse:
    """The same words for everyone."""
    context = hidden_context(language, address, title)
    context["confirmed"] = address == CONFIRM_THANKS
    return render(request, "pages/freshness_thanks.html", context)


def not_good(request: HttpRequest, language: str, state: str) -> HttpResponse:
    """Why a link does nothing, and what to do instead."""
    context = hidden_context(language, HELP, _("This link does not work any more"))
    context["state"] = state
    return render(request, "pages/confirm_not_good.html", context, status=STATUSES[state])


def hidden_context(language: str, address: str, title: str) -> dict[str, Any]:
    """Of a screen that no search engine should list."""
    context = screen_context(language, address, title)
    context["furniture"].noindex = True
    return context

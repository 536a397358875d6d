"""Checking a certificate: public, for whoever has its code."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from config.languages import SOURCE
from pages.addresses import codes, url
from pages.kept import kept_nowhere
from pages.origin import from_this_site
from training.certificate_addresses import VERIFY, verify_address
from training.journeys.verifying import LENGTH, Verified, typed, verify
from training.views.shown import learner_context

# No code is longer; what is pasted into the box may be.
MOST = 60


@kept_nowhere
@from_this_site
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, language: str) -> HttpResponse:
    """A box to type a code. It is sent with POST and leads to the code's own page."""
    code = typed(request.POST.get("code", ""))[:MOST] if request.method == "POST" else ""
    if code:
        return HttpResponseRedirect(url(language, verify_address(code)), status=303)
    is_empty = request.method == "POST"
    context = learner_context(language, VERIFY, _("Check a certificate"))
    context["furniture"].noindex = True
    context.update(is_empty=is_empty, start_url=url(language, VERIFY))
    return render(request, "training/verify.html", context, status=422 if is_empty else 200)


@kept_nowhere
@require_safe
def start_in_source(request: HttpRequest) -> HttpResponse:
    """Without a language: to the box in the source language, whose page leads to the others."""
    return HttpResponseRedirect(url(SOURCE, VERIFY))


@kept_nowhere
@require_safe
def verify_in(request: HttpRequest, language: str, code: str) -> HttpResponse:
    """What is to be known of a code, in the language of the address."""
    return shown(request, language, code, verify(code))


@kept_nowhere
@require_safe
def verify_short(request: HttpRequest, code: str) -> HttpResponse:
    """The same at the short address, in the language in which the certificate was issued."""
    found = verify(code)
    language = found.certificate.language if found and found.certificate.language in codes() else SOURCE
    with translation.override(language):
        response = shown(request, language, code, found)
    response.headers["Content-Language"] = language
    return response


def shown(request: HttpRequest, language: str, code: str, found: Verified | None) -> HttpResponse:
    """The page: 404 for a code that we never gave."""
    asked = typed(code)[:MOST]
    context = learner_context(language, verify_address(asked), _("Check a certificate"))
    context["furniture"].noindex = True
    context.update(
        found=found, asked=asked, has_length=len(asked) == LENGTH, start_url=url(language, VERIFY), is_answer=True
    )
    return render(request, "training/verify.html", context, status=200 if found else 404)

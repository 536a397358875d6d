"""What signed-in people meet before any page: the second factor, their language, no caching."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation import get_supported_language_variant
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from requests import RequestException

from people.journeys import second_factor, sessions

ACCOUNTS = "/accounts/"
AGENCIES = "/accounts/oidc/"


class SignedInMiddleware:
    """At the doors of the admin and the desk, and on the pages about signing in. Public pages are left alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Stop whoever lacks a second factor; speak the language of whoever signs in."""
        if request.path_info.startswith(ACCOUNTS):
            return self.signing_in(request)
        if request.path_info.startswith(second_factor.DOORS) and request.user.is_authenticated:
            sessions.seen(request)
            return turned_away(request) or self.get_response(request)
        return self.get_response(request)

    def signing_in(self, request: HttpRequest) -> HttpResponse:
        """These pages have no language in their address: it is their owner's, or the browser's."""
        code = language_of(request)
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = onward(request, self.get_response(request))
        response.headers["Content-Language"] = code
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        add_never_cache_headers(response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """An organisation's provider that does not answer is no fault of ours, and said in words."""
        if not (request.path_info.startswith(AGENCIES) and isinstance(exception, RequestException)):
            return None
        return render(request, "socialaccount/authentication_error.html", status=502)


def onward(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A form may lead to this site alone (Content-Security-Policy), so the way to a provider is a link that goes by itself."""
    place = response.headers.get("Location", "")
    if request.method != "POST" or not request.path_info.startswith(AGENCIES) or place.startswith("/") or not place:
        return response
    return render(request, "socialaccount/login_redirect.html", {"redirect_to": place})


def language_of(request: HttpRequest) -> str:
    """What somebody chose for their account; else the first of the browser's languages that the site has."""
    chosen = request.user.language if request.user.is_authenticated else ""
    codes = [code for code, _name in settings.LANGUAGES]
    if chosen in codes:
        return str(chosen)
    if request.user.is_authenticated and second_factor.has_staff_rights(request.user):
        return settings.LANGUAGE_CODE
    for asked, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            return get_supported_language_variant(asked)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def turned_away(request: HttpRequest) -> HttpResponse | None:
    """To the page where a second factor is enrolled or shown, and from there on to where they wanted to go."""
    if not second_factor.has_staff_rights(request.user):
        messages.info(request, _("Your account has no rights there. If you need them, ask your site manager."))
        return HttpResponseRedirect(reverse("account_home"))
    if not second_factor.required_at(request) or second_factor.shown(request):
        return None
    where = {"next": request.get_full_path()} if request.method == "GET" else {}
    name = "mfa_reauthenticate" if second_factor.has_one(request.user) else "enrol"
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode(where)}")

"""What every response has in common: its language and its policies."""

import gzip
import re
from collections.abc import Callable

import brotli
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_path

from config.policies import for_packages

STAFF_PATHS = ("/admin/",)
SIGNED_IN_PATHS = (*STAFF_PATHS, "/accounts/", "/desk/")
# Of learners, in any language.
OWN_PAGE = re.compile(r"/[a-z]{2,3}/learn/")
OPEN_PATHS = ("/api/", "/badges/")
# Nearly as small as the best (11) in a sixth of the time.
BROTLI_QUALITY = 9
COMPRESSED = ("text/html", "application/json")
PERMISSIONS_POLICY = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"


def is_of_a_package(request: HttpRequest) -> bool:
    """Whether it was asked of the packages' host (training.packages.host says so)."""
    return bool(getattr(request, "is_package_host", False))


def is_somebodys_own(request: HttpRequest) -> bool:
    """Whether a page is for whoever is signed in: staff's, and in every language a learner's."""
    path = request.path_info
    return path.startswith(SIGNED_IN_PATHS) or bool(OWN_PAGE.match(path))


class AddressLanguageMiddleware:
    """Activates the language that the address names, and no other.

    Django's LocaleMiddleware also looks at a cookie and at Accept-Language; a public page here
    depends on its address alone (design promise 1), so that it can be stored and shared.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        code = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response


class CompressionMiddleware:
    """Compresses public HTML and open data: Brotli where it is taken, else gzip.

    Staff's and learners' own pages are left alone, because compressing a secret beside what somebody else typed can give
    it away (BREACH); a public page holds no secret. Static files are compressed when collected.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.streaming or response.has_header("Content-Encoding") or response.cookies:
            return response
        if response.status_code == 304 or is_somebodys_own(request):
            return response
        if (
            is_of_a_package(request)
            and response.has_header("Cache-Control")
            and "no-store" in response["Cache-Control"]
        ):
            return response
        if not response.get("Content-Type", "").startswith(COMPRESSED):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        accepted = request.headers.get("Accept-Encoding", "")
        if re.search(r"\bbr\b", accepted):
            response.content = brotli.compress(response.content, quality=BROTLI_QUALITY)
            response.headers["Content-Encoding"] = "br"
        elif re.search(r"\bgzip\b", accepted):
            response.content = gzip.compress(response.content, mtime=0)
            response.headers["Content-Encoding"] = "gzip"
        if response.has_header("Content-Encoding"):
            response.headers["Content-Length"] = str(len(response.content))
            if response.headers.get("ETag", "").startswith('"'):
                # The same record in other bytes: no longer a strong validator.
                response.headers["ETag"] = f"W/{response.headers['ETag']}"
        return response


class PoliciesMiddleware(CSPMiddleware):
    """Content-Security-Policy and its companions: strict for the public, Wagtail's admin with its own."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """Wagtail's admin gets a policy of its own; every other address gets the strict one.

        A preview is a public page, made by a request inside the admin's (`is_preview`), and may stand in its frame.
        """
        parts: PolicyParts = super().get_policy_parts(request, response, report_only)
        if is_of_a_package(request) and not report_only:
            parts.config = for_packages(settings.PUBLIC_URL)
        elif getattr(request, "is_preview", False) and not report_only:
            parts.config = settings.PREVIEW_CONTENT_SECURITY_POLICY
        elif request.path_info.startswith(STAFF_PATHS) and not report_only:
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Add the policies that Django has no setting for."""
        response = super().process_response(request, response)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if request.path_info.startswith(OPEN_PATHS):
            # For pages of other sites to read, whatever the answer; nothing there depends on who asks.
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path_info.startswith(STAFF_PATHS):
            # Wagtail shows previews and the editor's panels in frames of its own.
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        if settings.NOINDEX:
            response.headers.setdefault("X-Robots-Tag", "noindex")
        return response

"""The host name on which packages live, and nothing else does.

A package is a stranger's program. On a name of its own it has no cookie of ours to send, no page of ours to reach into, and
no form of ours that would take what it sends.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

URLS = "training.packages.urls"
# Names under which organisations register theirs; the end of a host name that says nothing about who owns it.
SHARED_ENDS = ("gov.uk", "co.uk", "org.uk", "ac.uk", "nhs.uk", "police.uk", "sch.uk", "net.uk", "ltd.uk", "me.uk")


def package_origin() -> str:
    """Scheme, host and port of the packages' host; empty while none is set. The port is that of PUBLIC_URL."""
    if not settings.PACKAGE_HOST:
        return ""
    public = urlsplit(settings.PUBLIC_URL)
    port = f":{public.port}" if public.port else ""
    return f"{public.scheme}://{settings.PACKAGE_HOST}{port}"


def is_package_host(request: HttpRequest) -> bool:
    """Whether somebody asks the packages' host."""
    name = request.get_host().rpartition(":")[0] or request.get_host()
    return bool(settings.PACKAGE_HOST) and name.lower() == settings.PACKAGE_HOST.lower()


def is_one_site(one: str, other: str) -> bool:
    """Whether browsers might send cookies of one host to the other: the same registered domain, as far as can be told."""
    return _registered(one) == _registered(other)


def _registered(host: str) -> str:
    labels = host.lower().rstrip(".").split(".")
    if labels[-1].isdecimal() or labels[-1] == "localhost":
        return host.lower()
    return ".".join(labels[-3:] if ".".join(labels[-2:]) in SHARED_ENDS else labels[-2:])


class PackageHostMiddleware:
    """Answers on the packages' host by itself, so that no session, no cookie and no other page is ever asked there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_package_host(request):
            return self.get_response(request)
        request.is_package_host = True  # type: ignore[attr-defined]
        response = answered(request)
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response


def answered(request: HttpRequest) -> HttpResponse:
    """By the addresses of packages alone; everything else is not found, in a bare sentence."""
    try:
        match = resolve(request.path_info, URLS)
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    except (Resolver404, Http404):
        return _plain("Nothing is here.", 404)
    except PermissionDenied:
        return _plain("This link is no longer good. Go back to the training page and open the package again.", 403)
    except SuspiciousOperation:
        return _plain("This request cannot be right.", 400)
    return response


def _plain(says: str, status: int) -> HttpResponse:
    return HttpResponse(says, status=status, content_type="text/plain; charset=utf-8")

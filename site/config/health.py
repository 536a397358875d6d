"""Whether the process lives, and whether it can serve."""

from collections.abc import Callable
from ipaddress import ip_address

from django.db import Error, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import resolve

ASKED_BY_NUMBER = ("/health/live", "/health/ready", "/metrics")


def live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> JsonResponse:
    """The database answers too; 503 if not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return JsonResponse({"status": "the database does not answer"}, status=503)
    return JsonResponse({"status": "ok"})


class AskedByNumberMiddleware:
    """Answers load balancers and monitors, which ask a machine by its number, not by a name in ALLOWED_HOSTS.

    Only at these addresses, whose answers repeat nothing of what was asked; every other address still refuses a name
    that is not the site's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info not in ASKED_BY_NUMBER or not is_number(request.META.get("HTTP_HOST", "")):
            return self.get_response(request)
        try:
            found = resolve(request.path_info)
            response: HttpResponse = found.func(request, *found.args, **found.kwargs)
        except Http404:
            return HttpResponse(status=404)
        return response


def is_number(host: str) -> bool:
    """Whether a Host header is an IP address, with or without a port."""
    name = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
    try:
        ip_address(name)
    except ValueError:
        return False
    return True

"""The one door of the feed: read-only, with or without a slash at the end, every failure in JSON."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404
from django.urls.resolvers import RoutePattern, URLResolver
from django.views.decorators.csrf import csrf_exempt

from signposting.openreferral.api import api
from signposting.openreferral.problems import NOT_HERE, READ_ONLY, problem

METHODS = "GET, HEAD, OPTIONS"
DOORS = URLResolver(RoutePattern(""), api.urls[0])


# Nothing can be sent here, so that a refusal is about the method and not about a token.
@csrf_exempt
def feed(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer for one address under the feed's own."""
    if request.method == "OPTIONS":
        return HttpResponse(
            status=204,
            headers={
                "Allow": METHODS,
                "Access-Control-Allow-Methods": METHODS,
                "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
                "Access-Control-Max-Age": "86400",
            },
        )
    if request.method not in ("GET", "HEAD"):
        refused = problem(405, READ_ONLY)
        refused.headers["Allow"] = METHODS
        return refused
    try:
        door = DOORS.resolve(path.strip("/"))
    except Resolver404:
        return problem(404, NOT_HERE)
    asked, request.method = request.method, "GET"
    try:
        response: HttpResponseBase = door.func(request, *door.args, **door.kwargs)
    finally:
        # The server leaves the body out of an answer to HEAD.
        request.method = asked
    if "ETag" in response.headers:
        # Scripts of other sites are shown only those headers that are named; they need this one to ask again.
        response.headers["Access-Control-Expose-Headers"] = "ETag"
    return response

"""Protection of public forms against forgery without a cookie (design promise 1)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from pages.rendering import screen_context

View = Callable[..., HttpResponse]


def comes_from_here(request: HttpRequest) -> bool:
    """Whether a POST was sent by a page of this site.

    Browsers since 2023 say so in Sec-Fetch-Site; older ones send Origin with every POST. A request
    with neither is refused: deny by default.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def from_this_site(view: View) -> View:
    """For a public view: takes a POST only from this site's own pages; needs and sets no cookie."""

    @csrf_exempt
    @wraps(view)
    def checked(request: HttpRequest, language: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not comes_from_here(request):
            context = screen_context(language, "", _("Please send this from our own page"))
            return render(request, "pages/not_from_here.html", context, status=403)
        return view(request, language, *args, **kwargs)

    return checked


def posted(request: HttpRequest) -> list[tuple[str, str]]:
    """What stood in a form, field by field, but for what was left empty; nothing that another site sent here.

    Empty too where it cannot be read.
    """
    if request.method != "POST" or not comes_from_here(request):
        return []
    try:
        return [(name, str(text)) for name, text in request.POST.items() if str(text).strip()]
    except (RequestDataTooBig, MultiPartParserError):
        return []

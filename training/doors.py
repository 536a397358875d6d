"""Who may come in: a learner's own pages are for whoever is signed in, and are kept by no browser."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from pages.addresses import url

LEARN = "learn/"
View = Callable[..., HttpResponse]


def for_learners(view: View) -> View:
    """Send whoever is not signed in to the learner's door, and from there back here."""

    @wraps(view)
    def guarded(request: HttpRequest, language: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            response = view(request, language, *args, **kwargs)
        else:
            # What was posted cannot be kept: the way back leads to the page with the form.
            here = urlencode({"next": request.get_full_path()})
            response = HttpResponseRedirect(f"{url(language, LEARN)}?{here}")
        response.headers["Cache-Control"] = "no-store"
        return response

    return guarded

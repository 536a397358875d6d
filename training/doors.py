"""Who may come in: a learner's own pages are for whoever is signed in, and are kept by no browser."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from pages.addresses import url
from training.addresses import LEARN
from training.views.shown import learner_context

View = Callable[..., HttpResponse]
WHOSE = "whose"


def for_learners(view: View) -> View:
    """Send whoever is not signed in to the learner's door, and from there back here.

    What somebody sent after their session had ended is shown to them again, to be sent once more.
    """

    @wraps(view)
    def guarded(request: HttpRequest, language: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_signed_in(request):
            response = _another(request, language) or view(request, language, *args, **kwargs)
        elif request.method == "POST":
            response = _sent_too_late(request, language)
        else:
            response = HttpResponseRedirect(door_url(language, request.get_full_path()))
        response.headers["Cache-Control"] = "no-store"
        return response

    return guarded


def is_signed_in(request: HttpRequest) -> bool:
    """Whether somebody is; a browser without our cookie is not even given one."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def door_url(language: str, onward: str = "") -> str:
    """Where somebody signs in, and from there goes on to an address of this site."""
    return f"{url(language, LEARN)}?{urlencode({'next': onward})}" if onward else url(language, LEARN)


def whose(user: Any) -> str:
    """A sign for the account that a form was made for; it tells nobody which."""
    return salted_hmac("training.whose", str(user.pk), algorithm="sha256").hexdigest()[:24]


def _another(request: HttpRequest, language: str) -> HttpResponse | None:
    """A form of one account, sent while another is signed in in this browser: nothing is done."""
    named = request.POST.get(WHOSE)
    if named is None or constant_time_compare(named, whose(request.user)):
        return None
    context = learner_context(language, LEARN, _("Somebody else is signed in now"))
    return render(request, "training/learn/somebody_else.html", context, status=409)


def _sent_too_late(request: HttpRequest, language: str) -> HttpResponse:
    context = learner_context(language, LEARN, _("You were signed out"))
    context["sent"] = [
        (name, value) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for value in values
    ]
    context.update(action=request.path, door_url=url(language, LEARN))
    return render(request, "training/learn/signed_out.html", context, status=403)

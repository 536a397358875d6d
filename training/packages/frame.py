"""The frame in which a page of ours shows a package."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from training.packages import tokens
from training.packages.host import URLS, package_origin
from training.packages.tokens import Play

View = Callable[..., HttpResponse]


def frame_url(play: Play, language: str) -> str:
    """Where the frame begins, good for some minutes; empty while packages have no host."""
    origin = package_origin()
    return origin + reverse("launch", URLS, [tokens.launch_token(replace(play, language=language))]) if origin else ""


def may_frame(view: View) -> View:
    """This page may hold frames of the packages' host, and of nobody else."""

    @wraps(view)
    def framing(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if origin := package_origin():
            response._csp_update = {"frame-src": [origin]}  # type: ignore[attr-defined]  # noqa: SLF001
        return response

    return framing

"""Answers that nobody keeps."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.utils.cache import patch_cache_control

View = Callable[..., HttpResponse]


def kept_nowhere(view: View) -> View:
    """For what holds a key, or what somebody typed: neither a cache nor a search engine keeps it."""

    @wraps(view)
    def kept(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        patch_cache_control(response, no_store=True)
        response["X-Robots-Tag"] = "noindex"
        return response

    return kept

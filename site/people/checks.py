"""House rules about people, as Django system checks."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, register
from django.db import DatabaseError


@register(deploy=True)
def roles_name_permissions_that_exist(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """A misspelt permission would silently grant nothing."""
    from people import roles

    try:
        missing = roles.unknown()
    except DatabaseError:
        return []
    return [
        Error(f"A role is given {label}, which does not exist.", hint="Run migrate.", id="lantern.E006")
        for label in missing
    ]


@register(deploy=True)
def everybody_shows_a_second_factor(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Only the demonstration may skip it, and only there can everybody read the mail."""
    if not settings.SECOND_FACTOR_MAY_BE_SKIPPED:
        return []
    return [
        Error(
            "Staff need no second factor, and everybody can read the mail at /demonstration/mail/.",
            hint="Set DEMONSTRATION=false, or DJANGO_SETTINGS_MODULE=config.settings.",
            id="lantern.E020",
        )
    ]


@register(deploy=True)
def guesses_are_counted_together(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Without a shared cache each process counts wrong passwords by itself."""
    if settings.CACHE_URL:
        return []
    return [
        checks.Warning(
            "Each process counts wrong passwords and codes by itself.",
            hint="Set CACHE_URL to a Redis or Valkey that all processes share.",
            id="lantern.W020",
        )
    ]

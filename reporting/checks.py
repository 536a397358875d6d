"""House rules about reporting, as Django system checks."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error
from django.db import DatabaseError


def register() -> None:
    """Called when the app is ready."""
    checks.register(the_desks_keys_are_its_own, deploy=True)
    checks.register(files_are_scanned, deploy=True)


def the_desks_keys_are_its_own(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """The demonstration's passphrases and recovery sheet are known to everybody who reads its code."""
    from reporting.models import Setup

    try:
        demonstration = Setup.objects.filter(demonstration=True).exists()
    except DatabaseError:
        return []
    if not demonstration:
        return []
    return [
        Error(
            "The safeguarding desk's keys were made by the demonstration: anybody can read the reports.",
            hint="Start with an empty database; keys that were published cannot be made secret again.",
            id="lantern.E030",
        )
    ]


def files_are_scanned(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Reporters are strangers, and the desk opens what they send."""
    if settings.CLAMD:
        return []
    return [
        checks.Warning(
            "No virus scanner looks through what reporters send.",
            hint="Set CLAMD to the socket of clamd; docs/operators.md says how.",
            id="lantern.W031",
        )
    ]

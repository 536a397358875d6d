"""House rules about people, as Django system checks."""

from collections.abc import Sequence
from typing import Any

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

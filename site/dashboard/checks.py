"""House rules for checking links."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register(deploy=True)
def only_public_addresses_are_asked(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """The exception is for tests; with it an editor's link could reach this machine's own network."""
    if getattr(settings, "LINK_CHECKS_MAY_ALSO_ASK", None):
        return [
            Error("Link checks may ask private addresses.", hint="Unset LINK_CHECKS_MAY_ALSO_ASK.", id="lantern.E021")
        ]
    return []

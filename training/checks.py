"""House rules about training, as Django system checks."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error

from training.packages.host import is_one_site


def register() -> None:
    """Called when the app is ready."""
    checks.register(packages_have_a_host_of_their_own, deploy=True)
    checks.register(record_stores_are_reached_safely, deploy=True)


def packages_have_a_host_of_their_own(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """A package is a stranger's program; on the site's own name it could act as whoever looks at it."""
    public = urlsplit(settings.PUBLIC_URL).hostname or ""
    hint = "Set PACKAGE_HOST to a name on another registered domain (docs/operators.md)."
    if not settings.PACKAGE_HOST:
        return [
            checks.Warning("Packages have no host of their own, so none can be taken in.", hint=hint, id="lantern.W005")
        ]
    if settings.PACKAGE_HOST.lower() == public:
        return [Error("PACKAGE_HOST is the site's own name.", hint=hint, id="lantern.E007")]
    if is_one_site(settings.PACKAGE_HOST, public):
        return [
            checks.Warning(
                "PACKAGE_HOST and PUBLIC_URL belong to one site, for browsers.", hint=hint, id="lantern.W006"
            )
        ]
    return []


def record_stores_are_reached_safely(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """A password and what people learnt travel there."""
    return [
        Error(
            f"The record store {one.id} has no https address.",
            hint="Change its url in RECORD_STORES.",
            id="lantern.E043",
        )
        for one in settings.RECORD_STORES.values()
        if not one.url.startswith("https://")
    ]

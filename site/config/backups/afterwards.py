"""What apps do after a backup was restored, before anybody is let in again."""

from collections.abc import Callable

AFTER: dict[str, Callable[[], str]] = {}


def after_restoring(name: str, do: Callable[[], str]) -> None:
    """Register something to do; it gives a sentence for the operator. An app calls this when it is ready."""
    AFTER[name] = do

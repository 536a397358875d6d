"""Samples for the living style page."""

from typing import Any


def samples() -> list[dict[str, Any]]:
    return []

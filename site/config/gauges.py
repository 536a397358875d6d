"""Figures that monitoring asks for: each app says here what of its own may be watched (config.metrics shows them)."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Gauge:
    """A figure: what it tells an operator, and how to find it now."""

    name: str
    tells: str
    ask: Callable[[], float]


GAUGES: dict[str, Gauge] = {}


def watched(name: str, tells: str, ask: Callable[[], float]) -> None:
    """Register a figure; an app calls this when it is ready. It must name nobody, and not tell when somebody came."""
    GAUGES[name] = Gauge(f"lantern_{name}", tells, ask)

"""Translators of one language each, and work that lies in the queue."""

from collections.abc import Callable

import pytest
from pytest_django import Settings

from background.journeys import jobs
from people.roles import translators_of
from tests.support.cast import Person


@pytest.fixture
def urdu_translator(somebody: Callable[..., Person]) -> Person:
    """Translates into Urdu."""
    return somebody("urdu@lantern.example", translators_of("ur"))


@pytest.fixture
def polish_translator(somebody: Callable[..., Person]) -> Person:
    """Translates into Polish."""
    return somebody("polish@lantern.example", translators_of("pl"))


@pytest.fixture
def publisher(comms_publisher: Person) -> Person:
    """Says what goes live."""
    return comms_publisher


@pytest.fixture
def by_hand(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work is queued and lies there; a slice takes one step, or none on a busy machine."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(jobs, "SLICE_SECONDS", 0.003)

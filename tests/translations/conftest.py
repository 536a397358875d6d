"""What stories about work in the background need."""

import pytest
from pytest_django import Settings

from background.journeys import jobs


@pytest.fixture
def by_hand(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work is queued and lies there; a slice takes one step, or none on a busy machine."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(jobs, "SLICE_SECONDS", 0.003)

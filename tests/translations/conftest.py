"""What stories about work in the background need."""

import pytest
from pytest_django.fixtures import SettingsWrapper

from background.journeys import jobs


@pytest.fixture
def by_hand(settings: SettingsWrapper, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work is queued and lies there; a slice takes a single step."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(jobs, "SLICE_SECONDS", 0.0001)

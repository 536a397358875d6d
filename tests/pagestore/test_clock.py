"""Pages that depend on the clock say themselves when they will read differently, and do not before."""

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from pages.models import Alert
from tests.pagestore.store import Machine, watched
from tests.pagestore.test_nothing_stale import sample

pytestmark = pytest.mark.django_db
STEPS = 3
NOW = "django.utils.timezone.now"


def at(moment: datetime, machine: Machine, address: str) -> tuple[bytes, datetime | None]:
    """The page at a moment, and until when it stays so."""
    with patch(NOW, return_value=moment):
        body, gathered = machine.fresh(address)
    return body, gathered.changes_at if gathered else None


def test_every_page_stays_as_it_is_until_the_moment_that_it_names(tmp_path: Path) -> None:
    """Followed through a fortnight: just before its moment a page reads as it did, and most read differently just after."""
    start = datetime.fromisoformat("2026-12-22T13:37:00+00:00")
    machine = Machine(tmp_path)
    problems, turns = [], Counter[bool]()
    with watched():
        # Ends in the middle of the fortnight.
        Alert.objects.filter(live=True).update(ends_on=start.date() + timedelta(days=4))
        for address in sample()[::2]:
            body, until = at(start, machine, address)
            for _step in range(STEPS):
                if until is None or until > start + timedelta(days=14):
                    break
                just_before, still = at(until - timedelta(seconds=1), machine, address)
                if just_before != body or still != until:
                    problems.append((address, until, still))
                after, following = at(until, machine, address)
                turns[after != body] += 1
                body, until = after, following
    assert not problems
    assert turns[True] > 10, turns

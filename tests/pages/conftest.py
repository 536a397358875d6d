"""What stories about pages share."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from people.models import User
from tests.support.cast import Person, signed_in


@pytest.fixture(autouse=True)
def a_quiet_hour() -> Iterator[None]:
    """Nobody has written to us this hour; what is counted in one test does not reach another."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def manager(db: None) -> Person:
    """Looks after the whole site; the demonstration's own account."""
    return signed_in(User.objects.get(email="manager@lantern.example"))

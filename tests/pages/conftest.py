"""What stories about pages share."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def a_quiet_hour() -> Iterator[None]:
    """Nobody has written to us this hour; what is counted in one test does not reach another."""
    cache.clear()
    yield
    cache.clear()

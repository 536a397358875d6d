"""What the tests of the way in and out have at hand."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.signposting.exchange.council import Council, open_for


@pytest.fixture
def council(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Council]:
    """Another council's feed."""
    with open_for(settings, monkeypatch) as found:
        yield found

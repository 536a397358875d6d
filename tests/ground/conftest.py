"""One first start for all tests of the ground, stopped half way and gone on with."""

import pickle
import signal
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings

from tests.ground.running import LEARNERS, LOADING, READY, Server, copy_of
from tests.support.database import alone


class FirstStart(NamedTuple):
    """What a first start left behind, and what it said and ended with."""

    half_way_said: str
    half_way_code: int
    without_learners_said: str
    data: Path
    said: str
    code: int


@pytest.fixture(scope="session")
def first_start() -> FirstStart:
    """Start on an empty folder, stop while pages are loading, start again, kill it at the learners, start again, stop when it serves.

    It takes most of a minute, so the first worker that needs it does it for all.
    """
    place = Path(settings.DATA_DIR) / "ground"
    kept = place / "first-start.pickle"
    with alone(place, "first-start"):
        if not kept.exists():
            kept.write_bytes(pickle.dumps(tuple(_start(place / "data"))))
        return FirstStart(*pickle.loads(kept.read_bytes()))


def _start(data: Path) -> FirstStart:
    broken_off = Server(data).until(LOADING, within=240).signal(signal.SIGTERM)
    half_way_code = broken_off.ends()
    killed = Server(data).until(LEARNERS, within=400).signal(signal.SIGKILL)
    killed.ends()
    gone_on = Server(data).until(READY, within=400).signal(signal.SIGINT)
    return FirstStart(broken_off.said, half_way_code, killed.said, data, gone_on.said, gone_on.ends())


@pytest.fixture
def prepared(first_start: FirstStart, tmp_path: Path) -> Path:
    """A DATA_DIR of the test's own in which everything is ready."""
    return copy_of(first_start.data, tmp_path)

"""One first start for all tests of the ground, stopped half way and gone on with."""

import signal
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.ground.running import LOADING, READY, Server, copy_of


class FirstStart(NamedTuple):
    """What a first start left behind, and what it said and ended with."""

    half_way: Path
    half_way_said: str
    half_way_code: int
    complete: Path
    complete_said: str
    complete_code: int


@pytest.fixture(scope="session")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> FirstStart:
    """Start on an empty folder, stop while the demonstration is loading, start again, stop when it serves."""
    data = tmp_path_factory.mktemp("ground") / "data"
    broken_off = Server(data).until(LOADING, within=180).signal(signal.SIGTERM)
    half_way_code = broken_off.ends()
    half_way = copy_of(data, tmp_path_factory.mktemp("half-way"))
    gone_on = Server(data).until(READY, within=300).signal(signal.SIGINT)
    return FirstStart(half_way, broken_off.said, half_way_code, data, gone_on.said, gone_on.ends())


@pytest.fixture
def prepared(first_start: FirstStart, tmp_path: Path) -> Path:
    """A DATA_DIR of the test's own in which everything is ready."""
    return copy_of(first_start.complete, tmp_path)

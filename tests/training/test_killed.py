"""A machine that dies while somebody finishes: the completion is there once or not at all, with all that follows from it."""

import json
from pathlib import Path

import pytest

from tests.support.database import Demonstration
from tests.support.killing import run_alone

TIMES, LEARNERS = 60, 150


@pytest.mark.process
def test_a_completion_is_there_once_or_not_at_all_however_often_the_server_is_killed(
    demonstration: Demonstration, tmp_path: Path
) -> None:
    demonstration.copy(tmp_path / "lantern.sqlite3")
    done = run_alone("tests.training.finisher", tmp_path, TIMES, LEARNERS)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert (found["lost"], found["wrong"], found["faults"]) == ([], [], [])
    # Some were told and some were cut off: otherwise nothing was proven.
    assert found["told"] >= TIMES / 2
    assert found["told"] <= found["completed"] <= found["tried"] <= LEARNERS

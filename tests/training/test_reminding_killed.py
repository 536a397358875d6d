"""A machine that dies again and again while reminders are sent: nobody gets two, and hardly anybody none."""

import json
from pathlib import Path

import pytest

from tests.support.database import Demonstration
from tests.support.killing import run_alone


@pytest.mark.process
def test_nobody_is_reminded_twice_however_often_the_worker_is_killed(
    demonstration: Demonstration, tmp_path: Path
) -> None:
    demonstration.copy(tmp_path / "lantern.sqlite3")
    done = run_alone("tests.training.reminder", tmp_path)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["kills"] >= 2, "nothing was proven"
    assert found["claimed"] >= 20, "the demonstration has nobody to remind"
    assert found["twice"] == []
    # Whoever was killed between claim and mark may have sent one mail or not; of the others all left.
    assert found["claimed"] - found["kills"] <= found["marked"] <= found["got"] <= found["claimed"]

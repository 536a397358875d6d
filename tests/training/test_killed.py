"""A machine that dies while somebody finishes: the completion is there once or not at all, with all that follows from it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ground.running import ROOT
from tests.support.database import Demonstration

TIMES, LEARNERS = 60, 150


@pytest.mark.process
def test_a_completion_is_there_once_or_not_at_all_however_often_the_server_is_killed(
    demonstration: Demonstration, tmp_path: Path
) -> None:
    demonstration.copy(tmp_path / "lantern.sqlite3")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings_demonstration",
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": "",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.training.finisher", str(TIMES), str(LEARNERS)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert (found["lost"], found["wrong"], found["faults"]) == ([], [], [])
    # Some were told and some were cut off: otherwise nothing was proven.
    assert found["told"] >= TIMES / 2
    assert found["told"] <= found["completed"] <= found["tried"] <= LEARNERS

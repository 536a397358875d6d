"""A machine that dies in the middle: every receipt that was shown opens its report, and no report stands twice."""

import json
import shutil
from pathlib import Path

import pytest

from config.demonstration.desk import SHEET
from tests.support.database import Demonstration
from tests.support.killing import run_alone

TIMES = 120


@pytest.mark.process
def test_a_receipt_that_was_shown_opens_its_report_however_often_the_sender_is_killed(
    demonstration: Demonstration, tmp_path: Path
) -> None:
    demonstration.copy(tmp_path / "lantern.sqlite3")
    shutil.copy(demonstration.folder / SHEET, tmp_path)
    done = run_alone("tests.reporting.sender", tmp_path, TIMES)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["lost"] == []
    # Some were answered and some were cut off: otherwise nothing was proven.
    assert found["shown"] >= TIMES / 8
    assert found["shown"] <= found["stored"] <= found["tried"]

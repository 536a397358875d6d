"""A machine that dies again and again while a file is enrolled: everybody is there once, and nobody gets two e-mails."""

import json
from pathlib import Path

import pytest

from tests.support.database import Demonstration
from tests.support.killing import run_alone

PEOPLE = 300


@pytest.mark.process
def test_everybody_is_enrolled_once_however_often_the_worker_is_killed(
    demonstration: Demonstration, tmp_path: Path
) -> None:
    demonstration.copy(tmp_path / "lantern.sqlite3")
    done = run_alone("tests.training.enroller", tmp_path, PEOPLE)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["state"] == "done"
    assert found["kills"] >= 5, "nothing was proven"
    there = ("accounts", "learners", "memberships", "joined")
    assert {name: found[name] for name in there} == dict.fromkeys(there, PEOPLE)
    assert (found["twice"], found["teams"], found["faults"], found["sent_twice"]) == ([], 7, [], [])
    # Of an e-mail that a killed worker had begun nobody knows; it says so and is not sent again.
    assert sum(found["mails"].values()) == PEOPLE
    assert found["mails"].get("due", 0) == 0
    assert found["sent"] >= found["mails"]["sent"]

"""A council that has nothing yet begins with a site of its own, and nothing of another's district."""

import json
import os
from pathlib import Path

import pytest

from tests.support.killing import run_alone

pytestmark = [pytest.mark.process]


def test_a_partnership_begins_with_a_site_of_its_own(
    tmp_path: Path, static_files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "DEMONSTRATION", "false")
    monkeypatch.setitem(os.environ, "SITE_NAME", "Safe in Anytown")
    monkeypatch.setitem(os.environ, "STATIC_DIR", str(static_files))
    done = run_alone("tests.config.beginner", tmp_path)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    answers = found["answers"]
    assert {address: status for address, status in answers.items() if status != 200} == {}
    assert found["wrong"] == [], found["wrong"]
    for language in ("en", "ur", "pa", "pl"):
        for place in (
            "report/",
            "help/",
            "training/",
            "about/leaving-this-site/",
            "for/young-people/who-can-i-talk-to/",
        ):
            assert f"/{language}/{place}" in answers
    # What names no number of this council's yet waits for an editor.
    assert len(found["drafts"]) > 20
    assert "/home/guidance/front-door-and-mash/" in found["drafts"]
    assert "/en/guidance/front-door-and-mash/" not in answers
    assert found["again"] == "There is a site already. Nothing was changed."
    assert found["same"]

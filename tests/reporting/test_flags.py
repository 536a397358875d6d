"""The agreed markers: none that is stored is ever lost, and each says where it comes from."""

from pathlib import Path

import pytest
from django.conf import settings

from reporting import flags, terms
from reporting.desk.shown import triage_in_words
from reporting.journeys import sending
from tests.reporting.conftest import concern
from tests.reporting.desk import Officer, address

# Codes in sealed records: words may change, these may not.
STORED = (
    *("child", "care", "transition", "missing", "school", "learning", "mental", "substances", "homeless"),
    *("migration", "language", "care_needs", "carer", "trust"),
)


@pytest.mark.parametrize("code", STORED)
def test_what_was_marked_before_still_has_its_words(code: str) -> None:
    shown = triage_in_words({"urgency": "soon", "flags": [code]})["flags"]
    assert shown != [code]


def test_every_marker_and_its_source_stand_in_the_desks_guide() -> None:
    guide = (Path(settings.BASE_DIR) / "docs/desk.md").read_text()
    for marker in flags.MARKERS:
        assert f"| {marker.words} | {marker.source} |" in guide
    assert flags.STRATEGY in guide
    assert len(dict(terms.FLAGS)) == len(flags.MARKERS)


def test_an_officer_marks_domestic_abuse_and_a_county_line(dora: Officer) -> None:
    report = sending.send(concern())
    dora.go(address(report))
    dora.post(address(report, "triage/"), urgency="soon", flags=["domestic", "gang", "unit", "home"], seen=dora.seen)
    assert dora.page.status_code == 200
    shown = dora.soup.select_one("#triage ~ dl")
    assert shown
    for words in ("domestic abuse", "county line", "pupil referral unit", "children's home"):
        assert words in shown.get_text()

"""What the police have, and what they never got: found by their reference, and warned of before it is deleted."""

from typing import Any
from uuid import uuid4

import pytest

from reporting.journeys import handling, reading, retaining, searching, sending
from reporting.journeys.searching import Wanted
from reporting.models import Report
from tests.reporting.closing import closed, keys_of
from tests.reporting.conftest import PASSPHRASE, OpenDesk, concern
from tests.reporting.desk import Officer

pytestmark = pytest.mark.usefixtures("ledger_file")
REFERENCE = "13250001234"


def write(desk: OpenDesk, report: Report, kind: str, **data: Any) -> None:
    """One record about a file."""
    opened = reading.read(desk.manager, keys_of(desk), report.pk, to_write=True)
    handling.record(desk.manager, opened, kind, {"number": 1, "why": "scanner", **data})


def test_a_report_is_found_by_the_reference_of_the_police(desk: OpenDesk) -> None:
    report, _other = sending.send(concern()), sending.send(concern())
    write(desk, report, "handed_over", file=str(uuid4()), to="DC Example", reference=REFERENCE, sha256="ab" * 32)
    keyring = keys_of(desk)
    for words, found in ((f"example {REFERENCE}", [report.pk]), ("ab" * 32, [])):
        summaries = searching.search(desk.manager, keyring, Wanted(words=words)).summaries
        assert [one.report.pk for one in summaries] == found, words


def test_the_desk_is_warned_before_a_file_goes_that_the_police_never_got(desk: OpenDesk) -> None:
    report, plain = closed(desk, "noise", months=3), closed(desk, "noise", months=3)
    file = str(uuid4())
    write(desk, report, "quarantine", file=file, about="")
    hana = Officer(desk.manager, PASSPHRASE).unlock()
    hana.go("/desk/deletion/")
    assert hana.text.count("1 file in quarantine was never handed to the police") == 1
    hana.post("/desk/deletion/delete/", report=[str(report.pk), str(plain.pk)])
    number = str(report.pk).partition("-")[0].upper()
    assert f"never handed to the police: {number}. They go with the report" in hana.text
    write(desk, report, "handed_over", file=file, to="DC Example", reference=REFERENCE, sha256="ab" * 32)
    assert retaining.with_evidence(keys_of(desk), [report.pk, plain.pk]) == set()
    hana.go("/desk/deletion/")
    assert "never handed" not in hana.text

"""The ledger of deletions: a file that forgets nothing, believes nothing that is broken, and brings nobody else's reports down."""

from io import StringIO
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from reporting.journeys import handling, ledger, reading
from reporting.journeys.ledger import LedgerError, Line
from reporting.models import Deletion, Report
from reporting.periods import later
from tests.reporting.closing import ago, closed, keys_of
from tests.reporting.conftest import OpenDesk

pytestmark = pytest.mark.usefixtures("ledger_file")


def reapply(*arguments: str) -> str:
    """The operator's command."""
    said = StringIO()
    call_command("reapply_deletions", *arguments, stdout=said)
    return said.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "its first line is not report,on,reason"),
        ("what,ever\n", "its first line is not report,on,reason"),
        ("report,on,reason\n{good}\n{good}x", "line 3 is cut off or wrong"),
        ("report,on,reason\n{good}\n1234,2026-01,period\n", "line 3 is cut off or wrong"),
        ("report,on,reason\n{good}\n{id},2026-13,period\n", "line 3 is cut off or wrong"),
        ("report,on,reason\n{good}\n{id},2026-01\n", "line 3 is cut off or wrong"),
        ("report,on,reason\n{good}\né", "it is not a ledger of deletions"),
    ],
)
def test_a_broken_ledger_deletes_nothing_and_says_which_line(
    desk: OpenDesk, ledger_file: Path, content: str, said: str
) -> None:
    report = closed(desk)
    ledger_file.parent.mkdir()
    good = f"{report.pk},2026-01,period"
    ledger_file.write_text(content.format(good=good, id=uuid4()))
    with pytest.raises(CommandError, match=said):
        reapply()
    with pytest.raises(LedgerError):
        ledger.write()
    assert Report.objects.filter(pk=report.pk).exists()


def test_without_a_ledger_the_command_says_what_to_do(desk: OpenDesk) -> None:
    with pytest.raises(CommandError, match="Name the newest copy of it"):
        reapply()


def test_the_ledger_forgets_no_line_that_either_side_knows(desk: OpenDesk, ledger_file: Path) -> None:
    ours, theirs = uuid4(), uuid4()
    Deletion.objects.create(report=ours, on=ago(2).replace(day=1))
    ledger.write()
    Deletion.objects.all().delete()
    Deletion.objects.create(report=theirs, on=timezone.localdate().replace(day=1))
    ledger.keep_ledger()
    assert {line.report for line in ledger.read(ledger_file)} == {ours, theirs}
    assert {row.report for row in Deletion.objects.all()} == {ours, theirs}
    assert [path.name for path in ledger_file.parent.iterdir()] == ["deletions.csv"]


def test_what_the_desk_answered_before_the_deletion_does_not_bring_it_back(desk: OpenDesk) -> None:
    report, keyring = closed(desk), keys_of(desk)
    handling.answer(desk.manager, reading.read(desk.manager, keyring, report.pk), "We are done")
    month = timezone.localdate().replace(day=1)
    assert not ledger.written_since(report, Line(report.pk, month, "period"))
    assert ledger.written_since(report, Line(report.pk, later(month, -1), "period"))


def test_a_ledger_of_another_desk_deletes_nothing_here(desk: OpenDesk, tmp_path: Path) -> None:
    before = set(Report.objects.values_list("pk", flat=True))
    other = tmp_path / "other.csv"
    other.write_text("report,on,reason\n" + "".join(f"{UUID(int=n)},2026-01,period\n" for n in range(1200)))
    assert reapply(str(other)) == "0 concerns deleted again.\n"
    assert set(Report.objects.values_list("pk", flat=True)) == before

"""Services, organisations and places by the table: out and in without loss, with a dry run."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from signposting.exchange.our_tables import ServicesTable
from signposting.models import Contact, Location, Organization, Service, ServiceAtLocation
from tests.signposting.exchange.running import emptied, export
from tests.signposting.feed import a_location, a_rich_service
from tests.support.cast import Person
from tests.support.tables import agree, as_file, exported, faults, said, send, words

pytestmark = pytest.mark.django_db
KINDS = ("organizations", "locations", "services")


@pytest.fixture
def service(db: None) -> Service:
    """One with something of everything, words that could break a table among it."""
    service = a_rich_service()
    Contact.objects.filter(service=service, channel="text").update(note="=1+1 | a bar, a \\ and\nan end", label="-2")
    service.unmapped = {"alert": "New rooms from May."}
    service.summary, service.description = "+44 is no formula", "=HYPERLINK(1)\n\n@home; '=x"
    service.save()
    return service


def row_of(person: Person, code: str = "the-mill", kind: str = "services") -> dict[str, Any]:
    return next(row for row in exported(person, kind) if row["code"] == code)


def test_the_tables_go_out_and_in_without_loss(service: Service, comms_publisher: Person) -> None:
    before = export()
    files = {kind: comms_publisher.client.get(f"/admin/{kind}/export.csv").content for kind in KINDS}
    for kind in KINDS:
        assert "There is nothing to do" in words(send(comms_publisher, kind, files[kind]))
    emptied()
    for kind in KINDS:
        assert said(agree(comms_publisher, send(comms_publisher, kind, files[kind]))).startswith("Done")
    Service.objects.exclude(live=True).delete()
    assert export() == before


def test_cells_are_shown_and_never_run(service: Service, comms_editor: Person) -> None:
    row = row_of(comms_editor)
    assert row["summary"].startswith("'+")
    assert row["description"].startswith("'=")
    assert "There is nothing to do" in words(send(comms_editor, "services", as_file([row])))


def test_no_table_has_what_is_for_staff_alone_or_where_a_refuge_is(service: Service, comms_publisher: Person) -> None:
    refuge = a_location("A safe place", sensitive=True)
    Location.objects.filter(pk=refuge.pk).update(description="Behind the mill", transportation="Bus 60")
    ServiceAtLocation.objects.create(service=service, location=refuge)
    text = " ".join(comms_publisher.client.get(f"/admin/{kind}/export.csv").content.decode() for kind in KINDS)
    assert "a-safe-place" in text
    for secret in ("01632 960999", "Staff only", "Behind the mill", "Bus 60,"):
        assert secret not in text, secret
    row = {**row_of(comms_publisher, "a-safe-place", "locations"), "address_1": "1 Secret Street", "latitude": "53.8"}
    assert "There is nothing to do" in words(send(comms_publisher, "locations", as_file([row])))


def test_a_dry_run_writes_nothing_and_the_agreement_all_of_it(service: Service, comms_publisher: Person) -> None:
    row = {**row_of(comms_publisher), "name": "The New Mill", "contacts": "call | 01632 960444 | cost=free"}
    shown = send(comms_publisher, "services", as_file([row]))
    assert "The New Mill" in words(shown)
    assert Service.objects.get(pk=service.pk).name == "The Mill"
    assert said(agree(comms_publisher, shown)).startswith("Done: 1 changed")
    service.refresh_from_db()
    assert service.name == "The New Mill"
    assert {one.value for one in Contact.objects.filter(service=service)} == {"01632 960444", "01632 960999"}


def test_an_editors_change_waits_as_a_draft(service: Service, comms_editor: Person) -> None:
    row = {**row_of(comms_editor), "name": "The New Mill"}
    agree(comms_editor, send(comms_editor, "services", as_file([row])))
    service.refresh_from_db()
    assert (service.name, service.get_latest_revision_as_object().name) == ("The Mill", "The New Mill")
    [problem] = faults(send(comms_editor, "services", as_file([{**row, "name": "Another"}])))
    assert "A draft of it waits" in problem


def test_a_new_service_needs_no_more_than_a_person_would_type(service: Service, comms_editor: Person) -> None:
    new = {
        "code": "boxing",
        "name": "Boxing",
        "organization": "the-mill-trust",
        "summary": "We box.",
        "contacts": "email | box@mill.example",
        "source_url": "https://mill.example",
        "owner": "Editors",
        "checked_on": "01/11/2026",
        "review_due": "2027-05-01",
    }
    assert said(agree(comms_editor, send(comms_editor, "services", as_file([new])))).startswith("Done: 1 new")
    made = Service.objects.get(code="boxing")
    assert (made.live, made.organization.code, made.contacts.get().value) == (
        False,
        "the-mill-trust",
        "box@mill.example",
    )
    new["contacts"] += "\ncall | 01632 960777"
    assert "There is nothing to do" not in words(send(comms_editor, "services", as_file([new])))


@pytest.mark.parametrize(
    ("column", "cell", "says"),
    [
        ("organization", "nobody", "There is no organisation"),
        ("places", "nowhere", "There is no place"),
        ("places", "mill-street | hours=sometimes", "Line 1"),
        ("terms", "topic/unheard-of", "There is no “topic/unheard-of”"),
        ("contacts", "pigeon | 12", "“pigeon” is no channel"),
        ("contacts", "call | call us", "digits and spaces"),
        ("contacts", "call", "needs channel | value"),
        ("contacts", "call | 01632 960444 | colour=red", "“colour=” is not known"),
        ("areas", "Narnia", "no area"),
        ("prices", "free", "no price"),
        ("minimum_age", "-1", "whole number"),
        ("maximum_age", "9", "cannot be below"),
        ("languages", "Urdu", "no code of a language"),
        ("interpreter", "maybe", "yes or no"),
        ("checked_on", "yesterday", "Write a date"),
        ("status", "on fire", "not a valid choice"),
        ("name", "", "cannot be blank"),
        ("url", "mill", "valid URL"),
        ("id", "7", "Leave the id"),
        ("unmapped", '{"contacts": []}', "Nothing is kept under contacts"),
    ],
)
def test_what_is_wrong_is_said_by_row_and_column(
    service: Service, comms_editor: Person, column: str, cell: str, says: str
) -> None:
    row = {**row_of(comms_editor), column: cell}
    found = faults(send(comms_editor, "services", as_file([row])))
    assert len(found) == 1
    assert says in found[0]
    assert column in found[0]


def test_an_id_of_another_record_is_refused(service: Service, comms_editor: Person) -> None:
    row = row_of(comms_editor)
    found = faults(send(comms_editor, "services", as_file([{**row, "code": "another"}])))
    assert any("not the id of" in problem for problem in found)
    assert any("in use elsewhere" in problem for problem in found)
    assert Organization.objects.filter(code="the-mill-trust").exists()


def test_letters_of_windows_are_read(service: Service, comms_editor: Person) -> None:
    row = {"code": "the-mill", "name": "Café “Mill” – £2"}
    shown = send(comms_editor, "services", "\n".join([",".join(row), ",".join(row.values())]).encode("cp1252"))
    assert "Café “Mill” – £2" in words(shown)
    assert "Windows-1252" in said(shown)


def test_a_table_too_large_for_a_browser_goes_in_by_a_command(
    service: Service, comms_editor: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ServicesTable, "most_rows", 1)
    row = row_of(comms_editor)
    rows = [{**row, "name": "The New Mill"}, {"code": "boxing", "organization": "nobody", "owner": "Editors"}]
    (tmp_path / "all.csv").write_bytes(as_file(rows))
    assert "more than 1 rows" in words(send(comms_editor, "services", as_file(rows)))
    assert comms_editor.user
    said = StringIO()
    command = ["import_table", "services", str(tmp_path / "all.csv"), "--by", comms_editor.user.email]
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command(*command, "--agree", stdout=said)
    assert "Row 3, organization: There is no organisation" in said.getvalue()
    assert not service.revisions.exists()

    (tmp_path / "all.csv").write_bytes(as_file(rows[:1]))
    call_command(*command, stdout=said)
    assert not service.revisions.exists()
    call_command(*command, "--agree", stdout=said)
    assert service.revisions.get().user == comms_editor.user
    assert "Done: 1 changed" in said.getvalue()


def test_no_table_goes_in_for_somebody_who_may_not(learner: Person, tmp_path: Path) -> None:
    assert learner.user
    with pytest.raises(CommandError, match="may not import"):
        call_command("import_table", "services", str(tmp_path / "all.csv"), "--by", learner.user.email)

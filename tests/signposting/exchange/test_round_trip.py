"""Out and in again: nothing is lost, nothing is doubled, nothing secret comes along."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from signposting.models import Contact, Location, Organization, Service, ServiceAtLocation
from tests.signposting.exchange.running import emptied, export, imported
from tests.signposting.feed import a_location, a_rich_service, add_contact

pytestmark = pytest.mark.django_db


def counts() -> list[int]:
    return [model.objects.count() for model in (Service, Organization, Location, ServiceAtLocation, Contact)]


def test_the_demonstration_goes_out_and_in_without_loss(tmp_path: Path) -> None:
    a_rich_service()
    before = export()
    emptied()
    summary = imported(tmp_path, before)
    assert not summary.failed
    assert summary.counts == {"new": len(before)}
    assert export() == before

    rows = counts()
    again = imported(tmp_path, before)
    assert again.counts == {"unchanged": len(before)}
    assert not again.kept
    assert not again.gone
    assert counts() == rows
    assert export() == before


@pytest.mark.parametrize("name", ["directory.json", "directory.jsonl"])
def test_the_file_of_the_one_command_is_read_by_the_other(tmp_path: Path, name: str) -> None:
    service = a_rich_service()
    call_command("export_open_referral", tmp_path / name)
    before = export()
    service.delete()
    assert export() != before
    call_command("import_open_referral", str(tmp_path / name), "--publish")
    assert Service.objects.get(translation_key=service.translation_key).name == "The Mill"
    assert export() == before


def test_no_file_holds_what_is_private_or_secret(tmp_path: Path) -> None:
    service = a_rich_service()
    add_contact(service, value="01632 960555", private=True, sort_order=9)
    refuge = a_location("A safe place", sensitive=True)
    Location.objects.filter(pk=refuge.pk).update(description="Behind the mill")
    ServiceAtLocation.objects.create(service=service, location=refuge)
    call_command("export_open_referral", tmp_path / "all.json")
    text = (tmp_path / "all.json").read_text()
    assert "A safe place" in text
    for secret in ("01632 960555", "Behind the mill", "desk@mill.example", "Staff only"):
        assert secret not in text
    assert len(json.loads(text)) == Service.objects.filter(locale__language_code="en", live=True).count()

"""Feeds that are broken: what can be used goes in, and what cannot is named."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from signposting.models import Organization, Service, ServiceAtLocation
from tests.signposting.exchange.elsewhere import DRAFTS, KEY, PLACE, a_record, service
from tests.signposting.exchange.running import imported
from tests.signposting.feed import PUBLISHED, told

pytestmark = pytest.mark.django_db
BROKEN: list[Any] = [
    "a text",
    None,
    {"id": "not-a-uuid", "name": "No id"},
    a_record(id="bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb", organization=None),
    a_record(id="cccccccc-cccc-4ccc-8ccc-cccccccccccc", name=""),
    a_record(id="dddddddd-dddd-4ddd-8ddd-dddddddddddd", name="x" * 10_000),
    a_record(id="eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee", description=None),
]


def test_broken_records_are_named_and_the_others_go_in(tmp_path: Path) -> None:
    before = Service.objects.count(), Organization.objects.count()
    summary = imported(tmp_path, [*BROKEN, a_record()], DRAFTS)
    assert len(summary.skipped) == len(BROKEN)
    assert any("No id: its id is not a UUID" in line for line in summary.skipped)
    assert any("which organisation runs it" in line for line in summary.skipped)
    assert (Service.objects.count(), Organization.objects.count()) == (before[0] + 1, before[1] + 1)
    with pytest.raises(CommandError, match="7 could not be taken in"):
        call_command("import_open_referral", str(tmp_path / "feed.json"))


ODD: dict[str, Any] = {
    "minimum_age": -4,
    "maximum_age": "many",
    "url": "javascript:alert(1)",
    "email": "nobody",
    "status": "on fire",
    "phones": [{"number": "call us"}, {"number": "01632 960222", "type": "fax"}, 7],
    "contacts": "none",
    "languages": [{"code": "klingon"}, {}],
    "service_areas": [{"uri": "the valley", "name": ["x"]}, {"name": "A valley", "uri": "no uri", "id": "7"}],
    "alert": {"a": 1},
    "cost_options": [{"amount": "free"}, {"amount": float("1e300")}, {"amount": None}],
    "schedules": [{"byday": "XX"}, {"freq": "MONTHLY", "byday": "2TU"}, "always"],
    "attributes": [{"taxonomy_term": 5}, {"id": 4, "taxonomy_term": {"name": "Sport", "term_uri": "sport", "id": 1}}],
    "service_at_locations": [{"location": {"name": "No id"}}, {"location_id": PLACE}, {}],
    "assured_date": "yesterday",
    "review_interval": 0,
}


@pytest.mark.parametrize("name", ODD)
def test_a_value_that_cannot_be_used_never_costs_the_record(tmp_path: Path, name: str) -> None:
    summary = imported(tmp_path, [a_record(**{name: ODD[name]})])
    assert not summary.skipped
    assert told(f"/services/{KEY}")["name"] == "Boxing for all"
    assert service().url.startswith("http") or not service().url
    again = imported(tmp_path, [a_record(**{name: ODD[name]})])
    assert (again.counts, again.kept) == ({"unchanged": 1}, [])


def test_an_id_that_two_services_share_is_given_to_one_of_them(tmp_path: Path) -> None:
    other = copy.deepcopy(a_record(id="aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa", name="Chess"))
    for _time in (1, 2):
        summary = imported(tmp_path, [a_record(), other], DRAFTS)
        assert not summary.failed
    assert summary.counts == {"unchanged": 2}
    assert ServiceAtLocation.objects.filter(location__uuid=PLACE).count() == 2


@pytest.mark.skipif(not PUBLISHED, reason="the published feeds are not here")
@pytest.mark.parametrize(
    "name", ["default/service_full", "fail/service_full", "service_list_132kB", "fail/service_list"]
)
def test_the_published_feeds_good_and_bad_are_read(tmp_path: Path, name: str) -> None:
    assert PUBLISHED
    found = json.loads((PUBLISHED / "feeds" / f"{name}.json").read_text())
    records = found.get("contents", [found])
    summary = imported(tmp_path, found, DRAFTS)
    assert summary.counts.total() + len(summary.skipped) == len(records)
    assert not summary.stopped
    assert bool(summary.counts) or name.startswith("fail")

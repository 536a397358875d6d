"""Reading a feed over the web: page by page, going on where it stopped, and never into a private network."""

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from signposting.exchange import feeds, fetching
from signposting.exchange.fetching import FeedError
from signposting.exchange.importing import Options, import_address, import_file
from signposting.models import FeedImport, Service
from tests.signposting.exchange.council import Council
from tests.signposting.exchange.elsewhere import a_record
from tests.signposting.feed import told

pytestmark = pytest.mark.django_db


def names() -> list[str]:
    found = Service.objects.filter(name__startswith="Service ", locale__language_code="en")
    return sorted(found.values_list("name", flat=True))


def test_every_page_is_read_and_each_service_whole(council: Council) -> None:
    summary = import_address(f"{council.origin}/feed/services/", Options())
    assert not summary.failed
    assert names() == ["Service 1", "Service 2", "Service 3"]
    one = Service.objects.get(name="Service 1")
    assert one.contacts.count() == 2
    assert one.source_url == f"{council.origin}/feed/services/{one.translation_key}"
    assert import_address(f"{council.origin}/feed", Options()).counts == {"unchanged": 3}


def test_our_own_feed_understands_what_a_feed_is_asked() -> None:
    page = told("/services", page=1, per_page=feeds.PER_PAGE, perPage=feeds.PER_PAGE, full="true")
    assert feeds.contents(page)
    assert all(feeds.Address("http://nowhere.invalid").whole(one) is one for one in page["contents"])
    assert not feeds.is_last({**page, "last_page": False, "total_pages": 2}, 1)


def test_an_import_that_stopped_goes_on_from_there_and_forgets_nothing(council: Council) -> None:
    council.answers["/feed/services 3"] = (500, {}, b"")
    with pytest.raises(CommandError, match="page 3"):
        call_command("import_open_referral", f"{council.origin}/feed")
    assert names() == ["Service 1", "Service 2"]
    council.answers.clear()
    council.asked.clear()
    summary = import_address(f"{council.origin}/feed", Options())
    assert council.asked.count("/feed/services") == 1
    assert (summary.counts, summary.gone) == ({"new": 1}, [])
    assert names() == ["Service 1", "Service 2", "Service 3"]
    assert FeedImport.objects.get().finished_at


def test_a_service_that_did_not_answer_is_asked_again_at_the_end(council: Council) -> None:
    council.fails_once.add(f"/feed/services/{council.records[0]['id']}")
    summary = import_address(f"{council.origin}/feed", Options())
    assert not summary.failed
    assert names() == ["Service 1", "Service 2", "Service 3"]


def test_a_service_that_did_not_answer_is_not_forgotten_by_an_import_that_stopped_later(council: Council) -> None:
    council.answers[f"/feed/services/{council.records[0]['id']}"] = (500, {}, b"")
    council.answers["/feed/services 3"] = (500, {}, b"")
    summary = import_address(f"{council.origin}/feed", Options())
    assert summary.notes[-1].endswith("asked again next time: 1")
    assert names() == ["Service 2"]
    council.answers.clear()
    council.asked.clear()
    assert not import_address(f"{council.origin}/feed", Options()).failed
    assert council.asked.count("/feed/services") == 1
    assert names() == ["Service 1", "Service 2", "Service 3"]


def test_a_service_that_cannot_be_fetched_is_named_and_is_not_gone(council: Council) -> None:
    import_address(f"{council.origin}/feed", Options())
    council.answers[f"/feed/services/{council.records[1]['id']}"] = (404, {}, b"")
    summary = import_address(f"{council.origin}/feed", Options())
    assert summary.skipped == ["Service 2: The feed answered 404."]
    assert (summary.counts, summary.gone) == ({"unchanged": 2}, [])


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((200, {}, b"<html>Hello"), "not JSON"),
        ((200, {}, b"[" * 100_000), "not JSON"),
        ((200, {}, b'{"error": true}'), "not a list of services"),
        ((200, {}, b" " * 1000), "larger than"),
        ((302, {"Location": "http://169.254.169.254/services"}, b""), "another site"),
        ((302, {"Location": "services?page=1"}, b""), "again and again"),
        ((302, {"Location": "http://127.0.0.1:1/services"}, b""), "unusual port"),
        ((302, {"Location": "file:///etc/passwd"}, b""), "not an address of the web"),
        ((302, {"Location": "http://[::1"}, b""), "not an address of the web"),
        ((429, {"Retry-After": "86400"}, b""), "asked again after"),
    ],
)
def test_an_answer_that_is_no_feed_is_said_and_nothing_comes_in(
    council: Council, monkeypatch: pytest.MonkeyPatch, answer: Any, said: str
) -> None:
    if said == "larger than":
        monkeypatch.setattr(fetching, "MOST_BYTES", 500)
    council.answers["/feed/services 1"] = answer
    summary = import_address(f"{council.origin}/feed", Options())
    assert said in summary.stopped
    assert names() == []


def test_a_busy_feed_is_asked_again_when_it_says(council: Council) -> None:
    council.answers["/feed/services 1"] = (503, {"Retry-After": "1"}, b"")
    timer = threading.Timer(0.5, council.answers.clear)
    timer.start()
    assert not import_address(f"{council.origin}/feed", Options()).failed
    assert len(names()) == 3


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/feed",
        "http://127.0.0.1/feed",
        "http://169.254.169.254/feed",
        "http://[::1]/",
        "http://[::1",
        "http://a:b@council.example/",
        "ftp://council.example/",
        "/etc/passwd",
    ],
)
def test_no_address_leads_into_this_machines_own_network_or_its_files(settings: Any, address: str) -> None:
    settings.CHECK_LINKS = True
    summary = import_address(address, Options())
    assert summary.stopped
    assert not summary.counts


def test_an_address_in_capitals_is_an_address(council: Council) -> None:
    call_command("import_open_referral", council.origin.replace("http", "HTTP") + "/feed")
    assert names() == ["Service 1", "Service 2", "Service 3"]
    assert FeedImport.objects.get().feed == f"{council.origin}/feed"


def test_what_is_neither_an_address_of_the_web_nor_a_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="begins with https"):
        call_command("import_open_referral", "FILE:///etc/passwd")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_open_referral", str(tmp_path / "missing.json"))


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("http://council.example/services", "not followed"),
        ("https://elsewhere.example/services", "another site"),
        ("https://council.example:8443/services", "unusual port"),
        ("//user:word@council.example/services", "user name"),
    ],
)
def test_a_redirect_stays_with_the_site_and_with_what_secures_it(location: str, said: str) -> None:
    with pytest.raises(FeedError, match=said):
        fetching.led("https://council.example/feed/services", location)
    assert fetching.led("http://council.example/feed", "https://council.example/feed") == "https://council.example/feed"


def test_no_request_leaves_a_site_that_asks_no_other_sites(council: Council, settings: Any) -> None:
    settings.CHECK_LINKS = False
    with pytest.raises(CommandError, match="CHECK_LINKS is false"):
        call_command("import_open_referral", f"{council.origin}/feed")
    assert (council.asked, names()) == ([], [])


@pytest.mark.parametrize("status", [429, 503])
def test_a_feed_that_wants_a_long_rest_is_asked_nothing_more_and_later_goes_on(council: Council, status: int) -> None:
    _first, second, third = (f"/feed/services/{one['id']}" for one in council.records)
    council.answers[second] = (status, {"Retry-After": "3600"}, b"")
    with pytest.raises(CommandError, match=r"asked again after .*go on from there"):
        call_command("import_open_referral", f"{council.origin}/feed")
    assert council.asked[-1] == second
    assert third not in council.asked
    council.asked.clear()
    for again in (False, True):
        assert "asked us to come back after" in import_address(f"{council.origin}/feed", Options(again=again)).stopped
    assert council.asked == []
    council.answers.clear()
    FeedImport.objects.update(come_back_at=timezone.now())
    assert not import_address(f"{council.origin}/feed", Options()).failed
    assert names() == ["Service 1", "Service 2", "Service 3"]


def test_a_feed_that_wants_a_rest_within_a_page_is_not_asked_for_the_rest_of_it(council: Council) -> None:
    council.page_size = 3
    first, second, third = (f"/feed/services/{one['id']}" for one in council.records)
    council.answers[second] = (429, {"Retry-After": "3600"}, b"")
    summary = import_address(f"{council.origin}/feed", Options())
    assert names() == ["Service 1"]
    assert summary.notes[-1].endswith("asked again next time: 2")
    assert third not in council.asked
    council.answers.clear()
    council.asked.clear()
    FeedImport.objects.update(come_back_at=timezone.now())
    assert not import_address(f"{council.origin}/feed", Options()).failed
    assert first not in council.asked
    assert names() == ["Service 1", "Service 2", "Service 3"]


def test_an_import_ends_when_its_time_is_over_and_the_next_goes_on(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = import_address(f"{council.origin}/feed", Options(), minutes=0)
    assert "time for one import is over" in summary.stopped
    assert council.asked == []
    monkeypatch.setattr(fetching, "PAUSE", 0.3)
    summary = import_address(f"{council.origin}/feed", Options(), minutes=0.5 / 60)
    assert "time for one import is over" in summary.stopped
    assert len(names()) == 1
    monkeypatch.setattr(fetching, "PAUSE", 0)
    assert not import_address(f"{council.origin}/feed", Options()).failed
    assert names() == ["Service 1", "Service 2", "Service 3"]


def test_a_file_that_is_none_is_said(tmp_path: Path) -> None:
    for name, content in (("a.json", b"\xff\xfe\xff"), ("b.json", b"hello"), ("c.json", b"5"), ("d.json", b"")):
        (tmp_path / name).write_bytes(content)
        assert import_file(tmp_path / name, Options()).stopped, name
    assert import_file(tmp_path / "missing.json", Options()).stopped


def test_a_line_that_is_broken_costs_only_itself(tmp_path: Path) -> None:
    lines = [json.dumps(a_record(name="Service 1")), '{"id": "broken', ""]
    assert len(feeds.in_file("\n".join(lines))) == 2
    (tmp_path / "feed.jsonl").write_text("\n".join(lines))
    summary = import_file(tmp_path / "feed.jsonl", Options())
    assert len(summary.skipped) == 1
    assert names() == ["Service 1"]

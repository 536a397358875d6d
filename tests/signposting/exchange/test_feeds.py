"""Reading a feed over the web: page by page, going on where it stopped, and never into a private network."""

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import CommandError, call_command

from signposting.exchange import feeds, fetching
from signposting.exchange.importing import Options, import_feed
from signposting.models import FeedImport, Service
from tests.signposting.exchange.elsewhere import a_record
from tests.signposting.feed import told

pytestmark = pytest.mark.django_db
BASICS = ("id", "name", "description", "organization")


class Council:
    """Another council's feed of three services, one on a page; its lists tell the basics only."""

    def __init__(self) -> None:
        keys = [f"{number}aaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa" for number in (1, 2, 3)]
        self.records = [a_record(id=key, name=f"Service {place}") for place, key in enumerate(keys, 1)]
        self.asked: list[str] = []
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.fails_once: set[str] = set()
        self.origin = ""

    def answer(self, target: str) -> tuple[int, dict[str, str], bytes]:
        parts = urlsplit(target)
        self.asked.append(parts.path)
        if parts.path in self.fails_once:
            self.fails_once.remove(parts.path)
            return 500, {}, b""
        page = int(parse_qs(parts.query).get("page", ["0"])[0])
        if found := self.answers.get(f"{parts.path} {page}" if page else parts.path):
            return found
        if page:
            told = self.records[page - 1 : page]
            contents = [{name: one[name] for name in BASICS} for one in told]
            return ok({"contents": contents, "page_number": page, "total_pages": len(self.records)})
        return ok(next(one for one in self.records if parts.path == f"/feed/services/{one['id']}"))


def ok(said: Any) -> tuple[int, dict[str, str], bytes]:
    return 200, {"Content-Type": "application/json"}, json.dumps(said).encode()


@pytest.fixture
def council(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Council]:
    """A real server of this machine, which the tests alone may ask."""
    council = Council()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = council.answer(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.LINK_CHECKS_MAY_ALSO_ASK = {("127.0.0.1", server.server_address[1])}
    monkeypatch.setattr(fetching, "PAUSE", 0)
    council.origin = f"http://127.0.0.1:{server.server_address[1]}"
    yield council
    server.shutdown()
    server.server_close()


def names() -> list[str]:
    found = Service.objects.filter(name__startswith="Service ", locale__language_code="en")
    return sorted(found.values_list("name", flat=True))


def test_every_page_is_read_and_each_service_whole(council: Council) -> None:
    summary = import_feed(f"{council.origin}/feed/services/", Options())
    assert not summary.failed
    assert names() == ["Service 1", "Service 2", "Service 3"]
    one = Service.objects.get(name="Service 1")
    assert one.contacts.count() == 2
    assert one.source_url == f"{council.origin}/feed/services/{one.translation_key}"
    assert import_feed(f"{council.origin}/feed", Options()).counts == {"unchanged": 3}


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
    summary = import_feed(f"{council.origin}/feed", Options())
    assert council.asked.count("/feed/services") == 1
    assert (summary.counts, summary.gone) == ({"new": 1}, [])
    assert names() == ["Service 1", "Service 2", "Service 3"]
    assert FeedImport.objects.get().finished_at


def test_a_service_that_did_not_answer_is_asked_again_at_the_end(council: Council) -> None:
    council.fails_once.add(f"/feed/services/{council.records[0]['id']}")
    summary = import_feed(f"{council.origin}/feed", Options())
    assert not summary.failed
    assert names() == ["Service 1", "Service 2", "Service 3"]


def test_a_service_that_did_not_answer_is_not_forgotten_by_an_import_that_stopped_later(council: Council) -> None:
    council.answers[f"/feed/services/{council.records[0]['id']}"] = (500, {}, b"")
    council.answers["/feed/services 3"] = (500, {}, b"")
    summary = import_feed(f"{council.origin}/feed", Options())
    assert summary.notes[-1].endswith("asked again next time: 1")
    assert names() == ["Service 2"]
    council.answers.clear()
    council.asked.clear()
    assert not import_feed(f"{council.origin}/feed", Options()).failed
    assert council.asked.count("/feed/services") == 1
    assert names() == ["Service 1", "Service 2", "Service 3"]


def test_a_service_that_cannot_be_fetched_is_named_and_is_not_gone(council: Council) -> None:
    import_feed(f"{council.origin}/feed", Options())
    council.answers[f"/feed/services/{council.records[1]['id']}"] = (404, {}, b"")
    summary = import_feed(f"{council.origin}/feed", Options())
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
        ((429, {"Retry-After": "86400"}, b""), "wait 86400 seconds"),
    ],
)
def test_an_answer_that_is_no_feed_is_said_and_nothing_comes_in(
    council: Council, monkeypatch: pytest.MonkeyPatch, answer: Any, said: str
) -> None:
    if said == "larger than":
        monkeypatch.setattr(fetching, "MOST_BYTES", 500)
    council.answers["/feed/services 1"] = answer
    summary = import_feed(f"{council.origin}/feed", Options())
    assert said in summary.stopped
    assert names() == []


def test_a_busy_feed_is_asked_again_when_it_says(council: Council) -> None:
    council.answers["/feed/services 1"] = (503, {"Retry-After": "1"}, b"")
    timer = threading.Timer(0.5, council.answers.clear)
    timer.start()
    assert not import_feed(f"{council.origin}/feed", Options()).failed
    assert len(names()) == 3


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:1/feed", "http://169.254.169.254/feed", "http://[::1]/", "http://a:b@council.example/"],
)
def test_no_address_leads_into_this_machines_own_network(address: str) -> None:
    assert "Stopped" in import_feed(address, Options()).stopped


def test_a_file_that_is_none_is_said(tmp_path: Path) -> None:
    for name, content in (("a.json", b"\xff\xfe\xff"), ("b.json", b"hello"), ("c.json", b"5"), ("d.json", b"")):
        (tmp_path / name).write_bytes(content)
        assert import_feed(str(tmp_path / name), Options()).stopped, name
    assert import_feed(str(tmp_path / "missing.json"), Options()).stopped


def test_a_line_that_is_broken_costs_only_itself(tmp_path: Path) -> None:
    lines = [json.dumps(a_record(name="Service 1")), '{"id": "broken', ""]
    assert len(feeds.in_file("\n".join(lines))) == 2
    (tmp_path / "feed.jsonl").write_text("\n".join(lines))
    summary = import_feed(str(tmp_path / "feed.jsonl"), Options())
    assert len(summary.skipped) == 1
    assert names() == ["Service 1"]

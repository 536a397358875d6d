"""The store as a reader, a proxy and a second process meet it."""

import gzip
import threading
import time
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.db import transaction

from pagestore import watching
from pagestore.collecting import Collector
from pagestore.entry import make
from pagestore.layer import PageStore, Rules
from pagestore.models import Purge
from pagestore.shelf import Shelf
from pagestore.storing import ENVIRON
from tests.pages.helpers import the_page
from tests.pagestore.store import Machine, environ, watched

pytestmark = pytest.mark.django_db
PAGE = "/ur/topics/county-lines/"


@pytest.fixture
def machine(tmp_path: Path) -> Any:
    """A machine of its own."""
    with watched():
        yield Machine(tmp_path)


def test_a_page_is_made_once_and_then_served_from_its_file(machine: Machine) -> None:
    """In every encoding, to every process, after a restart, with all the policies that Django gave it."""
    status, headers, body, made = machine.get(PAGE)
    assert (status, made) == (200, True)
    assert body.startswith(b"<!DOCTYPE html>")
    again = machine.get(PAGE, accept_encoding="gzip, deflate, br;q=1.0")
    assert again[3] is False
    assert brotli.decompress(again[2]) == body
    zipped = machine.get(PAGE, accept_encoding="br;q=0, gzip")
    assert gzip.decompress(zipped[2]) == body
    assert {headers["etag"], again[1]["etag"], zipped[1]["etag"]}.__len__() == 3
    for kept in (headers, again[1]):
        assert kept["vary"] == "Accept-Encoding"
        assert "default-src 'none'" in kept["content-security-policy"]
        assert kept["content-language"] == "ur"
        assert kept["cache-control"] == "no-cache"
        assert "set-cookie" not in kept
    assert machine.get(PAGE, if_none_match=f'"other", W/{headers["etag"]}')[:3:2] == (304, b"")
    assert machine.get(PAGE, "HEAD")[2] == b""
    assert machine.get(PAGE, "HEAD")[1]["content-length"] == str(len(body))
    restarted = machine.process()
    assert machine.get(PAGE, store=restarted)[2:] == (body, False)
    for ending, read in (("", bytes), (".br", brotli.decompress), (".gz", gzip.decompress)):
        file = machine.shelf.folder / "pages/ur/topics/county-lines" / f"index.html{ending}"
        assert read(file.read_bytes()) == body


def test_only_what_is_the_same_for_everyone_is_kept(machine: Machine) -> None:
    """Not a question, a form, an error, a way on, an own page, another host; and nobody's cookie reaches a page."""
    for address in (
        "/",
        "/en/help/?need=debt",
        "/en/topics/?page=2",
        "/en/no-such-page/",
        "/en/report/form/",
        "/en/learn/",
        "/accounts/login/",
        "/admin/",
        "/desk/",
        "/health/ready",
        "/en/../admin/",
        "/en/topics",
        "/en/topics//",
    ):
        machine.get(address)
        assert machine.get(address)[3] is True, address
    machine.get("/en/topics/", host="packages.localhost")
    machine.get("/en/topics/", host="elsewhere.example")
    machine.get("/en/tell-us/", "POST")
    assert machine.shelf.keys() == []
    with_cookie = machine.get("/en/topics/", cookie="lantern_session=somebody", accept_language="pl")
    assert with_cookie[0] == 200
    assert machine.get("/en/topics/")[2:] == (with_cookie[2], False)
    assert machine.get("/en/no-such-page/", accept_encoding="br")[1]["content-encoding"] == "br"


def test_a_change_reaches_every_process_and_nobody_meets_a_mixture(machine: Machine) -> None:
    """A page that was being made while something changed is not kept, though it was begun before."""
    other = machine.process()
    machine.get(PAGE)
    machine.get(PAGE, store=other)
    epoch = machine.shelf.epoch
    old = machine.shelf.read(PAGE)
    tags = machine.shelf.tags(PAGE)
    assert old
    machine.shelf.purge({next(tag for tag in tags if tag.startswith("pages_topicpage."))})
    assert machine.get(PAGE, store=other)[3] is True
    assert machine.get(PAGE)[3] is False
    assert machine.shelf.put(PAGE, old, tags, epoch) is False
    # What changed elsewhere does not matter to it.
    epoch = machine.shelf.epoch
    machine.shelf.purge({"pages_fact.id=-1"})
    assert machine.shelf.put(PAGE, old, tags, epoch) is True
    machine.shelf.purge({"pages_topicpage.*"})
    assert machine.shelf.read(PAGE) is None
    assert not list((machine.shelf.folder / "pages").rglob("index.html*"))


def test_what_is_rolled_back_was_never_logged(machine: Machine) -> None:
    """The line in the log belongs to the change: it is there with it, and gone with it."""
    page = the_page("topics/cuckooing/")
    before = Purge.objects.count()
    with transaction.atomic():
        page.save_revision().publish()
        page.title = "Taken back"
        page.save_revision().publish()
        assert Purge.objects.count() > before
        transaction.set_rollback(True)
    assert Purge.objects.count() == before
    page = the_page("topics/cuckooing/")
    with transaction.atomic():
        page.title = "Taken over"
        page.save_revision().publish()
    assert any(f"wagtailcore_page.id={page.pk}" in purge.tags.split("\n") for purge in Purge.objects.all())
    watching.purge_everything()
    assert Purge.objects.latest("pk").tags == "*"


def test_a_stampede_makes_a_page_once(machine: Machine, tmp_path: Path) -> None:
    """Who comes while it is made waits for it. The database's connection is one thread's, so Django is played here."""
    made = []

    def slow(environment: Any, start_response: Any) -> list[bytes]:
        made.append(1)
        time.sleep(0.3)
        environment[ENVIRON].collector = Collector()
        start_response("200 OK", [("Content-Type", "text/html")])
        return [b"slow"]

    shelf = Shelf(tmp_path / "stampede", "now", 10)
    rules = Rules(lambda _host: True, lambda _path: True, lambda _environ: True)
    stores = [PageStore(slow, shelf, rules, 10) for _worker in range(2)]
    got: list[Any] = []
    threads = [
        threading.Thread(
            target=lambda store=stores[number % 2]: got.append(b"".join(store(environ("/en/"), lambda *_: None)))
        )
        for number in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), got) == (1, [b"slow"] * 12)


def test_the_shelf_has_room_for_so_much_and_forgets_what_is_past(tmp_path: Path) -> None:
    """The pages made longest ago go first; a page whose time is up is not served, and its files go."""
    shelf = Shelf(tmp_path, "now", 1)
    page = [("Content-Type", "application/octet-stream")]
    for number in range(30):
        assert shelf.put(f"/en/{number}/", make(page, bytes([number]) * 40_000), {"a", f"b{number}"}, shelf.epoch)
    pages, size, _tags = shelf.totals()
    assert pages < 30
    assert size <= 1024 * 1024
    assert shelf.read("/en/0/") is None
    assert shelf.read("/en/29/")
    assert shelf.put("/en/soon/", make(page, b"soon", time.time() + 0.2), {"a"}, shelf.epoch)
    assert shelf.read("/en/soon/")
    assert shelf.expire(time.time() + 1) == 1
    assert shelf.read("/en/soon/") is None
    assert not shelf.page_file("/en/soon/").exists()
    # A file that was damaged is no page.
    shelf.place("/en/29/").write_bytes(b"{")
    assert shelf.read("/en/29/") is None
    # An index that was damaged is made anew, and nothing of before is served.
    (tmp_path / "now/index.sqlite3").write_bytes(b"no database at all" * 1000)
    for beside in tmp_path.glob("now/index.sqlite3-*"):
        beside.unlink()
    assert Shelf(tmp_path, "now", 1).keys() == []
    assert not list((tmp_path / "now/entries").rglob("*/*"))
    Shelf(tmp_path, "later", 1).forget_others()

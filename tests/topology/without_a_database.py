"""No database at all, and no replica: what was read before is read on, and everything else says that it is away."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import requests
from bs4 import BeautifulSoup

from config.benchmarks import nginx
from config.benchmarks.store import the_shelf
from pagestore.management.commands.pagestore import nginx_headers
from tests.ground.running import free_port
from tests.topology.parts import HOST, Browser, Topology, until

READ = ("/en/", "/ur/", "/en/about/", "/ur/about/")
NOT_READ = "/ur/topics/cuckooing/"
# Says whether somebody answers at the moment; and a page that nginx serves by itself, with an end as an alert gives it.
OF_THE_MOMENT, WITH_AN_END = "/en/help/childline/", "/en/about/privacy/"
WORDS = "What I wrote while nothing was kept"
SECURE = {"X-Forwarded-Proto": "https"}


def go_through_an_outage(topology: Topology) -> None:
    """Stop both databases, read and write as readers do, start them again, and read and write once more."""
    machines = [Browser(port) for port in topology.web_ports]
    until(lambda: is_ready_for_it(topology), "the page for an outage is stored on both machines", 60)
    before = {path: [machine.get(path, **SECURE) for machine in machines] for path in READ}
    for machine in machines:
        assert [machine.get(path, **SECURE).status_code for path in (OF_THE_MOMENT, WITH_AN_END)] == [200, 200]
    with files_served(topology) as files:
        places = [*machines, Browser(topology.nginx_port), files]
        # It does not go, it only says nothing any more: nobody waits for it who need not.
        with topology.primary.standing_still():
            all_is_read(places, before)
            assert files.get(WITH_AN_END).content == machines[0].get(WITH_AN_END, **SECURE).content
            time_is_up(topology, WITH_AN_END)
            assert not the_shelf(topology.folder / "web-1" / "pages").page_file(WITH_AN_END).exists()
        topology.replica.stop()
        topology.primary.stop()
        time_is_up(topology, OF_THE_MOMENT)
        all_is_read(places, before)
        for place in places:
            nothing_is_shown(place)
            nothing_is_taken_in(place)
            programs_are_told(place)
        # At the moment that it was true until, it is gone, whoever asks.
        for place in (machines[0], files):
            for path in (OF_THE_MOMENT, WITH_AN_END):
                answer = place.get(path, **SECURE)
                assert answer.status_code == 503
                assert "now" not in BeautifulSoup(answer.content, "html.parser").select_one("main .helplines").text  # type: ignore[union-attr]
        topology.primary.start()
        topology.replica.start()
        until(lambda: all(topology.is_ready(port) for port in topology.web_ports), "the database is back")
        for place in places:
            assert place.get(NOT_READ, **SECURE).status_code == 200
            for path in (OF_THE_MOMENT, WITH_AN_END, "/en/help/?need=debt"):
                assert place.get(path, **SECURE).status_code == 200
            sent = tell_us(place)
            assert (sent.status_code, sent.headers["Location"]) == (303, "/ur/tell-us/thanks/")
    assert WORDS not in topology.logs


def is_ready_for_it(topology: Topology) -> bool:
    """Whether both machines have the page for an outage, which nobody has asked for."""
    made = "*/pages/{}/unavailable/index.html"
    stores = [topology.folder / name / "pages" for name in ("web-1", "web-2")]
    return all(any(store.glob(made.format(code))) for store in stores for code in ("en", "ur", "pa", "pl"))


def all_is_read(places: list[Browser], before: dict[str, list[requests.Response]]) -> None:
    """Every page that was read before comes whole, from everywhere."""
    for path, pages in before.items():
        for place in places:
            answer = place.get(path, **SECURE)
            assert answer.status_code == 200, (path, place.origin)
            assert answer.content == pages[0].content


def nothing_is_shown(place: Browser) -> None:
    """A page that is not stored: why, in the reader's language, whom to call, and a way to try again."""
    for path, language, direction in (
        (NOT_READ, "ur", "rtl"),
        ("/en/help/?need=debt&near=BD8", "en", "ltr"),
        ("/ur/verify/", "ur", "rtl"),
    ):
        answer = place.get(path, **SECURE)
        assert answer.status_code == 503, path
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Retry-After"]
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "Set-Cookie" not in answer.headers
        page = BeautifulSoup(answer.content, "html.parser")
        assert page.html
        assert (page.html["lang"], page.html["dir"]) == (language, direction)
        calls = {str(link["href"]) for link in page.select("main a[href^='tel:']")}
        assert "tel:08001111" in calls, path
        assert page.select_one("a.exit")
        again = page.select_one("main a.button--next")
        assert again
        assert again["href"] == path
        other = page.select_one("a[hreflang=pl], a[lang=pl]")
        assert other
        assert other["href"] == f"/pl/{path.split('/', 2)[2]}"


def programs_are_told(place: Browser) -> None:
    """Whoever reads the open feed learns that it is away, and that asking again may help."""
    answer = place.get("/api/open-referral/services", **SECURE)
    assert (answer.status_code, answer.json()["status"]) == (503, 503)
    assert answer.headers["Retry-After"]


def nothing_is_taken_in(place: Browser) -> None:
    """A form: that it did not arrive, and what was written in it."""
    answer = tell_us(place)
    assert answer.status_code == 503
    page = BeautifulSoup(answer.content, "html.parser")
    typed = page.select_one("main textarea")
    assert typed
    assert typed.get_text() == WORDS
    assert page.select_one("main [role=alert]")
    # Another site has no words of its own put on this page.
    forged = place.ask(
        "POST", "/ur/tell-us/", data={"comment": WORDS}, headers={"Sec-Fetch-Site": "cross-site", **SECURE}
    )
    assert WORDS not in forged.text


def tell_us(place: Browser) -> requests.Response:
    """What a reader writes to the partnership."""
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": f"https://{HOST}", **SECURE}
    return place.ask("POST", "/ur/tell-us/", data={"comment": WORDS}, headers=headers)


def time_is_up(topology: Topology, path: str) -> None:
    """Bring the moment near until which a stored page is true, on the first machine, and wait for it."""
    shelf = the_shelf(topology.folder / "web-1" / "pages")
    shelf.purge({"what no page shows"})
    entry = shelf.read(path)
    assert entry
    entry.expires = time.time() + 0.3
    assert shelf.put(path, entry, shelf.tags(path), shelf.epoch)
    time.sleep(0.6)


@contextmanager
def files_served(topology: Topology) -> Iterator[Browser]:
    """nginx on the first machine, which serves the stored files itself; given when it answers."""
    folder = topology.folder / "nginx-pages"
    folder.mkdir()
    first = Browser(topology.web_ports[0])
    sent = first.get("/en/", **SECURE, **{"Accept-Encoding": "identity"}).headers
    headers = [(name, value) for name, value in sent.items() if name.lower() not in ("date", "server", "connection")]
    (folder / "headers.conf").write_text("\n".join(nginx_headers(headers)))
    port = free_port()
    command = nginx.command(folder, topology.folder / "web-1" / "pages", f"127.0.0.1:{topology.web_ports[0]}", port)
    written = folder / "nginx.conf"
    written.write_text(written.read_text().replace("X-Forwarded-Proto $scheme", "X-Forwarded-Proto https"))
    part = topology.add("nginx-pages", command, {}).start()
    front = Browser(port)

    def answers() -> bool:
        try:
            return front.get("/en/").status_code == 200
        except OSError:
            return False

    until(answers, "nginx serves files", 10)
    yield front
    part.kill()

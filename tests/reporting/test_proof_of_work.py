"""Where JavaScript is on, some seconds of sums lift a report out of the slow lane. Without, nothing changes."""

from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest
from bs4 import Tag
from playwright.sync_api import Browser, Page

from reporting import flood, proof, state
from reporting.journeys import filling
from reporting.models import Report
from tests.promises.test_1_no_trace import NOTHING, STORED
from tests.reporting.conftest import OpenDesk
from tests.reporting.form import Reporter
from tests.reporting.test_the_form_in_a_browser import press, walk
from tests.support.browser import PHONE, opened
from tests.support.server import Served

LANES = "SELECT lane, COUNT(*) FROM reporting_report GROUP BY lane"
# What proves the form whose number is almost nothing but zeros, at full strength.
ANOTHERS = "840287"


def solved(form_id: Any) -> str:
    """What the browser's script would find."""
    return next(str(number) for number in count() if proof.holds(form_id, str(number)))


@pytest.fixture
def easy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sums of milliseconds."""
    monkeypatch.setattr(proof, "BITS", 8)


def at_the_check(**typed: str) -> Reporter:
    """Somebody as quick as a program, before the last button."""
    somebody = Reporter()
    somebody.start()
    somebody.press(worry="x", **typed)
    somebody.go_to_check()
    return somebody


def sent(somebody: Reporter, proven: str) -> str:
    """The lane of what they send."""
    before = list(Report.objects.values_list("pk", flat=True))
    somebody.press("send", proof=proven)
    assert somebody.receipt
    return str(Report.objects.exclude(pk__in=before).get().lane)


def id_of(somebody: Reporter) -> Any:
    """Of their form, which only the server can read."""
    return state.unpack(somebody.carried).id


def test_a_proof_is_good_for_its_own_form_alone(easy: None) -> None:
    mine, other = uuid4(), uuid4()
    digits = solved(mine)
    assert proof.holds(mine, digits)
    wrong = next(str(number) for number in count() if not proof.holds(mine, str(number)))
    strange = next(
        number for number in count() if proof.holds(mine, str(number)) and not proof.holds(other, str(number))
    )
    assert not proof.holds(other, str(strange))
    for nonsense in ("", wrong, f"+{digits}", f" {digits}", "9" * 17, "\u0661\u0662", "\0", "a" * 100_000):
        assert not proof.holds(mine, nonsense)


def test_the_format_stays_what_browsers_compute() -> None:
    """Known answers: a page that is open during an update still proves its work."""
    form_id = UUID("00000000-0000-4000-8000-000000000001")
    assert proof.challenge(form_id) == "36a5b08b325a79603fb4e6bf8780b1df"
    assert proof.holds(form_id, ANOTHERS)


def test_haste_and_a_flood_are_made_up_for(desk: OpenDesk, easy: None) -> None:
    for _report in range(flood.MOST_AN_HOUR + 2):
        somebody = at_the_check()
        assert sent(somebody, solved(id_of(somebody))) == "normal"


def test_a_flood_is_counted_although_each_was_proven(
    desk: OpenDesk, easy: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "QUICKEST", filling.QUICKEST * 0)
    for _report in range(flood.MOST_AN_HOUR):
        somebody = at_the_check()
        assert sent(somebody, solved(id_of(somebody))) == "normal"
    assert sent(at_the_check(), "") == "slow"


def test_a_trap_is_a_trap_whatever_was_proven(desk: OpenDesk, easy: None) -> None:
    somebody = at_the_check(website="buy now")
    assert sent(somebody, solved(id_of(somebody))) == "slow"
    somebody = at_the_check()
    proven = solved(id_of(somebody))
    somebody.press("send", proof=proven, website="buy now")
    assert list(Report.objects.values_list("lane", flat=True)) == ["slow", "slow"]


def test_the_proof_of_another_form_lifts_nothing(desk: OpenDesk) -> None:
    # Of 20 bits: a stranger's digits fit by chance once in a million.
    assert sent(at_the_check(), ANOTHERS) == "slow"


def test_one_proof_brings_in_one_report(desk: OpenDesk, easy: None) -> None:
    somebody = at_the_check()
    again, proven = somebody.standing(), solved(id_of(somebody))
    assert sent(somebody, proven) == "normal"
    somebody.post({**again, "proof": proven, "go": "send"})
    assert somebody.receipt
    assert Report.objects.count() == 1


def test_the_script_stands_on_the_last_page_alone_and_the_forms_id_on_none(desk: OpenDesk) -> None:
    somebody = Reporter()
    somebody.start()
    somebody.press(worry="x")
    assert not scripts(somebody)
    somebody.go_to_check()
    assert len(scripts(somebody)) == 1
    form_id = id_of(somebody)
    page = somebody.page.content.decode()
    assert str(form_id) not in page
    assert form_id.hex not in page
    somebody.press("send")
    assert not scripts(somebody)


def scripts(somebody: Reporter) -> list[Tag]:
    """Those that make a proof."""
    return [one for one in somebody.soup.select("script[src][defer]") if "proof" in str(one["src"])]


def to_the_check(page: Page) -> None:
    """Through the form, as quick as a program."""
    for _name in walk(page, "en", "someone"):
        if page.locator("button[value=send]").count():
            return


def sent_in_a_browser(served: Served, page: Page) -> str:
    """The lane of what the browser sends."""
    before = dict(served.rows(LANES))
    press(page, "button[value=send]")
    assert page.locator(".receipt__digits").is_visible()
    (lane,) = {lane for lane, number in served.rows(LANES) if number != before.get(lane, 0)}
    return str(lane)


def test_chromium_proves_it_by_itself_without_holding_up_the_page(served: Served, chromium_browser: Browser) -> None:
    with opened(chromium_browser, served.origin, viewport=PHONE) as page:
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        to_the_check(page)
        # The longest that a frame waits while it computes.
        waited = page.evaluate("""() => new Promise((done) => {
          const from = performance.now();
          let last = from, longest = 0;
          const frame = (now) => {
            longest = Math.max(longest, now - last);
            last = now;
            if (document.querySelector("[name=proof]").value || now - from > 60000) done(longest); else setTimeout(() => frame(performance.now()), 10);
          };
          frame(from);
        })""")
        assert page.input_value("[name=proof]").isdigit()
        assert waited < 1000
        assert {**page.evaluate(STORED), "jar": page.context.cookies()} == {**NOTHING, "jar": []}
        assert sent_in_a_browser(served, page) == "normal"
        assert said == []


def test_without_javascript_nothing_changes(served: Served, chromium_browser: Browser) -> None:
    with opened(chromium_browser, served.origin, viewport=PHONE, java_script_enabled=False) as page:
        to_the_check(page)
        assert sent_in_a_browser(served, page) == "slow"


def test_whoever_sends_before_it_is_done_is_not_held_up(served: Served, chromium_browser: Browser) -> None:
    with opened(chromium_browser, served.origin, viewport=PHONE) as page:
        page.route("**/proof*.js", lambda route: route.abort())
        to_the_check(page)
        assert sent_in_a_browser(served, page) == "slow"

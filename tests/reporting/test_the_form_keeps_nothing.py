"""The form leaves no trace with the reporter or with us, and a flood makes a report slow and never lost."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reporting import flood
from reporting.journeys import filling
from reporting.models import Report
from tests.reporting.conftest import OpenDesk
from tests.reporting.form import Reporter

CODES = [code for code, _name in settings.LANGUAGES]
pytestmark = pytest.mark.django_db


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who takes their time, as tests do not."""
    monkeypatch.setattr(filling, "QUICKEST", filling.QUICKEST * 0)


def test_no_page_sets_a_cookie_opens_a_session_or_is_kept(desk: OpenDesk) -> None:
    somebody, before = Reporter(), Session.objects.count()
    pages = [somebody.start(), somebody.press(worry="x"), somebody.go_to_check()]
    pages += [somebody.press("files"), somebody.press("send")]
    pages += [Client().get(f"/en/report/{page}") for page in ("", "form/", "form/again/")]
    pages += [somebody.post({"carried": "forged"})]
    for page in pages:
        assert "no-store" in page["Cache-Control"]
        assert page["Referrer-Policy"] == "same-origin"
        assert not page.cookies
    assert Session.objects.count() == before


def test_nothing_is_written_before_send(desk: OpenDesk) -> None:
    somebody = Reporter()
    with CaptureQueriesContext(connection) as queries:
        somebody.start()
        somebody.go_to_check(worry="planted-unsent")
    wrote = [one["sql"] for one in queries if not one["sql"].startswith("SELECT")]
    assert wrote == []
    assert "planted-unsent" not in str(list(queries))


def test_what_another_site_sends_is_refused(desk: OpenDesk) -> None:
    response = Client().post("/en/report/form/", {"start": "someone"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403


def test_haste_a_filled_trap_and_a_flood_only_make_it_slow(desk: OpenDesk, unhurried: None) -> None:
    def lane(**typed: str) -> str:
        somebody = Reporter()
        somebody.start()
        somebody.press(worry="x", **typed)
        somebody.go_to_check()
        somebody.press("send")
        assert somebody.receipt
        return str(Report.objects.exclude(pk__in=seen).get().lane)

    seen: list[Any] = []
    assert lane() == "normal"
    seen += Report.objects.values_list("pk", flat=True)
    assert lane(website="buy now") == "slow"
    lanes = []
    for _report in range(flood.MOST_AN_HOUR):
        seen += Report.objects.values_list("pk", flat=True)
        lanes.append(lane())
    assert lanes[-1] == "slow"


def test_somebody_who_is_too_quick_to_be_a_person_is_slow(desk: OpenDesk) -> None:
    somebody = Reporter()
    somebody.start()
    somebody.go_to_check(worry="x")
    somebody.press("send")
    assert Report.objects.get().lane == Report.Lane.SLOW


def test_no_address_is_in_the_cache(desk: OpenDesk) -> None:
    somebody = Reporter()
    somebody.start()
    somebody.go_to_check(worry="x")
    somebody.press("send")
    kept = str(getattr(cache, "_cache", {}))
    assert "concern-form" in kept
    assert "127.0.0.1" not in kept


def test_an_older_browser_without_sec_fetch_is_taken(desk: OpenDesk) -> None:
    response = Client().post("/en/report/form/", {"start": "someone"}, headers={"Origin": "http://testserver"})
    assert response.status_code == 200


@pytest.mark.parametrize("language", CODES)
def test_the_place_of_a_page_in_the_history_holds_nothing_by_itself(desk: OpenDesk, language: str) -> None:
    answer = Client().get(f"/{language}/report/form/again/")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    page = BeautifulSoup(answer.content, "html.parser")
    assert not page.select("[name=carried]")
    assert page.select(f"a[href='/{language}/report/']")

"""The page of one service: how to reach it, for whom, where, and who says so."""

from datetime import UTC, datetime
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from signposting.models import Accessibility, CostOption, Service, ServiceAtLocation
from tests.pages.helpers import main, read, soup, text
from tests.signposting.feed import a_location, a_rich_service, a_service

pytestmark = pytest.mark.django_db
MONDAY_MORNING = datetime(2026, 11, 30, 11, 0, tzinfo=UTC)


@pytest.fixture
def mill(db: None) -> Service:
    """A service that has something of everything."""
    return a_rich_service()


def test_a_page_says_how_when_where_for_whom_and_at_what_price(mill: Service) -> None:
    with mock.patch("django.utils.timezone.now", return_value=MONDAY_MORNING):
        page = main(read("/en/help/the-mill/"))
    assert page.select("a[href='tel:01632960111']")
    for said in (
        "There is tea.",
        "Open now, until 17:00",
        "For people aged 11 to 25",
        "For people in Bradford",
        "You can ask for help yourself.",
        "£ 3.50",
        "7 Mill Street",
        "Bus 60 to Mill Lane",
        "Open now, until 12:00",
        "Step-free way in – Ramp at the back",
        "Urdu",
        "You can ask for an interpreter",
        "The Mill Trust",
    ):
        assert said.replace("£ ", "£") in text(page).replace("£ ", "£"), said
    assert "01632 960999" not in text(page)
    assert "desk@mill.example" not in text(page)


@pytest.mark.parametrize(
    ("language", "free", "billed"),
    [
        ("en", "Free. Does not show on the phone bill", "Costs what your phone plan says. Shows on the phone bill"),
        ("ur", "مفت۔ فون کے بل پر نظر نہیں آتا", "فون کے بل پر نظر آتا ہے"),
        ("pl", "Bezpłatnie. Nie widać na rachunku za telefon", "Widać na rachunku za telefon"),
    ],
)
def test_each_number_says_what_it_costs_and_whether_somebody_sees_it_on_the_bill(
    mill: Service, language: str, free: str, billed: str
) -> None:
    """A child on a shared phone chooses between two numbers of one service."""
    mill.contacts.filter(channel="text").update(cost="plan", shows_on_bill="yes")
    for address in ("the-mill/", "?q=mill", "list/?s=the-mill"):
        page = main(read(f"/{language}/help/{address}"))
        assert free in text(page.select_one("li:has(> a[href='tel:01632960111'])")), address
        assert billed in text(page.select_one("li:has(> a[href='sms:07700900111'])")), address


def test_a_service_is_called_free_only_if_every_way_with_a_price_is(mill: Service) -> None:
    assert "Free to use." in text(main(read("/en/help/?q=mill")))
    mill.contacts.filter(channel="text").update(cost="plan")
    assert "Free to use." not in text(main(read("/en/help/?q=mill")))


def test_a_price_is_told_while_it_holds(mill: Service) -> None:
    for option, first, last in (
        ("Last year", None, "2026-11-29"),
        ("From Tuesday", "2026-12-01", None),
        ("Today", "2026-11-30", "2026-11-30"),
    ):
        CostOption.objects.create(service=mill, amount=4, option=option, valid_from=first, valid_to=last)
    with mock.patch("django.utils.timezone.now", return_value=MONDAY_MORNING):
        said = text(main(read("/en/help/the-mill/")))
    assert "Today" in said
    assert "Adults" in said
    assert "Last year" not in said
    assert "From Tuesday" not in said


def test_a_place_that_is_secret_tells_only_that_it_is(mill: Service) -> None:
    refuge = a_service("Moor Refuge")
    place = a_location("Moor House", transportation="Bus 7")
    Accessibility.objects.create(location=place, feature="step-free", details="Ramp to the red door")
    ServiceAtLocation.objects.create(service=refuge, location=place, hours="every day 24 hours")
    place.sensitive = True
    place.save()
    page = main(read("/ur/help/moor-refuge/"))
    for secret in ("7 Mill Street", "BD1", "Bradford", "Moor House", "Bus 7", "53.79", "red door"):
        assert secret not in str(page), secret
    Accessibility.objects.filter(location=place).update(details="Ramp to the red door")
    assert "red door" not in str(main(read("/ur/help/moor-refuge/")))
    assert "The address is kept secret" in text(main(read("/en/help/moor-refuge/")))


@pytest.mark.parametrize(
    ("status", "answer"), [(Service.Status.INACTIVE, 200), (Service.Status.DEFUNCT, 410)], ids=["paused", "closed"]
)
def test_who_comes_to_a_service_that_is_not_there_is_led_to_others(mill: Service, status: str, answer: int) -> None:
    mill.status = status
    mill.save()
    response = Client().get("/pl/help/the-mill/")
    assert response.status_code == answer
    page = main(soup(response))
    assert not page.select("a[href^='tel:']")
    assert page.select("a[href='/pl/help/']")


def test_a_service_that_is_unpublished_or_unknown_is_not_found(mill: Service) -> None:
    assert Client().get("/en/help/no-such-service/").status_code == 404
    mill.unpublish()
    assert Client().get("/en/help/the-mill/").status_code == 404


@pytest.mark.parametrize("code", ["list", "confirm", "suggest", "thanks"])
def test_no_service_takes_the_address_of_a_screen(mill: Service, code: str) -> None:
    mill.code = code
    with pytest.raises(ValidationError, match="page of this name"):
        mill.full_clean()


def test_words_without_a_translation_are_marked_as_the_sources(mill: Service) -> None:
    page = read("/ur/help/the-mill/")
    assert page.select_one("h1").find_parent(lang="en")  # type: ignore[union-attr]
    assert page.select_one(".translation-notice")


def test_the_page_costs_at_most_ten_queries(mill: Service) -> None:
    Client().get("/pl/help/the-mill/")
    with CaptureQueriesContext(connection) as queries:
        Client().get("/pl/help/the-mill/")
    assert len(queries) <= 10, [query["sql"][:120] for query in queries]


def test_every_active_service_has_a_page() -> None:
    for service in Service.objects.filter(locale__language_code="en", status="active", live=True):
        assert text(read(f"/ur/help/{service.code}/").h1)

"""A reader's own list of services: in the address of a page, on paper, on another phone, and nowhere else."""

import pytest
from django.test import Client

from signposting.models import Service
from signposting.shortlist import MOST, Shortlist
from tests.pages.helpers import main, read, soup, text

pytestmark = pytest.mark.django_db
TWO = "childline,samaritans"


def names(address: str) -> list[str]:
    """The services on a list, in order."""
    return [name.get_text() for name in main(read(address)).select(".helpline-card h3")]


def test_a_list_grows_by_links_in_the_order_in_which_things_are_put_on_it() -> None:
    card = main(read("/en/help/?q=samaritans&s=childline")).select_one("#results .helpline-card")
    assert card is not None
    add = card.select_one("a[href*='/help/list/']")
    assert add is not None
    assert add["href"] == "/en/help/list/?s=childline,samaritans"
    assert add["rel"] == ["nofollow"]
    assert names(str(add["href"])) == ["Childline", "Samaritans"]


def test_a_search_goes_on_with_the_list_and_shows_what_is_on_it() -> None:
    page = main(read(f"/en/help/?q=samaritans&s={TWO}"))
    assert text(page.select_one("#results .helpline-card a[href*='/help/list/']")) == "Take off my list"
    assert page.select(f"a[href='/en/help/list/?s={TWO}']")
    hidden = {form.get("action"): form.select("input[name=s]") for form in page.select("form")}
    assert all(hidden.values())


def test_something_can_be_taken_off_again() -> None:
    page = main(read(f"/en/help/list/?s={TWO}"))
    links = [str(link["href"]) for link in page.select(".helpline-card a[rel=nofollow][href*='list']")]
    assert links == ["/en/help/list/?s=samaritans", "/en/help/list/?s=childline"]


def test_a_list_is_kept_by_nobody() -> None:
    answer = Client().get(f"/ur/help/list/?s={TWO}")
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    assert soup(answer).select("meta[name=robots][content=noindex]")


def test_a_list_can_be_carried_to_another_phone() -> None:
    picture = main(read(f"/pl/help/list/?s={TWO}")).select_one("[role=img]")
    assert picture is not None
    assert picture["aria-label"]
    assert picture.select("svg path")


def test_what_has_closed_is_left_out_and_that_is_said() -> None:
    Service.objects.filter(code="samaritans").update(status="defunct")
    page = main(read(f"/en/help/list/?s={TWO}"))
    assert [name.get_text() for name in page.select(".helpline-card h3")] == ["Childline"]
    assert "not here any more" in text(page.select_one(".notification"))


@pytest.mark.parametrize("typed", ["", ",,,", "no-such-code", "<script>", "%00", "x" * 50_000, "../../etc/passwd"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_list_of_nothing_says_how_to_make_one(language: str, typed: str) -> None:
    answer = Client().get(f"/{language}/help/list/", {"s": typed})
    assert answer.status_code == 200
    page = main(soup(answer))
    assert not page.select(".helpline-card")
    assert page.select(f"a[href='/{language}/help/']")


def test_nothing_is_offered_to_a_full_list_and_all_of_it_can_be_taken_off() -> None:
    codes = Service.objects.filter(locale__language_code="en", status="active", live=True).exclude(code="samaritans")
    full = ",".join(codes.values_list("code", flat=True)[:MOST])
    card = main(read(f"/en/help/?q=samaritans&s={full}")).select_one("#results .helpline-card")
    assert card is not None
    assert not card.select("a[href*='/help/list/']")
    assert len(names(f"/en/help/list/?s={full}")) == MOST
    assert text(main(read(f"/en/help/list/?s={full}"))).count("Take off my list") == MOST


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_list_that_is_too_long_or_full_says_so(language: str) -> None:
    codes = Service.objects.filter(locale__language_code="en", status="active", live=True).exclude(code="samaritans")
    many = list(codes.values_list("code", flat=True)[: MOST + 5])
    page = main(read(f"/{language}/help/list/?s={','.join(many)}"))
    assert str(MOST) in text(page.select_one(".notification"))
    full = ",".join(many[:MOST])
    assert not main(read(f"/{language}/help/list/?s={full}")).select(".notification")
    service = main(read(f"/{language}/help/samaritans/?s={full}"))
    assert not service.select("a.button[href*='/help/list/']")
    assert str(MOST) in text(service.select_one(".note.unprinted"))
    assert main(read(f"/{language}/help/{many[0]}/?s={full}")).select("a.button[href*='/help/list/']")


def test_a_list_holds_each_service_once_and_has_an_end() -> None:
    assert Shortlist.read("a,b,a").codes == ("a", "b")
    full = Shortlist.read(",".join(f"service-{number}" for number in range(100)))
    assert len(full.codes) == MOST
    assert full.is_full
    assert full.with_("one-more") == full

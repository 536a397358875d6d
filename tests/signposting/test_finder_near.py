"""Help near somebody who types where they are, and whose home nobody learns."""

from itertools import product
from typing import Any

import pytest
from django.test import Client

from signposting.models import Cell, District, Postcode, Service, ServiceArea, ServiceAtLocation
from tests.pages.helpers import SAME_SITE, main, read, soup, text
from tests.signposting.feed import a_location, a_service
from tests.signposting.test_finder import search

pytestmark = pytest.mark.django_db
HOME = "BD1 1HX"
OUTCODES = ("BD1", "BD2", "BD5", "BD8", "BD9", "BD18", "LS1", "HX1", "HD1", "WF1")


def post(language: str = "en", **typed: str) -> Any:
    """Type a place and press the button."""
    return Client().post(f"/{language}/help/", typed, headers=SAME_SITE)


@pytest.fixture
def near_and_far(db: None) -> None:
    """Lanterns in Bradford and Keighley, in the district, in Leeds, and for the whole country."""
    places = {
        "Lantern Keighley": a_location(
            "Low Street", city="Keighley", postal_code="", latitude=53.867, longitude=-1.911
        ),
        "Lantern Mill": a_location("Mill Street"),
        "Lantern London": a_location("Long Street", city="London", postal_code="", latitude=51.5, longitude=-0.12),
    }
    for name, place in places.items():
        ServiceAtLocation.objects.create(service=a_service(name), location=place)
    for name, area in (("Lantern UK", "K02000001"), ("Lantern District", "E08000032"), ("Lantern Leeds", "E08000035")):
        ServiceArea.objects.create(service=a_service(name), code=area)
    a_service("Lantern Anywhere")


def test_a_typed_postcode_leads_to_an_address_that_tells_the_outcode_alone() -> None:
    answer = post(place=HOME, need="talk-to-someone", age="14")
    assert (answer.status_code, answer["Location"]) == (303, "/en/help/?need=talk-to-someone&age=14&where=bd1")
    assert "no-store" in Client().get(answer["Location"])["Cache-Control"]


def test_with_postcodes_imported_it_is_a_square_of_about_a_kilometre() -> None:
    district = District.objects.get(code="E08000032")
    Postcode.objects.create(code="BD11HX", outcode="BD1", latitude=53.79234, longitude=-1.75012)
    Cell.objects.create(code="bd1-5379-w0175", outcode="BD1", district=district, latitude=53.79, longitude=-1.75)
    answer = post(place=HOME)
    assert answer["Location"] == "/en/help/?where=bd1-5379-w0175"
    page = str(read(answer["Location"]))
    assert HOME not in page
    assert "53.79234" not in page


def test_near_comes_first_then_the_own_area_then_what_is_for_everybody(near_and_far: None) -> None:
    found = search(q="lantern", where="bd1", within=10)
    assert list(found) == [
        "Lantern Mill",
        "Lantern Keighley",
        "Lantern District",
        "Lantern UK",
        "Lantern Anywhere",
    ]
    assert "Less than a mile away" in found["Lantern Mill"]
    assert "About 9 miles away" in found["Lantern Keighley"]
    assert "For people in Bradford" in found["Lantern District"]


def test_how_far_somebody_can_go_is_theirs_to_say(near_and_far: None) -> None:
    assert "Lantern Keighley" not in search(q="lantern", where="bd1", within=5)
    assert "Lantern Keighley" in search(q="lantern", where="bd1", within=25)
    assert "Lantern London" not in search(q="lantern", where="bd1", within=25)


def test_a_town_and_the_name_of_an_area_are_places_too(near_and_far: None) -> None:
    assert post(place="keighley")["Location"] == "/en/help/?where=keighley"
    assert next(iter(search(q="lantern", where="keighley"))) == "Lantern Keighley"


@pytest.mark.parametrize("language", ["en", "ur", "pa", "pl"])
@pytest.mark.parametrize(
    "typed", ["", "ZZ99 9ZZ", "EH1 1YZ", "BT1 1AA", "JE2 3AB", "90210", "qqxyzzyqq", "x" * 10_000, "'; DROP TABLE x --"]
)
def test_a_place_that_we_do_not_know_is_explained_and_what_was_typed_is_kept(language: str, typed: str) -> None:
    answer = post(language, place=typed, need="talk-to-someone")
    assert answer.status_code == 422
    assert "no-store" in answer["Cache-Control"]
    page = main(soup(answer))
    box = page.select_one("#place")
    assert box is not None
    assert box["value"] == typed
    assert box["aria-invalid"] == "true"
    assert text(page.select_one("#place_error"))
    assert page.select_one("input[type=hidden][name=need][value=talk-to-someone]")
    assert page.select("#results .helpline-card")


def test_a_name_that_several_places_have_is_a_choice() -> None:
    page = main(soup(post(place="Walton", age="14")))
    links = [str(link["href"]) for link in page.select("form a.next")]
    assert len(links) > 1
    for link in links:
        assert link.startswith("/en/help/?age=14&where=")
        assert Client().get(link).status_code == 200


@pytest.mark.parametrize("where", ["bd11hx", "BD1 1HX", "53.79,-1.75", "../../etc", "x" * 500, "%00"])
def test_an_address_can_name_no_finer_place(where: str) -> None:
    answer = Client().get("/en/help/", {"where": where, "q": "lantern"})
    assert answer.status_code == 200
    assert not main(soup(answer)).select(".tags a[href='?q=lantern']")
    assert "where=" not in str(main(soup(answer)).select(".tags"))
    assert "no-store" in answer["Cache-Control"]


def test_a_place_sent_by_another_site_is_refused() -> None:
    answer = Client().post("/en/help/", {"place": HOME}, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert HOME not in answer.content.decode()


def test_a_refuge_is_found_by_its_area_and_from_nowhere_nearer(near_and_far: None) -> None:
    refuge = a_service("Lantern Refuge")
    place = a_location("Moor House")
    ServiceAtLocation.objects.create(service=refuge, location=place, hours="every day 24 hours")
    ServiceArea.objects.create(service=refuge, code="E47000003")
    place.sensitive = True
    place.save()
    for outcode, miles in product(OUTCODES, (1, 5, 25)):
        found = search(q="lantern", where=outcode.lower(), within=miles)
        assert "For people in West Yorkshire" in found["Lantern Refuge"]
        assert "away" not in found["Lantern Refuge"]
        names = list(found)
        near = [name for name in names if " away" in found[name]]
        assert names.index("Lantern Refuge") >= len(near), "its place among others tells nothing"
    everything = str(read("/en/help/?q=lantern&where=bd1"))
    for secret in ("7 Mill Street", "BD1 4AA", "53.79"):
        assert secret not in everything


def test_services_without_a_place_or_an_area_are_for_everybody(near_and_far: None) -> None:
    assert Service.objects.filter(name="Lantern Anywhere", service_areas=None).exists()
    assert "Lantern Anywhere" in search(q="lantern", where="bd1")

"""Somebody looks for help: by need, words, age, language, cost and the hour, and is told why each answer is one."""

from datetime import UTC, datetime
from unittest import mock
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from signposting.finder.matching import listed
from signposting.journeys.finding import PAGE_SIZE
from signposting.models import Accessibility, Contact, SearchGap, Service, ServiceArea, ServiceAtLocation, TaxonomyTerm
from tests.pages.helpers import main, read, soup, text
from tests.signposting.feed import a_location, a_service, add_contact

pytestmark = pytest.mark.django_db
CODES = ["en", "ur", "pa", "pl"]
SATURDAY_NIGHT = datetime(2026, 11, 28, 1, 30, tzinfo=UTC)
NEED = "money-and-debt"


def search(**asked: object) -> dict[str, str]:
    """The services on all pages of an answer, each with the words of its card."""
    found: dict[str, str] = {}
    page = 1
    while True:
        answer = main(read(f"/en/help/?{urlencode({**asked, 'page': page})}"))
        for card in answer.select("#results .helpline-card"):
            name = card.h3
            assert name is not None
            found[name.get_text()] = text(card)
        if not answer.select("a[rel=next]"):
            return found
        page += 1


def with_need(service: Service, code: str = NEED) -> Service:
    """The service, found by a need."""
    service.terms.add(TaxonomyTerm.objects.get(taxonomy="need", code=code, locale__language_code="en"))
    service.save()
    return service


@pytest.fixture
def mill(db: None) -> Service:
    """A helpline about money."""
    return with_need(a_service("Lamplight Money", minimum_age=11, maximum_age=25, languages=["en", "sk"]))


def test_a_need_finds_whoever_answers_it_and_nobody_else(mill: Service) -> None:
    assert "Lamplight Money" in search(need=NEED)
    assert "Lamplight Money" not in search(need="images-online")


def test_words_find_a_service_by_its_name_and_by_what_it_does(mill: Service) -> None:
    Service.objects.filter(pk=mill.pk).update(summary="Somebody listens to you.")
    assert list(search(q="lamplight"))[:1] == ["Lamplight Money"]
    assert search(q="lamplight qqxyzzyqq") == {}


def test_an_age_is_welcome_within_the_limits_and_where_there_are_none(mill: Service) -> None:
    assert {age for age in (0, 10, 11, 25, 26, 120) if "Lamplight Money" in search(age=age, q="lamplight")} == {11, 25}
    Service.objects.filter(pk=mill.pk).update(minimum_age=None, maximum_age=None)
    assert "Lamplight Money" in search(age=99, q="lamplight")


def test_speakers_of_a_language_come_before_those_who_get_interpreters(mill: Service) -> None:
    with_need(a_service("Aardvark Advice", interpreter=True))
    found = search(need=NEED, language="sk")
    names = [name for name in found if name in ("Lamplight Money", "Aardvark Advice")]
    assert names == ["Lamplight Money", "Aardvark Advice"]
    assert "Speaks your language: Slovak" in found["Lamplight Money"]
    assert "You can ask for an interpreter" in found["Aardvark Advice"]


def test_channel_cost_and_what_a_place_has_narrow_the_search(mill: Service) -> None:
    contact = add_contact(mill, channel="webchat", value="https://mill.example/chat", cost="free", shows_on_bill="no")
    place = a_location()
    Accessibility.objects.create(location=place, feature="step-free")
    ServiceAtLocation.objects.create(service=mill, location=place)
    mill.save()
    for asked in ({"channel": "webchat"}, {"cost": "free"}, {"cost": "not-on-bill"}, {"accessibility": "step-free"}):
        assert "Lamplight Money" in search(q="lamplight", **asked), asked
    Contact.objects.filter(pk=contact.pk).update(private=True)
    mill.save()
    for asked in ({"channel": "webchat"}, {"cost": "free"}, {"accessibility": "lift"}):
        assert "Lamplight Money" not in search(q="lamplight", **asked), asked


@pytest.mark.parametrize(
    ("hours", "is_open"),
    [
        ("Fri 20:00-02:00", True),
        ("every day 24 hours", True),
        ("Sat 09:00-17:00", False),
        ("Fri 20:00-02:00; 2026-11-27 closed", False),
        ("Mon 09:00-17:00; 2026-11-28 01:00-03:00", True),
        ("by appointment", False),
        ("", False),
    ],
)
def test_open_now_is_said_of_what_is_open_and_of_nothing_else(mill: Service, hours: str, is_open: bool) -> None:
    Contact.objects.filter(service=mill).update(hours=hours)
    mill.save()
    with mock.patch("django.utils.timezone.now", return_value=SATURDAY_NIGHT):
        found = search(q="lamplight", open="now")
        anyway = search(q="lamplight")["Lamplight Money"]
    assert ("Lamplight Money" in found) is is_open
    assert ("Open now" in anyway) is is_open


def test_the_last_night_of_a_year_is_open_into_the_next(mill: Service) -> None:
    Contact.objects.filter(service=mill).update(hours="Mon 09:00-17:00; 2026-12-31 20:00-03:00")
    mill.save()
    with mock.patch("django.utils.timezone.now", return_value=datetime(2027, 1, 1, 1, 0, tzinfo=UTC)):
        assert "Lamplight Money" in search(q="lamplight", open="now")
        assert "Lamplight Money" in search(q="lamplight", open="now", channel="call")


def test_open_now_asks_for_the_channel_that_was_chosen(mill: Service) -> None:
    Contact.objects.filter(service=mill).update(hours="Sat 09:00-17:00")
    add_contact(mill, channel="text", value="07700 900111", hours="every day 24 hours")
    mill.save()
    with mock.patch("django.utils.timezone.now", return_value=SATURDAY_NIGHT):
        assert "Lamplight Money" in search(q="lamplight", open="now", channel="text")
        assert "Lamplight Money" not in search(q="lamplight", open="now", channel="call")


def test_what_is_paused_closed_unpublished_or_only_for_staff_is_not_found(mill: Service) -> None:
    for change in ({"status": "inactive"}, {"status": "defunct"}, {"live": False}):
        before = {name: getattr(mill, name) for name in change}
        Service.objects.filter(pk=mill.pk).update(**change)
        assert "Lamplight Money" not in search(need=NEED), change
        Service.objects.filter(pk=mill.pk).update(**before)
    Contact.objects.filter(service=mill).update(private=True)
    assert "Lamplight Money" not in search(need=NEED)
    assert "01632 960111" not in str(read(f"/en/help/?need={NEED}"))


@pytest.mark.parametrize("language", CODES)
def test_who_finds_nothing_is_given_people_to_talk_to_and_ways_on(language: str) -> None:
    page = main(read(f"/{language}/help/?q=qqxyzzyqq&age=14&language=ti"))
    assert page.select(".helpline-card a[href^='tel:']")
    ways = {str(link["href"]) for link in page.select("#results a.next")}
    assert ways == {"?age=14&language=ti", "?q=qqxyzzyqq&language=ti", "?q=qqxyzzyqq&age=14"}


def test_each_filter_can_be_taken_off_by_a_link_and_the_last_leads_back_to_the_start() -> None:
    page = main(read(f"/en/help/?need={NEED}&age=14"))
    assert [str(link["href"]) for link in page.select(".tags a")] == ["?age=14", f"?need={NEED}"]
    assert [str(link["href"]) for link in main(read("/en/help/?age=14")).select(".tags a")] == ["?"]
    assert main(read("/en/help/?")).select("a[href^='?need=']")


def test_another_language_goes_on_with_the_same_search() -> None:
    links = [str(link["href"]) for link in read(f"/en/help/?need={NEED}&age=14").select(".language-switcher a")]
    assert f"/ur/help/?need={NEED}&age=14" in links


def test_pages_together_hold_every_service_once() -> None:
    everybody = list(listed().filter(maximum_age=None, minimum_age=None).values_list("name", flat=True))
    assert len(everybody) > PAGE_SIZE
    found = search(age=40)
    assert set(everybody) <= set(found)


@pytest.mark.parametrize("page", ["0", "-1", "99999", "two", "9" * 400])
def test_a_page_past_the_end_is_the_nearest_there_is(page: str) -> None:
    assert main(read(f"/en/help/?age=40&page={page}")).select("#results .helpline-card")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("age=-1", "id_age"),
        ("age=14.5", "id_age"),
        ("age=" + "9" * 5000, "id_age"),
        ("age=young", "id_age"),
        ("q=" + "x" * 10_000, "id_q"),
        ("need=no-such-need", "id_need"),
        ("language=xx", "id_language"),
        ("channel=%3Cscript%3E", "id_channel"),
        ("within=1000000", "id_within"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ur"])
def test_what_cannot_be_read_is_said_at_its_field_and_the_rest_is_answered(
    language: str, query: str, field: str, mill: Service
) -> None:
    page = main(read(f"/{language}/help/?topic=&cost=&{query}&accessibility="))
    error = page.select_one(f".error-summary a[href='#{field}']")
    assert error is not None
    assert page.select(f"#{field}")
    assert "<script>" not in str(page)


def test_what_nobody_can_type_is_dropped_without_a_word_that_no_language_has(mill: Service) -> None:
    assert "Lamplight Money" in search(q="lamp\0light", age="\0")
    page = main(read("/ur/help/?q=%00&need=%00"))
    assert not page.select(".error-summary")


def test_a_search_is_counted_once_without_its_words_and_its_pages_are_not() -> None:
    Client().get(f"/en/help/?need={NEED}&language=ti&q=something+private")
    Client().get(f"/en/help/?need={NEED}&language=ti&page=2")
    Client().head(f"/en/help/?need={NEED}&language=ti")
    gap = SearchGap.objects.get()
    assert (gap.need, gap.language, gap.searches) == (NEED, "ti", 1)


def test_an_answer_is_not_kept_longer_than_its_hours_are_true() -> None:
    assert "max-age=60" in Client().get(f"/en/help/?need={NEED}")["Cache-Control"]


def test_the_cost_of_a_search_does_not_grow_with_the_services_it_finds(mill: Service) -> None:
    asked = f"/pl/help/?need={NEED}&language=sk&age=14&open=now&q=money"

    def cost(services: int) -> int:
        for number in range(services):
            service = with_need(a_service(f"Money Matters {services} {number}", interpreter=True))
            Contact.objects.filter(service=service).update(hours="every day 24 hours")
            ServiceArea.objects.create(service=service, code="E08000032")
            service.save()
        with CaptureQueriesContext(connection) as queries:
            assert len(soup(Client().get(asked)).select("#results .helpline-card")) >= services
        return len(queries)

    Client().get(asked)
    few = cost(1)
    assert cost(14) == few <= 10

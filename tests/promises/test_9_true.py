"""Promise 9: what the site states has a source, an owner and a review date, and invented things look invented."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from config.languages import SOURCE
from pages.models import Fact
from signposting.models import Contact, Service
from tests.support.crawl import CODES, Site
from tests.support.reading import none, words

# Ofcom's numbers for drama, and the top-level domain that nobody can own.
DRAMA = re.compile(
    r"(?:44|0)?(?:1632960|7700900|2079460|1134960|1144960|1154960|1164960|1174960|1184960|1214960|1314960|1414960|1514960"
    r"|1614960|1914980|3069990|808157|9098790)"
)


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Service, Fact])
def test_every_record_has_source_owner_and_review_date(model: type) -> None:
    """Of every service, law, statistic and piece of guidance, in every language."""
    records = model.objects.all()  # type: ignore[attr-defined]
    assert records.count() > 10
    for record in records:
        assert record.source_url.startswith("https://"), record
        assert record.owner, record
        assert record.checked_on < record.review_due, record
        assert record.checked_on <= timezone.localdate() + timedelta(days=1), record


@pytest.mark.django_db
def test_every_service_shown_says_where_it_comes_from(site: Site) -> None:
    """A card says when it was checked, with its source; a service that is not in the records is shown nowhere."""
    sources = set(Service.objects.values_list("source_url", flat=True))
    seen = 0
    for page in site.pages():
        for card in page.soup.select(".helpline-card:not(.sample *)"):
            seen += 1
            links = [str(link["href"]) for link in card.select("small a[href]")]
            assert set(links) & sources, f"{page}: {card.h3}"
            assert re.search(r"\d{4}", card.select("small")[-1].get_text()), page
    assert seen > 20


@pytest.mark.django_db
def test_every_fact_shown_links_its_source(site: Site) -> None:
    """Laws and figures, wherever they stand. An answer to readers looks like one, but its source is their own words."""
    sources = set(Fact.objects.values_list("source_url", flat=True))
    seen = 0
    for page in site.pages():
        for fact in page.soup.select(".fact:not(.answer, .sample *)"):
            seen += 1
            assert {str(link["href"]) for link in fact.select("a[href]")} & sources, f"{page}: {fact.h3}"
    assert seen > 20


def test_a_page_that_speaks_of_a_law_shows_one(site: Site) -> None:
    """A page that names an Act has the record of a law, or a source, on it."""
    act = re.compile(r"\b[A-Z][a-z]+(?: [A-Za-z]+)* Act (?:19|20)\d\d")
    problems = []
    for page in site.pages(SOURCE):
        main = page.soup.main
        if (
            page.status == 200
            and "?" not in page.address
            and act.search(main.get_text(" "))
            and page.template.startswith(("pages/", "campaigns/"))
        ):
            has_source = main.select(".fact a[href^=https], .sources a[href^=https]")
            is_list = page.template.endswith(("index_page.html", "search.html", "style.html", "calendar.html"))
            if not has_source and not is_list:
                problems.append(f"{page}: {act.search(main.get_text(' '))[0]}")  # type: ignore[index]
    none(problems)


@pytest.mark.parametrize("language", [code for code in CODES if code != SOURCE])
def test_a_translation_nobody_checked_says_so(site: Site, language: str) -> None:
    """On every page whose words were translated and not reviewed by a native speaker."""
    for page in site.pages(language):
        assert bool(page.soup.select(".translation-notice:not(.sample *)")) == (
            page.is_fallback or page.awaiting_review
        ), page


@pytest.mark.django_db
def test_no_real_number_belongs_to_somebody_invented() -> None:
    """A service whose address is invented has an invented number, and the other way round."""
    numbers = Contact.objects.filter(channel__in=[Contact.Channel.CALL, Contact.Channel.TEXT]).select_related("service")
    assert numbers.count() > 50
    for contact in numbers:
        is_invented = ".example" in contact.service.url or ".example" in contact.service.source_url
        assert bool(DRAMA.match(re.sub(r"\D", "", contact.value))) == is_invented, f"{contact.service}: {contact.value}"


@pytest.mark.django_db
def test_every_number_on_the_site_is_in_the_records(site: Site) -> None:
    """Nobody typed a telephone number into a text: it would not change when the record does."""
    known = {re.sub(r"\D", "", value) for value in Service.objects.values_list("contacts__value", flat=True) if value}
    known |= {value.removeprefix("18001") for value in known} | {"999", "101", "111", "18000", "55"}
    found: dict[str, str] = {}
    for page in site.pages():
        for piece in words(page.soup):
            for number in re.findall(r"(?<![\d.,/-])(?:\+44 ?|0)\d[\d ]{7,12}\d(?![\d/-])", piece.text):
                # 18001 in front of a number asks Relay UK to join in.
                if re.sub(r"\D", "", number).removeprefix("18001") not in known and not DRAMA.match(
                    re.sub(r"\D", "", number)
                ):
                    found.setdefault(number, f"{page}: {number} in {piece.text[:80]!r}")
    none(found.values())


@pytest.mark.parametrize("language", CODES)
def test_every_page_says_that_it_is_a_demonstration(site: Site, language: str) -> None:
    """And asks not to be found, while it is one."""
    none(page for page in site.pages(language) if not page.soup.select_one(".demonstration-banner"))
    none(
        visit
        for visit in site.visits.values()
        if "noindex" not in visit.headers.get("x-robots-tag", "") and not visit.address.startswith("/static/")
    )

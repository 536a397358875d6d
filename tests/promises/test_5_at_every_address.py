"""Promise 5, at every address: it answers in every language, leads somewhere, and says which languages there are."""

import pytest
from django.test import Client

from config import languages
from config.languages import SOURCE
from tests.support.crawl import CODES, Site, within
from tests.support.reading import none


@pytest.mark.parametrize("language", CODES)
def test_every_address_answers_in_every_language(site: Site, language: str) -> None:
    """What there is in English there is in all, if need be with the source text."""
    english = [page for page in site.pages(SOURCE) if page.status == 200 and "/download/" not in page.address]
    missing = []
    for page in english:
        theirs = site.visits.get(page.address.replace(f"/{SOURCE}/", f"/{language}/", 1))
        if "?" not in page.address and (theirs is None or theirs.status != page.status):
            missing.append(f"{page}: {theirs and theirs.status}")
    none(missing)


def test_no_address_fails(site: Site) -> None:
    """No link leads nowhere, and nothing breaks; only the pages that were asked for in vain are not found."""
    expected = {"/xx/", "/no-such-page/", *(f"/{code}/no-such-page/" for code in CODES)}
    none(
        f"{visit.status} {visit}, linked from {visit.found_on}"
        for visit in site.visits.values()
        if visit.status >= 400 and visit.address not in expected
    )
    none(address for address in expected if site.visits[address].status != 404)


def test_no_anchor_leads_nowhere(site: Site) -> None:
    """`#place` is on the page that it points at."""
    broken = []
    for page in site.pages():
        for link in page.links:
            address, mark, anchor = link.url.partition("#")
            target = site.visits.get(within(page.address, address) if address else page.address)
            # A sample on the style page leads to a field that is not there.
            if (
                page.template != "pages/style.html"
                and mark
                and anchor
                and target
                and target.is_page
                and anchor not in target.anchors
            ):
                broken.append(f"{page}: {link.url}")
    none(broken)


def test_hreflang_names_only_what_exists(site: Site) -> None:
    """Each alternate is a page really in that language; each page is among its own alternates; all agree."""
    problems = []
    for page in site.pages():
        if page.status != 200:
            continue
        named = {
            str(link["hreflang"]): within(page.address, str(link["href"]))
            for link in page.soup.find_all("link", rel="alternate", hreflang=True)
        }
        for code, address in named.items():
            other = site.visits.get(address)
            if other is None or other.status != 200 or other.language != code or other.is_fallback:
                problems.append(f"{page}: {code} is not at {address}")
        if named and not page.is_fallback and page.language not in named:
            problems.append(f"{page}: not among its own alternates")
    none(problems)


def test_the_switcher_offers_every_language_in_its_own_name(site: Site) -> None:
    """The same page in each; and it says which of them hold the source text."""
    for page in site.pages():
        if page.status != 200 or not page.language:
            continue
        links = page.soup.select(".language-switcher a[hreflang]")
        assert {str(link["hreflang"]) for link in links} == set(CODES), page
        for link in links:
            code = str(link["hreflang"])
            assert link["lang"] == code
            assert link.get_text(strip=True) == languages.get(code).endonym
            other = site.visits[str(link["href"])]
            assert other.status == 200, page
            assert bool(link.parent and link.parent.find("small")) == (other.is_fallback and code != SOURCE), (
                f"{page}: {code}"
            )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("header", "language"),
    [("ur-PK,en;q=0.5", "ur"), ("pl", "pl"), ("pa-IN", "pa"), ("xx,fr;q=0.9", "en"), ("", "en"), ("*" * 3000, "en")],
)
def test_the_front_door_chooses_by_the_browsers_languages(header: str, language: str) -> None:
    """And by nothing else."""
    answer = Client(HTTP_HOST="localhost").get("/", headers={"accept-language": header})
    assert answer.status_code == 302
    assert answer["Location"] == f"/{language}/"


@pytest.mark.parametrize("address", ["/{}/no-such-page/", "/{}/topics/no-such-topic/"])
@pytest.mark.parametrize("language", CODES)
@pytest.mark.django_db
def test_a_page_that_is_not_there_gives_a_way_on(address: str, language: str) -> None:
    """In the language of the address: help, the form, the first page, a search."""
    answer = Client(HTTP_HOST="localhost").get(address.format(language))
    assert answer.status_code == 404
    assert f'<html lang="{language}"' in answer.text
    for place in ("help/", "report/", "", "search/"):
        assert f'"/{language}/{place}"' in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/xx/", "/xx/topics/", "/fr/", "/topics/", "/zz-ZZ/help/"])
def test_an_unknown_language_gives_a_way_on(address: str) -> None:
    """To the languages that there are."""
    answer = Client(HTTP_HOST="localhost").get(address)
    assert answer.status_code == 404
    for code in CODES:
        assert f'href="/{code}/' in answer.text

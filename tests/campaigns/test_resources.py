"""The resource library: found by what it is about, in the reader's language first, counted and nobody known."""

from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import Tag
from django.test import Client

from campaigns.models import DownloadCount, ResourcePage
from pages.models import PublicDocument
from tests.pages.helpers import main, read, text, the_page
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
TAXI = "resources/taxi-driver-card/"


def shown(reader: str = "en", **chosen: str) -> list[str]:
    """The slugs that the library lists for some choices."""
    page = main(read(f"/{reader}/resources/?{urlencode(chosen)}"))
    form = page.select_one("form.form--filter")
    assert form is not None
    links = [card.a for card in form.find_all_next(class_="card__title")]
    return sorted(str(link["href"]).split("/")[-2] for link in links if link)


def sources() -> Any:
    """The published resources."""
    return ResourcePage.objects.filter(locale__language_code="en", live=True)


def buttons(language: str, address: str = TAXI) -> list[Tag]:
    """The versions that a reader is offered, in their order."""
    return [*main(read(f"/{language}/{address}")).select(".versions a[download]")]


def fetch(address: str, method: str = "get", **headers: str) -> Any:
    """An answer, its file read and closed."""
    response: Any = getattr(Client(), method)(address, headers=headers)
    if response.streaming:
        response.body = b"".join(response.streaming_content)
    return response


def counted() -> int:
    """Downloads of all files."""
    return sum(DownloadCount.objects.values_list("number", flat=True))


def test_everything_is_listed_until_something_is_chosen() -> None:
    everything = sorted(page.slug for page in sources())
    assert len(everything) >= 10
    assert shown() == everything
    assert shown(topic="", audience="", language="", format="") == everything


@pytest.mark.parametrize("taxonomy", ["topic", "audience"])
def test_each_topic_and_audience_alone_narrows_to_its_own(taxonomy: str) -> None:
    codes = {term.code for page in sources() for term in page.terms.all() if term.taxonomy == taxonomy}
    assert codes
    for code in codes:
        expected = sorted({page.slug for page in sources().filter(terms__code=code, terms__taxonomy=taxonomy)})
        assert shown(**{taxonomy: code}) == expected, code


@pytest.mark.parametrize("code", ["en", "ur", "pa", "pl"])
def test_a_language_narrows_to_what_comes_in_it(code: str) -> None:
    assert shown(language=code) == sorted({page.slug for page in sources().filter(versions__language=code)})


def test_a_format_narrows_to_what_comes_in_it() -> None:
    assert (
        shown(format="easy-read")
        == sorted({page.slug for page in sources().filter(versions__format="easy-read")})
        != []
    )


def test_choices_together_narrow_further_and_nothing_found_says_so() -> None:
    page = sources().filter(versions__language="ur").first()
    topic = next(term.code for term in page.terms.all() if term.taxonomy == "topic")
    both = shown(topic=topic, language="ur")
    assert page.slug in both
    assert set(both) <= set(shown(topic=topic)) & set(shown(language="ur"))
    assert shown(format="audio", topic="radicalisation") == []
    assert "Nothing fits all of these choices" in text(main(read("/en/resources/?format=audio&topic=radicalisation")))


@pytest.mark.parametrize(
    "junk", ["x", "'; DROP TABLE campaigns_resourcepage; --", "\x00", "en,ur", "x" * 5000, "<script>"]
)
@pytest.mark.parametrize("name", ["topic", "audience", "language", "format", "page"])
def test_a_choice_that_cannot_be_made_is_left_out(name: str, junk: str) -> None:
    assert shown(**{name: junk}) == shown()


@pytest.mark.parametrize("language", ["en", "ur", "pl", "pa"])
def test_versions_in_the_readers_language_come_first_then_the_sources(language: str) -> None:
    page = next(
        page for page in sources() if {"en", language, "pl"} <= set(page.versions.values_list("language", flat=True))
    )
    listed = [
        str(found["lang"]) for found in main(read(f"/{language}/resources/{page.slug}/")).select(".versions strong")
    ]
    assert listed[0] == language
    assert len(listed) == page.versions.count()
    others = listed[listed.count(language) :]
    assert others == sorted(others, key=lambda code: code != "en")


def test_a_download_is_counted_by_the_month_and_nothing_is_kept_about_who_asked() -> None:
    address = str(buttons("en")[0]["href"])
    for _again in range(2):
        response = fetch(address, user_agent="Somebody", x_forwarded_for="192.0.2.7")
        assert response.status_code == 200
        assert response.body.startswith(b"%PDF")
        assert not response.cookies
    assert counted() == 2
    assert {field.name for field in DownloadCount._meta.get_fields()} == {"id", "document", "month", "number"}


def test_a_look_at_the_headers_alone_is_not_counted() -> None:
    assert fetch(str(buttons("en")[0]["href"]), "head").status_code == 200
    assert counted() == 0


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_other_methods_are_refused_and_not_counted(method: str) -> None:
    assert fetch(str(buttons("en")[0]["href"]), method).status_code in (403, 405)
    assert counted() == 0


def test_what_an_unpublished_resource_offered_is_gone() -> None:
    address = str(buttons("ur")[0]["href"])
    the_page(TAXI).unpublish()
    assert fetch(address).status_code == 404
    gone = fetch(f"/en/{TAXI}")
    assert (gone.status_code, gone["Location"]) == (301, "/en/resources/")
    assert counted() == 0


@pytest.mark.parametrize(
    "address",
    [
        "/en/resources/taxi-driver-card/download/999999/",
        "/en/resources/no-such/download/1/",
        "/en/resources/taxi-driver-card/download/x/",
    ],
)
def test_an_address_of_no_version_is_no_error(address: str) -> None:
    assert fetch(address).status_code == 404


def test_a_version_is_only_found_under_its_own_resource() -> None:
    number = str(buttons("en")[0]["href"]).rstrip("/").split("/")[-1]
    assert fetch(f"/en/resources/signs-poster/download/{number}/").status_code == 404


def test_a_file_comes_with_its_own_type_and_is_never_guessed_at() -> None:
    response = fetch(str(buttons("pl")[0]["href"]))
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert ".pdf" in response["Content-Disposition"]


def test_no_title_in_the_export_of_downloads_runs_as_a_formula(comms_editor: Person) -> None:
    document = PublicDocument.objects.create(title="=1+1", file="documents/x.pdf")
    DownloadCount.objects.create(document=document, month="2026-11-01", number=3)
    response: Any = comms_editor.client.get("/admin/downloads/?export=csv")
    content = b"".join(response) if response.streaming else response.content
    assert "'=1+1" in content.decode().replace(",", "\n").splitlines()

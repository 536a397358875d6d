"""Deterrent messages: unambiguous, lawful, never about who somebody is, and equal in every language."""

import re
from typing import Any

import pytest
from bs4 import Tag

from campaigns.blocks.campaign import SETTINGS
from campaigns.models import DeterrentMessagePage
from tests.pages.helpers import main, read, text

pytestmark = pytest.mark.django_db
ADDRESSES = (
    "campaigns/we-see-you/if-you-exploit-children/",
    "campaigns/their-time-is-yours-to-serve/if-you-use-people/",
)
CODES = ["en", "ur", "pa", "pl"]
every_message = pytest.mark.parametrize("address", ADDRESSES)
# Words that name who somebody is. None may stand in a message about what somebody does.
WHO = re.compile(
    r"\b(asian|pakistani|indian|bangladeshi|roma|gypsy|traveller|white|black|arab|african|polish|romanian|albanian|european|"
    r"foreign|immigrant|migrant|asylum|refugee|muslim|islam\w*|christian|hindu|sikh|jewish|jew|mosque|church|temple|faith|"
    r"religio\w+|ethnic\w*|heritage|race|nationality|culture|cultural|community|communities)\b",
    re.IGNORECASE,
)
# The longest sentence, or that it makes the sentence for another crime longer.
SENTENCE = re.compile(
    r"\b(life|(\d+|one|two|three|four|five|seven|ten|fourteen) (years|months)|as more serious)\b", re.IGNORECASE
)


def sections(address: str, language: str = "en") -> dict[str, Tag]:
    """The parts of a message, by the order in which they stand."""
    found = main(read(f"/{language}/{address}")).select(".body > section")
    return dict(zip(("law", "settings", "investigation", "stop", "way out"), found, strict=False))


def test_both_messages_are_there() -> None:
    assert DeterrentMessagePage.objects.filter(locale__language_code="en", live=True).count() == len(ADDRESSES)


@every_message
def test_every_setting_has_a_message_of_its_own(address: str) -> None:
    page = DeterrentMessagePage.objects.get(url_path__endswith=address, locale__language_code="en")
    assert {child.value["setting"] for child in page.variants} == {name for name, _label in SETTINGS}
    shown = sections(address)["settings"].select(".variant")
    assert [text(variant.h3) for variant in shown] == [
        str(dict(SETTINGS)[child.value["setting"]]) for child in page.variants
    ]
    assert all(len(text(variant)) > 120 for variant in shown)


@every_message
def test_every_offence_names_the_act_the_longest_sentence_and_the_source(address: str) -> None:
    facts = sections(address)["law"].select(".fact")
    assert len(facts) >= 3
    for fact in facts:
        assert re.search(r"\bAct \d{4}\b", text(fact)), text(fact)
        assert SENTENCE.search(text(fact.select_one(".fact__statement"))), text(fact)
        source = fact.select_one("a")
        assert source is not None
        assert "legislation.gov.uk" in str(source["href"]) or ".gov.uk" in str(source["href"]), str(source["href"])


@every_message
@pytest.mark.parametrize("language", CODES)
def test_the_way_out_is_there_with_somebody_to_call_and_is_reached_from_the_top(address: str, language: str) -> None:
    page = main(read(f"/{language}/{address}"))
    assert page.select_one(".leap a[href='#way-out']")
    found = page.select_one("#way-out")
    assert found is not None
    assert found.select(".helpline-card a[href^='tel:']")
    if language == "en":
        assert re.search(r"Modern Slavery Act 2015|section 45|forced", text(found))


@every_message
@pytest.mark.parametrize("language", CODES)
def test_help_to_stop_is_there(address: str, language: str) -> None:
    assert sections(address, language)["stop"].select(".helpline-card a[href]")


def test_the_message_about_children_leads_to_shore_and_stop_it_now() -> None:
    stop = str(sections(ADDRESSES[0])["stop"])
    assert "shorespace.org.uk" in stop
    assert "08081000900" in stop


@every_message
def test_it_speaks_of_acts_and_places_and_never_of_who_somebody_is(address: str) -> None:
    page = main(read(f"/en/{address}"))
    for note in page.select("details.details, .helpline-card, .tags, .sources"):
        note.decompose()
    assert WHO.findall(text(page)) == []


@every_message
def test_how_fairness_was_checked_is_written_down(address: str) -> None:
    page = DeterrentMessagePage.objects.get(url_path__endswith=address, locale__language_code="en")
    assert len(page.equality_note) > 200


@every_message
def test_it_is_equal_in_every_language(address: str) -> None:
    shapes: dict[str, Any] = {}
    for language in CODES:
        page = main(read(f"/{language}/{address}"))
        assert "lang" not in page.attrs, f"not translated into {language}"
        parts = sections(address, language)
        shapes[language] = (
            len(parts["law"].select(".fact")),
            [str(fact.a["href"]) for fact in parts["law"].select(".fact") if fact.a],
            len(parts["settings"].select(".variant")),
            len(parts["investigation"].select("li")),
            [str(link["href"]) for link in parts["stop"].select(".helpline-card a[href]")],
            [str(link["href"]) for link in parts["way out"].select(".helpline-card a[href]")],
        )
    assert len({str(shape) for shape in shapes.values()}) == 1, shapes


@every_message
@pytest.mark.parametrize("language", ["ur", "pa", "pl"])
def test_every_sentence_is_translated(address: str, language: str) -> None:
    """No part of the message may be left in English for some readers only."""
    page = main(read(f"/{language}/{address}"))
    assert [text(fact) for fact in page.select(".fact[lang=en], .variant[lang=en]")] == []
    source = DeterrentMessagePage.objects.get(url_path__endswith=address, locale__language_code="en")
    words = DeterrentMessagePage.objects.get(translation_key=source.translation_key, locale__language_code=language)
    assert (len(words.variants), len(words.offences), len(words.investigation)) == (
        len(source.variants),
        len(source.offences),
        len(source.investigation),
    )
    same = [
        child.value
        for child, mine in zip(source.investigation, words.investigation, strict=True)
        if child.value == mine.value
    ]
    assert same == []

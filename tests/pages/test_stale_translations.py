"""A law whose words have changed must not stay as it was in one language."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from pages.models import Fact

pytestmark = pytest.mark.django_db
MESSAGE = "campaigns/we-see-you/if-you-exploit-children/"
CODE = "sexual-offences-act-2003-s9"


def words_of_the_law(client: Client, language: str) -> tuple[str, str]:
    """What the deterrent message says that section 9 means, and in which language it says so."""
    page = BeautifulSoup(client.get(f"/{language}/{MESSAGE}").content, "html.parser")
    source = Fact.objects.get(code=CODE, locale__language_code="en")
    law = next(item for item in page.select(".fact") if item.select_one(f'a[href="{source.source_url}"]'))
    statement = law.select_one(".fact__statement")
    assert statement
    return statement.get_text(" ", strip=True), str(law["lang"])


def test_a_changed_sentence_shows_in_every_language_at_once(client: Client) -> None:
    """Until the translation has followed, the source's words stand there, marked with their language."""
    before, language = words_of_the_law(client, "ur")
    assert language == "ur"
    fact = Fact.objects.get(code=CODE, locale__language_code="en")
    fact.statement = "The maximum sentence is 99 years in prison."
    fact.save()
    assert words_of_the_law(client, "ur") == ("The maximum sentence is 99 years in prison.", "en")
    assert words_of_the_law(client, "en")[0] == "The maximum sentence is 99 years in prison."
    assert "99" not in before


def test_a_change_that_is_not_of_words_leaves_the_translation(client: Client) -> None:
    """A new review date is no reason to take the reader's language away."""
    fact = Fact.objects.get(code=CODE, locale__language_code="en")
    fact.owner = "Somebody else"
    fact.save()
    assert words_of_the_law(client, "ur")[1] == "ur"

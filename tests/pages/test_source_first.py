"""Pages begin in the source language."""

import pytest
from wagtail.models import Page

from tests.support.cast import Person

pytestmark = pytest.mark.django_db


def test_a_page_is_not_begun_in_a_translated_tree_and_the_editor_is_told_where(comms_editor: Person) -> None:
    """It would stand in no list and have no other language."""
    section = Page.objects.get(url_path__endswith="/for/young-people/", locale__language_code="ur")
    source = Page.objects.get(translation_key=section.translation_key, locale__language_code="en")
    answer = comms_editor.client.get(f"/admin/pages/add/pages/informationpage/{section.pk}/", follow=True)
    assert answer.redirect_chain[-1][0] == f"/admin/pages/{source.pk}/"
    assert "Write the page in English first" in answer.content.decode()


def test_the_same_page_can_be_begun_in_the_source_tree(comms_editor: Person) -> None:
    """The guard stands only before translated trees."""
    source = Page.objects.get(url_path__endswith="/for/young-people/", locale__language_code="en")
    answer = comms_editor.client.get(f"/admin/pages/add/pages/informationpage/{source.pk}/")
    assert answer.status_code == 200


def test_the_loaded_tree_has_no_problems(db: None) -> None:
    """wagtail-localize publishes from stale copies, which once left translated trees looking empty."""
    assert all(not problem for problem in Page.find_problems())


def copy(person: Person, page: Page, parent: Page) -> str:
    """Send the form of “Copy”; what the next screen says."""
    sent = {"new_title": "Copied", "new_slug": "copied-x", "new_parent_page": parent.pk}
    return person.client.post(f"/admin/pages/{page.pk}/copy/", sent, follow=True).content.decode()


def test_a_page_is_copied_within_the_source_alone(comms_editor: Person) -> None:
    """Elsewhere the copy would be an English page in another language's tree."""
    section = Page.objects.get(url_path__endswith="/for/young-people/", locale__language_code="ur")
    source = Page.objects.get(translation_key=section.translation_key, locale__language_code="en")
    assert "holds translations, so nothing was copied there" in copy(comms_editor, source, section.get_parent())
    assert "This is a translation. Copy its English page" in copy(comms_editor, section, source.get_parent())
    assert not Page.objects.filter(slug="copied-x").exists()
    copy(comms_editor, source, source.get_parent())
    assert Page.objects.get(slug="copied-x").locale.language_code == "en"

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

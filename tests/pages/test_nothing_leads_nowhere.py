"""What a page shows of other pages: nothing of one that is not published, and none twice."""

import pytest

from tests.pages.helpers import main, read, text, the_page, with_body
from tests.pages.test_taking_down import down, draft
from tests.support.cast import Person

pytestmark = pytest.mark.django_db


def test_no_door_card_or_button_leads_to_a_page_that_is_not_published(comms_publisher: Person) -> None:
    hidden = draft()
    with_body(
        "about/",
        ("cards", {"heading": "Cards to nowhere", "pages": [hidden]}),
        ("call_to_action", {"text": "A button to nowhere", "page": hidden, "address": ""}),
    )
    down(comms_publisher, the_page("for/businesses/"))
    about, home = read("/en/about/"), read("/en/")
    assert "to nowhere" not in text(about)
    assert "I'm a young person" in text(home)
    assert "I run a business" not in text(home)
    assert not [*about.select("[href='']"), *home.select("[href='']")]
    hidden.save_revision().publish()
    assert len(main(read("/en/about/")).select(f"a[href$='{hidden.slug}/']")) == 2


def test_a_page_that_stands_among_the_cards_of_a_section_is_not_listed_again() -> None:
    section = main(read("/en/for/"))
    assert len(section.select("a[href='/en/for/young-people/']")) == 1
    with_body("for/", ("heading", "Nothing yet"))
    assert len(main(read("/en/for/")).select("a[href='/en/for/young-people/']")) == 1

"""Opening hours: one form to type, a sentence in every language."""

from datetime import time

import pytest
from django.utils import translation

from signposting.hours import HoursError, Opening, parse_hours, show_hours

NINE, FIVE = time(9), time(17)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", []),
        ("   ", []),
        (";", []),
        ("every day 24 hours", [Opening((0, 1, 2, 3, 4, 5, 6), None, None)]),
        ("every day 09:00-17:00", [Opening((0, 1, 2, 3, 4, 5, 6), NINE, FIVE)]),
        ("Mon-Fri 09:00-17:00", [Opening((0, 1, 2, 3, 4), NINE, FIVE)]),
        ("Sun 09:00-17:00", [Opening((6,), NINE, FIVE)]),
        ("Mon,Wed 09:00-17:00", [Opening((0, 2), NINE, FIVE)]),
        ("Mon-Wed,Sat 09:00-17:00", [Opening((0, 1, 2, 5), NINE, FIVE)]),
        ("Sat-Sun 24 hours", [Opening((5, 6), None, None)]),
        ("Mon 18:00-02:00", [Opening((0,), time(18), time(2))]),
        ("Mon-Fri 09:00-17:00; Sat 09:00-17:00;", [Opening((0, 1, 2, 3, 4), NINE, FIVE), Opening((5,), NINE, FIVE)]),
    ],
)
def test_every_form_is_read(typed: str, read: list[Opening]) -> None:
    assert parse_hours(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        "9 to 5",
        "Monday 09:00-17:00",
        "mon 09:00-17:00",
        "Mon 9:00-17:00",
        "Mon 09:00",
        "Mon 25:00-26:00",
        "Mon 09:60-17:00",
        "Fri-Mon 09:00-17:00",
        "Mon-Fri-Sun 09:00-17:00",
        "Xyz 09:00-17:00",
        "every day",
        "24 hours",
        "Mon-Fri 09:00-17:00, Sat 10:00-12:00",
        "Mon ٠٩:00-17:00",
        "Mon 09:00-17:00\n; drop",
        "Mon 09:00–17:00",
    ],
)
def test_what_cannot_be_read_is_quoted_with_an_example_of_what_can(typed: str) -> None:
    with pytest.raises(HoursError, match=r"cannot be read as opening hours\. For example: Mon-Fri 09:00-17:00"):
        parse_hours(typed)


@pytest.mark.parametrize(
    ("language", "typed", "shown"),
    [
        ("en", "Mon-Fri 09:00-17:00", "Monday to Friday, 09:00 to 17:00"),
        ("en", "every day 24 hours", "24 hours, every day"),
        ("en", "Mon,Wed 09:00-17:00", "Monday, Wednesday, 09:00 to 17:00"),
        ("en", "Sat-Sun 10:00-12:00", "Saturday, Sunday, 10:00 to 12:00"),
        ("en", "Mon-Fri 09:00-17:00; Sat 10:00-12:00", "Monday to Friday, 09:00 to 17:00; Saturday, 10:00 to 12:00"),
        ("en", "", ""),
    ],
)
def test_hours_become_a_sentence(language: str, typed: str, shown: str) -> None:
    with translation.override(language):
        assert show_hours(typed) == shown


@pytest.mark.parametrize(("language", "monday"), [("ur", "پیر"), ("pa", "ਸੋਮਵਾਰ"), ("pl", "oniedział")])
def test_hours_need_no_translator(language: str, monday: str) -> None:
    with translation.override(language):
        sentence, always = show_hours("Mon-Fri 09:00-17:00; Sat 10:00-12:00"), show_hours("every day 24 hours")
    assert monday in sentence
    for clock in ("09:00", "17:00", "10:00", "12:00"):
        assert clock in sentence
    for english in ("Monday", "Friday", " to ", "every", "hours"):
        assert english not in f"{sentence}; {always}"

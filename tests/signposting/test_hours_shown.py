"""Opening hours and what is open now, in the reader's words."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from pages.templatetags.lantern import isolate
from signposting.hours import parse_hours, show_hours, show_state

EVERYTHING = (
    "Mon-Wed,Fri 09:00-12:00,13:00-17:00; Sat 24 hours; by appointment; bank holidays closed; "
    "2026-12-24 to 2026-12-26 closed; 2026-12-29 10:00-14:00"
)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("", ""),
        ("Mon-Fri 09:00-17:00", "Monday to Friday, 09:00 to 17:00"),
        ("every day 24 hours", "24 hours, every day"),
        ("every day 24 hours; bank holidays closed", "24 hours, every day; bank holidays: closed"),
        ("Mon,Wed 09:00-17:00", "Monday, Wednesday, 09:00 to 17:00"),
        ("Mon-Wed,Fri 09:00-17:00", "Monday to Wednesday, Friday, 09:00 to 17:00"),
        ("Sat-Sun 10:00-12:00", "Saturday, Sunday, 10:00 to 12:00"),
        ("Sat-Mon 10:00-12:00", "Saturday to Monday, 10:00 to 12:00"),
        ("Mon-Fri 09:00-17:00; Sat 10:00-12:00", "Monday to Friday, 09:00 to 17:00; Saturday, 10:00 to 12:00"),
        ("Mon 13:00-17:00; Mon 09:00-12:00", "Monday, 09:00 to 12:00 and 13:00 to 17:00"),
        ("Fri 16:30-24:00", "Friday, 16:30 to 00:00"),
        ("Fri 20:00-02:00", "Friday, 20:00 to 02:00"),
        ("by appointment", "By appointment"),
        ("Mon 09:00-17:00 by appointment", "Monday, 09:00 to 17:00; by appointment"),
        ("Mon 09:00-17:00; bank holidays 10:00-14:00", "Monday, 09:00 to 17:00; bank holidays, 10:00 to 14:00"),
        ("Mon 09:00-17:00; bank holidays 24 hours", "Monday, 09:00 to 17:00; 24 hours, bank holidays"),
        ("Mon 09:00-17:00; 2026-12-24 closed", "Monday, 09:00 to 17:00; 24 December 2026: closed"),
        (
            "Mon 09:00-17:00; 2026-12-24 to 2026-12-26 closed",
            "Monday, 09:00 to 17:00; 24 December 2026 to 26 December 2026: closed",
        ),
    ],
)
def test_hours_become_a_sentence(typed: str, shown: str) -> None:
    with translation.override("en"):
        assert show_hours(typed) == shown


ENGLISH = ("Monday", "Friday", "December", "to", "and", "every", "hours", "closed", "bank", "appointment")


@pytest.mark.parametrize(("language", "monday"), [("ur", "پیر"), ("pa", "ਸੋਮਵਾਰ"), ("pl", "oniedział")])
def test_hours_need_no_translator(language: str, monday: str) -> None:
    with translation.override(language):
        sentence = f"{show_hours(EVERYTHING)}; {show_hours('every day 24 hours')}; {show_hours('by appointment')}"
        html = isolate(sentence)
    assert monday in sentence
    for clock in ("09:00", "12:00", "13:00", "17:00", "10:00", "14:00"):
        assert re.search(f'<bdi dir="ltr">[^<]*{clock}[^<]*</bdi>', html)
    assert not set(ENGLISH) & set(sentence.replace(",", " ").replace(";", " ").replace(":", " ").split())


THURSDAY = "2026-11-26T10:00"


@pytest.mark.parametrize(
    ("typed", "now", "said"),
    [
        ("", THURSDAY, ""),
        ("every day 24 hours", THURSDAY, "Open now, 24 hours"),
        ("Mon-Fri 09:00-17:00", THURSDAY, "Open now, until 17:00"),
        ("Thu 09:00-24:00", THURSDAY, "Open now, until 00:00"),
        ("Thu 09:00-02:00", THURSDAY, "Open now, until 02:00"),
        ("Thu 09:00-24:00; Fri 00:00-18:00", THURSDAY, "Open now, until Friday, 18:00"),
        ("Mon-Fri 24 hours", THURSDAY, "Open now, until Saturday, 00:00"),
        ("every day 24 hours; 2026-12-07 closed", THURSDAY, "Open now, until 7 December 2026, 00:00"),
        ("Mon-Fri 12:00-17:00", THURSDAY, "Closed now. Opens today at 12:00"),
        ("Fri 09:00-17:00", THURSDAY, "Closed now. Opens tomorrow at 09:00"),
        ("Mon 09:00-17:00", THURSDAY, "Closed now. Opens Monday at 09:00"),
        ("Thu 08:00-09:00", THURSDAY, "Closed now. Opens 3 December 2026 at 08:00"),
        ("2027-02-01 09:00-17:00", THURSDAY, "Closed now"),
        ("by appointment", THURSDAY, "By appointment"),
        ("Thu 09:00-17:00 by appointment", THURSDAY, "Open now, until 17:00. By appointment"),
        ("Fri 09:00-17:00 by appointment", THURSDAY, "Closed now. Opens tomorrow at 09:00. By appointment"),
        (
            "Mon-Fri 09:00-17:00",
            "2026-12-25T10:00",
            "Today is a bank holiday: hours may differ. Opens Tuesday at 09:00",
        ),
        (
            "Mon-Wed 20:00-02:00",
            "2026-05-26T01:00",
            "Yesterday was a bank holiday: hours may differ. Opens today at 20:00",
        ),
        ("Fri 09:00-17:00; bank holidays closed", "2026-12-18T18:00", "Closed now"),
        (
            "Sat 10:00-12:00",
            "2026-12-25T10:00",
            "Today is a bank holiday: hours may differ. Opens 2 January 2027 at 10:00",
        ),
    ],
)
def test_a_state_is_said_in_a_few_words(typed: str, now: str, said: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo("Europe/London"))
    with translation.override("en"):
        assert show_state(parse_hours(typed).state(moment), moment) == said


@pytest.mark.parametrize("language", ["ur", "pa", "pl"])
def test_a_state_is_said_in_the_language_of_the_reader(language: str) -> None:
    moment = datetime.fromisoformat(THURSDAY).replace(tzinfo=ZoneInfo("Europe/London"))
    christmas = moment.replace(month=12, day=25)
    with translation.override(language):
        said = [
            show_state(parse_hours(typed).state(now), now)
            for typed in ("every day 24 hours", "Thu 09:00-17:00", "Fri 09:00-17:00 by appointment", "Mon 09:00-17:00")
            for now in (moment, christmas)
        ]
    words = set(" ".join(said).replace(",", " ").replace(".", " ").replace(":", " ").split())
    assert not {"Open", "Closed", "Opens", "Today", "tomorrow", "until", "at", "hours", "By", "Monday"} & words

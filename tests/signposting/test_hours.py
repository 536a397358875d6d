"""Opening hours: one form to type."""

from datetime import date

import pytest

from signposting.hours import Hours, HoursError, Span, parse_hours, write_hours

NINE_TO_FIVE = (Span(540, 1020),)
ALL_DAY = (Span(0, 1440),)
SPLIT = (Span(540, 720), Span(780, 1020))


def week(**days: tuple[Span, ...]) -> Hours:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return Hours(weekly=tuple(days.get(name, ()) for name in names))


WORKDAYS = week(mon=NINE_TO_FIVE, tue=NINE_TO_FIVE, wed=NINE_TO_FIVE, thu=NINE_TO_FIVE, fri=NINE_TO_FIVE)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", Hours()),
        ("   ", Hours()),
        (";", Hours()),
        ("every day 24 hours", Hours((ALL_DAY,) * 7, bank_holidays=ALL_DAY)),
        ("Mon-Fri 24 hours; Sat-Sun 24 hours", Hours((ALL_DAY,) * 7, bank_holidays=ALL_DAY)),
        ("every day 24 hours; bank holidays closed", Hours((ALL_DAY,) * 7, bank_holidays=())),
        ("every day 09:00-17:00", Hours((NINE_TO_FIVE,) * 7)),
        ("Mon-Fri 09:00-17:00", WORKDAYS),
        ("Mon-Wed,Thu-Fri 09:00-17:00", WORKDAYS),
        ("Mon-Fri 09:00-17:00;", WORKDAYS),
        ("Sun 09:00-17:00", week(sun=NINE_TO_FIVE)),
        ("Mon,Wed 09:00-17:00", week(mon=NINE_TO_FIVE, wed=NINE_TO_FIVE)),
        ("Sat-Mon 09:00-17:00", week(sat=NINE_TO_FIVE, sun=NINE_TO_FIVE, mon=NINE_TO_FIVE)),
        ("Mon 09:00-12:00,13:00-17:00", week(mon=SPLIT)),
        ("Mon 09:00-12:00, 13:00-17:00", week(mon=SPLIT)),
        ("Mon 13:00-17:00; Mon 09:00-12:00", week(mon=SPLIT)),
        ("Mon 09:00-12:00,12:00-17:00", week(mon=(Span(540, 720), Span(720, 1020)))),
        ("Mon 18:00-02:00", week(mon=(Span(1080, 1560),))),
        ("Mon 18:00-24:00", week(mon=(Span(1080, 1440),))),
        ("Mon 18:00-00:00", week(mon=(Span(1080, 1440),))),
        ("Mon 20:00-02:00; Tue 02:00-03:00", week(mon=(Span(1200, 1560),), tue=(Span(120, 180),))),
        ("by appointment", Hours(by_appointment=True)),
        ("Mon-Fri 09:00-17:00 by appointment", Hours(WORKDAYS.weekly, by_appointment=True)),
        ("Mon-Fri 09:00-17:00; by appointment", Hours(WORKDAYS.weekly, by_appointment=True)),
        ("Mon-Fri 09:00-17:00; bank holidays closed", Hours(WORKDAYS.weekly, bank_holidays=())),
        ("Mon-Fri 09:00-17:00; bank holidays 24 hours", Hours(WORKDAYS.weekly, bank_holidays=ALL_DAY)),
        ("bank holidays 09:00-12:00,13:00-17:00; Mon-Fri 09:00-17:00", Hours(WORKDAYS.weekly, bank_holidays=SPLIT)),
        (
            "Mon-Fri 09:00-17:00; 2026-12-30 to 2027-01-01 closed; 2026-12-24 09:00-17:00",
            Hours(
                WORKDAYS.weekly,
                exceptions={
                    date(2026, 12, 24): NINE_TO_FIVE,
                    date(2026, 12, 30): (),
                    date(2026, 12, 31): (),
                    date(2027, 1, 1): (),
                },
            ),
        ),
        ("2028-02-29 09:00-17:00", Hours(exceptions={date(2028, 2, 29): NINE_TO_FIVE})),
    ],
)
def test_every_form_is_read_and_can_be_written_again(typed: str, read: Hours) -> None:
    assert parse_hours(typed) == read
    assert parse_hours(write_hours(read)) == read


@pytest.mark.parametrize(
    "typed",
    [
        "9 to 5",
        "Monday 09:00-17:00",
        "mon 09:00-17:00",
        "Mon 9:00-17:00",
        "Mon 09:00",
        "Mon 25:00-26:00",
        "Mon 24:00-02:00",
        "Mon 09:00-24:01",
        "Mon 09:60-17:00",
        "Mon-Fri-Sun 09:00-17:00",
        "Xyz 09:00-17:00",
        "Mon- 09:00-17:00",
        "every day",
        "24 hours",
        "Mon-Fri 09:00-17:00, Sat 10:00-12:00",
        "Mon 09:00-17:00,",
        "Mon 24 hours,09:00-17:00",
        "Mon ٠٩:00-17:00",
        "Mon 09:00-17:00\n; drop",
        "Mon 09:00–17:00",
        "bank holidays",
        "bank holidays closed by appointment",
        "2026-12-24",
        "24-12-2026 closed",
        "<script>alert(1)</script>",
        "\x00",
        "نہیں",
    ],
)
def test_what_cannot_be_read_is_quoted_with_an_example_of_what_can(typed: str) -> None:
    with pytest.raises(
        HoursError, match=r"cannot be read as opening hours\. For example: Mon-Fri 09:00-17:00"
    ) as error:
        parse_hours(typed)
    assert typed.rpartition("; ")[2] in str(error.value)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Mon 09:00-13:00,12:00-17:00", "has 09:00-13:00 and 12:00-17:00, which overlap"),
        ("Mon-Fri 09:00-17:00; Wed 16:00-18:00", "Wed has 09:00-17:00 and 16:00-18:00, which overlap"),
        ("Mon 09:00-17:00; Mon 09:00-17:00", "Mon has 09:00-17:00 and 09:00-17:00, which overlap"),
        ("every day 24 hours; Sat 10:00-12:00", "Sat is open 24 hours and also 10:00-12:00. Keep one"),
        ("Sat 10:00-12:00; every day 24 hours", "Sat is open 24 hours and also 10:00-12:00. Keep one"),
        ("Sat 24 hours; Sat 24 hours", "Sat has 24 hours and 24 hours"),
        ("Fri 20:00-02:00; Sat 01:00-03:00", "Fri 20:00-02:00 goes on after Sat has opened (Sat 01:00-03:00)"),
        ("Sun 20:00-02:00; Mon 24 hours", "Sun 20:00-02:00 goes on after Mon has opened (Mon 24 hours)"),
        ("Mon 09:00-09:00", "opens and closes at the same time. Type “24 hours”"),
        ("Mon 00:00-00:00", "opens and closes at the same time. Type “24 hours”"),
        ("Mon 00:00-23:59", "type “24 hours” if it is open for the whole day"),
        ("Mon,Mon 09:00-17:00", "names a day twice"),
        ("Mon-Wed,Tue 09:00-17:00", "names a day twice"),
        ("Mon 09:00-17:00; Sun closed", "“Sun closed”: leave out the days of the week that are closed"),
        ("Mon 09:00-17:00; bank holidays closed; bank holidays 24 hours", "for the second time"),
        ("Mon 09:00-17:00; 2026-02-30 closed", "2026-02-30 is not a date"),
        ("Mon 09:00-17:00; 0000-01-01 closed", "0000-01-01 is not a date"),
        ("Mon 09:00-17:00; 2027-01-02 to 2027-01-01 closed", "ends before it starts"),
        ("Mon 09:00-17:00; 2027-01-01 to 2099-01-01 closed", "longer than a year"),
        (
            "Mon 09:00-17:00; 2026-12-24 to 2026-12-26 closed; 2026-12-25 10:00-12:00",
            "2026-12-25 is said twice, and once it is closed",
        ),
        ("2026-12-24 09:00-12:00; 2026-12-24 11:00-13:00", "2026-12-24 has 09:00-12:00 and 11:00-13:00, which overlap"),
        ("bank holidays closed", "says only what is closed"),
        ("2026-12-24 closed", "says only what is closed"),
        (
            "Mon 09:00-17:00 by appointment; Sat 10:00-12:00",
            "Some of these hours are by appointment and others are not",
        ),
        ("x" * 1001, "too long"),
    ],
)
def test_a_contradiction_is_named_with_what_to_type(typed: str, told: str) -> None:
    with pytest.raises(HoursError) as error:
        parse_hours(typed)
    assert told in str(error.value)


@pytest.mark.parametrize(
    "typed",
    ["Mon," * 249, "Mon-" * 249, "Mon 00:00-00:01," * 62, "9" * 1000, "; " * 500 + "x", "every day " * 99],
)
def test_a_tangled_text_is_refused_in_few_words(typed: str) -> None:
    with pytest.raises(HoursError) as error:
        parse_hours(typed)
    assert len(str(error.value)) < 400

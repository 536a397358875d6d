"""Hours as an editor would type them, in one way only."""

from signposting.hours.reading import ALWAYS, APPOINTMENT, BANK_HOLIDAYS, CLOSED, EVERY_DAY, clocks
from signposting.hours.week import ALL_DAY, DAYS, Hours, Spans, grouped, grouped_dates, runs


def write_hours(hours: Hours) -> str:
    """The shortest text that `parse_hours` reads as the same hours."""
    return "; ".join([*week_parts(hours), *other_parts(hours)])


def week_parts(hours: Hours) -> list[str]:
    """One part for the days that share their times."""
    return [f"{_days(days)} {_times(spans)}" for days, spans in grouped(hours.weekly)]


def other_parts(hours: Hours) -> list[str]:
    """What is not about days of the week: appointments, bank holidays, single dates."""
    parts = [APPOINTMENT] if hours.by_appointment else []
    if hours.bank_holidays is not None and not hours.always:
        parts.append(f"{BANK_HOLIDAYS} {_times(hours.bank_holidays)}")
    for first, last, spans in grouped_dates(hours.exceptions):
        parts.append(f"{first if first == last else f'{first} to {last}'} {_times(spans)}")
    return parts


def _days(days: tuple[int, ...]) -> str:
    if len(days) == 7:
        return EVERY_DAY
    return ",".join(f"{DAYS[run[0]]}-{DAYS[run[-1]]}" if len(run) > 1 else DAYS[run[0]] for run in runs(days))


def _times(spans: Spans) -> str:
    if not spans:
        return CLOSED
    return ALWAYS if spans == ALL_DAY else ",".join(clocks(span) for span in spans)

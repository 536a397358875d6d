"""Hours and states in the reader's language. Their times and dates are for `isolate` to wrap."""

from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from signposting.hours.being_open import LONDON, State
from signposting.hours.reading import clock, parse_hours
from signposting.hours.week import ALL_DAY, DAY, Hours, Span, Spans, grouped, grouped_dates, runs


def show_hours(text: str) -> str:
    """The hours as a sentence in the active language, for example “Monday to Friday, 09:00 to 17:00”."""
    hours = parse_hours(text)
    if hours.by_appointment and not hours.has_times and hours.bank_holidays is None and not hours.exceptions:
        return gettext("By appointment")
    return pgettext("between opening hours", "; ").join([*_week(hours), *_others(hours)])


def _week(hours: Hours) -> list[str]:
    return [_shown(_days(days), spans) for days, spans in grouped(hours.weekly)]


def _others(hours: Hours) -> list[str]:
    shown = [pgettext("opening hours", "by appointment")] if hours.by_appointment else []
    if hours.bank_holidays is not None and not hours.always:
        shown.append(_shown(pgettext("opening hours", "bank holidays"), hours.bank_holidays))
    for first, last, spans in grouped_dates(hours.exceptions):
        days = date_format(first)
        if first != last:
            days = gettext("%(first)s to %(last)s") % {"first": days, "last": date_format(last)}
        shown.append(_shown(days, spans))
    return shown


def _shown(days: str, spans: Spans) -> str:
    if not spans:
        return pgettext("opening hours", "%(days)s: closed") % {"days": days}
    if spans == ALL_DAY:
        return gettext("24 hours, %(days)s") % {"days": days}
    if len(spans) == 1:
        return gettext("%(days)s, %(opens)s to %(closes)s") % {"days": days, **_clocks(spans[0])}
    times = pgettext("between times of a day", " and ").join(
        pgettext("opening hours", "%(opens)s to %(closes)s") % _clocks(span) for span in spans
    )
    return pgettext("opening hours", "%(days)s, %(times)s") % {"days": days, "times": times}


def _clocks(span: Span) -> dict[str, str]:
    return {"opens": clock(span.opens), "closes": clock(span.closes % DAY)}


def _days(days: tuple[int, ...]) -> str:
    if len(days) == 7:
        return gettext("every day")
    words: list[str] = []
    for run in runs(days):
        if len(run) > 2:
            words.append(gettext("%(first)s to %(last)s") % {"first": _day(run[0]), "last": _day(run[-1])})
        else:
            words.extend(_day(day) for day in run)
    return pgettext("between days", ", ").join(words)


def _day(day: int) -> str:
    """The day as it stands within a sentence; Django's own names are for the heads of calendars."""
    names = (
        pgettext("opening hours", "Monday"),
        pgettext("opening hours", "Tuesday"),
        pgettext("opening hours", "Wednesday"),
        pgettext("opening hours", "Thursday"),
        pgettext("opening hours", "Friday"),
        pgettext("opening hours", "Saturday"),
        pgettext("opening hours", "Sunday"),
    )
    return names[day]


def show_state(state: State, now: datetime) -> str:
    """A state in a few words: “Open now, until 17:00”. Empty where no hours are published."""
    today = now.astimezone(LONDON).date()
    said = [_open(state, today)] if state.is_open else []
    if state.unsure_of:
        said.append(
            gettext("Today is a bank holiday: hours may differ")
            if state.unsure_of == today
            else gettext("Yesterday was a bank holiday: hours may differ")
        )
    if state.is_open is False:
        said.append(_closed(state, today))
    elif state.is_open is None and state.opens_next:
        said.append(_opens(state.opens_next, today))
    if state.by_appointment:
        said.append(gettext("By appointment"))
    return pgettext("between sentences", ". ").join(said)


def _open(state: State, today: date) -> str:
    if state.always or state.closes_at is None:
        return gettext("Open now, 24 hours")
    ends = state.closes_at
    # Hours of one night or up to midnight need no day.
    if ends.date() <= today + timedelta(days=1) and (ends.date() == today or ends.hour < 12):
        return gettext("Open now, until %(time)s") % {"time": _time(ends)}
    return gettext("Open now, until %(day)s, %(time)s") % {"day": _named(ends.date(), today), "time": _time(ends)}


def _closed(state: State, today: date) -> str:
    opens = state.opens_next
    if opens is None:
        return gettext("Closed now")
    time = {"time": _time(opens)}
    match (opens.date() - today).days:
        case 0:
            return gettext("Closed now. Opens today at %(time)s") % time
        case 1:
            return gettext("Closed now. Opens tomorrow at %(time)s") % time
    named = {"day": _named(opens.date(), today), **time}
    return gettext("Closed now. Opens %(day)s at %(time)s") % named


def _opens(opens: datetime, today: date) -> str:
    time = {"time": _time(opens)}
    match (opens.date() - today).days:
        case 0:
            return gettext("Opens today at %(time)s") % time
        case 1:
            return gettext("Opens tomorrow at %(time)s") % time
    return gettext("Opens %(day)s at %(time)s") % {"day": _named(opens.date(), today), **time}


def _named(day: date, today: date) -> str:
    """The day of the week, or the date where that would be ambiguous."""
    return _day(day.weekday()) if (day - today).days < 7 else date_format(day)


def _time(moment: datetime) -> str:
    return f"{moment:%H:%M}"

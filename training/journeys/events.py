"""What is told of live events and their sessions: the same for everybody, by the address and the clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from config import languages
from config.languages import SOURCE, Language
from pages.addresses import address_of, url
from pages.entries import FIELDS, Entry, entry, in_language
from pages.furniture import translated
from pagestore.collecting import changes_at, today
from training.addresses import EVENTS, YOUR_EVENTS
from training.dates import LONDON, add_months
from training.journeys.catalogue import validity
from training.models import JobRole, Level, LiveEventPage, Session

MOST_IN_CATALOGUE = 3


@dataclass(frozen=True)
class ShownSession:
    """A session with its live event in a language. Place, access and reasons are as staff wrote them (`written_in`)."""

    session: Session
    event: Entry
    level: str
    day: str
    hours: str
    place: str
    features: tuple[str, ...]
    held_in: Language
    calendar_url: str
    learn_url: str

    @property
    def when(self) -> str:
        """Day and hours on one line."""
        return _("%(day)s, %(hour)s") % {"day": self.day, "hour": self.hours}

    @property
    def written_in(self) -> Language:
        """The language of staff."""
        return languages.get(SOURCE)

    @property
    def closes(self) -> str:
        """Until when it can be booked, in words; empty if that is over."""
        return _("%(day)s, %(hour)s") % moment(self.session.closes_at) if self.is_open else ""

    @property
    def is_open(self) -> bool:
        """Whether it can be booked now."""
        return self.session.cancelled_at is None and timezone.now() < self.session.closes_at


@dataclass(frozen=True)
class NextSession:
    """A session in a short list."""

    title: str
    spoken: Language
    url: str
    when: str
    place: str
    session: Session


@dataclass(frozen=True)
class ShownEvent:
    """What a live event's page tells besides its words."""

    level: str
    certificate: str
    outcomes: list[str]
    job_roles: list[str]
    sessions: list[ShownSession]
    events_url: str


def moment(at: datetime) -> dict[str, str]:
    """Day and hour in Europe/London, in the active language."""
    there = at.astimezone(LONDON)
    day = f"{date_format(there, 'l')} {date_format(there, 'DATE_FORMAT')}"
    return {"day": day, "hour": date_format(there, "H:i")}


def hours_of(session: Session) -> str:
    """“09:30–16:00”; with the last day where it ends on another."""
    first, last = moment(session.starts_at), moment(session.ends_at)
    if first["day"] == last["day"]:
        return f"{first['hour']}–{last['hour']}"
    return _("%(first)s to %(last)s") % {"first": first["hour"], "last": f"{last['day']}, {last['hour']}"}


def place_of(session: Session) -> str:
    """Where it is, on one line; empty if it is online alone."""
    if session.location:
        return ", ".join(part for part in (session.location.name, session.location.address) if part)
    return session.place


def features_of(session: Session) -> tuple[str, ...]:
    """What makes its location easier to use, in the active language."""
    known: Iterable[Any] = session.location.accessibility.all() if session.location else ()
    return tuple(str(one.get_feature_display()) for one in known if one.feature != "other")


def public_sessions() -> "QuerySet[Session]":
    """Those to come that are for everybody, also called-off ones, the first first."""
    day = today()
    found = Session.objects.filter(Q(activity__retired_on=None) | Q(activity__retired_on__gt=day), agency=None)
    return found.filter(number__gt=0, ends_at__gt=timezone.now()).order_by("starts_at", "pk")


def find_sessions(chosen: dict[str, Any]) -> "QuerySet[Session]":
    """The public ones to come in a month (its first day) and of a level."""
    found = public_sessions()
    if month := chosen.get("month"):
        first = datetime(month.year, month.month, 1, tzinfo=LONDON)
        after = add_months(month, 1)
        found = found.filter(starts_at__gte=first, starts_at__lt=datetime(after.year, after.month, 1, tzinfo=LONDON))
    if level := chosen.get("level"):
        pages = LiveEventPage.objects.filter(live=True, locale__language_code=SOURCE, level=level)
        found = found.filter(activity__key__in=pages.values("translation_key"))
    return found


def months_to_come() -> list[date]:
    """The first days of the months in which there are public sessions; one query."""
    starts = public_sessions().values_list("starts_at", flat=True)
    return sorted({at.astimezone(LONDON).date().replace(day=1) for at in starts})


def next_sessions(language: str, most: int = MOST_IN_CATALOGUE) -> list[NextSession]:
    """The next public ones for the catalogue; one query, because that page asks for much else."""
    pages = LiveEventPage.objects.filter(translation_key=OuterRef("activity__key"), live=True)
    source = pages.filter(locale__language_code=SOURCE)
    theirs = pages.filter(locale__language_code=language, alias_of=None)
    found = public_sessions().annotate(
        own_title=Subquery(theirs.values("title")[:1]),
        title=Subquery(source.values("title")[:1]),
        path=Subquery(source.values("url_path")[:1]),
    )
    sessions = list(found.exclude(path=None).select_related("location")[:most])
    changes_at(*(one.ends_at for one in sessions))
    return [
        NextSession(
            title=one.own_title or one.title,
            spoken=languages.get(language if one.own_title else SOURCE),
            url=url(language, address_of(one.path)),
            when=_("%(day)s, %(hour)s") % {"day": moment(one.starts_at)["day"], "hour": hours_of(one)},
            place=place_of(one),
            session=one,
        )
        for one in sessions
    ]


def shown_sessions(found: Any, language: str, *, also_taken_down: bool = False) -> list[ShownSession]:
    """Sessions as a language has them, in their order; three queries.

    Those whose page was taken down are left out, but for whoever booked one already.
    """
    sessions = list(found.select_related("activity", "location").prefetch_related("location__accessibility"))
    keys = [one.activity.key for one in sessions]
    pages = list(
        LiveEventPage.objects.filter(
            translation_key__in=keys, live=True, locale__language_code__in=[language, SOURCE]
        ).values(*FIELDS, "level")
    )
    words = in_language(pages, language)
    shown = []
    for one in sessions:
        if row := words.get(one.activity.key):
            shown.append(shown_session(one, entry(row, language), row["level"], language))
        elif also_taken_down:
            spoken = languages.get(SOURCE)
            event = Entry(one.activity.title, "", url(language, EVENTS), spoken.code, spoken.direction, "")
            shown.append(shown_session(one, event, Level.EVERYONE, language))
    return shown


def shown_session(session: Session, event: Entry, level: str, language: str) -> ShownSession:
    """One of them."""
    changes_at(session.closes_at, session.ends_at)
    return ShownSession(
        session=session,
        event=event,
        level=str(Level(level).label),
        day=moment(session.starts_at)["day"],
        hours=hours_of(session),
        place=place_of(session),
        features=features_of(session),
        held_in=languages.get(session.language),
        calendar_url=url(language, f"{EVENTS}{session.key}/event.ics"),
        learn_url=url(language, f"{YOUR_EVENTS}{session.key}/"),
    )


def shown_event(page: LiveEventPage, language: str) -> ShownEvent:
    """A live event for its public page; its words are the page's own."""
    keys = page.job_roles.values("translation_key")
    roles = JobRole.objects.filter(translation_key__in=keys, locale__language_code__in=[language, SOURCE])
    own = Entry(page.title, page.summary, "", page.locale.language_code, "", "")
    sessions = public_sessions().filter(activity__key=page.translation_key).select_related("location")
    return ShownEvent(
        level=str(Level(page.level).label),
        certificate=validity(page.valid_months),
        outcomes=[child.value for child in page.outcomes],
        job_roles=[role.name for role in translated(roles.select_related("locale").order_by("name"), language)],
        sessions=[
            shown_session(one, own, page.level, language)
            for one in sessions.prefetch_related("location__accessibility")
        ],
        events_url=url(language, EVENTS),
    )

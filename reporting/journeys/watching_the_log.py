"""Somebody is told when the desk's log was changed behind the desk's back, without anybody asking."""

from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from people.models import User
from people.roles import DESK_AUDITORS, DESK_MANAGERS
from reporting.journeys import anchoring
from reporting.journeys.anchoring import End, NotAnEndError
from reporting.journeys.auditing import first_break, log
from reporting.models import AuditEntry

TOLD, SEEN = "desk-log:told", "desk-log:break"
TOLD_FOR = 24 * 60 * 60
SEEN_FOR = 10 * 60
CHANGED, CUT, ANOTHER, UNREADABLE = "changed", "cut", "another", "unreadable"


@dataclass(frozen=True)
class Trouble:
    """What is wrong with the log: a line that does not follow from the one before it (`changed`), lines that are gone
    from its end (`cut`, after line `end`), another line where one was noted (`another`), or a note that cannot be read.
    """

    kind: str
    line: int = 0
    end: int = 0


def watchers() -> QuerySet[User]:
    """Managers and auditors: those who can see the log. Officers cannot, and are not told."""
    return User.objects.filter(is_active=True, groups__name__in=(DESK_MANAGERS, DESK_AUDITORS)).distinct()


def watch_the_log() -> int:
    """Follow the whole chain to its noted end; if it breaks, tell the watchers, once a day until it holds again.

    The clock calls it. Returns how many were told. What the mail server raises is raised, so that the next run tries again.
    """
    if find_trouble() is None:
        anchoring.note()
        return 0
    if not cache.add(TOLD, True, TOLD_FOR):
        return 0
    try:
        return tell()
    except Exception:
        cache.delete(TOLD)
        raise


def tell() -> int:
    """One e-mail to each watcher. It does not say which line, nor what stood there."""
    subject = "The desk's log was changed or cut"
    text = (
        f"{subject}.\n\nLines were changed, or are missing. Sign in to see which: "
        f"{settings.PUBLIC_URL}{reverse('desk_log')}\n\n"
        "Tell the partnership's data protection officer. This message comes once a day until the log is whole again.\n"
    )
    messages = [EmailMessage(subject, text, to=[person.email]) for person in watchers().order_by("email")]
    return get_connection().send_messages(messages) or 0


def find_trouble() -> Trouble | None:
    """Where the log is not whole: in its chain, or at its end. None while all is well."""
    line = first_break()
    if line is not None:
        return Trouble(CHANGED, line)
    try:
        noted = anchoring.noted()
    except (NotAnEndError, OSError):
        return Trouble(UNREADABLE)
    if noted is None or noted.stands():
        return None
    last = anchoring.end_of_the_log()
    end = last.number if last else 0
    return Trouble(CUT if end < noted.number else ANOTHER, noted.number, end)


def known_trouble(fresh: bool = False) -> Trouble | None:
    """The same; followed anew if `fresh`, otherwise at most ten minutes ago, because a log of years takes seconds."""
    found = None if fresh else cache.get(SEEN)
    if found is None:
        trouble = find_trouble()
        found = asdict(trouble) if trouble else {}
        cache.set(SEEN, found, SEEN_FOR)
    return Trouble(**found) if found else None


def go_on(manager: Any, why: str) -> AuditEntry:
    """Lines are missing for a good reason, such as a restored backup: the log says who said so, and goes on from there.

    What was noted before stands in that line. A chain that is broken stays broken. Raises OSError.
    """
    try:
        noted = anchoring.noted()
    except NotAnEndError:
        noted = None
    known = f"line {noted.number}, {noted.digest[:16]}" if noted else "nothing that can be read"
    with transaction.atomic():
        entry = log(manager, AuditEntry.Action.WENT_ON, detail=f"Noted was {known}. {why}")
        anchoring.write(End(entry.number, bytes(entry.digest).hex()))
    cache.delete(SEEN)
    return entry

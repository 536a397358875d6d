"""Somebody is told when the desk's log was changed behind the desk's back, without anybody asking."""

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage, get_connection
from django.db.models import QuerySet
from django.urls import reverse

from people.models import User
from people.roles import DESK_AUDITORS, DESK_MANAGERS
from reporting.journeys.auditing import first_break

TOLD, SEEN = "desk-log:told", "desk-log:break"
TOLD_FOR = 24 * 60 * 60
SEEN_FOR = 10 * 60
WHOLE = 0


def watchers() -> QuerySet[User]:
    """Managers and auditors: those who can see the log. Officers cannot, and are not told."""
    return User.objects.filter(is_active=True, groups__name__in=(DESK_MANAGERS, DESK_AUDITORS)).distinct()


def watch_the_log() -> int:
    """Follow the whole chain; if it breaks, tell the watchers, once a day until it holds again. The clock calls it.

    Returns how many were told. What the mail server raises is raised, so that the next run tries again.
    """
    if first_break() is None or not cache.add(TOLD, True, TOLD_FOR):
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
        f"{subject}.\n\nA line does not follow from the one before it. Sign in to see which: "
        f"{settings.PUBLIC_URL}{reverse('desk_log')}\n\n"
        "Tell the partnership's data protection officer. This message comes once a day until the log is whole again.\n"
    )
    messages = [EmailMessage(subject, text, to=[person.email]) for person in watchers().order_by("email")]
    return get_connection().send_messages(messages) or 0


def known_break(fresh: bool = False) -> int | None:
    """The number of the first line that does not follow; None while the chain holds.

    Followed anew if `fresh`; otherwise at most ten minutes ago, because a log of years takes seconds.
    """
    found = None if fresh else cache.get(SEEN)
    if found is None:
        found = first_break() or WHOLE
        cache.set(SEEN, found, SEEN_FOR)
    return found or None

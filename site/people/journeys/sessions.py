"""Sessions: where somebody is signed in. No address of a reader is kept; the device and the day are."""

from datetime import datetime, time
from typing import Any

from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.utils import timezone

# The column takes an address and nothing else; it never holds a real one.
NO_ADDRESS = "0.0.0.0"  # noqa: S104 - not a place to listen at
SEEN = "lantern_seen_on"
# Before the others that also call themselves by these names.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "CrOS": "Chromebook",
    "Linux": "Linux",
}


def without_address(instance: UserSession, **_signal: Any) -> None:
    """Before a session is kept: no address, and days instead of moments."""
    instance.ip = NO_ADDRESS
    instance.created_at = day(instance.created_at)
    instance.last_seen_at = day(instance.last_seen_at)
    instance.user_agent = device(instance.user_agent)


def day(moment: datetime) -> datetime:
    """The beginning of its day."""
    return timezone.make_aware(datetime.combine(timezone.localdate(moment), time.min))


def device(user_agent: str) -> str:
    """A browser and a kind of machine, as their owner would name them; empty if nothing tells."""
    if "/" not in user_agent:
        return user_agent
    names = [next((name for sign, name in table.items() if sign in user_agent), "") for table in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in names if name)


def seen(request: HttpRequest) -> None:
    """Keep the day on which a session was last used; one write a day."""
    today = timezone.localdate().isoformat()
    if request.session.get(SEEN) == today:
        return
    first = SEEN not in request.session
    request.session[SEEN] = today
    if not first:
        UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=day(timezone.now()))


def end_all(user: Any) -> None:
    """Sign somebody out everywhere, at once."""
    for session in UserSession.objects.filter(user=user):
        session.end()

"""Links that lead out of the site: asked about once a week, and reported only when there is no doubt."""

import http.client
import random
import socket
import ssl
import time
from datetime import timedelta
from http import HTTPStatus

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from dashboard.journeys.asking import Answer, NotAllowedError, ask
from dashboard.models import LinkCheck

State = LinkCheck.State
# In one run, one of each host. The one worker there may be has schedules to keep meanwhile, so after these
# seconds no further link is taken; the one being asked about has asking.ALTOGETHER.
AT_ONCE = 12
AT_LONGEST = 5
EVERY = timedelta(minutes=2)
MOST_AN_HOUR = 200
WEEK = timedelta(days=7)
# Three more times over two days, and only then is a link called broken.
TRIES = 4
TRY_AGAIN = timedelta(hours=16)
WHILE_BROKEN = timedelta(days=1)
# A server that turns programs away is asked seldom.
WHEN_REFUSED = timedelta(days=30)
LEAST_WAIT, LONGEST_WAIT = timedelta(hours=1), WEEK
BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
# 999 is what some big sites send to programs.
FOR_PEOPLE = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS, 999)
GONE = {
    HTTPStatus.NOT_FOUND: "The page is not there any more (404).",
    HTTPStatus.GONE: "The page was taken down for good (410).",
}


def due() -> "QuerySet[LinkCheck]":
    """Web addresses whose time has come, those that wait longest first."""
    return LinkCheck.objects.exclude(host="").filter(next_check_at__lte=timezone.now()).order_by("next_check_at", "pk")


def check_due() -> int:
    """Ask about a handful of links for some seconds, never two of one host; the rest waits for the next time.

    Gives how many. Does nothing where CHECK_LINKS is false.
    """
    if not settings.CHECK_LINKS:
        return 0
    lately = LinkCheck.objects.exclude(host="").filter(checked_at__gte=timezone.now() - timedelta(hours=1)).count()
    chosen: dict[str, LinkCheck] = {}
    for link in due()[: AT_ONCE * 20]:
        chosen.setdefault(link.host, link)
    end = time.monotonic() + AT_LONGEST
    done = 0
    for link in list(chosen.values())[: max(0, min(AT_ONCE, MOST_AN_HOUR - lately))]:
        if time.monotonic() > end:
            break
        check(link)
        done += 1
    return done


def check(link: LinkCheck) -> None:
    """Ask about one link and keep what came of it."""
    link.checked_at = timezone.now()
    try:
        answer = ask(link.target)
    except NotAllowedError as error:
        _broken(link, str(error), surely=True)
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        _broken(link, _in_words(error))
    else:
        _answered(link, answer)
    link.save()


def _answered(link: LinkCheck, answer: Answer) -> None:
    link.redirect_to = answer.address[:2000] if answer.moved_for_good and answer.address != link.target else ""
    if answer.status in BUSY:
        wait = min(max(timedelta(seconds=min(answer.wait, 10**7)), LEAST_WAIT), LONGEST_WAIT)
        # The whole host asked for rest, not one page of it.
        resting = LinkCheck.objects.filter(Q(next_check_at__lt=link.checked_at + wait), host=link.host)  # type: ignore[operator]
        resting.update(next_check_at=timezone.now() + wait)
        link.next_check_at = timezone.now() + wait
    elif answer.status in FOR_PEOPLE:
        _well(link, State.REFUSED, WHEN_REFUSED)
    elif answer.status >= HTTPStatus.BAD_REQUEST:
        _broken(link, GONE.get(HTTPStatus(answer.status), "") if answer.status in GONE else _status(answer.status))
    else:
        _well(link, State.FINE, WEEK)


def _status(status: int) -> str:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return f"The other site answers with an error of its own ({status})."
    return f"The other site does not accept this address ({status})."


def _well(link: LinkCheck, state: State, again: timedelta) -> None:
    link.state, link.problem, link.failures, link.first_broken_at, link.ignored_until = state, "", 0, None, None
    # Spread, so that what was found on one day is not asked on one day for ever.
    link.next_check_at = timezone.now() + again + timedelta(minutes=random.randint(0, 24 * 60))  # noqa: S311


def _broken(link: LinkCheck, problem: str, *, surely: bool = False) -> None:
    now = timezone.now()
    link.problem = problem[:300]
    link.failures = min(link.failures + 1, 1000)
    link.first_broken_at = link.first_broken_at or now
    reported = surely or link.failures >= TRIES
    link.state = State.BROKEN if reported else State.DOUBTFUL
    link.next_check_at = now + (WHILE_BROKEN if reported else TRY_AGAIN)


def _in_words(error: Exception) -> str:
    if isinstance(error, socket.gaierror):
        return "There is no site of this name any more."
    if isinstance(error, TimeoutError):
        return "The other site does not answer."
    if isinstance(error, ssl.SSLCertVerificationError):
        return "The other site’s certificate is not valid; browsers warn readers of it."
    if isinstance(error, ConnectionError):
        return "The other site refuses the connection."
    if isinstance(error, UnicodeError):
        return "This is not an address of the web."
    return f"The other site could not be read: {error}."


def check_again(link: LinkCheck) -> None:
    """Somebody wants to know now: ask with the next run, and count from the start."""
    LinkCheck.objects.filter(pk=link.pk).update(next_check_at=timezone.now())

"""How readers' voices are taken in, screened, and handed on."""

from html import unescape

import bleach
from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page

from pages.journeys.screening import sounds_worrying
from pages.models.feedback import Feedback, HelpfulCount

LONGEST_COMMENT = 3000
# More comments in an hour than a campaign on television brings; beyond it somebody is flooding.
MOST_AN_HOUR = 300
HOUR = 3600


class TooManyCommentsError(Exception):
    """So many comments came in this hour that no more are taken; nothing was stored."""


def say_helpful(address: str, language: str, helpful: bool) -> None:
    """Count one “yes” or “no” for an address this month. No row is made per press."""
    month = timezone.localdate().replace(day=1)
    name = "yes" if helpful else "no"
    with transaction.atomic():
        HelpfulCount.objects.get_or_create(address=address, language=language, month=month)
        HelpfulCount.objects.filter(address=address, language=language, month=month).update(**{name: F(name) + 1})


def leave_comment(
    comment: str,
    *,
    origin: str,
    language: str,
    address: str = "",
    page: Page | None = None,
    helpful: bool | None = None,
    topic: str = "",
    audience: str = "",
) -> Feedback:
    """Store what a reader wrote, as plain text, to be screened before editors see it.

    Always makes a new row: nobody can reach, and so overwrite, what somebody else wrote. Raises
    TooManyCommentsError if the hour is full.
    """
    hour = f"comments:{timezone.now():%Y%m%d%H}"
    cache.add(hour, 0, HOUR)
    if cache.incr(hour) > MOST_AN_HOUR:
        raise TooManyCommentsError
    # What bleach leaves is HTML without tags; what is kept is text, and whoever shows it escapes it.
    text = unescape(bleach.clean(comment, tags=set(), strip=True)).strip()[:LONGEST_COMMENT]
    return Feedback.objects.create(
        origin=origin,
        language=language,
        address=address,
        page=page,
        helpful=helpful,
        topic=topic,
        audience=audience,
        comment=text,
        worrying=sounds_worrying(text),
    )


def share_with_editors(feedback: Feedback) -> None:
    """The desk has read it: it is about the site, and editors may see it."""
    feedback.status = Feedback.Status.SHARED
    feedback.save(update_fields=["status"])


def hand_to_desk(feedback: Feedback) -> None:
    """It may be a disclosure: it goes to the safeguarding desk and editors never see it."""
    feedback.status = Feedback.Status.HANDED_OVER
    feedback.save(update_fields=["status"])


def close(feedback: Feedback, action_taken: str = "") -> None:
    """Editors are done with it, with or without a change to the site."""
    feedback.status = Feedback.Status.DONE
    feedback.action_taken = action_taken
    feedback.save(update_fields=["status", "action_taken"])

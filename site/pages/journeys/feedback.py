"""How readers' voices are taken in: counted, stored, and left to wait for the desk."""

from datetime import date
from html import unescape
from typing import Any

import bleach
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page

from pages.addresses import TELL_US
from pages.journeys.screening import sounds_worrying
from pages.models.feedback import CODES, CommentHour, Feedback, HelpfulCount

LONGEST_COMMENT = 3000
# More comments in an hour than a campaign on television brings; beyond it somebody is flooding.
MOST_AN_HOUR = 300


class TooManyCommentsError(Exception):
    """So many comments came in this hour that no more are taken; nothing was stored."""


def say_helpful(address: str, language: str, helpful: bool, page: Page | None = None) -> None:
    """Count one “yes” or “no” for an address this month. No row is made per press."""
    topic, audience = codes_of(page)
    name = "yes" if helpful else "no"
    with transaction.atomic():
        count = counted(address, language, topic, audience, timezone.localdate())
        HelpfulCount.objects.filter(pk=count.pk).update(**{name: F(name) + 1})


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
    if page is not None:
        topic, audience = codes_of(page)
    text = plain(comment)[:LONGEST_COMMENT]
    with transaction.atomic():
        take_a_place_in_the_hour()
        feedback = Feedback(
            origin=origin,
            language=language,
            address=address,
            page=page,
            helpful=helpful,
            topic=topic,
            audience=audience,
            comment=text,
            worrying=sounds_worrying(text),
            received_on=timezone.localdate(),
        )
        feedback.counted_in = count_of(feedback)
        feedback.save()
    return feedback


def plain(typed: str) -> str:
    """What somebody typed, without tags; whoever shows it escapes it."""
    # What bleach leaves is HTML without tags; what is kept is text.
    return unescape(bleach.clean(typed, tags=set(), strip=True)).strip()


def take_a_place_in_the_hour() -> None:
    """Count a comment in this hour's row, for all processes; raises TooManyCommentsError if there is no room."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    _row, is_new = CommentHour.objects.get_or_create(hour=hour)
    if is_new:
        CommentHour.objects.exclude(hour=hour).delete()
    if not CommentHour.objects.filter(hour=hour, number__lt=MOST_AN_HOUR).update(number=F("number") + 1):
        raise TooManyCommentsError


def counted(address: str, language: str, topic: str, audience: str, day: date) -> HelpfulCount:
    """The row in which what was said on that day is counted."""
    return HelpfulCount.objects.get_or_create(
        address=address, language=language, topic=topic, audience=audience, month=day.replace(day=1)
    )[0]


def count_of(comment: Feedback) -> HelpfulCount:
    """The row in which a comment is counted."""
    address = TELL_US if comment.origin == Feedback.Origin.TELL_US else comment.address
    return counted(address, comment.language, comment.topic, comment.audience, comment.received_on)


def codes_of(page: Any) -> tuple[str, str]:
    """The codes of a page's topics and of its audiences, each with blanks between them."""
    terms = page.terms.order_by("code").values_list("taxonomy", "code") if hasattr(page, "terms") else []
    found = list(terms)
    return codes(found, "topic"), codes(found, "audience")


def codes(terms: list[tuple[str, str]], taxonomy: str) -> str:
    """Those of one taxonomy, as many as there is room for."""
    joined = " ".join(code for kind, code in terms if kind == taxonomy)
    return joined if len(joined) <= CODES else joined[:CODES].rpartition(" ")[0]

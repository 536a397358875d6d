"""Broken links as editors see them, and what they can do about one."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils import timezone

from dashboard.journeys.checking import check_again
from dashboard.journeys.inside import check_inside
from dashboard.models import LinkCheck, LinkUse
from dashboard.models.link import LinkCheckQuerySet


def in_use(links: LinkCheckQuerySet) -> LinkCheckQuerySet:
    """Those that something published holds."""
    return links.filter(Exists(LinkUse.objects.filter(link=OuterRef("pk"))))


def broken_links() -> LinkCheckQuerySet:
    """Broken links that something published holds, broken for longest first."""
    return in_use(LinkCheck.objects.reported()).order_by("first_broken_at", "pk")


def ignored_links() -> LinkCheckQuerySet:
    """Broken links that somebody said are fine for now."""
    today = timezone.localdate()
    return in_use(LinkCheck.objects.filter(state=LinkCheck.State.BROKEN, ignored_until__gte=today)).order_by("pk")


def again(link: LinkCheck) -> None:
    """Check a link again: at once inside the site, with the next round outside it."""
    if link.is_web_address:
        check_again(link)
    else:
        check_inside([link])


def ignore(link: LinkCheck, until: date) -> None:
    """It is fine: do not report it up to and including a day. Raises ValidationError for a day that is over."""
    if until <= timezone.localdate():
        raise ValidationError("Choose a day after today.")
    LinkCheck.objects.filter(pk=link.pk).update(ignored_until=until)


def report_again(link: LinkCheck) -> None:
    """It is not fine after all."""
    LinkCheck.objects.filter(pk=link.pk).update(ignored_until=None)

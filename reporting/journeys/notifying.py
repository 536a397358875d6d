"""Telling the desk that something waits: no content, no number, and at fixed hours.

An e-mail that is sent when a report arrives tells whoever sees the mailbox when somebody visited the form.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from reporting.journeys.admitting import officers
from reporting.models import Report, Setup

# By the clock of the place (Europe/London).
HOURS = (8, 11, 14, 17, 20)
LOUD_AFTER = timedelta(days=1)


def notify_the_desk(now: datetime | None = None) -> int:
    """At each of the hours, tell officers if a report is unread. Returns how many were told; the clock calls it.

    An hour that was missed while the server was down is made up for once, at the next call.
    """
    due = last_hour(timezone.localtime(now))
    with transaction.atomic():
        setup = Setup.objects.select_for_update().filter(pk=1).first()
        if setup is None or (setup.notified_for and setup.notified_for >= due):
            return 0
        setup.notified_for = due
        setup.save(update_fields=["notified_for"])
        # The slow lane is looked through by day, and wakes nobody.
        unread = Report.objects.filter(status=Report.Status.UNREAD, lane=Report.Lane.NORMAL)
        if not unread.exists():
            return 0
        loud = unread.filter(received_on__lt=(due - LOUD_AFTER).date()).exists()
    return tell(loud)


def last_hour(now: datetime) -> datetime:
    """The last of the hours that has passed, today or yesterday."""
    passed = [hour for hour in HOURS if hour <= now.hour]
    day = now if passed else now - timedelta(days=1)
    return day.replace(hour=passed[-1] if passed else HOURS[-1], minute=0, second=0, microsecond=0)


def tell(loud: bool) -> int:
    """One e-mail to each officer. It says nothing that a stranger who reads it could use."""
    subject = "Something has waited at the desk for more than a day" if loud else "Something waits at the desk"
    text = (
        f"{subject}.\n\nSign in to read it: {settings.PUBLIC_URL}{reverse('desk_inbox')}\n\n"
        "This message is sent at fixed hours and says nothing about what came, or when.\n"
    )
    messages = [EmailMessage(subject, text, to=[person.email]) for person in officers()]
    return get_connection().send_messages(messages) or 0

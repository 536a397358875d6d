"""Services are asked by e-mail, before a check is due, whether their details are still right."""

import logging
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from config.languages import SOURCE
from signposting.models import CheckRequest, Service
from signposting.models.checks import REMINDERS

logger = logging.getLogger("lantern.signposting")

SOON = timedelta(days=14)
BETWEEN = timedelta(days=14)
AGAIN = timedelta(hours=1)
GOOD_FOR = timedelta(days=30)
# As many as a mail server takes within a minute or so; the rest follow with the next run.
AT_ONCE = 50
SALT = "signposting.check"


def ask_services() -> int:
    """Send the e-mails that are due, at most AT_ONCE; gives how many went out."""
    make_requests()
    now = timezone.now()
    due = CheckRequest.open().filter(next_at__lte=now, reminders__lt=REMINDERS).exclude(service__assurer_email="")
    due = due.filter(service__live=True).exclude(service__status=Service.Status.DEFUNCT)
    sent = 0
    for request in due.select_related("service").order_by("next_at", "pk")[:AT_ONCE]:
        if not take(request):
            continue
        try:
            send(request)
        except SMTPRecipientsRefused:
            # It counts as sent: an address that takes no mail ends among the unanswered, where editors see it.
            logger.warning("The mail server refuses the address that is kept with a service")
            continue
        except OSError as problem:
            # The others would meet the same mail server; the next run tries again.
            give_back(request)
            logger.warning("The mail server takes no request for a check: %s", type(problem).__name__)
            break
        sent += 1
    return sent


def make_requests() -> None:
    """One request for each service whose check is due soon or overdue; the database holds one a due day."""
    services = Service.objects.filter(
        locale__language_code=SOURCE, live=True, review_due__lte=timezone.localdate() + SOON
    ).exclude(assurer_email="")
    services = services.exclude(status=Service.Status.DEFUNCT).exclude(check_requests__due_on=F("review_due"))
    CheckRequest.objects.bulk_create(
        [CheckRequest(service=service, due_on=service.review_due) for service in services.only("pk", "review_due")],
        ignore_conflicts=True,
    )


def take(request: CheckRequest) -> bool:
    """Count the e-mail as sent before it is, so that of two workers one sends it; False for the other."""
    again = request.sent_at is not None
    return bool(
        CheckRequest.objects.filter(pk=request.pk, next_at=request.next_at, answered_at=None).update(
            sent_at=request.sent_at or timezone.now(),
            reminders=F("reminders") + int(again),
            next_at=timezone.now() + BETWEEN,
        )
    )


def give_back(request: CheckRequest) -> None:
    """It was not sent after all."""
    CheckRequest.objects.filter(pk=request.pk).update(
        sent_at=request.sent_at, reminders=request.reminders, next_at=timezone.now() + AGAIN
    )


def send(request: CheckRequest) -> None:
    """E-mail the link. Raises OSError when no mail can be sent."""
    context = {
        "service": request.service,
        "address": settings.PUBLIC_URL + reverse("confirm", args=[SOURCE, token(request)]),
        "site_name": settings.SITE_NAME,
        "days": GOOD_FOR.days,
        "is_reminder": request.sent_at is not None,
    }
    subject = f"Are the details of {' '.join(request.service.name.split())} still right?"
    send_mail(subject, render_to_string("signposting/email/check.txt", context), None, [request.service.assurer_email])


def token(request: CheckRequest) -> str:
    """What stands in the link."""
    return signing.TimestampSigner(salt=SALT).sign(str(request.pk))


class NotGood(ValueError):  # noqa: N818
    """A link that leads nowhere; `state` says why: unknown, expired or used."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


def find_request(text: str) -> CheckRequest:
    """The open request of a link. Raises NotGood."""
    try:
        pk = int(signing.TimestampSigner(salt=SALT).unsign(text, max_age=GOOD_FOR))
    except signing.SignatureExpired:
        raise NotGood("expired") from None
    except (signing.BadSignature, ValueError):
        raise NotGood("unknown") from None
    request = CheckRequest.objects.select_related("service__locale").filter(pk=pk).first()
    if request is None or not request.service.live:
        raise NotGood("unknown")
    if not request.is_open:
        raise NotGood("used")
    return request

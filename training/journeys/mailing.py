"""One mail a learner a day, claimed before it is sent and marked afterwards, so that none is ever sent twice."""

import logging
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.utils import timezone

from training.models import Learner, ReminderMail

logger = logging.getLogger(__name__)


def claim(learner: Learner, day: date, write: Callable[[ReminderMail], Any]) -> ReminderMail | None:
    """The day's mail and the rows that `write` makes, kept before anything is sent.

    None if another process has them, or the learner has had a mail on this day.
    """
    try:
        with transaction.atomic():
            # Whoever was erased or switched off since their rows were read is not written to.
            if not Learner.objects.select_for_update(of=("self",)).filter(pk=learner.pk, user__is_active=True).exists():
                return None
            mail = ReminderMail.objects.create(learner=learner, day=day)
            write(mail)
    except IntegrityError:
        return None
    return mail


def deliver(mail: ReminderMail, make: Callable[[], EmailMessage]) -> bool:
    """Make it, send it, mark it. One that is refused is logged without a name, and must not silence the others."""
    try:
        make().send()
    except Exception:
        logger.exception("Training mail %s was not sent", mail.pk)
        return False
    ReminderMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now())
    return True

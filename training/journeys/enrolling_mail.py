"""The one e-mail that somebody gets who was enrolled."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation

from training.models import Enrolment, EnrolmentRow

Mail = EnrolmentRow.Mail


def send_begun(enrolment: Enrolment, keys: list[int]) -> None:
    """Send those of some rows that nobody has begun. Each is marked before it is sent: a killed worker sends none twice."""
    rows = enrolment.rows.filter(pk__in=keys, mail=Mail.DUE).select_related("learner__user").order_by("pk")
    for row in rows:
        if EnrolmentRow.objects.filter(pk=row.pk, mail=Mail.DUE).update(mail=Mail.BEGUN):
            EnrolmentRow.objects.filter(pk=row.pk).update(mail=send(enrolment, row))


def send(enrolment: Enrolment, row: EnrolmentRow) -> str:
    """To the address that was typed, in the person's language if they chose one."""
    user = row.learner.user if row.learner else None
    if user is None or not user.is_active:
        return Mail.NONE
    language = user.language or enrolment.language
    context = {
        "name": user.get_full_name(),
        "agency": enrolment.agency.name,
        "lead": enrolment.requested_by,
        "site_name": settings.SITE_NAME,
        "address": f"{settings.PUBLIC_URL}/{language}/learn/",
        "email": row.cells["email"],
    }
    with translation.override(language):
        subject = " ".join(render_to_string("training/email/enrolled_subject.txt", context).split())
        text = render_to_string("training/email/enrolled.txt", context)
    try:
        send_mail(subject, text, None, [row.cells["email"]])
    except (OSError, SMTPException):
        return Mail.FAILED
    return Mail.SENT

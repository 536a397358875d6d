"""A service says that its details are right."""

from calendar import monthrange
from datetime import date

from django.db import transaction
from django.utils import timezone

from dashboard.journeys.reviews import keep_days
from signposting.journeys.asking_services import NotGood
from signposting.models import CheckRequest, Service

CONFIRMED = "lantern.confirmed_by_service"


@transaction.atomic
def confirm(request: CheckRequest) -> Service:
    """Today is the day of the check, and the next falls due after the service's interval. Raises NotGood.

    Readers see it at once, and what somebody has in draft stays a draft.
    """
    service = Service.objects.select_for_update(of=("self",)).get(pk=request.service_id)
    if service.review_due != request.due_on:
        raise NotGood("used")
    answer(request, CheckRequest.Answer.CONFIRMED)
    today = timezone.localdate()
    dates = {"checked_on": today, "review_due": in_months(today, service.review_interval)}
    keep_days(service, dates, None, CONFIRMED)
    return service


def answer(request: CheckRequest, said: str) -> None:
    """Keep the answer; of two at once the second is told. Raises NotGood."""
    open_one = CheckRequest.objects.filter(pk=request.pk, answered_at=None)
    if not open_one.update(answered_at=timezone.now(), answer=said):
        raise NotGood("used")


def in_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))

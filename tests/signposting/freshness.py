"""Small things that stories about fresh records are told with."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from signposting.models import CheckRequest, Contact, Service

ADDRESS = "details@helpline.example"


def due_service(days: int = 3, code: str = "childline") -> Service:
    """A service with somebody to ask, whose check is due so soon."""
    Service.objects.exclude(assurer_email="").update(assurer_email="")
    due = timezone.localdate() + timedelta(days=days)
    Service.objects.filter(code=code).update(
        assurer_email=ADDRESS, review_due=due, checked_on=due - timedelta(days=180)
    )
    return Service.objects.get(code=code, locale__language_code="en")


def asked_service(**what: Any) -> CheckRequest:
    """A service whose e-mail has gone out."""
    from signposting.journeys.asking_services import ask_services

    service = due_service(**what)
    ask_services()
    return CheckRequest.objects.get(service=service)


def call(service: Service) -> Contact:
    """The service's first number."""
    return service.contacts.filter(channel="call", private=False)[0]

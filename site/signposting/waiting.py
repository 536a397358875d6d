"""What signposting tells the dashboard."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.admin_url_finder import AdminURLFinder

from config.languages import SOURCE
from dashboard.providers import Panel, Reviewed, Row, provide, provide_reviewed
from people.roles import BOARD, has_role
from signposting.admin.gaps import MAY, REPORT, worded
from signposting.journeys.gaps import gaps
from signposting.models import CheckRequest, Service, Suggestion


def _suggested(user: Any, limit: int, skip: int = 0) -> list[Row]:
    waiting = Suggestion.objects.filter(closed_on=None).select_related("service").order_by("received_on", "pk")
    return [
        Row(
            one.service.name,
            f"{one.get_origin_display()} · {date_format(one.received_on)}",
            reverse("suggestion", args=[one.pk]),
            "soon" if one.origin == Suggestion.Origin.SERVICE else "",
        )
        for one in waiting[skip : skip + limit]
    ]


def _unanswered(user: Any, limit: int, skip: int = 0) -> list[Row]:
    finder = AdminURLFinder(user)
    return [
        Row(
            one.service.name,
            f"Asked by e-mail {one.reminders + 1} times · to be checked by {date_format(one.due_on)}",
            finder.get_edit_url(one.service) or "",
            "now" if one.service.overdue else "soon",
        )
        for one in CheckRequest.unanswered().select_related("service").order_by("due_on", "pk")[skip : skip + limit]
    ]


def _missing() -> list[list[str | int]]:
    """By need alone, in the last year: few rows, each of them shown."""
    by = ["need"]
    return worded(gaps(timezone.localdate() - timedelta(weeks=52), by), by)


def _missing_rows(user: Any, limit: int, skip: int = 0) -> list[Row]:
    return [
        Row(str(need), f"Little was found at least {little} times, in at least {searches} searches", reverse(REPORT))
        for need, searches, little in _missing()[skip : skip + limit]
    ]


def provide_waiting() -> None:
    """Services fall due for a check until they have closed for good."""
    provide_reviewed(
        Reviewed(
            "service",
            "Services",
            lambda: Service.objects.filter(locale__language_code=SOURCE).exclude(status=Service.Status.DEFUNCT),
            title="name",
        )
    )
    provide(
        Panel(
            "suggested-changes",
            "Suggested changes to look at",
            lambda user: user.has_perm("signposting.change_suggestion"),
            lambda user: Suggestion.objects.filter(closed_on=None).count(),
            _suggested,
            "no suggested change waits",
            31,
            "edit",
            whole_list=lambda: reverse("suggestions"),
        )
    )
    provide(
        Panel(
            "unconfirmed-services",
            "Services whose details nobody confirmed",
            lambda user: user.has_perm("signposting.view_checkrequest"),
            lambda user: CheckRequest.unanswered().count(),
            _unanswered,
            "every service that was asked has answered, or still has time",
            32,
            "mail",
            "They had three e-mails. Call them, and check the record yourself.",
        )
    )
    provide(
        Panel(
            "where-help-is-missing",
            "Where help is missing",
            lambda user: has_role(user, BOARD) and user.has_perm(MAY),
            lambda user: len(_missing()),
            _missing_rows,
            "no kind of help was searched for in vain often enough to be shown",
            10,
            "search",
            "What readers searched for in the last 12 months, where two services or fewer were there for them.",
            whole_list=lambda: reverse(REPORT),
        )
    )

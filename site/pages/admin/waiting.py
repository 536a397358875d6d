"""What pages and readers' comments tell the dashboard."""

from functools import partial
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, When
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from wagtail.models import get_page_models

from config.languages import SOURCE
from dashboard.providers import Panel, Reviewed, Row, provide, provide_reviewed
from pages.journeys.triage import SCREENER, visible_to
from pages.models import BasePage, Fact, Feedback
from people.roles import TEAM, has_role

Status = Feedback.Status


def _comments(user: Any, status: str) -> "QuerySet[Feedback]":
    """What this person may see, what sounds worrying first."""
    worrying = Case(When(worrying=True, then=0), default=1, output_field=IntegerField())
    return visible_to(user).filter(status=status).order_by(worrying, "received_on", "pk")


def _sources(model: type[BasePage]) -> "QuerySet[Any]":
    """Published pages of a kind in the source language."""
    return model.objects.filter(live=True, alias_of=None, locale__language_code=SOURCE)


def _panel(name: str, title: str, status: str, order: int, for_whom: Any, well: str) -> Panel:
    def rows(user: Any, limit: int, skip: int = 0) -> list[Row]:
        return [
            Row(
                Truncator(comment.comment).chars(120),
                f"{comment.get_origin_display()} · {date_format(comment.received_on)}"
                + (" · sounds worrying" if comment.worrying else ""),
                reverse("voices:edit", args=[comment.pk]),
                "now" if comment.worrying else "",
                comment.language,
            )
            for comment in _comments(user, status)[skip : skip + limit]
        ]

    return Panel(
        name,
        title,
        for_whom,
        lambda user: _comments(user, status).count(),
        rows,
        well,
        order,
        "comment",
        whole_list=lambda: f"{reverse('voices:index')}?status={status}",
    )


def provide_waiting() -> None:
    """Register comments, and pages and facts that fall due."""
    provide(
        _panel(
            "comments-to-screen",
            "Comments to screen",
            Status.WAITING,
            5,
            lambda user: user.has_perm(SCREENER),
            "no comment waits to be screened",
        )
    )
    provide(
        _panel(
            "comments-to-answer",
            "Comments from readers",
            Status.SHARED,
            30,
            lambda user: has_role(user, *TEAM) and user.has_perm("pages.change_feedback"),
            "every comment from readers has been dealt with",
        )
    )
    for model in get_page_models():
        if issubclass(model, BasePage):
            provide_reviewed(
                Reviewed(
                    model._meta.label_lower.replace(".", "-"),
                    "Pages",
                    partial(_sources, model),
                    owner="content_owner",
                    done="reviewed_on",
                )
            )
    provide_reviewed(Reviewed("fact", "Facts", lambda: Fact.objects.filter(locale__language_code=SOURCE)))

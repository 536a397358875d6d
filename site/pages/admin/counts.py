"""Counts: numbers that the site keeps instead of knowing who did what."""

from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import NullIf
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from pages.admin.exports import SafeExportMixin
from pages.admin.filters import CountsFilterSet
from pages.models import Feedback, HelpfulCount

Status = Feedback.Status


class CountsPolicy(ModelPermissionPolicy):
    """Counts are read, never written."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Looking only."""
        return action == "view" and bool(super().user_has_permission(user, action))


def in_status(status: str) -> Count:
    """How many comments of a row are that far."""
    return Count("comments", filter=Q(comments__status=status))


def percent(yes: int, total: int) -> int | None:
    """The share of “yes”, rounded; None if nobody pressed either."""
    return round(100 * yes / total) if total else None


class CountsIndex(SafeExportMixin, IndexView):
    """Yes, no and comments by page, language and month, in one query; the sums of the list in two more."""

    filterset_class = CountsFilterSet

    def get_base_queryset(self) -> "QuerySet[Any]":
        """Each row with its share of “yes” and its comments by status."""
        total = NullIf(F("yes") + F("no"), 0)
        return HelpfulCount.objects.order_by("-month", "address", "language", "pk").annotate(
            share=(F("yes") * 200 + F("yes") + F("no")) / (total * 2),
            waiting=in_status(Status.WAITING),
            shared=in_status(Status.SHARED),
            handed_over=in_status(Status.HANDED_OVER),
            done=in_status(Status.DONE) + F("forgotten"),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the sums of all rows that are listed, on every page of the list."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rows = self.search_queryset(self.filter_queryset(HelpfulCount.objects.order_by()))
        sums = rows.aggregate(yes=Sum("yes", default=0), no=Sum("no", default=0), gone=Sum("forgotten", default=0))
        comments = Feedback.objects.filter(counted_in__in=rows.values("pk")).order_by()
        numbers = dict(comments.values_list("status").annotate(number=Count("pk")))
        context["totals"] = {
            **sums,
            "share": percent(sums["yes"], sums["yes"] + sums["no"]),
            "waiting": numbers.get(Status.WAITING, 0),
            "shared": numbers.get(Status.SHARED, 0),
            "handed_over": numbers.get(Status.HANDED_OVER, 0),
            "done": numbers.get(Status.DONE, 0) + sums["gone"],
        }
        return context


def number(name: str, label: str) -> Column:
    """A column of numbers."""
    return Column(name, label=label, sort_key=name)


def month_of(row: HelpfulCount) -> str:
    """“November 2026”."""
    return f"{row.month:%B %Y}"


class HelpfulCountViewSet(ModelViewSet):
    """What readers said, by page, topic, audience, language and month."""

    model = HelpfulCount
    menu_label = "By page"
    icon = "table"
    add_to_admin_menu = False
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = CountsIndex
    index_template_name = "pages/admin/counts_index.html"
    export_filename = "answers-by-page"
    list_per_page = 50
    list_display = [
        Column("place", label="Page", sort_key="address"),
        Column("about", label="About"),
        Column("language", label="Language", sort_key="language"),
        Column("month", label="Month", accessor=month_of, sort_key="month"),
        number("yes", "Yes"),
        number("no", "No"),
        number("share", "% yes"),
        number("waiting", "Waiting"),
        number("shared", "Editors"),
        number("handed_over", "Desk"),
        number("done", "Done"),
    ]
    list_export = [
        "place",
        "topic",
        "audience",
        "language",
        "month",
        "yes",
        "no",
        "share",
        "waiting",
        "shared",
        "handed_over",
        "done",
    ]
    export_headings = {
        "place": "Page",
        "share": "% yes",
        "waiting": "Waiting",
        "shared": "With the editors",
        "handed_over": "With the desk",
        "done": "Done",
    }
    search_fields = ["address"]
    exclude_form_fields = ["address", "language", "topic", "audience", "month", "yes", "no", "forgotten"]


register_permission_policy(HelpfulCount, CountsPolicy(HelpfulCount))

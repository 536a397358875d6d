"""“You said, we did” in the admin: written by editors, published by publishers, translated like a page."""

from typing import Any

from django.db.models import Count, QuerySet
from wagtail.admin.ui.tables import Column, DateColumn, LiveStatusTagColumn, LocaleColumn
from wagtail.snippets.views.snippets import IndexView

from pages.admin.exports import SafeExportMixin
from pages.admin.records import DraftedViewSet
from pages.models import Answer


class AnswersIndex(SafeExportMixin, IndexView):
    """Answers with how many comments each takes up."""

    def get_base_queryset(self) -> "QuerySet[Any]":
        """One query, however many there are."""
        answers = Answer.objects.select_related("page", "locale").annotate(number=Count("comments"))
        return answers.order_by("-done_on", "translation_key", "locale_id")


class AnswerViewSet(DraftedViewSet):
    """Answers to readers, the latest first."""

    model = Answer
    menu_label = "You said, we did"
    icon = "openquote"
    index_view_class = AnswersIndex
    list_display = [
        "said",
        DateColumn("done_on", label="Done on", sort_key="done_on"),
        Column("number", label="Comments", sort_key="number"),
        LocaleColumn(),
        LiveStatusTagColumn(),
    ]
    list_filter = ["done_on", "live"]
    list_export = ["said", "did", "page", "done_on", "number", "live"]
    export_headings = {"number": "Comments"}
    export_filename = "you-said-we-did"
    search_fields = ["said", "did"]

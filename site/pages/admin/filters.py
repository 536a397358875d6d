"""How lists of readers' voices are narrowed down."""

from functools import partial
from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Concat
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from config import languages
from config.languages import SOURCE
from pages.models import Feedback, HelpfulCount
from signposting.models import TaxonomyTerm


def terms(taxonomy: str) -> list[tuple[str, str]]:
    """Codes and names of topics or audiences."""
    found = TaxonomyTerm.objects.filter(taxonomy=taxonomy, locale__language_code=SOURCE)
    return list(found.values_list("code", "name"))


def spoken() -> list[tuple[str, str]]:
    """The site's languages by their English names."""
    return [(code, languages.get(code).english) for code, _name in settings.LANGUAGES]


def chosen(label: str, choices: Any, **kwargs: Any) -> django_filters.ChoiceFilter:
    """A filter with one choice out of several."""
    return django_filters.ChoiceFilter(label=label, choices=choices, empty_label="All", widget=forms.Select, **kwargs)


class SaidFilterSet(WagtailFilterSet):
    """By page, topic, audience and language."""

    address = django_filters.CharFilter(label="Address of the page holds", lookup_expr="icontains")
    topic = chosen("Topic", partial(terms, "topic"), method="holding")
    audience = chosen("Audience", partial(terms, "audience"), method="holding")
    language = chosen("Language", spoken)

    def holding(self, queryset: "QuerySet[Any]", name: str, code: str) -> "QuerySet[Any]":
        """A page may have several topics; each counts."""
        padded = Concat(Value(" "), name, Value(" "), output_field=CharField())
        return queryset.alias(**{f"padded_{name}": padded}).filter(**{f"padded_{name}__contains": f" {code} "})


class VoicesFilterSet(SaidFilterSet):
    """Comments, by how far they are on their way as well."""

    received_on = django_filters.DateFromToRangeFilter(label="Received", widget=DateRangePickerWidget)

    class Meta:
        model = Feedback
        fields = ["status", "worrying", "origin", "address", "topic", "audience", "language", "received_on"]


class CountsFilterSet(SaidFilterSet):
    """Counts, by month as well."""

    month = django_filters.DateFromToRangeFilter(label="Month", widget=DateRangePickerWidget)

    class Meta:
        model = HelpfulCount
        fields = ["address", "topic", "audience", "language", "month"]

"""The report on where help is missing."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem

from config.languages import SOURCE
from signposting.journeys.gaps import BY, Gap, gaps
from signposting.journeys.showing_gaps import FEWEST
from signposting.models import District, TaxonomyTerm
from signposting.spoken import english
from spreadsheets.writing import Table, download

PERIODS = ((13, "3 months"), (26, "6 months"), (52, "12 months"), (104, "2 years"))
COLUMNS = {"need": "Need", "topic": "Topic", "area": "Near", "language": "Language spoken"}
USUAL: dict[str, Any] = {"weeks": 52, "by": list(BY)}
MAY = "signposting.view_searchgap"
REPORT = "signposting_gaps"


class GapsForm(forms.Form):
    """Which months, and what the rows tell apart."""

    weeks = forms.TypedChoiceField(label="The last", choices=PERIODS, coerce=int)
    by = forms.MultipleChoiceField(
        label="Tell apart", choices=list(COLUMNS.items()), widget=forms.CheckboxSelectMultiple
    )


class GapsMenuItem(MenuItem):
    """For those who may see the report."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whoever may open it."""
        return bool(request.user.has_perm(MAY))


def menu_item() -> MenuItem:
    """Among the reports."""
    return GapsMenuItem("Where help is missing", reverse(REPORT), icon_name="search", order=30)


def urls() -> list[URLPattern]:
    """The report and its file."""
    return [path("signposting/gaps/", report, name=REPORT)]


@require_safe
def report(request: HttpRequest) -> HttpResponseBase:
    """Searches that found little, as a table or as a file."""
    if not request.user.has_perm(MAY):
        raise PermissionDenied
    form = GapsForm(request.GET or USUAL)
    chosen = form.cleaned_data if form.is_valid() else USUAL
    by = [name for name in BY if name in chosen["by"]]
    rows = worded(gaps(timezone.localdate() - timedelta(weeks=chosen["weeks"]), by), by)
    headings = [*(COLUMNS[name] for name in by), "Searches, at least", "Found little, at least"]
    if (kind := request.GET.get("export", "")) in ("csv", "ods"):
        return download(Table("where-help-is-missing", headings, rows), kind)
    query = request.GET.copy()
    query.pop("export", None)
    context = {"form": form, "headings": headings, "rows": rows, "fewest": FEWEST, "query": query.urlencode()}
    response: HttpResponse = render(request, "signposting/admin/gaps.html", context)
    return response


def worded(found: list[Gap], by: list[str]) -> list[list[Any]]:
    """Rows in words; three queries at most for any number of them."""
    names: dict[str, dict[str, str]] = {"area": dict(District.objects.values_list("code", "name"))}
    for taxonomy, code, name in TaxonomyTerm.objects.filter(locale__language_code=SOURCE).values_list(
        "taxonomy", "code", "name"
    ):
        names.setdefault(taxonomy, {})[code] = name

    def word(kind: str, value: str) -> str:
        if not value:
            return "any"
        return english(value) if kind == "language" else names.get(kind, {}).get(value, value)

    return [
        [*(word(kind, value) for kind, value in zip(by, gap.values, strict=True)), gap.searches, gap.found_little]
        for gap in found
    ]

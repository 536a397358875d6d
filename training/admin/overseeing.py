"""The training lead's overview, table and lists, and the board's summary; each also as a file."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem

from spreadsheets.writing import Table, download
from training.dates import today
from training.errors import NotYoursError
from training.journeys import counting_months, summing
from training.journeys.authority import sees_sums
from training.journeys.looking_after import Place, Wanted, asked_here, place, places
from training.journeys.matrix import HEADINGS, PER_PAGE, Matrix, listed_here, listed_lines
from training.journeys.summarising import standings
from training.listed import Listed
from training.models import Agency, JobRole, Level
from training.said import said_of

LISTS = (Listed.OVERDUE, Listed.EXPIRING, Listed.NEVER_STARTED)
LIST_HEADINGS = ["Name", "E-mail", "Requirement", "Standing"]
View = Callable[..., HttpResponseBase]


class WantedForm(forms.Form):
    """What the table is narrowed to. Only what is at the place can be chosen."""

    name = forms.CharField(label="Name or e-mail address", required=False, max_length=100)
    team = forms.TypedChoiceField(label="Team", required=False, coerce=int, empty_value=None)
    job_role = forms.TypedChoiceField(label="Job role", required=False, coerce=int, empty_value=None)
    level = forms.ChoiceField(label="Level", required=False, choices=[("", "Any"), *Level.choices])
    requirement = forms.TypedChoiceField(label="Requirement", required=False, coerce=int, empty_value=None)
    listed = forms.TypedChoiceField(
        label="Standing", required=False, coerce=Listed, empty_value=None, choices=[("", "Any"), *Listed.choices]
    )

    def __init__(self, *args: Any, where: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = where.teams if where.teams is not None else where.agency.teams.all()
        roles = JobRole.objects.filter(memberships__agency=where.agency).distinct()
        for name, choices in (("team", teams), ("job_role", roles), ("requirement", asked_here(where, today()))):
            self.fields[name].choices = [("", "Any"), *((one.pk, str(one)) for one in choices)]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What was understood; whatever was not is left out, and the form says so."""
        self.is_valid()
        return Wanted(**self.cleaned_data)


class TrainingMenuItem(MenuItem):
    """For leads who look after somebody, and for the board."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Others would find a shut door."""
        return sees_sums(request.user) or bool(places(request.user))


def menu_item() -> MenuItem:
    """The way to all of it."""
    return TrainingMenuItem(
        "Who is trained", reverse("training_overview"), name="training-overview", icon_name="group", order=410
    )


def urls() -> list[URLPattern]:
    """Under /admin/training/."""
    return [
        path("training/", overview, name="training_overview"),
        path("training/matrix/", matrix, name="training_matrix"),
        path("training/lists/<slug:name>/", listed, name="training_list"),
        path("training/board/", board, name="training_board"),
    ]


def guarded(view: View) -> View:
    """Whatever a journey refuses is a shut door; nothing of it is kept by a browser."""

    @never_cache
    @require_safe
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except NotYoursError as error:
            raise PermissionDenied from error

    return asked


def chosen(request: HttpRequest) -> Place:
    """The place that the address names, or the first of this person's. Raises NotYoursError."""
    agency = request.GET.get("agency", "")
    return place(request.user, int(agency) if agency.isdecimal() and len(agency) < 10 else None)


def shown(request: HttpRequest, template: str, title: str, **more: Any) -> HttpResponseBase:
    """A screen with what all of them need."""
    query = {name: value for name, value in request.GET.items() if value and name not in ("p", "export")}
    context = {
        "breadcrumbs_items": [
            {"url": reverse("training_overview"), "label": "Who is trained"},
            {"url": "", "label": title},
        ],
        "header_title": title,
        "page_title": title,
        "header_icon": "group",
        "places": places(request.user),
        "is_board": sees_sums(request.user),
        "lists": LISTS,
        "day": today(),
        "query": urlencode(query),
        **more,
    }
    return render(request, f"training/admin/{template}.html", context)


def kind_of_file(request: HttpRequest) -> str:
    """`csv`, `ods`, or empty for a page."""
    kind = request.GET.get("export", "")
    return kind if kind in ("csv", "ods") else ""


@guarded
def overview(request: HttpRequest) -> HttpResponseBase:
    """How the people of a place stand, and stood at the ends of the past months. The board begins with its summary."""
    if not places(request.user) and sees_sums(request.user):
        return redirect("training_board")
    where = chosen(request)
    context = {
        "where": where,
        "standings": standings(where, today()),
        "tallies": Matrix(where, Wanted()).tallies(),
        "months": counting_months.over_time(where),
    }
    return shown(request, "overview", f"Training: {where}", **context)


@guarded
def matrix(request: HttpRequest) -> HttpResponseBase:
    """People and requirements."""
    where = chosen(request)
    form = WantedForm(request.GET, where=where)
    table = Matrix(where, form.wanted())
    if kind := kind_of_file(request):
        headings = [*HEADINGS, *(one.title for one in table.requirements)]
        return download(Table("training", headings, table.lines()), kind)
    rows: Any = table
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    return shown(request, "matrix", f"People and requirements: {where}", where=where, form=form, table=table, page=page)


@guarded
def listed(request: HttpRequest, name: str) -> HttpResponseBase:
    """One of the lists, the most pressing first."""
    kind = next((one for one in LISTS if one.value == name), None)
    if kind is None:
        raise Http404
    where = chosen(request)
    rows = listed_here(where, kind, today())
    if file := kind_of_file(request):
        return download(Table(f"training {name}", LIST_HEADINGS, listed_lines(rows, today())), file)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    found = [(row, said_of(row, today())) for row in page]
    return shown(request, "listed", f"{kind.label}: {where}", where=where, page=page, found=found)


@guarded
def board(request: HttpRequest) -> HttpResponseBase:
    """Every agency and requirement, in numbers that tell of nobody."""
    summary = summing.summary(request.user)
    if kind := kind_of_file(request):
        return download(Table("training of all agencies", summing.HEADINGS, summary.lines()), kind)
    months = counting_months.over_time_everywhere(request.user)
    names = dict(Agency.objects.values_list("pk", "name"))
    agencies = sorted({agency for _on, shares, _all in months for agency in shares}, key=lambda pk: names[pk])
    trend = [(names[pk], [shares.get(pk) for _on, shares, _all in months]) for pk in agencies]
    context = {"summary": summary, "months": months, "trend": trend}
    return shown(request, "board", "Training of all agencies", **context)

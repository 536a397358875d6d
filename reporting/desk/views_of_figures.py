"""Figures for the board, for the desk's managers: a year is chosen, counted in slices, shown and taken out."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods, require_POST

from reporting import carried
from reporting.desk.access import MANAGERS, only, page, unlocked
from reporting.figures import showing
from reporting.figures.periods import year_name
from reporting.journeys import figuring
from reporting.journeys.figuring import Counting
from reporting.keyring import Keyring
from spreadsheets.writing import download

PURPOSE = "figures"
GOES_ON_FOR = timedelta(hours=1)
FILES = ("csv", "ods")


class YearForm(forms.Form):
    """Which financial year."""

    year = forms.TypedChoiceField(
        label="Financial year",
        coerce=int,
        error_messages={"required": "Choose a year.", "invalid_choice": "Choose one of these years."},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["year"].choices = [(year, year_name(year)) for year in figuring.years()]  # type: ignore[attr-defined]


def for_managers(view: Callable[..., Any]) -> Callable[..., Any]:
    """A page with the keyring of a manager. Officers are kept out on purpose.

    Who is locked out of a report could otherwise set figures of their own beside the board's, and learn of it.
    """
    return only(*MANAGERS)(unlocked(view))


@for_managers
@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: HttpRequest, keyring: Keyring) -> HttpResponse:
    """Choose a year; count it a thousand reports at a time; then the tables."""
    if "carried" in request.POST:
        counting = taken_back(request)
        if counting is None:
            return too_late(request)
    else:
        form = YearForm(request.POST if request.method == "POST" else None)
        if not form.is_valid():
            context = {"form": form, "has_years": bool(figuring.years())}
            return page(request, "figures", "Figures", context, 422 if form.errors else 200)
        counting = figuring.begin(form.cleaned_data["year"])
    if not counting.is_done:
        counting = figuring.count(request.user, keyring, counting)
    context = {
        "counting": counting,
        "year": year_name(counting.year),
        "tables": figuring.tables(counting) if counting.is_done else None,
        "carried": carried.hand_out(PURPOSE, {**counting.packed(), "officer": request.user.pk}),
    }
    return page(request, "figures", f"Figures {context['year']}", context)


@for_managers
@require_POST
def file(request: HttpRequest, keyring: Keyring) -> HttpResponseBase:
    """The tables that are on the page, as a file; logged."""
    counting = taken_back(request)
    kind = request.POST.get("kind", "")
    if counting is None or not counting.is_done or kind not in FILES:
        return too_late(request)
    table = showing.as_file(figuring.tables(counting), counting.year)
    figuring.taken_out(request.user, counting.year, kind)
    return download(table, kind)


def taken_back(request: HttpRequest) -> Counting | None:
    """What the page carried; None if it is too old, changed, or another officer's."""
    try:
        data = carried.take_back(PURPOSE, request.POST.get("carried", ""), GOES_ON_FOR)
    except carried.NotCarriedError:
        return None
    return Counting.unpacked(data) if data.pop("officer") == request.user.pk else None


def too_late(request: HttpRequest) -> HttpResponse:
    """The counting begins anew."""
    context = {"form": YearForm(), "has_years": bool(figuring.years()), "too_late": True}
    return page(request, "figures", "Figures", context, 422)

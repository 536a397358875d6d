"""Writing the sanitised version of a report: typed, shown beside what was reported, kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from config.languages import SOURCE
from reporting.desk.access import page
from reporting.desk.forms_of_sanitising import SanitisedForm, beginning
from reporting.desk.shown import visible
from reporting.desk.views_of_report import back, of_a_report, seen, still_seen
from reporting.journeys import reading, sanitising
from reporting.journeys.handling import ChangedMeanwhileError
from reporting.journeys.listing import short
from reporting.journeys.reading import Opened
from reporting.keyring import Keyring


@of_a_report(to_write=False)
@require_http_methods(["GET", "HEAD", "POST"])
def sanitise(request: HttpRequest, keyring: Keyring, opened: Opened) -> HttpResponse:
    """Filled with what was reported, or with the last version unless `anew` is asked for. Shown before it is kept."""
    offered = sanitising.fields_of(opened)
    last = None if "anew" in request.GET else reading.state_of(opened.records)["sanitised"]
    if request.method != "POST":
        initial = beginning(offered, last, sanitising.suggested_words(opened))
        return show(request, opened, SanitisedForm(initial=initial, offered=offered), last["fields"] if last else None)
    form = SanitisedForm(request.POST, offered=offered)
    if not form.is_valid():
        return show(request, opened, form, status=422)
    texts, words = form.texts(), form.cleaned_data["words"]
    fields = sanitising.sanitised(opened, texts, words)
    if not fields:
        form.add_error("chosen", "Nothing is left: every answer that you ticked is empty.")
        return show(request, opened, form, status=422)
    if request.POST.get("step") != "keep":
        return show(request, opened, form, fields)
    try:
        seen(request, opened)
        sanitising.keep(request.user, opened, texts, words)
    except ChangedMeanwhileError:
        return show(request, opened, form, fields, 409, meanwhile=True)
    return back(opened, "referral")


def show(
    request: HttpRequest,
    opened: Opened,
    form: SanitisedForm,
    fields: list[dict[str, str]] | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The form, and the difference from what was reported."""
    context = {
        "opened": opened,
        "report": opened.report,
        "form": form,
        "compared": differences(opened, fields) if fields else [],
        "other_language": opened.body.get("language", SOURCE) != SOURCE,
        "seen": still_seen(request, opened, "meanwhile" in more),
        **more,
    }
    return page(request, "sanitise", f"Sanitised version of report {short(opened.report)}", context, status)


def differences(opened: Opened, fields: list[dict[str, str]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each field's pieces as (kind, text), with nothing hidden."""
    return [
        (visible(label), [(piece.kind, visible(piece.text)) for piece in found])
        for label, found in sanitising.compared(opened, fields)
    ]

"""How long reports are kept: what is due, putting one off, holding one, and deleting for good."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from people.roles import has_role
from reporting import carried
from reporting.desk.access import MANAGERS, page, unlocked
from reporting.desk.forms_of_keeping import HoldForm, KeepLongerForm, ReleaseForm
from reporting.desk.shown import shown_lines
from reporting.desk.views_of_report import back, of_a_report, seen, show
from reporting.journeys import deleting, erasing, ledger, retaining
from reporting.journeys.deleting import NotDueError
from reporting.journeys.handling import ChangedMeanwhileError
from reporting.journeys.reading import Opened
from reporting.journeys.retaining import NothingToLiftError, NotKeptError
from reporting.keyring import Keyring, NotForYouError
from reporting.models import Report
from reporting.sealing.box import SealError

PURPOSE = "due"
GOES_ON_FOR = timedelta(hours=1)
FORMS: dict[str, type[forms.Form]] = {"keep-longer": KeepLongerForm, "hold": HoldForm, "release": ReleaseForm}
FOR_MANAGERS = ("hold", "release")


@unlocked
@require_http_methods(["GET", "HEAD", "POST"])
def due(request: HttpRequest, keyring: Keyring) -> HttpResponse:
    """What will be deleted within 30 days, or could be by now, a slice at a time."""
    state: dict[str, Any] = {"after": None, "looked_at": 0, "damaged": 0}
    if "carried" in request.POST:
        try:
            state = carried.take_back(PURPOSE, request.POST["carried"], GOES_ON_FOR)
        except carried.NotCarriedError:
            return page(request, "due", "Deletion", {"too_late": True}, 422)
    after = (date.fromisoformat(state["after"][0]), UUID(state["after"][1])) if state["after"] else None
    found = retaining.look_over(request.user, keyring, after, state["looked_at"], state["damaged"])
    lines = shown_lines([one.summary for one in found.due])
    context: dict[str, Any] = {
        "found": found,
        "today": timezone.localdate(),
        "due": list(zip(lines, found.due, strict=True)),
        "asked": erasing.asked_for(request.user, keyring) if has_role(request.user, *MANAGERS) else [],
        "any_due": any(one.is_due for one in found.due),
    }
    if found.after:
        place = [found.after[0].isoformat(), str(found.after[1])]
        more = {"after": place, "looked_at": found.looked_at, "damaged": found.damaged}
        context["carried"] = carried.hand_out(PURPOSE, more)
    return page(request, "due", "Deletion", context)


@of_a_report(to_write=True)
@require_POST
def keep(request: HttpRequest, keyring: Keyring, opened: Opened, kind: str) -> HttpResponse:
    """Keep a report for longer, or, for managers, hold it and lift the hold."""
    if kind in FOR_MANAGERS and not has_role(request.user, *MANAGERS):
        raise Http404
    form = FORMS[kind](request.POST, auto_id=f"{kind}_%s")
    name = kind.replace("-", "_")
    if not form.is_valid():
        return show(request, keyring, opened, {name: form}, status=422)
    try:
        seen(request, opened)
        write(request.user, opened, kind, form.cleaned_data)
    except (ChangedMeanwhileError, NotKeptError, NothingToLiftError):
        return show(request, keyring, opened, {name: form}, meanwhile=True, status=409)
    return back(opened, "keeping")


def write(officer: Any, opened: Opened, kind: str, data: dict[str, Any]) -> None:
    """What the form says. Raises ChangedMeanwhileError, NotKeptError, NothingToLiftError."""
    match kind:
        case "keep-longer":
            retaining.keep_longer(officer, opened, data["months"], data["reason"])
        case "hold":
            retaining.hold(officer, opened, data["reason"])
        case _:
            retaining.release(officer, opened, data["reason"])


@unlocked
@require_POST
def delete(request: HttpRequest, keyring: Keyring) -> HttpResponse:
    """Ask once more, and then delete the reports that were ticked. For managers."""
    if not has_role(request.user, *MANAGERS):
        return page(request, "not_for_you", "Only a manager of the desk can do this", status=403)
    asked = ticked(request)
    if not asked:
        return page(request, "delete", "Nothing was ticked", {}, 422)
    if "sure" not in request.POST:
        numbers = [(report, str(report).partition("-")[0].upper()) for report in asked]
        evidence = retaining.with_evidence(keyring, asked)
        context = {
            "asked": numbers,
            "today": timezone.localdate(),
            "evidence": [number for report, number in numbers if report in evidence],
        }
        return page(request, "delete", "Delete for good?", context)
    done = [destroy(request.user, keyring, report) for report in asked]
    told = {word: done.count(word) for word in ("deleted", "gone", "stays")}
    return page(request, "delete", "Deleted", {"done": True, **told, "problem": ledger.settle()})


def destroy(officer: Any, keyring: Keyring, report: UUID) -> str:
    """Delete one; says whether it was deleted, gone before, or stays."""
    try:
        deleting.delete(officer, keyring, report)
    except Report.DoesNotExist:
        return "gone"
    except (NotDueError, NotForYouError, SealError):
        return "stays"
    return "deleted"


def ticked(request: HttpRequest) -> list[UUID]:
    """The reports that were ticked, once each. Raises Http404 for what is no report's id."""
    try:
        return [*dict.fromkeys(UUID(one) for one in request.POST.getlist("report")[: retaining.MOST_FOUND])]
    except ValueError:
        raise Http404 from None

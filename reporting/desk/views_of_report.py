"""One report: reading it, and everything that is written about it."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from people.roles import has_role
from reporting.desk.access import MANAGERS, page, unlocked
from reporting.desk.forms import AnswerForm, LockOutForm, NoteForm, OutcomeForm, TaskForm, TriageForm
from reporting.desk.forms_of_keeping import blank_forms
from reporting.desk.shown import shown_back_links, shown_links, shown_report
from reporting.desk.shown_of_files import shown_files
from reporting.files import scanning
from reporting.journeys import admitting, attaching, auditing, erasing, handling, linking, reading
from reporting.journeys.chasing import waiting
from reporting.journeys.handling import ChangedMeanwhileError
from reporting.journeys.reading import Opened
from reporting.keyring import Keyring, NotForYouError
from reporting.models import AuditEntry, Report
from reporting.periods import keeping
from reporting.sealing.box import SealError
from reporting.terms import BEGINNINGS

View = Callable[..., HttpResponse]
NOT_WRITTEN = (409, 422)
FORMS: dict[str, type[forms.Form]] = {
    "triage": TriageForm,
    "note": NoteForm,
    "task": TaskForm,
    "answer": AnswerForm,
    "outcome": OutcomeForm,
}


def of_a_report(to_write: bool) -> Callable[[View], View]:
    """Gives a view the opened report; whoever may not see it is told that it is not there."""

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, keyring: Keyring, report_id: UUID, **more: Any) -> HttpResponse:
            try:
                found = reading.read(request.user, keyring, report_id, to_write)
            except (Report.DoesNotExist, NotForYouError):
                raise Http404 from None
            except SealError:
                return page(request, "damaged", "This report does not open", {"report_id": report_id}, 500)
            try:
                response = view(request, keyring, found, **more)
            except Report.DoesNotExist:
                # A manager deleted it in this very moment.
                raise Http404 from None
            except ChangedMeanwhileError:
                # A button without words: the page shows what is new, and it can be pressed again.
                response = show(request, keyring, found, meanwhile=True, status=409)
            if to_write and response.status_code in NOT_WRITTEN:
                # Or a form that cannot be kept would be a way to read without a line in the log.
                auditing.log(request.user, AuditEntry.Action.READ, found.report.pk)
            return response

        return unlocked(opened)

    return decorate


@of_a_report(to_write=False)
@require_safe
def report(request: HttpRequest, keyring: Keyring, opened: Opened) -> HttpResponse:
    """Everything about it, with a form for each thing to do."""
    return show(request, keyring, opened)


@of_a_report(to_write=True)
@require_POST
def write(request: HttpRequest, keyring: Keyring, opened: Opened, kind: str) -> HttpResponse:
    """Triage, a note, a task, an answer, an outcome. If a colleague wrote meanwhile, both are shown and nothing is lost."""
    form = FORMS[kind](request.POST, auto_id=f"{kind}_%s")
    if not form.is_valid():
        return show(request, keyring, opened, {kind: form}, status=422)
    try:
        if kind == "answer":
            data = form.cleaned_data
            handling.answer(request.user, opened, data["text"], data["question"], data["answer_id"])
        else:
            seen(request, opened)
            before = reading.state_of(opened.records)["triage"].get("linked", "")
            if kind == "outcome" and opened.report.status == Report.Status.UNREAD:
                # The reporter added something since the page was opened: it must not be closed unread.
                raise ChangedMeanwhileError
            handling.record(request.user, opened, kind, plain(kind, form.cleaned_data))
            if kind == "triage":
                linking.link_back(request.user, keyring, opened, before, form.cleaned_data["linked"])
    except ChangedMeanwhileError:
        added = opened.report.status == Report.Status.UNREAD
        return show(request, keyring, opened, {kind: form}, meanwhile=True, added=added, status=409)
    return back(opened, kind)


@of_a_report(to_write=True)
@require_POST
def done(request: HttpRequest, keyring: Keyring, opened: Opened) -> HttpResponse:
    """A task is done."""
    task = request.POST.get("task", "")
    if task not in reading.state_of(opened.records)["tasks"]:
        raise Http404
    handling.record(request.user, opened, "task", {"id": task, "done": True})
    return back(opened, "task")


@of_a_report(to_write=True)
@require_POST
def take(request: HttpRequest, keyring: Keyring, opened: Opened) -> HttpResponse:
    """Take a report on, or give it back. If a colleague took it in the same moment, the page says so."""
    seen(request, opened)
    handling.take(request.user, opened, "give_back" not in request.POST)
    return HttpResponseRedirect(reverse("desk_report", args=[opened.report.pk]))


@of_a_report(to_write=True)
@require_POST
def lock_out(request: HttpRequest, keyring: Keyring, opened: Opened) -> HttpResponse:
    """Keep officers away from a report that is about them; for managers."""
    if not has_role(request.user, *MANAGERS):
        raise Http404
    form = LockOutForm(request.POST, officers=officers())
    if not form.is_valid():
        return show(request, keyring, opened, {"lock_out": form}, status=422)
    handling.record(request.user, opened, "locked_out", {"officers": form.cleaned_data["officers"]})
    return back(opened, "lock-out")


def erasure(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    """What is asked about erasing a report, and whether this officer asked it."""
    asked = erasing.request_of(opened.records)
    if asked is None:
        return {}
    return {"asked": asked, "asked_at": datetime.fromisoformat(asked.at), "asked_by_me": asked.is_by(request.user)}


def seen(request: HttpRequest, opened: Opened) -> None:
    """Raises ChangedMeanwhileError if there is a record that was not on the officer's page."""
    if request.POST.get("seen") != str(len(opened.records)):
        raise ChangedMeanwhileError


def still_seen(request: HttpRequest, opened: Opened, meanwhile: bool = False) -> str:
    """What a form carries on a page without the history: a colleague's words count as seen only once they were pointed at."""
    now = str(len(opened.records))
    return now if meanwhile else request.POST.get("seen", now)


def plain(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """What is sealed, as JSON takes it. A task gets a name to be done by."""
    if kind == "task":
        return {"id": str(uuid4()), "what": data["what"], "due": data["due"].isoformat(), "done": False}
    return data


def officers() -> list[tuple[int, str]]:
    """Everybody at the desk."""
    return [(user.pk, f"{user.get_full_name()} ({user.email})") for user in admitting.officers()]


def back(opened: Opened, kind: str) -> HttpResponse:
    """To the report, where it was written."""
    return HttpResponseRedirect(f"{reverse('desk_report', args=[opened.report.pk])}#{kind}")


def show(
    request: HttpRequest,
    keyring: Keyring,
    opened: Opened,
    bound: dict[str, forms.Form] | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page of a report, with what could not be written still in its form."""
    state = reading.state_of(opened.records)
    blank: dict[str, forms.Form] = {
        "triage": TriageForm(
            initial=state["triage"] or {"themes": opened.body["answers"].get("themes", [])}, auto_id="triage_%s"
        ),
        "note": NoteForm(auto_id="note_%s"),
        "task": TaskForm(auto_id="task_%s"),
        "answer": AnswerForm(initial={"answer_id": uuid4()}, auto_id="answer_%s"),
        "outcome": OutcomeForm(auto_id="outcome_%s"),
        **blank_forms(),
    }
    if has_role(request.user, *MANAGERS):
        blank["lock_out"] = LockOutForm(officers=officers(), initial={"officers": list(state["locked_out"])})
    files, damaged_files = attaching.described(opened, keyring)
    context = {
        **shown_report(opened, state),
        "files": shown_files(files, opened.records),
        "scanned": scanning.is_on(),
        "damaged_files": damaged_files,
        **shown_back_links(request.user, keyring, opened, state),
        "linked": shown_links(request.user, keyring, state["triage"].get("linked", "")),
        "sanitised": state["sanitised"],
        "referrals": [waiting(data) for data in state["referrals"].values()],
        "beginnings": BEGINNINGS,
        "forms": blank | (bound or {}),
        "seen": len(opened.records),
        "keeping": keeping(opened.records),
        "in_my_hand": bool(state["in_hand"]) and state["in_hand"]["by"] == getattr(request.user, "email", ""),
        **erasure(request, opened),
        "wrong": next(iter(bound.values())) if bound else None,
        **more,
    }
    return page(request, "report", f"Report {context['number']}", context, status)

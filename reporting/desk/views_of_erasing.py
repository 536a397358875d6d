"""Erasing a report before its time: a manager asks, another agrees or turns it down."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from people.roles import has_role
from reporting.desk.access import MANAGERS, page
from reporting.desk.forms_of_keeping import EraseForm, TurnDownForm
from reporting.desk.views_of_report import back, of_a_report, seen, show
from reporting.journeys import auditing, erasing, ledger
from reporting.journeys.chasing import waiting
from reporting.journeys.erasing import AskedAlreadyError, NotAskedError, OnePersonError, OnHoldError
from reporting.journeys.handling import ChangedMeanwhileError
from reporting.journeys.listing import short
from reporting.journeys.quarantining import never_handed_over
from reporting.journeys.reading import Opened, state_of
from reporting.keyring import Keyring
from reporting.models import AuditEntry

View = Callable[..., HttpResponse]
MEANWHILE = (ChangedMeanwhileError, AskedAlreadyError, NotAskedError, OnHoldError)


def of_a_manager(view: View) -> View:
    """For managers, who have the report before them; for anybody else it is not there."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not has_role(request.user, *MANAGERS):
            raise Http404
        return opened(request, *args, **kwargs)

    opened = of_a_report(to_write=True)(require_POST(view))
    return checked


@of_a_manager
def ask(request: HttpRequest, keyring: Keyring, opened: Opened) -> HttpResponse:
    """Ask another manager for it."""
    form = EraseForm(request.POST, auto_id="erase_%s")
    return written(request, keyring, opened, "erase", form, erasing.ask)


@of_a_manager
def turn_down(request: HttpRequest, keyring: Keyring, opened: Opened) -> HttpResponse:
    """Say no, or take it back."""
    form = TurnDownForm(request.POST, auto_id="turn-down_%s")
    return written(request, keyring, opened, "turn_down", form, erasing.turn_down)


@of_a_manager
def agree(request: HttpRequest, keyring: Keyring, opened: Opened) -> HttpResponse:
    """Ask once more, and then erase it."""
    asked = erasing.request_of(opened.records)
    number = short(opened.report)
    try:
        seen(request, opened)
        if asked is None:
            raise NotAskedError
        if "sure" in request.POST or asked.is_by(request.user):
            erasing.agree(request.user, opened)
            return page(request, "erase", "Erased", {"done": True, "number": number, "problem": ledger.settle()})
    except OnePersonError:
        return page(request, "not_for_you", "Another manager must agree", status=403)
    except MEANWHILE:
        return show(request, keyring, opened, meanwhile=True, status=409)
    # The page shows what the desk wrote: that is a reading, and the log has it.
    auditing.log(request.user, AuditEntry.Action.READ, opened.report.pk)
    state = state_of(opened.records)
    context = {
        "asked": asked,
        "number": number,
        "report": opened.report,
        "seen": len(opened.records),
        "evidence": never_handed_over(opened.records),
        "referrals": sorted({waiting(data).agency for data in state["referrals"].values()}),
    }
    return page(request, "erase", "Erase it for good?", context)


def written(
    request: HttpRequest,
    keyring: Keyring,
    opened: Opened,
    name: str,
    form: forms.Form,
    write: Callable[..., Any],
) -> HttpResponse:
    """Write what a form says; what a colleague did meanwhile is shown, and what was typed stays."""
    if not form.is_valid():
        return show(request, keyring, opened, {name: form}, status=422)
    try:
        seen(request, opened)
        write(request.user, opened, **form.cleaned_data)
    except MEANWHILE:
        return show(request, keyring, opened, {name: form}, meanwhile=True, status=409)
    return back(opened, "keeping")

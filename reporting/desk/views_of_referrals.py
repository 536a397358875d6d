"""Referring one concern: choosing, giving out the bundle or the print, and what the agency answered."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reporting.desk.access import page
from reporting.desk.forms_of_referral import LOCK_CHANGED, NOT_VOUCHED, AcknowledgedForm, ChasedForm, ReferralForm
from reporting.desk.shown import visible
from reporting.desk.views_of_report import back, of_a_report, seen, still_seen
from reporting.journeys import reading, referring
from reporting.journeys.agencies import LockChangedError, NotVouchedError
from reporting.journeys.handling import ChangedMeanwhileError
from reporting.journeys.listing import short
from reporting.journeys.reading import Opened
from reporting.keyring import Keyring
from reporting.papers import paper
from reporting.terms_of_referral import reference

SENT_ALREADY = (
    "You sent this page before, with something else in it. That referral stands. To refer it again, open a new page."
)


@of_a_report(to_write=False)
@require_safe
def form(request: HttpRequest, keyring: Keyring, opened: Opened) -> HttpResponse:
    """Choosing what leaves, out of the sanitised version."""
    state = reading.state_of(opened.records)
    if state["sanitised"] is None:
        return page(request, "not_sanitised", "Write the sanitised version first", {"report": opened.report}, 409)
    return show(request, opened, ReferralForm(initial={"referral": uuid4()}, fields=state["sanitised"]["fields"]))


@require_POST
def refer(request: HttpRequest) -> HttpResponse:
    """Record it, and give out the bundle or the print. The address holds no id: browsers print it at a page's foot."""
    return _refer(request, report_id=_id(request, "report"))


@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """The bundle or the print once more."""
    return _again(request, report_id=_id(request, "report"))


@of_a_report(to_write=True)
def _refer(request: HttpRequest, keyring: Keyring, opened: Opened) -> HttpResponse:
    state = reading.state_of(opened.records)
    if state["sanitised"] is None:
        raise Http404
    typed = ReferralForm(request.POST, fields=state["sanitised"]["fields"])
    if not typed.is_valid():
        return show(request, opened, typed, status=422)
    data = typed.cleaned_data
    asked = referring.Asked(
        *(data["referral"], data["chosen"], data["basis"], data["conditions"], data["guidance"], data["why"])
    )
    try:
        # Sent twice, it is the same referral: nothing was written in between.
        if asked.id not in state["referrals"]:
            seen(request, opened)
        sealed = referring.refer(request.user, keyring, opened, data["agency"], asked)
    except ChangedMeanwhileError:
        return show(request, opened, typed, 409, meanwhile=True)
    except NotVouchedError as why:
        typed.add_error("agency", LOCK_CHANGED if isinstance(why, LockChangedError) else NOT_VOUCHED)
        return show(request, opened, typed, status=409)
    except referring.OtherReferralError:
        typed.add_error(None, SENT_ALREADY)
        return show(request, opened, typed, status=409)
    return out(request, opened, asked.id, sealed)


@of_a_report(to_write=True)
def _again(request: HttpRequest, keyring: Keyring, opened: Opened) -> HttpResponse:
    referral = str(_id(request, "referral"))
    try:
        sealed = referring.again(request.user, keyring, opened, referral)
    except KeyError:
        raise Http404 from None
    except NotVouchedError as why:
        reason = LOCK_CHANGED if isinstance(why, LockChangedError) else NOT_VOUCHED
        return page(request, "withheld", "Not given out", {"reason": reason, "opened": opened}, 409)
    return out(request, opened, referral, sealed)


@of_a_report(to_write=True)
@require_POST
def answered(request: HttpRequest, keyring: Keyring, opened: Opened, referral_id: UUID, how: str) -> HttpResponse:
    """The agency acknowledged it, or the desk chased it."""
    referral = str(referral_id)
    if referral not in reading.state_of(opened.records)["referrals"]:
        raise Http404
    typed = AcknowledgedForm(request.POST) if how == "acknowledged" else ChasedForm(request.POST)
    if not typed.is_valid():
        return answer_page(request, opened, referral, {how: typed}, 422)
    data = typed.cleaned_data
    try:
        seen(request, opened)
        if how == "acknowledged":
            referring.acknowledged(request.user, opened, referral, data["on"], data["by"])
        else:
            referring.chased(request.user, opened, referral, data["on"], data["said"])
    except ChangedMeanwhileError:
        return answer_page(request, opened, referral, {how: typed}, 409, meanwhile=True)
    return back(opened, "referral")


@of_a_report(to_write=False)
@require_safe
def answer(request: HttpRequest, keyring: Keyring, opened: Opened, referral_id: UUID) -> HttpResponse:
    """What was sent, and the forms for what the agency answered."""
    if str(referral_id) not in reading.state_of(opened.records)["referrals"]:
        raise Http404
    return answer_page(request, opened, str(referral_id))


def answer_page(
    request: HttpRequest,
    opened: Opened,
    referral: str,
    bound: dict[str, forms.Form] | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """One referral, with what could not be written still in its form."""
    today = {"on": timezone.localdate()}
    data = reading.state_of(opened.records)["referrals"][referral]
    context = {
        "report": opened.report,
        "number": short(opened.report),
        "referral": data,
        "paper": paper(data),
        "forms": {
            "acknowledged": AcknowledgedForm(initial=today, auto_id="acknowledged_%s"),
            "chased": ChasedForm(initial=today, auto_id="chased_%s"),
            **(bound or {}),
        },
        "wrong": next(iter(bound.values())) if bound else None,
        "seen": still_seen(request, opened, "meanwhile" in more),
        **more,
    }
    return page(request, "referral", f"Referral {reference(referral)}", context, status)


def show(request: HttpRequest, opened: Opened, typed: ReferralForm, status: int = 200, **more: Any) -> HttpResponse:
    """The form, with the text of each field that can be chosen."""
    version = reading.state_of(opened.records)["sanitised"]
    texts = [visible(one["text"]) for one in version["fields"]]
    context = {
        "report": opened.report,
        "form": typed,
        "offered": list(zip(typed["chosen"], texts, strict=True)),
        "seen": still_seen(request, opened, "meanwhile" in more),
        **more,
    }
    return page(request, "refer", f"Refer report {short(opened.report)}", context, status)


def out(request: HttpRequest, opened: Opened, referral: str, sealed: bytes | None) -> HttpResponse:
    """The bundle as a file, or the print as a page."""
    if sealed is None:
        data = reading.state_of(opened.records)["referrals"][referral]
        context = {"paper": paper(data), "report": opened.report}
        return page(request, "paper", f"Print of referral {reference(referral)}", context)
    headers = {
        "Content-Disposition": f'attachment; filename="{reference(referral)}.txt.age"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return HttpResponse(sealed, content_type="application/octet-stream", headers=headers)


def _id(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise Http404 from None

"""A learner joins two accounts of their own: the other address, the code that came to it, what is joined, once more yes."""

import time
from typing import Any

from allauth.account.app_settings import LOGIN_BY_CODE_TIMEOUT
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from pages.addresses import url
from pages.origin import from_this_site
from people.journeys import entering
from people.journeys.second_factor import has_staff_rights
from people.models import User
from training.addresses import JOIN, RECORD
from training.doors import for_learners, whose
from training.errors import NotThereError, SameRecordError, SecondFactorError, StaffAccountError, TrainingError
from training.forms.door import AddressForm, CodeForm
from training.journeys.joining import holding_of, join_own, require_joinable
from training.views.shown import own_context, see_other

WAITING, PROVED = "lantern_joining", "lantern_joining_proved"


class OtherAddressForm(AddressForm):
    """Where the code goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Your other e-mail address")


class JoinForm(forms.Form):
    """Asked once, and meant."""

    sure = forms.BooleanField(
        label=gettext_lazy("Both addresses are mine, and I know that this cannot be undone."),
        error_messages={"required": gettext_lazy("Tick the box if you want to join them.")},
    )


@from_this_site
@for_learners
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, language: str) -> HttpResponse:
    """Whatever comes next; POST does it. Staff are told whom to ask, and see no form."""
    if has_staff_rights(request.user):
        return _shown(request, language, notice=why_not(StaffAccountError()))
    deed = DEEDS.get(request.POST.get("act", ""))
    if request.method != "POST" or deed is None or request.POST.get("whose") != whose(request.user):
        return _shown(request, language)
    return deed(request, language)


def _stop(request: HttpRequest, language: str) -> HttpResponse:
    """From the beginning: nothing waits, nothing is proved."""
    for key in (WAITING, PROVED):
        request.session.pop(key, None)
    return see_other(url(language, JOIN))


def _ask(request: HttpRequest, language: str) -> HttpResponse:
    """Send a code to the other address, whether or not it is known here."""
    form, user = OtherAddressForm(request.POST), request.user
    if form.is_valid() and form.cleaned_data["email"].lower() == user.email.lower():  # type: ignore[union-attr]
        form.add_error("email", _("You are signed in with this address. Type the other one."))
    if not form.is_valid():
        return _shown(request, language, 422, form=form)
    try:
        entering.send_code(request, form.cleaned_data["email"], "", WAITING, "training/email/join_code")
    except entering.TooOften:
        notice = _("That was tried too often. Wait a minute, then try again.")
        return _shown(request, language, 429, form=form, notice=notice)
    except entering.NoMail:
        notice = _("We cannot send e-mails at this moment. Try again in a few minutes.")
        return _shown(request, language, 503, form=form, notice=notice)
    request.session.pop(PROVED, None)
    return see_other(url(language, JOIN))


def _prove(request: HttpRequest, language: str) -> HttpResponse:
    """The code that came; only now is anything looked up."""
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _shown(request, language, 422, form=form)
    try:
        email = entering.prove(request, form.cleaned_data["code"], WAITING)["email"]
    except entering.WrongCode:
        form.add_error("code", _("This code is not right. Please type it again."))
        return _shown(request, language, 422, form=form)
    except entering.NothingWaits:
        notice = _(
            "That code is good no more: it was used, it is too old, or it was wrong three times. Ask for a new one."
        )
        return _shown(request, language, 410, notice=notice)
    other = entering.known(email)
    try:
        if other is None:
            raise NotThereError
        require_joinable(request.user, other)
    except TrainingError as error:
        return _shown(request, language, 409, notice=why_not(error))
    request.session[PROVED] = {"user": other.pk, "at": time.time()}
    return see_other(url(language, JOIN))


def _join(request: HttpRequest, language: str) -> HttpResponse:
    """Both are one record from now on; both addresses are told."""
    other, form = proved(request), JoinForm(request.POST)
    if other is None:
        return see_other(url(language, JOIN))
    if not form.is_valid():
        return _shown(request, language, 422, form=form)
    request.session.pop(PROVED, None)
    try:
        join_own(request.user, other)
    except TrainingError as error:
        return _shown(request, language, 409, notice=why_not(error))
    messages.success(request, _("Your accounts are joined. Both addresses lead to this record now."))
    return see_other(url(language, RECORD))


DEEDS = {"ask": _ask, "prove": _prove, "join": _join, "stop": _stop}


def proved(request: HttpRequest) -> User | None:
    """The account whose address was proved in this session, no longer than a code is good."""
    found = request.session.get(PROVED)
    if not found or time.time() - found["at"] > LOGIN_BY_CODE_TIMEOUT:
        return None
    return User.objects.filter(pk=found["user"]).first()


def why_not(error: TrainingError) -> str:
    """In the reader's language, with what to do."""
    if isinstance(error, SameRecordError):
        return _("These two addresses share one record already. There is nothing to do.")
    if isinstance(error, SecondFactorError):
        return _(
            "That account has a second step to sign in. Sign in with that address, and join this one to it from there."
        )
    if isinstance(error, StaffAccountError):
        return _(
            "One of these accounts is used to work on this site. Ask whoever looks after training to join them for you."
        )
    return _("Nobody learns here with that address, so there is nothing to join.")


def _shown(request: HttpRequest, language: str, status: int = 200, form: Any = None, notice: str = "") -> HttpResponse:
    """The page, with what was typed if it was not taken."""
    other, waits_for = proved(request), entering.waiting_address(request, WAITING)
    context = own_context(request, language, JOIN, _("Join your two accounts"))
    context.update(notice=notice, is_staff=has_staff_rights(request.user))
    if other is not None:
        context.update(step="join", form=form or JoinForm(), holdings=[holding_of(request.user), holding_of(other)])
    elif waits_for and not isinstance(form, AddressForm):
        context.update(step="prove", form=form or CodeForm(), email=waits_for)
    else:
        context.update(step="ask", form=form or OtherAddressForm())
    return render(request, "training/learn/join.html", context, status=status)

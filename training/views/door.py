"""The learner's door: an address, a code, and out again."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pages.addresses import url
from pages.origin import from_this_site
from people.journeys import entering
from training.addresses import CODE, LEARN
from training.doors import door_url, is_signed_in
from training.forms.door import AddressForm, CodeForm
from training.views.home import home
from training.views.shown import learner_context


@from_this_site
@require_http_methods(["GET", "HEAD", "POST"])
def learn(request: HttpRequest, language: str) -> HttpResponse:
    """A learner's first page; for whoever is not signed in the door. POST sends a code to an address."""
    if is_signed_in(request):
        return _kept_by_nobody(home(request, language) if request.method != "POST" else _in(request, language))
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            entering.send_code(request, form.cleaned_data["email"], onward_of(request, language))
        except entering.TooOften:
            return _door(request, language, form, 429, _("That was tried too often. Wait a minute, then try again."))
        except entering.NoMail:
            return _door(
                request, language, form, 503, _("We cannot send e-mails at this moment. Try again in a few minutes.")
            )
        return _kept_by_nobody(HttpResponseRedirect(url(language, CODE), status=303))
    return _door(request, language, form, 422 if form.errors else 200)


def onward_of(request: HttpRequest, language: str) -> str:
    """Where somebody wanted to go, if that is on this site; else their first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else url(language, LEARN)


@from_this_site
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, language: str) -> HttpResponse:
    """Type the code that came by e-mail."""
    if is_signed_in(request):
        return _in(request, language)
    email = entering.waiting_address(request) if request.COOKIES else ""
    if not email and request.method != "POST":
        return _kept_by_nobody(HttpResponseRedirect(door_url(language)))
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return _kept_by_nobody(entering.enter(request, form.cleaned_data["code"], language))
        except entering.WrongCode:
            form.add_error("code", _("This code is not right. Please type it again."))
        except entering.NothingWaits:
            says = _(
                "That code is good no more: it was used, it is too old, or it was wrong three times. Ask for a new one."
            )
            return _door(request, language, AddressForm(initial={"email": email}), 410, says)
        except entering.SwitchedOff:
            says = _("This account was switched off. If you need it again, write to whoever looks after your training.")
            return _door(request, language, AddressForm(), 403, says)
    context = learner_context(language, CODE, _("Type the code"))
    context.update(form=form, email=email, door_url=url(language, LEARN))
    return _kept_by_nobody(render(request, "training/learn/code.html", context, status=422 if form.errors else 200))


@from_this_site
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest, language: str) -> HttpResponse:
    """End this session, if it is asked for with POST. Twice is once."""
    if request.method == "POST" and is_signed_in(request):
        logout(request)
    return HttpResponseRedirect(url(language, LEARN), status=303)


def _door(request: HttpRequest, language: str, form: AddressForm, status: int, notice: str = "") -> HttpResponse:
    onward = onward_of(request, language)
    context = learner_context(language, LEARN, _("Your training"))
    context.update(form=form, notice=notice, onward=onward, catalogue_url=url(language, "training/"))
    return _kept_by_nobody(render(request, "training/learn/door.html", context, status=status))


def _in(request: HttpRequest, language: str) -> HttpResponse:
    return _kept_by_nobody(HttpResponseRedirect(onward_of(request, language), status=303))


def _kept_by_nobody(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response

"""Setting up the desk, unlocking and locking it, and one's own passphrase."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from reporting.desk.access import MANAGERS, OFFICERS, forget, keep, only, page, to_unlock
from reporting.desk.forms_of_keys import ComeBackForm, NewPassphraseForm, SheetForm, UnlockForm
from reporting.journeys import admitting, setting_up, unlocking
from reporting.journeys.setting_up import AlreadySetUpError, WrongSheetError
from reporting.models import Setup
from reporting.sealing.recovery import NotARecoveryKeyError

NOT_A_SHEET = "A character is wrong or missing. Compare what you typed with the sheet, four at a time."
WRONG_SHEET = "This is a recovery key, but not the one of this desk. Is it an older sheet?"


@only(*MANAGERS)
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Make the keys: the manager's passphrase, then the sheet, shown this once."""
    if Setup.objects.exists():
        return redirect("desk_drill" if not setting_up.is_open() else "desk_inbox")
    form = NewPassphraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sheet = setting_up.make_keys(request.user, form.cleaned_data["passphrase"])
        except AlreadySetUpError:
            return redirect("desk_drill")
        return page(request, "sheet", "The recovery sheet", {"sheet": sheet.split(" ")})
    return page(request, "set_up", "Set up the desk", {"form": form}, 422 if form.errors else 200)


@only(*MANAGERS)
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def drill(request: HttpRequest) -> HttpResponse:
    """Type in what stands on the printed sheet. Until that has worked, no report is taken."""
    form = SheetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            setting_up.prove_sheet(request.user, form.cleaned_data["sheet"])
        except NotARecoveryKeyError:
            form.add_error("sheet", NOT_A_SHEET)
        except WrongSheetError:
            form.add_error("sheet", WRONG_SHEET)
        else:
            return page(request, "ready", "The recovery sheet works")
    context = {"form": form, "is_open": setting_up.is_open()}
    return page(request, "drill", "Prove the recovery sheet", context, 422 if form.errors else 200)


@only(*OFFICERS)
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def passphrase(request: HttpRequest) -> HttpResponse:
    """Choose a passphrase: the first one, or a new one after forgetting it. A colleague must then admit its owner."""
    if not Setup.objects.exists():
        return to_unlock(request)
    form = NewPassphraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        admitting.choose_passphrase(request.user, form.cleaned_data["passphrase"])
        return forget(redirect("desk_waiting"))
    return page(request, "passphrase", "Choose your passphrase", {"form": form}, 422 if form.errors else 200)


@only(*OFFICERS)
@require_http_methods(["GET"])
def waiting(request: HttpRequest) -> HttpResponse:
    """A passphrase is chosen; a colleague, or the sheet, has to let its owner in."""
    return page(request, "waiting", "Ask a colleague to let you in")


@only(*OFFICERS)
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def come_back(request: HttpRequest) -> HttpResponse:
    """With the recovery sheet: when nobody is left who could admit anybody."""
    form = ComeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            admitting.come_back(request.user, form.cleaned_data["sheet"], form.cleaned_data["passphrase"])
        except NotARecoveryKeyError:
            form.add_error("sheet", NOT_A_SHEET)
        except WrongSheetError:
            form.add_error("sheet", WRONG_SHEET)
        else:
            return redirect("desk_unlock")
    return page(request, "come_back", "Come back with the recovery sheet", {"form": form}, 422 if form.errors else 200)


@only(*OFFICERS)
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Open the reports for a while."""
    form = UnlockForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            token = unlocking.unlock(request.user, form.cleaned_data["passphrase"])
        except unlocking.NoKeyError:
            return to_unlock(request)
        except unlocking.WrongPassphraseError:
            form.add_error(
                "passphrase", "This passphrase opens nothing. Check the words, their order and capital letters."
            )
        except unlocking.TooManyGuessesError:
            form.add_error(
                "passphrase", "Too many wrong passphrases. Wait an hour, or choose a new one and ask a colleague."
            )
            status = 429
        else:
            return keep(HttpResponseRedirect(onward(request)), token)
    if form.errors and status == 200:
        status = 422
    return page(request, "unlock", "Unlock the desk", {"form": form, "next": onward(request)}, status)


def onward(request: HttpRequest) -> str:
    """Where the officer was going, within the desk."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    inside = asked.startswith("/desk/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if inside else "/desk/"


@only(*OFFICERS)
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Close it at once."""
    unlocking.lock(request.user)
    return forget(redirect("desk_unlock"))

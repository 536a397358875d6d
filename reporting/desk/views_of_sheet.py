"""A new recovery sheet, in three pages: why, the paper, and typing in what stands on it."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from people.roles import has_role
from reporting import carried
from reporting.desk.access import MANAGERS, keep, page, unlocked
from reporting.desk.forms_of_keys import SheetForm
from reporting.desk.views_of_keys import NOT_A_SHEET
from reporting.journeys import replacing_sheet, unlocking
from reporting.journeys.setting_up import WrongSheetError
from reporting.keyring import Keyring, NotForYouError
from reporting.models import InboxKey, Report
from reporting.sealing.recovery import NotARecoveryKeyError

PURPOSE = "new sheet"
WITHIN = timedelta(hours=1)
NOT_THE_NEW_ONE = "This is a recovery key, but not the one you have just printed. Is it the old sheet?"
LEFT_OVER = "The lock is still being changed by a colleague: finish that first, under “Who can open it”."


@unlocked
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def new_sheet(request: HttpRequest, keyring: Keyring) -> HttpResponse:
    """What will happen; and, when the button is pressed, the sheet, shown this once."""
    if not has_role(request.user, *MANAGERS):
        return not_a_manager(request)
    if request.method != "POST":
        return page(request, "new_sheet", "Print a new recovery sheet")
    drawn = replacing_sheet.draw()
    context = {
        "sheet": drawn.printed.split(" "),
        "carried": carried.hand_out(PURPOSE, {"public": drawn.public.hex(), "for": request.user.pk}),
    }
    return page(request, "new_sheet_paper", "The new recovery sheet", context)


@unlocked
@sensitive_post_parameters()
@sensitive_variables()
@require_POST
def prove_new_sheet(request: HttpRequest, keyring: Keyring) -> HttpResponse:
    """The drill. Until it has worked, the old sheet opens everything and the new one nothing."""
    if not has_role(request.user, *MANAGERS):
        return not_a_manager(request)
    try:
        state = carried.take_back(PURPOSE, request.POST.get("carried", ""), WITHIN)
    except carried.NotCarriedError:
        state = {}
    if state.get("for") != request.user.pk:
        return page(request, "new_sheet", "Print a new recovery sheet", {"too_late": True}, 422)
    form = SheetForm(request.POST if "sheet" in request.POST else None)
    if form.is_valid():
        try:
            keyring = replacing_sheet.replace(
                request.user, keyring, bytes.fromhex(state["public"]), form.cleaned_data["sheet"]
            )
        except NotARecoveryKeyError:
            form.add_error("sheet", NOT_A_SHEET)
        except WrongSheetError:
            form.add_error("sheet", NOT_THE_NEW_ONE)
        except NotForYouError:
            form.add_error(None, LEFT_OVER)
        else:
            return replaced(request, keyring)
    context = {"form": form, "carried": request.POST["carried"]}
    return page(request, "new_sheet_drill", "Prove the new recovery sheet", context, 422 if form.errors else 200)


def replaced(request: HttpRequest, keyring: Keyring) -> HttpResponse:
    """What to do with both papers; and the lock of older reports."""
    unlocking.end(request.user)
    token = unlocking.keep_open(request.user, keyring)
    left_over = Report.objects.filter(inbox_key__retired=True).count()
    context = {"left_over": left_over, "must_change": InboxKey.objects.filter(retired=True).exists()}
    return keep(page(request, "new_sheet_ready", "The new recovery sheet works", context), token)


def not_a_manager(request: HttpRequest) -> HttpResponse:
    """Officers have no business with the paper."""
    return page(request, "not_for_you", "Only a manager of the desk can do this", status=403)

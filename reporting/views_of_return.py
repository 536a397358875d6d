"""Coming back with a receipt: read the desk's answers, add something, hide an answer. No cookie, nothing kept."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from config import languages
from pages.kept import kept_nowhere
from pages.origin import from_this_site
from pages.rendering import screen_context
from reporting import carried
from reporting.addresses import REPORT_RETURN, stylesheet
from reporting.files.arriving import seal_files, sent
from reporting.files.explaining import explained
from reporting.forms_of_return import MessageForm, ReceiptForm
from reporting.journeys import returning
from reporting.journeys.returning import NoSuchReceiptError, Returned, TooManyWrongError

PURPOSE = "return"
OPEN_FOR = timedelta(minutes=30)


@kept_nowhere
@from_this_site
@require_http_methods(["GET", "HEAD", "POST"])
def report_return(request: HttpRequest, language: str) -> HttpResponse:
    """Ask for the receipt; with it, show what the desk wrote. The page carries the receipt on, sealed."""
    if request.method != "POST":
        return ask(request, language, ReceiptForm())
    seal_files(request)
    if "carried" in request.POST:
        return go_on(request, language)
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        return ask(request, language, form, 422)
    try:
        returned = returning.come_back(form.cleaned_data["receipt"])
    except NoSuchReceiptError:
        form.add_error("receipt", _("No report has this receipt. Check each digit and try again."))
        return ask(request, language, form, 422)
    except TooManyWrongError:
        return ask(request, language, form, 503, too_many=True)
    return show(request, language, returned, form.cleaned_data["receipt"], MessageForm())


def go_on(request: HttpRequest, language: str) -> HttpResponse:
    """From the page that was shown: hide an answer, or add a message. What was typed is kept if it cannot be taken."""
    form = MessageForm(request.POST)
    try:
        state = carried.take_back(PURPOSE, request.POST["carried"], OPEN_FOR)
        returned = returning.come_back(state["receipt"])
    except (carried.NotCarriedError, NoSuchReceiptError):
        return ask(request, language, ReceiptForm(), 422, closed=True, typed=form["message"].value() or "")
    except TooManyWrongError:
        return ask(request, language, ReceiptForm(), 503, too_many=True, typed=form["message"].value() or "")
    if "hide" in request.POST:
        hide(returned, request.POST["hide"])
        return show(request, language, returned, state["receipt"], MessageForm(), hidden=True)
    taken, refused = sent(request)
    # A file may come without words.
    form.fields["message"].required = not (taken or refused)
    if not form.is_valid():
        return show(request, language, returned, state["receipt"], form, status=422, message=state["message"])
    words = form.cleaned_data["message"]
    if words or taken:
        try:
            returning.add(returned, UUID(state["message"]), words, taken)
        except NoSuchReceiptError:
            return ask(request, language, ReceiptForm(), 422, closed=True, typed=words)
    more: dict[str, Any] = {"added": bool(words or taken), "refused": explained(refused)}
    return show(request, language, returned, state["receipt"], MessageForm(), **more)


def hide(returned: Returned, asked: str) -> None:
    """Hide the answer with this id; what is no id hides nothing."""
    try:
        returning.hide(returned, UUID(asked))
    except ValueError:
        return


def ask(request: HttpRequest, language: str, form: ReceiptForm, status: int = 200, **more: Any) -> HttpResponse:
    """The page that asks for the receipt."""
    context = screen_context(language, REPORT_RETURN, _("Come back to your report"))
    context["furniture"].noindex, context["furniture"].stylesheet = True, stylesheet(languages.get(language))
    return render(request, "reporting/return.html", {**context, "form": form, **more}, status=status)


def show(
    request: HttpRequest,
    language: str,
    returned: Returned,
    receipt: str,
    form: MessageForm,
    status: int = 200,
    message: str = "",
    **more: Any,
) -> HttpResponse:
    """The desk's answers, and never the report: whoever finds a receipt learns nothing that was told."""
    context = screen_context(language, REPORT_RETURN, _("Your report"))
    context["furniture"].noindex, context["furniture"].stylesheet = True, stylesheet(languages.get(language))
    context.update(
        form=form,
        answers=returning.answers(returned),
        carried=carried.hand_out(PURPOSE, {"receipt": receipt, "message": message or str(uuid4())}),
        **more,
    )
    return render(request, "reporting/returned.html", context, status=status)

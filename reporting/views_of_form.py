"""The concern form: one address, every page an answer to a POST, the state in the page. No cookie, nothing kept."""

from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pages.addresses import REPORT, url
from pages.kept import kept_nowhere
from pages.origin import from_this_site
from pages.rendering import screen_context
from reporting import flood, state
from reporting.addresses import REPORT_AGAIN, REPORT_FORM, stylesheet
from reporting.carried import NotCarriedError, TooLateError
from reporting.files.arriving import seal_files, sent
from reporting.journeys import filling as journey
from reporting.journeys.sending import NotReadyError, is_open
from reporting.questions import PATHS
from reporting.questions.kinds import CHECK, FILES
from reporting.shown_form import Problem, choose, form_context, lost, receipt, show
from reporting.state import Filling


@kept_nowhere
@from_this_site
@require_http_methods(["GET", "HEAD", "POST"])
def report_form(request: HttpRequest, language: str) -> HttpResponse:
    """The next page of the form. Opened by itself it leads to its start."""
    # Whatever cookie a browser sends is neither read nor answered, not even by taking it away.
    del request.session
    if request.method != "POST":
        return HttpResponseRedirect(url(language, REPORT), status=303)
    seal_files(request)
    try:
        data = request.POST
    except RequestDataTooBig:
        return lost(request, language, Problem.TOO_BIG, 413)
    except MultiPartParserError:
        return lost(request, language, Problem.DAMAGED, 400)
    if "start" in data and "carried" not in data:
        return begin(request, language, data["start"])
    try:
        filling = state.unpack(data.get("carried", ""))
    except TooLateError:
        return lost(request, language, Problem.TOO_LATE, 422)
    except NotCarriedError:
        return lost(request, language, Problem.DAMAGED, 422)
    if data.get("start") in PATHS and not was_sent(filling):
        return show(request, language, journey.Next(journey.on_another_path(filling, data["start"])))
    return go_on(request, language, filling)


@kept_nowhere
@require_safe
def report_again(request: HttpRequest, language: str) -> HttpResponse:
    """Where a page of the form stands in the browser's history: its script asks for that page again (decision 0031)."""
    del request.session
    title = _("Back to your form")
    try:
        context = screen_context(language, REPORT_AGAIN, title)
    except DatabaseError:
        context = form_context(language, title)
    around = context["furniture"]
    around.noindex, around.stylesheet = True, stylesheet(around.language)
    context["form_url"] = url(language, REPORT_FORM)
    return render(request, "reporting/again.html", context)


def begin(request: HttpRequest, language: str, path: str) -> HttpResponse:
    """The first page of a path, with an empty form."""
    if path not in PATHS:
        return HttpResponseRedirect(url(language, REPORT), status=303)
    if not takes_reports():
        return lost(request, language, Problem.CLOSED, 503)
    return show(request, language, journey.Next(state.begin(path, language)))


def go_on(request: HttpRequest, language: str, filling: Filling) -> HttpResponse:
    """From a page of the form to the next, or to the receipt."""
    data, pressed = request.POST, request.POST.get("go", "")
    if data.get("website"):
        filling = filling.at(filling.step, trapped=True)
    if was_sent(filling):
        return receipt(request, language, filling, again=pressed != journey.SEND)
    if pressed == journey.BACK and journey.is_first(filling) and not filling.changing:
        return choose(request, language, journey.go(filling, pressed, data).filling)
    if pressed == journey.SEND and filling.step in (CHECK, FILES):
        return send(request, language, filling)
    return show(request, language, journey.go(filling, pressed, data), before=filling)


def send(request: HttpRequest, language: str, filling: Filling) -> HttpResponse:
    """The receipt, or the check page again with what went wrong: all that was written is still in it."""
    problem = journey.first_problem(filling)
    if problem:
        return show(request, language, problem)
    taken, refused = sent(request)
    try:
        journey.send(filling, language, flood.is_flooding(request), taken, request.POST.get("proof", ""))
    except NotReadyError:
        return not_sent(request, language, filling, _("The form has just closed, and we could not take your report."))
    except (DatabaseError, OSError):
        return not_sent(
            request, language, filling, _("Something is wrong with our computer, and we could not take your report.")
        )
    return receipt(request, language, filling, refused=refused)


def not_sent(request: HttpRequest, language: str, filling: Filling, problem: str) -> HttpResponse:
    """The check page, where everything that was written can be seen; files are in no page and must be chosen again."""
    again = journey.Next(filling.at(CHECK))
    return show(request, language, again, problem=problem, files_again=filling.step == FILES, status=503)


def takes_reports() -> bool:
    """Whether the form is open; a database that is away says nothing against it until something is sent."""
    try:
        return is_open()
    except DatabaseError:
        return True


def was_sent(filling: Filling) -> bool:
    """Whether it is with the desk already; unknown is no."""
    try:
        return journey.is_sent(filling)
    except DatabaseError:
        return False

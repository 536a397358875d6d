"""The log, for auditors and managers: what was done at the desk, without any content."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from reporting.desk.access import AUDITORS, MANAGERS, only, page
from reporting.desk.forms_of_log import GoOnForm, WrittenDownForm
from reporting.journeys import anchoring, watching_the_log
from reporting.models import AuditEntry

PER_PAGE = 100


@only(*AUDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    """The newest first, and whether the chain holds. What was written down elsewhere is posted, and looked for."""
    if request.method != "POST":
        return show(request)
    form = WrittenDownForm(request.POST)
    if not form.is_valid():
        return show(request, 422, written=form, wrong=form)
    end = form.cleaned_data["written"]
    return show(request, written=form, found=end, stands=end.stands())


@only(*MANAGERS)
@require_POST
def go_on(request: HttpRequest) -> HttpResponse:
    """A manager says why lines are missing; the log goes on from there."""
    form = GoOnForm(request.POST)
    if not form.is_valid():
        return show(request, 422, go_on=form, wrong=form)
    if watching_the_log.known_trouble(fresh=True) is not None:
        watching_the_log.go_on(request.user, form.cleaned_data["why"])
    return HttpResponseRedirect(f"{reverse('desk_log')}?check=1")


def show(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    """The page. The last digest is for writing down elsewhere."""
    # Whoever has typed a digest wants to know of all lines.
    checked = "check" in request.GET or "found" in more
    shown = Paginator(AuditEntry.objects.order_by("-number"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "shown": shown,
        "entries": shown.object_list,
        "trouble": watching_the_log.known_trouble(fresh=checked),
        "checked": checked,
        "last": anchoring.end_of_the_log(),
        "written": WrittenDownForm(),
        "go_on": GoOnForm(),
        **more,
    }
    return page(request, "log", "The desk's log", context, status)

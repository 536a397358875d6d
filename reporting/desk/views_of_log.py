"""The log, for auditors and managers: what was done at the desk, without any content."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from reporting.desk.access import AUDITORS, only, page
from reporting.journeys.watching_the_log import known_break
from reporting.models import AuditEntry

PER_PAGE = 100


@only(*AUDITORS)
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """The newest first, and whether the chain holds. The last digest is for writing down elsewhere."""
    shown = Paginator(AuditEntry.objects.order_by("-number"), PER_PAGE).get_page(request.GET.get("page"))
    last = AuditEntry.objects.order_by("-number").first()
    context = {
        "shown": shown,
        "entries": shown.object_list,
        "broken_at": known_break(fresh="check" in request.GET),
        "checked": "check" in request.GET,
        "last": last,
        "last_digest": bytes(last.digest).hex() if last else "",
    }
    return page(request, "log", "The desk's log", context)

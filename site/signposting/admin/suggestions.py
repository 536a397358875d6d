"""The desk for what readers and services suggest."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.menu import MenuItem

from signposting.journeys.deciding import Decision, Refused, Verdict, decide, shown
from signposting.models import Suggestion

MAY_LOOK, MAY_DECIDE = "signposting.view_suggestion", "signposting.change_suggestion"
A_PAGE = 50


class SuggestionsMenuItem(MenuItem):
    """For those who may see the desk."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whoever may open it."""
        return bool(request.user.has_perm(MAY_LOOK))


def menu_item() -> MenuItem:
    """Among the reports."""
    return SuggestionsMenuItem("Suggested changes", reverse("suggestions"), icon_name="edit", order=31)


def urls() -> list[URLPattern]:
    """The list and the desk of one."""
    return [
        path("signposting/suggestions/", suggestions, name="suggestions"),
        path("signposting/suggestions/<int:pk>/", suggestion, name="suggestion"),
    ]


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Those that wait, the oldest first; `?done=1` shows the others."""
    if not request.user.has_perm(MAY_LOOK):
        raise PermissionDenied
    done = bool(request.GET.get("done"))
    found = Suggestion.objects.filter(closed_on__isnull=not done).select_related("service")
    found = found.annotate(waiting=Count("changes", filter=Q(changes__decision=Decision.WAITING)))
    page = Paginator(found.order_by("received_on", "pk"), A_PAGE).get_page(request.GET.get("p"))
    return render(request, "signposting/admin/suggestions.html", {"page": page, "done": done})


@require_http_methods(["GET", "HEAD", "POST"])
def suggestion(request: HttpRequest, pk: int) -> HttpResponse:
    """Each field, old and new, to accept or to decline; what is not decided stays."""
    if not request.user.has_perm(MAY_LOOK):
        raise PermissionDenied
    found = get_object_or_404(Suggestion.objects.select_related("service__locale"), pk=pk)
    refused = Refused({})
    status = 200
    if request.method == "POST":
        try:
            take(request, found)
        except Refused as problem:
            refused, status = problem, 422
        else:
            return HttpResponseRedirect(reverse("suggestions"))
    rows = [
        {
            "shown": one,
            "chosen": request.POST.get(f"decide-{one.change.pk}", ""),
            "value": request.POST.get(f"value-{one.change.pk}", one.change.after),
            "reason": request.POST.get(f"reason-{one.change.pk}", ""),
            "problem": refused.problems.get(one.change.pk, ""),
            "waits": one.change.decision == Decision.WAITING,
        }
        for one in shown(found)
    ]
    context = {
        "suggestion": found,
        "rows": rows,
        "problem": refused.sentence,
        "may_decide": request.user.has_perm(MAY_DECIDE),
        "may_publish": request.user.has_perm("signposting.publish_service")
        and not found.service.has_unpublished_changes,
        "edit_url": reverse(found.service.snippet_viewset.get_url_name("edit"), args=[found.service.pk]),
    }
    return render(request, "signposting/admin/suggestion.html", context, status=status)


def take(request: HttpRequest, found: Suggestion) -> None:
    """What the form says. Raises Refused."""
    verdicts = verdicts_of(request.POST, found)
    before = waiting(found)
    number = decide(found, verdicts, request.user, publish=bool(request.POST.get("publish")))
    if request.POST.get("read") and not waiting(found):
        Suggestion.objects.filter(pk=found.pk, closed_on=None).update(closed_on=timezone.localdate())
    left = waiting(found)
    later = f" {left} still to decide." if left else ""
    if number:
        messages.success(request, f"Kept in “{found.service}”: {number} of {len(verdicts)} changes accepted.{later}")
    elif before and left == before:
        messages.warning(request, f"Nothing was decided. All of it waits: “{found.service}” stays as it is.")
    else:
        messages.success(request, f"Done. “{found.service}” stays as it is.{later}")


def waiting(found: Suggestion) -> int:
    """How many of its changes nobody has decided."""
    return found.changes.filter(decision=Decision.WAITING).count()


def verdicts_of(sent: Any, found: Suggestion) -> dict[int, Verdict]:
    """Of the changes that this suggestion has."""
    return {
        pk: Verdict(chosen == "accept", sent.get(f"value-{pk}", ""), sent.get(f"reason-{pk}", "").strip())
        for pk in found.changes.values_list("pk", flat=True)
        if (chosen := sent.get(f"decide-{pk}")) in ("accept", "decline")
    }

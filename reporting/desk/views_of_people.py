"""Who can open the desk: letting colleagues in, taking keys away, changing the lock."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from people.roles import has_role
from reporting.desk.access import MANAGERS, keep, page, unlocked
from reporting.journeys import admitting, rotating, unlocking
from reporting.keyring import Keyring, NotForYouError
from reporting.models import InboxKey, KeyHolder, Report


@unlocked
@require_safe
def people(request: HttpRequest, keyring: Keyring) -> HttpResponse:
    """Holders of keys, and newcomers who wait."""
    holders = KeyHolder.objects.select_related("user").prefetch_related("held__inbox_key").order_by("user__email")
    context = {
        "holders": [
            (holder, sorted({held.inbox_key.get_inbox_display() for held in holder.held.all()})) for holder in holders
        ],
        "newcomers": admitting.waiting(),
        "left_over": Report.objects.filter(inbox_key__retired=True, inbox_key__in=keyring.inboxes).count(),
        "must_change": InboxKey.objects.filter(retired=True).exists(),
    }
    return page(request, "people", "Who can open the desk", context)


@unlocked
@require_POST
def admit(request: HttpRequest, keyring: Keyring) -> HttpResponse:
    """Let a colleague in."""
    try:
        admitting.admit(request.user, keyring, colleague(request, user__is_active=True))
    except NotForYouError:
        return page(request, "not_for_you", "You cannot let this colleague in", status=403)
    return redirect("desk_people")


@unlocked
@require_POST
def take_away(request: HttpRequest, keyring: Keyring) -> HttpResponse:
    """A colleague leaves: their keys go, and both locks are changed. For managers, and never for oneself."""
    if not has_role(request.user, *MANAGERS):
        return page(request, "not_for_you", "Only a manager of the desk can do this", status=403)
    holder = colleague(request)
    held = {key.inbox_key.inbox for key in holder.held.select_related("inbox_key")}
    admitting.take_away(request.user, holder.user)
    for inbox in InboxKey.Inbox:
        if inbox in held and InboxKey.objects.filter(inbox=inbox, retired=False, pk__in=keyring.inboxes).exists():
            keyring = rotating.rotate(request.user, keyring, inbox)
    unlocking.end(request.user)
    return keep(redirect("desk_people"), unlocking.keep_open(request.user, keyring))


@unlocked
@require_POST
def carry_over(request: HttpRequest, keyring: Keyring) -> HttpResponse:
    """The next two hundred reports get the new lock; the page offers to go on until none is left."""
    rotating.carry_over(keyring)
    return redirect("desk_people")


def colleague(request: HttpRequest, **only: Any) -> KeyHolder:
    """The officer whose button was pressed; nobody's own, and never the paper. Raises Http404."""
    try:
        holder = UUID(request.POST.get("holder", ""))
    except ValueError:
        raise Http404 from None
    officers = KeyHolder.objects.exclude(user=request.user.pk).filter(user__isnull=False).select_related("user")
    return get_object_or_404(officers, pk=holder, **only)

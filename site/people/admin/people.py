"""The people of the site: who may do what, inviting, switching off. For site managers alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin.widgets.button import HeaderButton

from people.forms import InviteForm, RolesForm
from people.journeys import inviting, membership, second_factor
from people.models import Invitation, User

PERMISSION = "people.look_after_people"
PER_PAGE = 50
View = Callable[..., HttpResponse]


def for_managers(view: View) -> View:
    """Shut for everybody who does not look after people."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def screen(title: str, *, deeper: bool = True) -> dict[str, Any]:
    """What Wagtail's header shows."""
    trail = [{"url": reverse("people"), "label": "People"}] if deeper else []
    return {
        "breadcrumbs_items": [*trail, {"url": "", "label": title}],
        "header_title": title,
        "page_title": title,
        "header_icon": "group",
    }


def staff() -> QuerySet[User]:
    """Accounts with a role or a right, and those that were switched off; learners, who have neither, may be many."""
    return User.objects.filter(
        Q(groups__isnull=False)
        | Q(user_permissions__isnull=False)
        | Q(is_superuser=True)
        | Q(is_staff=True)
        | Q(is_active=False)
    )


def searched(asked: str) -> QuerySet[User]:
    """Every account whose address or name holds the words."""
    return User.objects.filter(
        Q(email__icontains=asked) | Q(first_name__icontains=asked) | Q(last_name__icontains=asked)
    )


@for_managers
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Accounts that may do something here, and the invitations that wait for an answer. A search finds learners too."""
    asked = request.GET.get("q", "").strip()
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=second_factor.FACTORS)
    people = (
        User.objects.filter(pk__in=(searched(asked) if asked else staff()).values("pk"))
        .annotate(has_second_factor=Exists(factors))
        .prefetch_related("groups")
        .order_by("-is_active", "last_name", "first_name", "email")
    )
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("p"))
    waiting = Invitation.objects.filter(accepted_at=None, withdrawn_at=None)
    context = {
        **screen("People", deeper=False),
        "people": page,
        "asked": asked,
        "invitations": waiting.select_related("invited_by").prefetch_related("roles"),
        "header_buttons": [HeaderButton("Invite somebody", reverse("people_invite"), icon_name="plus")],
    }
    return render(request, "people/admin/index.html", context)


@for_managers
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody by e-mail; somebody who left can be invited again."""
    form = InviteForm(request.POST or None, initial={"email": request.GET.get("email", "")})
    if request.method == "POST" and form.is_valid():
        try:
            invitation = inviting.invite(form.cleaned_data["email"], form.cleaned_data["roles"], request.user)
        except inviting.CannotInvite as problem:
            form.add_error("email", str(problem))
        else:
            _send(request, invitation)
            return redirect("people")
    return render(request, "people/admin/invite.html", {**screen("Invite somebody"), "form": form})


@for_managers
@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an invitation again, with a new link and another week."""
    _send(request, get_object_or_404(Invitation, pk=pk, accepted_at=None, withdrawn_at=None))
    return redirect("people")


@for_managers
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    invitation = get_object_or_404(Invitation, pk=pk, accepted_at=None, withdrawn_at=None)
    inviting.withdraw(invitation, request.user)
    messages.success(request, f"The invitation to {invitation.email} is withdrawn. Its link works no longer.")
    return redirect("people")


@for_managers
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person's roles, and the ways to their switching off."""
    user = get_object_or_404(User, pk=pk)
    form = RolesForm(request.POST or None, initial={"roles": user.groups.all()})
    if request.method == "POST" and user.is_active and form.is_valid():
        try:
            membership.set_roles(user, form.cleaned_data["roles"], request.user)
        except membership.LastManager as problem:
            form.add_error("roles", str(problem))
        else:
            messages.success(request, f"{user} has these roles now.")
            return redirect("people")
    context = {
        **screen(str(user)),
        "form": form,
        "person": user,
        "has_second_factor": second_factor.has_one(user),
        "is_last_manager": membership.is_last_manager(user),
    }
    return render(request, "people/admin/person.html", context)


@for_managers
@require_http_methods(["GET", "POST"])
def switch_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then end everything at once."""
    user = get_object_or_404(User, pk=pk, is_active=True)
    if request.method == "POST":
        try:
            membership.switch_off(user, request.user)
        except membership.LastManager as problem:
            messages.error(request, str(problem))
            return redirect("person", pk)
        messages.success(request, f"{user} is switched off and signed out everywhere.")
        return redirect("people")
    return render(request, "people/admin/switch_off.html", {**screen(f"Switch off {user}"), "person": user})


@for_managers
@require_POST
def reset_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """For somebody who has lost their telephone and their codes."""
    user = get_object_or_404(User, pk=pk, is_active=True)
    membership.reset_second_factor(user, request.user)
    messages.success(request, f"{user} is signed out and chooses a new second factor at the next sign-in.")
    return redirect("person", pk)


def _send(request: HttpRequest, invitation: Invitation) -> None:
    try:
        inviting.send(invitation, request.user)
    except OSError:
        messages.error(
            request,
            f"The invitation to {invitation.email} is kept, but no e-mail could be sent. "
            "Press “Send again” when the mail server works.",
        )
    else:
        messages.success(request, f"{invitation.email} is invited. The link in the e-mail works once, for seven days.")

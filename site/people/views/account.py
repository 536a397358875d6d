"""A person's own account: an overview, the first second factor, an invitation."""

import time
from typing import cast

from allauth.account.utils import perform_login
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people.forms import JoinForm, LanguageForm
from people.journeys import inviting, second_factor
from people.models import Invitation, User

NEXT = "lantern_enrol_next"


@login_required
@require_http_methods(["GET", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """Everything about one's own account, each with its way to change it."""
    form = LanguageForm(request.POST or None, instance=cast("User", request.user))
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("account_home")
    context = {
        "form": form,
        "roles": request.user.groups.order_by("name"),
        "has_second_factor": second_factor.has_one(request.user),
        "is_staff": second_factor.has_staff_rights(request.user),
        "may_enter_admin": request.user.has_perm("wagtailadmin.access_admin"),
    }
    return render(request, "people/home.html", context)


@login_required
def enrol(request: HttpRequest) -> HttpResponse:
    """Where somebody with staff rights chooses their first second factor; then on to where they wanted to go."""
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        request.session[NEXT] = wanted
    if second_factor.has_one(request.user):
        return redirect("enrolled")
    return render(request, "people/enrol.html", {"must": second_factor.has_staff_rights(request.user)})


@login_required
def enrolled(request: HttpRequest) -> HttpResponse:
    """After the recovery codes: on to where they wanted to go."""
    return HttpResponseRedirect(request.session.pop(NEXT, "") or reverse("account_home"))


@login_required
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out on one other device; only one's own can be ended."""
    get_object_or_404(UserSession, pk=pk, user=request.user).end()
    messages.success(request, _("That device is signed out."))
    return redirect("usersessions_list")


@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation once. Outsiders learn nothing: a link that is not ours is a link that is not good."""
    found = inviting.find(token)
    state = inviting.state_of(found) if found else "unknown"
    if found is None or state != Invitation.PENDING:
        return _not_open(request, state)
    form = JoinForm(request.POST or None, email=found.email)
    if request.method == "POST" and form.is_valid():
        try:
            user = inviting.accept(token, **form.cleaned_data)
        except inviting.NotOpen as problem:
            return _not_open(request, problem.state)
        # Whoever was signed in here is not who was invited.
        logout(request)
        messages.success(request, _("Welcome. Your account is ready."))
        answer: HttpResponse = perform_login(request, user, email_verification="none")
        request.session[second_factor.JOINED] = time.time()
        return answer
    context = {"form": form, "invitation": found, "roles": found.roles.order_by("name")}
    return render(request, "people/invitation.html", context)


def _not_open(request: HttpRequest, state: str) -> HttpResponse:
    status = 404 if state == "unknown" else 410
    return render(request, "people/invitation_not_open.html", {"state": state}, status=status)

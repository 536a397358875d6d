"""Who may come in: a role, a second factor (people.middleware asks for it), and for content an unlocked desk."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control

from people.roles import DESK, DESK_AUDITORS, DESK_MANAGERS, has_role
from reporting.journeys import unlocking
from reporting.journeys.unlocking import Token
from reporting.models import KeyHolder, Setup

View = Callable[..., HttpResponse]
COOKIE = "lantern_desk"
PATH = "/desk/"
OFFICERS = (DESK, DESK_MANAGERS)
MANAGERS = (DESK_MANAGERS,)
AUDITORS = (DESK_AUDITORS, DESK_MANAGERS)
# What a form carries and nobody typed; and what stands on the recovery sheet, which no page shows again.
NOT_TYPED = (
    "csrfmiddlewaretoken",
    "seen",
    "answer_id",
    "task",
    "carried",
    "step",
    "chosen",
    "report",
    "referral",
    "agency",
    "sure",
    "sheet",
)


def only(*roles: str) -> Callable[[View], View]:
    """A page for these roles alone. Nobody keeps a copy of it."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                response: HttpResponse = redirect_to_login(request.path)
            elif not has_role(request.user, *roles):
                response = page(request, "not_for_you", "Not for your role", status=403)
            else:
                response = view(request, *args, **kwargs)
            patch_cache_control(response, no_store=True, private=True)
            response.headers.setdefault("X-Robots-Tag", "noindex")
            return response

        return checked

    return decorate


def unlocked(view: View) -> View:
    """A page that shows content: gives the view the officer's keyring, or leads to where it is had.

    What was typed into a form is not lost when the desk has locked itself meanwhile: the page says so.
    """

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        keyring = unlocking.keyring_of(request.user, request.COOKIES.get(COOKIE, ""))
        if keyring is not None:
            return view(request, keyring, *args, **kwargs)
        if request.method != "POST":
            return to_unlock(request)
        typed = [(name, text) for name, text in request.POST.items() if name not in NOT_TYPED and str(text).strip()]
        return page(request, "locked_meanwhile", "The desk has locked itself", {"typed": typed}, status=409)

    return only(*OFFICERS)(opened)


def to_unlock(request: HttpRequest) -> HttpResponse:
    """To setting up, choosing a passphrase, waiting for a colleague, or unlocking, whichever is next."""
    if not Setup.objects.exists():
        return redirect("desk_set_up")
    holder = KeyHolder.objects.filter(user=request.user.pk).first()
    if holder is None:
        return redirect("desk_passphrase")
    if not holder.held.filter(inbox_key__retired=False).exists():
        return redirect("desk_waiting")
    return HttpResponseRedirect(f"/desk/unlock/?next={request.path}")


def page(
    request: HttpRequest, name: str, title: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """One of the desk's pages."""
    setup = Setup.objects.first()
    around = {
        "title": title,
        "site_name": settings.SITE_NAME,
        "demonstration": bool(setup and setup.demonstration),
        "is_manager": has_role(request.user, *MANAGERS),
        "is_officer": has_role(request.user, *OFFICERS),
        "is_auditor": has_role(request.user, *AUDITORS),
    }
    return render(request, f"reporting/desk/{name}.html", {**around, **(context or {})}, status=status)


def keep(response: HttpResponse, token: Token) -> HttpResponse:
    """Give the officer's browser the token, for this address alone."""
    response.set_cookie(
        COOKIE,
        token.text,
        max_age=int(unlocking.LONGEST.total_seconds()),
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def forget(response: HttpResponse) -> HttpResponse:
    """Take the token away from the browser."""
    response.delete_cookie(COOKIE, path=PATH, samesite="Strict")
    return response

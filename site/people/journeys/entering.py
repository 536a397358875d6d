"""Coming in by a code that is sent to an e-mail address, whether or not there is an account with it yet.

Nothing is looked up before the code has come back: page, mail and time are the same for every address, so nobody
learns who has an account. What waits lies in the visitor's session, for fifteen minutes and three tries.
"""

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.app_settings import LOGIN_BY_CODE_MAX_ATTEMPTS, LOGIN_BY_CODE_TIMEOUT
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from people.journeys import second_factor
from people.models import User

WAITING = "lantern_entering"


class CannotEnter(ValueError):  # noqa: N818
    """Nobody came in."""


class TooOften(CannotEnter):
    """Too many codes were asked for, from here or for this address."""


class NoMail(CannotEnter):
    """The mail server takes nothing now."""


class WrongCode(CannotEnter):
    """This is not the code; it can be typed again."""


class NothingWaits(CannotEnter):
    """No code is good any more: it was used, or too old, or typed wrong too often."""


class SwitchedOff(CannotEnter):
    """The account of this address was ended by whoever looks after people."""


def send_code(
    request: HttpRequest, email: str, onward: str, key: str = WAITING, mail: str = "account/email/login_code"
) -> None:
    """Send a code, and keep in the session that it waits; an earlier one is good no more.

    `onward` is where to go then, an address of this site. Another `key` and `mail` are for whoever is signed in and
    proves that another address is theirs too. Raises TooOften and NoMail.
    """
    address = email.lower()
    if not ratelimit.consume(request, action="request_login_code", key=address):
        raise TooOften
    adapter = get_adapter()
    code = adapter.generate_login_code()
    try:
        adapter.send_mail(mail, address, {"request": request, "code": code})
    except OSError as error:
        raise NoMail from error
    request.session[key] = {
        "email": address,
        "code": _digest(address, code),
        "at": time.time(),
        "wrong": 0,
        "onward": onward,
    }


def waiting_address(request: HttpRequest, key: str = WAITING) -> str:
    """The address to which a code was sent that is still good; empty if none is."""
    waiting = request.session.get(key)
    if not waiting or time.time() - waiting["at"] > LOGIN_BY_CODE_TIMEOUT:
        return ""
    return str(waiting["email"])


def prove(request: HttpRequest, code: str, key: str = WAITING) -> dict[str, Any]:
    """What waited for this code, with the address that is proved by it; the code is good no more.

    Raises WrongCode and NothingWaits.
    """
    email = waiting_address(request, key)
    if not email:
        raise NothingWaits
    waiting: dict[str, Any] = request.session[key]
    if not constant_time_compare(_digest(email, code), waiting["code"]):
        waiting["wrong"] += 1
        if waiting["wrong"] >= LOGIN_BY_CODE_MAX_ATTEMPTS:
            del request.session[key]
            raise NothingWaits
        request.session.modified = True
        raise WrongCode
    del request.session[key]
    return waiting


def enter(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """Sign in with the code that was sent; the account is made if there is none. Staff go on to their second factor.

    Raises WrongCode, NothingWaits and SwitchedOff.
    """
    waiting = prove(request, code)
    email = waiting["email"]
    user = account_of(email, language)
    if not user.is_active:
        raise SwitchedOff
    record_authentication(request, user, method="code", email=email)
    answer: HttpResponse = perform_login(
        request, user, email_verification="none", redirect_url=waiting["onward"], email=email
    )
    return answer


def account_of(email: str, language: str) -> User:
    """The account of an address whose owner has just proved it; made without password or rights if there is none.

    An address that somebody else wrote into their account and never proved leads nowhere.
    """
    try:
        with transaction.atomic():
            user = known(email)
            if user is None:
                user = User.objects.create_user(email, language=language)
            if user.email == email:
                EmailAddress.objects.update_or_create(
                    user=user, email=email, defaults={"verified": True, "primary": True}
                )
    except IntegrityError:
        # The same code, from two tabs at once: the other one made it.
        user = known(email)
        if user is None:
            raise
    if not user.language and not second_factor.has_staff_rights(user):
        User.objects.filter(pk=user.pk).update(language=language)
    return user


def known(email: str) -> User | None:
    """The account of an address, if there is one; only for whoever has proved that it is theirs."""
    proved = EmailAddress.objects.filter(email=email, verified=True).select_related("user").first()
    return proved.user if proved else User.objects.filter(email=email).first()


def _digest(email: str, code: str) -> str:
    typed = "".join(code.upper().split()).replace("-", "")
    return salted_hmac("people.entering", f"{email}:{typed}", algorithm="sha256").hexdigest()

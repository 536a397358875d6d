"""The second factor: who needs one where, and whether this session has shown it."""

import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from people.journeys import sessions

DESK = "/desk/"
DOORS = ("/admin/", DESK)
# Recovery codes are a way back to a factor and none by themselves.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# In the session: when it added a factor, and when it accepted an invitation.
ENROLLED = "lantern_enrolled_at"
JOINED = "lantern_joined_at"


def has_staff_rights(user: Any) -> bool:
    """Whether this account may do anything that others may not."""
    return bool(
        user.is_authenticated
        and user.is_active
        and (user.is_superuser or user.is_staff or bool(user.get_all_permissions()) or user.groups.exists())
    )


def has_one(user: Any) -> bool:
    """Whether this person has enrolled a passkey or an authenticator app."""
    return bool(user.is_authenticated and Authenticator.objects.filter(user=user, type__in=FACTORS).exists())


def required_at(request: HttpRequest) -> bool:
    """Whether whoever asks must have shown a second factor here. The desk never makes an exception."""
    path = request.path_info
    if not path.startswith(DOORS) or not has_staff_rights(request.user):
        return False
    return path.startswith(DESK) or not settings.SECOND_FACTOR_MAY_BE_SKIPPED


def shown(request: HttpRequest) -> bool:
    """Whether this session was begun, or confirmed, with a second factor. A passkey alone counts as both."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records) or (
        ENROLLED in request.session and has_one(request.user)
    )


def enrolled(request: HttpRequest, user: Any, authenticator: Authenticator, **_signal: Any) -> None:
    """A session that has just added a factor has shown it. Codes to come back with are none."""
    if authenticator.type in FACTORS:
        request.session[ENROLLED] = time.time()


def proved_at(request: HttpRequest) -> float:
    """When whoever uses this session last showed who they are, in seconds since 1970; 0 if never."""
    moments = [record["at"] for record in get_authentication_records(request, request.user)]
    return float(max([*moments, request.session.get(ENROLLED, 0), request.session.get(JOINED, 0)]))


def is_enrolling(request: HttpRequest) -> bool:
    """Whether this is somebody's first factor, or the moments after it in the same session."""
    return ENROLLED in request.session or not has_one(request.user)


def reset(user: Any) -> int:
    """Forget every factor of somebody who has lost them, and end their sessions; how many were forgotten."""
    with transaction.atomic():
        count = Authenticator.objects.filter(user=user).count()
        Authenticator.objects.filter(user=user).delete()
        sessions.end_all(user)
    return count

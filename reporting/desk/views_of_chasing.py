"""Every referral that waits for an answer, over all reports."""

from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from reporting import carried
from reporting.desk.access import page, unlocked
from reporting.journeys.chasing import unanswered
from reporting.keyring import Keyring

PURPOSE = "referrals"
GOES_ON_FOR = timedelta(hours=1)


@unlocked
@require_http_methods(["GET", "HEAD", "POST"])
def referrals(request: HttpRequest, keyring: Keyring) -> HttpResponse:
    """Those of a thousand reports at a time; where it goes on is carried by the page."""
    after, too_late = None, False
    if request.method == "POST":
        try:
            day, number = carried.take_back(PURPOSE, request.POST.get("carried", ""), GOES_ON_FOR)["after"]
            after = (date.fromisoformat(day), UUID(number))
        except carried.NotCarriedError:
            too_late = True
    found = unanswered(request.user, keyring, after)
    context = {"found": found, "too_late": too_late, "days": settings.CHASE_AFTER_DAYS, "older": after is not None}
    if found.after:
        context["carried"] = carried.hand_out(PURPOSE, {"after": [found.after[0].isoformat(), str(found.after[1])]})
    return page(request, "referrals", "Referrals", context)

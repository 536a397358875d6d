"""Partner agencies: read by officers, kept by managers."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from people.roles import has_role
from reporting.desk.access import MANAGERS, page, to_unlock, unlocked
from reporting.desk.forms_of_referral import LOCK_CHANGED, AgencyForm
from reporting.journeys import agencies as journey
from reporting.keyring import Keyring
from reporting.models import PartnerAgency


@unlocked
@require_safe
def agencies(request: HttpRequest, keyring: Keyring) -> HttpResponse:
    """All of them, and whether a manager vouched for each as it stands."""
    try:
        key = journey.in_use(keyring)
    except journey.LockChangedError:
        return to_unlock(request)
    found = [(agency, journey.is_vouched(key, agency)) for agency in PartnerAgency.objects.all()]
    return page(request, "agencies", "Partner agencies", {"agencies": found})


@unlocked
@require_http_methods(["GET", "HEAD", "POST"])
def agency(request: HttpRequest, keyring: Keyring, agency_id: UUID | None = None) -> HttpResponse:
    """Add or change one; for managers. Keeping it vouches for all that is in the form."""
    if not has_role(request.user, *MANAGERS):
        return page(request, "not_for_you", "Only a manager of the desk can do this", status=403)
    stored = get_object_or_404(PartnerAgency, pk=agency_id) if agency_id else PartnerAgency()
    title = f"Partner agency: {stored.name}" if agency_id else "Add a partner agency"
    form = AgencyForm(request.POST or None, instance=stored)
    if request.method == "POST" and form.is_valid():
        try:
            journey.keep(request.user, keyring, form.save(commit=False))
        except journey.LockChangedError:
            form.add_error(None, LOCK_CHANGED)
        else:
            return redirect("desk_agencies")
    unvouched = bool(agency_id) and not form.is_bound and not vouched(keyring, stored)
    context = {"form": form, "unvouched": unvouched}
    return page(request, "agency", title, context, 422 if form.errors else 200)


def vouched(keyring: Keyring, agency: PartnerAgency) -> bool:
    """Whether a manager wrote it as it stands, as far as this officer's keys can tell."""
    try:
        journey.check(keyring, agency)
    except journey.NotVouchedError:
        return False
    return True

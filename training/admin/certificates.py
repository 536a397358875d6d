"""Certificates of one's people: finding one, putting a name right, revoking."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.menu import MenuItem

from pages.addresses import absolute
from training.admin.screens import back, for_leads, screen
from training.certificate_addresses import VERIFY
from training.dates import today
from training.errors import NotThereError
from training.journeys.authority import sees_every_agency
from training.journeys.certifying import correct_name, led, revoke
from training.journeys.looking_after import places
from training.journeys.verifying import stands, typed
from training.models import Certificate

TITLE = "Certificates"
PER_PAGE = 50
SHORTEST_CODE = 4


class CertificatesMenuItem(MenuItem):
    """For those who look after somebody."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Others would find nobody's."""
        return sees_every_agency(request.user) or bool(places(request.user))


def menu_item() -> MenuItem:
    """The way to the list."""
    return CertificatesMenuItem(
        TITLE, reverse("training_certificates"), name="training-certificates", icon_name="doc-full", order=415
    )


def urls() -> list[URLPattern]:
    """The list, and one certificate."""
    return [
        path("training/certificates/", certificates, name="training_certificates"),
        path("training/certificates/<slug:code>/", certificate, name="training_certificate"),
    ]


@for_leads
@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """Those of one's people, by a part of the name or the code."""
    asked = request.GET.get("q", "").strip()[:200]
    found = led(request.user).select_related("version__activity")
    if asked:
        code = typed(asked)
        by_code = Q(code__startswith=code) if len(code) >= SHORTEST_CODE else Q(pk=None)
        found = found.filter(Q(name__icontains=asked) | by_code)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    rows = [(one, stands(one, today())[0].value) for one in page]
    context = screen(TITLE, page_obj=page, rows=rows, asked=asked)
    return render(request, "training/admin/certificates.html", context)


@for_leads
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """One of them; POST puts the name right or revokes it, by which button was pressed."""
    held: Certificate = get_object_or_404(led(request.user).select_related("version__activity"), code=code)
    fault = ""
    if request.method == "POST":
        try:
            messages.success(request, _done(request, held))
        except NotThereError:
            fault = request.POST.get("act", "")
        else:
            return back("training_certificate", held.code)
    state, since = stands(held, today())
    context = screen(
        held.name or held.shown_code,
        [(reverse("training_certificates"), TITLE)],
        held=held,
        state=state.value,
        since=since,
        revocation=getattr(held, "revocation", None),
        fault=fault,
        typed=request.POST,
        verify_url=absolute(f"/{VERIFY}{held.code}"),
    )
    return render(request, "training/admin/certificate.html", context, status=422 if fault else 200)


def _done(request: HttpRequest, held: Certificate) -> str:
    if request.POST.get("act") == "revoke":
        revoke(request.user, held, request.POST.get("reason", ""))
        return "The certificate and its badge are revoked. The training has to be done again."
    correct_name(request.user, held, request.POST.get("name", ""))
    return "The name is put right. The code is the same; an old paper shows the old name."

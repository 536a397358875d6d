"""A learner's own certificate: the page, the PDF, the badge; and the name, where it was issued without one."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from config import languages
from pages.addresses import url
from signposting.views_of_services import qr_code
from training.certificate_addresses import certificate_address, verify_url
from training.dates import today
from training.doors import for_learners
from training.errors import AlreadyThereError, NotThereError, NotYoursError
from training.journeys import badges, certifying, verifying
from training.journeys.printing import CannotPrintError, facts_of, printed
from training.models import Certificate
from training.titles import title_of
from training.views.badges import TYPE
from training.views.shown import learner_context


def own_certificate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For whoever holds the certificate; for everybody else there is none, be it another's or nobody's."""

    @for_learners
    @wraps(view)
    def found(request: HttpRequest, language: str, code: str) -> HttpResponse:
        try:
            certificate = certifying.own(request.user, code)
        except NotYoursError as error:
            raise Http404 from error
        return view(request, language, certificate)

    return found


@own_certificate
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: HttpRequest, language: str, held: Certificate) -> HttpResponse:
    """The certificate; POST writes a name on one that has none."""
    name = request.POST.get("name", "")
    if request.method == "POST":
        try:
            certifying.put_name(request.user, held, name)
        except NotThereError:
            return shown(request, language, held, 422, no_name=True)
        except AlreadyThereError:
            pass
        return HttpResponseRedirect(url(language, certificate_address(held.code)), status=303)
    return shown(request, language, held)


@own_certificate
@require_safe
def certificate_pdf(request: HttpRequest, language: str, held: Certificate) -> HttpResponse:
    """The PDF, in the language in which it was issued, made when it is asked for."""
    try:
        document = printed(held)
    except CannotPrintError:
        return shown(request, language, held, 422, cannot_print=True)
    return sent(document, "application/pdf", f"certificate-{held.code}.pdf")


@own_certificate
@require_safe
def certificate_badge(request: HttpRequest, language: str, held: Certificate) -> HttpResponse:
    """The badge as a file: by the digest of the e-mail address, or with `?with=name` by name."""
    try:
        document = badges.badge(held, with_name=request.GET.get("with") == "name")
    except NotThereError:
        return shown(request, language, held, 422, no_name=True)
    return sent(json.dumps(document, ensure_ascii=False, indent=2).encode(), TYPE, f"badge-{held.code}.json")


def sent(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to keep."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def shown(request: HttpRequest, language: str, held: Certificate, status: int = 200, **more: Any) -> HttpResponse:
    """The page."""
    address = certificate_address(held.code)
    context = learner_context(language, address, _("Your certificate"))
    state, since = verifying.stands(held, today())
    here = url(language, address)
    context.update(
        more,
        certificate=held,
        module=held.title or title_of(held.version, held.language),
        module_language=languages.get(held.language),
        facts=facts_of(held),
        state=state.value,
        since=since,
        verify_url=verify_url(held.code),
        code=qr_code(verify_url(held.code)),
        here_url=here,
        pdf_url=f"{here}pdf/",
        badge_url=f"{here}badge/",
        site_name=settings.SITE_NAME,
    )
    return render(request, "training/certificate.html", context, status=status)

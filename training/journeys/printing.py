"""A certificate as a tagged PDF, in the language in which it was issued."""

from io import BytesIO
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from config.languages import SOURCE
from training.certificate_addresses import verify_url
from training.models import Certificate
from training.titles import title_of
from typesetting import documents

TEMPLATE = Path(__file__).resolve().parents[1] / "typst" / "certificate.typ"


class CannotPrintError(ValueError):
    """A name or title has letters that no font here has. The page itself can be printed."""


def printed(certificate: Certificate) -> bytes:
    """The PDF: the same bytes for the same certificate. Raises CannotPrintError."""
    language = certificate.language if documents.has_type(certificate.language) else SOURCE
    with translation.override(language):
        return _set(certificate, language)


def facts_of(certificate: Certificate) -> list[tuple[str, str]]:
    """Label and value of all that a certificate says besides name and module, in the active language."""
    until = certificate.valid_until
    return [
        (_("Completed on"), date_format(certificate.issued_on, "DATE_FORMAT")),
        (_("Valid until"), date_format(until, "DATE_FORMAT") if until else _("It does not end")),
        (_("Issued by"), settings.SITE_NAME),
        (_("Version"), str(certificate.version.number)),
        (_("Code"), certificate.shown_code),
    ]


def paper(language: str, headline: str, title: str) -> dict[str, Any]:
    """What every paper of training says of itself (typst/shared.typ)."""
    return {
        "look": "calm",
        "site-name": settings.SITE_NAME,
        "demonstration": documents.demonstration_label(language, settings.DEMONSTRATION),
        "notice": None,
        "headline": headline,
        "title": title,
    }


def _set(certificate: Certificate, language: str) -> bytes:
    address = verify_url(certificate.code)
    module = certificate.title or title_of(certificate.version, language)
    name = certificate.name or _("Issued without a name")
    facts, shown = facts_of(certificate), address.partition("://")[2]
    heading, completed = _("Certificate of training"), _("has completed")
    check = _("Anybody can check this certificate here, or with the square code:")
    data = {
        **paper(language, heading, f"{heading}: {module}"),
        "name": name,
        "completed": completed,
        "module": module,
        "facts": facts,
        "check": check,
        "address": address,
        "shown": shown,
        "qr": _drawn(address),
        "qr-alt": _("QR code of the address at which this certificate can be checked"),
    }
    reading = [
        settings.SITE_NAME,
        data["demonstration"],
        heading,
        name,
        completed,
        module,
        *(text for fact in facts for text in fact),
    ]
    try:
        return documents.typeset(TEMPLATE, language, data, [*reading, check, shown])
    except ValueError as error:
        raise CannotPrintError(str(error)) from error


def _drawn(address: str) -> str:
    """The QR code of an address as an SVG document, without a margin: the page around it is white."""
    file = BytesIO()
    segno.make(address, error="m", micro=False).save(file, kind="svg", border=0, xmldecl=False, light="#fff")
    return file.getvalue().decode()

"""A learner's record as a tagged PDF, in their language: a copy to hand on, which says that it is one."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from config.languages import SOURCE
from pages.addresses import url
from training.addresses import RECORD
from training.dates import today
from training.journeys.own_record import Prior, prior_of
from training.journeys.printing import CannotPrintError, paper
from training.journeys.returning import Done, done
from training.journeys.signing_off import signed_off
from training.models import Learner, SignOff
from typesetting import documents

TEMPLATE = Path(__file__).resolve().parents[1] / "typst" / "record.typ"
Facts = list[tuple[str, str]]


def printed_record(learner: Learner, name: str, language: str, day: date | None = None) -> bytes:
    """The PDF: everything that the record's page says was learnt. Raises CannotPrintError for letters without a font."""
    spoken = language if documents.has_type(language) else SOURCE
    with translation.override(spoken):
        return _set(learner, name, spoken, day or today())


def _set(learner: Learner, name: str, language: str, day: date) -> bytes:
    heading, made = _("Training record"), _("Made on %(day)s") % {"day": written(day)}
    sections = [one for one in sections_of(learner, language) if one["entries"]]
    nothing = _("Nothing is completed yet.")
    footer = [
        (_("This paper is a copy, made by %(site)s for the person it names.") % {"site": settings.SITE_NAME}, None),
        (_("It says what the record held on that day. A certificate may be withdrawn later."), None),
        (_("Anybody can check a certificate by its code, here:"), f"{settings.PUBLIC_URL}{url(language, 'verify/')}"),
        (
            _("The original is the page of the record. Only its owner can open it:"),
            f"{settings.PUBLIC_URL}{url(language, RECORD)}",
        ),
    ]
    data = {
        **paper(language, heading, f"{heading}: {name}" if name else heading),
        "name": name or _("Without a name"),
        "made": made,
        "sections": sections,
        "nothing": nothing,
        "footer": [{"words": words, "address": address, "shown": shown(address)} for words, address in footer],
    }
    reading = [
        settings.SITE_NAME,
        data["demonstration"],
        heading,
        data["name"],
        made,
        *(() if sections else (nothing,)),
    ]
    for section in sections:
        reading += [section["title"], section["note"]]
        for entry in section["entries"]:
            reading += [entry["title"], *(text for fact in entry["facts"] for text in fact)]
    for words, address in footer:
        reading += [words, shown(address)]
    try:
        return documents.typeset(TEMPLATE, language, data, reading)
    except ValueError as error:
        raise CannotPrintError(str(error)) from error


def shown(address: str | None) -> str | None:
    """As people type it."""
    return address.partition("://")[2] if address else None


def sections_of(learner: Learner, language: str) -> list[dict[str, Any]]:
    """What was completed, learnt elsewhere, and signed off by a manager, under headings, in the active language."""
    signed = signed_off(learner)
    minutes = sum(one.minutes for one in signed)
    return [
        _section(_("Completed"), [(one.activity.title, _of_certificate(one)) for one in done(learner, language, None)]),
        _section(
            _("Learnt elsewhere, and accepted"),
            [(one.activity.title, _of_prior(one)) for one in prior_of(learner, language)],
        ),
        _section(
            _("Time for learning, signed off"),
            [(one.title, _of_signed(one)) for one in signed],
            _("All together: %(signed_hours)s h %(signed_minutes)s min")
            % {"signed_hours": minutes // 60, "signed_minutes": minutes % 60},
        ),
    ]


def _section(title: str, entries: list[tuple[str, Facts]], note: str | None = None) -> dict[str, Any]:
    return {"title": title, "note": note, "entries": [{"title": name, "facts": facts} for name, facts in entries]}


def _of_certificate(one: Done) -> Facts:
    held = one.certificate
    if held.revoked_on:
        ends = (_("Withdrawn on"), written(held.revoked_on))
    else:
        ends = (_("Valid until"), written(held.valid_until) if held.valid_until else _("It does not end"))
    how = [(_("How"), _("By the questions only"))] if one.by_test_out else []
    return [(_("Completed on"), written(held.issued_on)), ends, (_("Code"), held.shown_code), *how]


def _of_prior(one: Prior) -> Facts:
    return [(_("Completed on"), written(one.on))]


def _of_signed(one: SignOff) -> Facts:
    return [
        (_("Day"), written(one.on)),
        (_("Minutes"), str(one.minutes)),
        (_("Signed off by"), one.lead_name),
    ]


def written(day: date) -> str:
    """A day in words."""
    return date_format(day, "DATE_FORMAT")

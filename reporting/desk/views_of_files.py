"""The files of a report: a clean copy, the original, quarantine, and handing over to the police."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.roles import has_role
from reporting import carried
from reporting.carried import NotCarriedError
from reporting.desk.access import MANAGERS, page
from reporting.desk.forms_of_files import HandOverForm, SuspectForm
from reporting.desk.shown_of_files import shown_files
from reporting.desk.views_of_report import of_a_report
from reporting.desk.withheld import REASONS
from reporting.files import handed_over
from reporting.files.cleaning import WithheldError
from reporting.journeys import attaching, letting_out, quarantining
from reporting.journeys.letting_out import Handover
from reporting.journeys.listing import short
from reporting.journeys.reading import Opened
from reporting.keyring import Keyring
from reporting.models import Attachment
from reporting.sealing.box import SealError

PURPOSE = "handover"
# As long as the desk stays open without being used.
OPEN_FOR = timedelta(minutes=15)
# Nothing in it runs or loads. A browser's own reader of PDFs and player of films start in no sandbox.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; img-src 'self'"


@of_a_report(to_write=True)
@require_safe
def copy(request: HttpRequest, keyring: Keyring, opened: Opened, attachment_id: UUID) -> HttpResponse:
    """A clean copy, made because an officer asked for it."""
    try:
        made = letting_out.clean_copy(request.user, opened, keyring, attachment_id)
    except Attachment.DoesNotExist:
        raise Http404 from None
    except (SealError, WithheldError) as withheld:
        return withhold(request, opened, withheld)
    headers = {
        "Content-Disposition": f'inline; filename="clean-copy.{made.ending}"',
        "Content-Security-Policy": f"{POLICY}; sandbox" if made.ending == "jpg" else POLICY,
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(made.data, content_type=made.media_type, headers=headers)


@of_a_report(to_write=True)
@require_POST
def original(request: HttpRequest, keyring: Keyring, opened: Opened, attachment_id: UUID) -> HttpResponse:
    """The file as it was sent, for the police. Never shown by a browser."""
    try:
        described, data = letting_out.original(request.user, opened, keyring, attachment_id)
    except Attachment.DoesNotExist:
        raise Http404 from None
    except (SealError, WithheldError) as withheld:
        return withhold(request, opened, withheld)
    return taken_out(data, f"{str(opened.report.pk)[:8]}-{described.number}.{described.ending}.original")


@of_a_report(to_write=True)
@require_http_methods(["GET", "HEAD", "POST"])
def suspect(request: HttpRequest, keyring: Keyring, opened: Opened, attachment_id: UUID) -> HttpResponse:
    """Put a file into quarantine, unseen."""
    file = one(opened, keyring, attachment_id)
    form = SuspectForm(request.POST or None)
    if not form.is_valid():
        context = {"form": form, "file": file, "opened": opened}
        title = f"Quarantine for file {file.file.number} of {short(opened.report)}"
        return page(request, "suspect", title, context, 422 if form.is_bound else 200)
    attachment = opened.report.attachments.get(pk=attachment_id)
    data = form.cleaned_data
    quarantining.put_away(request.user, opened, attachment, data["why"], data["about"])
    return HttpResponseRedirect(f"{reverse('desk_report', args=[opened.report.pk])}#files")


@of_a_report(to_write=True)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, keyring: Keyring, opened: Opened, attachment_id: UUID) -> HttpResponse:
    """An encrypted copy for the police, its passphrase on the page and nowhere else; for managers."""
    if not has_role(request.user, *MANAGERS):
        raise Http404
    file = one(opened, keyring, attachment_id)
    form = HandOverForm(request.POST or None)
    passphrase = carried_passphrase(request, file.file.id) if form.is_bound else ""
    if not form.is_valid() or not passphrase:
        late = form.is_bound and not passphrase
        return ask_who(request, opened, file, form, passphrase or handed_over.new_passphrase(), late)
    data = form.cleaned_data
    handover = Handover(data["to"], data["why"], data["reference"], passphrase)
    try:
        described, encrypted = letting_out.hand_over(request.user, opened, keyring, attachment_id, handover)
    except SealError as damaged:
        return withhold(request, opened, damaged)
    name = f"{str(opened.report.pk)[:8]}-{described.number}.{described.ending}.{handed_over.ENDING}"
    return taken_out(encrypted, name)


def ask_who(
    request: HttpRequest, opened: Opened, file: Any, form: HandOverForm, passphrase: str, late: bool
) -> HttpResponse:
    """Who gets it, and the passphrase to write down. It travels in the page, sealed, so that no server keeps it."""
    bound_to = {"user": request.user.pk, "file": str(file.file.id), "passphrase": passphrase}
    context = {
        "form": form,
        "file": file,
        "opened": opened,
        "passphrase": passphrase,
        "late": late,
        "carried": carried.hand_out(PURPOSE, bound_to),
    }
    title = f"Hand file {file.file.number} of {short(opened.report)} to the police"
    return page(request, "hand_over", title, context, 422 if form.is_bound else 200)


def carried_passphrase(request: HttpRequest, file: UUID) -> str:
    """The passphrase that the page showed to this officer for this file; empty if the page is too old."""
    try:
        data = carried.take_back(PURPOSE, request.POST.get("carried", ""), OPEN_FOR)
    except NotCarriedError:
        return ""
    known = data["user"] == request.user.pk and data["file"] == str(file)
    return str(data["passphrase"]) if known else ""


def one(opened: Opened, keyring: Keyring, attachment_id: UUID) -> Any:
    """A file as the page shows it. Raises Http404 for one that is not there or does not open."""
    files, _damaged = attaching.described(opened, keyring)
    for file in shown_files(files, opened.records):
        if file.file.id == attachment_id:
            return file
    raise Http404


def withhold(request: HttpRequest, opened: Opened, why: SealError | WithheldError) -> HttpResponse:
    """The reason, in place of the file."""
    reason = why.reason if isinstance(why, WithheldError) else "row_damaged"
    return page(request, "withheld", "The file stays here", {"reason": REASONS[reason], "opened": opened}, 409)


def taken_out(data: bytes, name: str) -> HttpResponse:
    """A file that a browser saves and never shows."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return HttpResponse(data, content_type="application/octet-stream", headers=headers)

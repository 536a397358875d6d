"""PO files that translators bring back, and the review of a translation by a native speaker."""

import polib
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail_localize.views.edit_translation import upload_pofile

from pages.journeys.reviewing import can_be_reviewed, mark_reviewed

MARK = "X-WagtailLocalize-TranslationID"
LARGEST = 2_000_000


def wrong_with(file: "UploadedFile[bytes] | None") -> str:
    """What keeps a file from being taken in, in words for the translator; empty if nothing does.

    wagtail-localize itself answers some of these with a server error.
    """
    if file is None:
        return "Choose a PO file first."
    if (file.size or 0) > LARGEST:
        return "This file is too large to be the translation of one page."
    try:
        # polib takes a short text for the name of a file; a line in front makes it none.
        found = polib.pofile("#\n" + file.read().decode())
    except (OSError, ValueError, LookupError):
        return (
            "This is not a PO file, or it is damaged. Nothing was changed. Download the file again and start from that."
        )
    if MARK not in found.metadata:
        return "This PO file does not say which page it translates. Nothing was changed. Download the file from this page and use that."
    return ""


@require_POST
def upload(request: HttpRequest, translation_id: int) -> HttpResponse:
    """As wagtail-localize's view, which it calls once the file can be read."""
    file = request.FILES.get("file")
    problem = wrong_with(file)
    if problem or file is None:
        messages.error(request, problem)
        return HttpResponseRedirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))
    file.seek(0)
    answer: HttpResponse = upload_pofile(request, translation_id)
    return answer


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask once, then keep that a native speaker has checked this translation."""
    page = get_object_or_404(Page, pk=page_id)
    if not can_be_reviewed(page, request.user):
        raise PermissionDenied
    back = reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    if request.method == "POST":
        mark_reviewed(page)
        messages.success(request, f"Readers of “{page.title}” are no longer told that nobody has checked it.")
        return HttpResponseRedirect(back)
    return render(request, "pages/admin/review_translation.html", {"page": page, "back": back})

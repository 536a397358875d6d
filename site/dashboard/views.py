"""The dashboard's lists and what can be done in them."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page

from dashboard.addresses import edit_address, edit_address_of
from dashboard.forms import IgnoreForm, ReviewFilter
from dashboard.journeys import reporting
from dashboard.journeys import reviews as reviewing
from dashboard.journeys.looking import look_at, too_hard_from
from dashboard.journeys.readability import LONG_SENTENCE, TARGET
from dashboard.models import LinkCheck, Look
from dashboard.providers import Panel, Row, panels_for

PER_PAGE = 50


class PanelRows:
    """A section's rows for Django's paginator."""

    def __init__(self, panel: Panel, user: Any) -> None:
        self.panel, self.user = panel, user

    def count(self) -> int:
        """How many there are."""
        return self.panel.count(self.user)

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Row]:
        return self.panel.rows(self.user, part.stop - part.start, part.start)


def _content_only(user: Any) -> None:
    if not reviewing.looks_after_content(user):
        raise PermissionDenied


@require_safe
def whole_list(request: HttpRequest, name: str) -> HttpResponse:
    """All rows of one section."""
    panel = next((panel for panel in panels_for(request.user) if panel.name == name), None)
    if panel is None:
        raise Http404
    rows: Any = PanelRows(panel, request.user)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    return render(request, "dashboard/admin/list.html", {"panel": panel, "page": page})


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """What is overdue or due in 30 days, by kind and owner."""
    _content_only(request.user)
    form = ReviewFilter(request.GET, user=request.user)
    chosen = form.cleaned_data if form.is_valid() else {}
    rows = reviewing.falling_due(request.user, tuple(chosen.get("kind", ())), chosen.get("owner") or None)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    found = [
        {"due": due, "url": edit_address(reviewing.reviewed_of(due.kind).records().model, due.pk)}
        for due in reviewing.as_due(page.object_list)
    ]
    return render(request, "dashboard/admin/reviews.html", {"form": form, "page": page, "found": found})


@require_POST
def still_right(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Somebody has checked a record."""
    back = get_valid_next_url_from_request(request) or reverse("dashboard_reviews")
    try:
        record = reviewing.still_right(kind, pk, request.user)
    except LookupError as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, f"Thank you. “{record}” is kept as checked today.")
    return redirect(back)


@require_safe
def links(request: HttpRequest) -> HttpResponse:
    """Broken links, each with the pages that hold it."""
    _content_only(request.user)
    ignored = "ignored" in request.GET
    found = reporting.ignored_links() if ignored else reporting.broken_links()
    page = Paginator(found.prefetch_related("uses"), PER_PAGE).get_page(request.GET.get("p"))
    rows = [{"link": link, "places": _places(link)} for link in page.object_list]
    context = {"page": page, "rows": rows, "ignored": ignored, "form": IgnoreForm(), "checking": settings.CHECK_LINKS}
    return render(request, "dashboard/admin/links.html", context)


def _places(link: LinkCheck) -> list[dict[str, str]]:
    return [
        {"title": use.title, "language": use.language, "url": edit_address_of(use.content_type_id, use.object_id)}
        for use in link.uses.all()
    ]


def _to_links(request: HttpRequest) -> HttpResponse:
    return redirect(get_valid_next_url_from_request(request) or reverse("dashboard_links"))


@require_POST
def link_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Check one link again."""
    _content_only(request.user)
    link = get_object_or_404(LinkCheck, pk=pk)
    reporting.again(link)
    if link.is_web_address and not settings.CHECK_LINKS:
        messages.warning(request, "This site asks no other sites (CHECK_LINKS is false). Open the link by hand.")
    elif link.is_web_address:
        messages.success(request, "It will be checked in the next minutes. It leaves this list if it works.")
    elif link.state == LinkCheck.State.FINE:
        messages.success(request, f"“{link}” works again.")
    else:
        messages.warning(request, f"“{link}” still does not work. {link.problem}")
    return _to_links(request)


@require_POST
def link_ignore(request: HttpRequest, pk: int) -> HttpResponse:
    """Report one link no more until a day, or again."""
    _content_only(request.user)
    link = get_object_or_404(LinkCheck, pk=pk)
    if "report" in request.POST:
        reporting.report_again(link)
        messages.success(request, f"“{link}” is reported again.")
        return _to_links(request)
    form = IgnoreForm(request.POST)
    if form.is_valid():
        try:
            reporting.ignore(link, form.cleaned_data["until"])
        except ValidationError as error:
            form.add_error("until", error)
    if form.is_valid():
        messages.success(request, f"“{link}” is not reported until {form.cleaned_data['until']:%d/%m/%Y}.")
    else:
        messages.error(request, f"“{link}” is still reported. {form.errors['until'][0]}")
    return _to_links(request)


@require_safe
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """How hard a published page is to read, and which of its sentences are the hardest."""
    page = get_object_or_404(Page.objects.filter(live=True), pk=pk).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    look = Look.objects.filter(pk=pk).first() or look_at(page)
    limits = {"target": TARGET, "limit": too_hard_from(page), "long_sentence": LONG_SENTENCE}
    return render(request, "dashboard/admin/reading.html", {"page": page, "look": look, **limits})

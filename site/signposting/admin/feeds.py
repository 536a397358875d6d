"""The screens of an import from another council's feed: begin, look, agree, see what came of it."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from background.journeys import clock, jobs
from background.models import Job, Step
from signposting.exchange.feeds import LONGEST_ADDRESS, Address
from signposting.exchange.fetching import NO_REQUEST_LEAVES, FeedError
from signposting.exchange.importing import Options
from signposting.journeys import feed_imports
from signposting.journeys.feed_imports import NotNowError
from signposting.models import FeedImport, FeedLine, Service

RUNS_ON_A_PAGE, LINES_ON_A_PAGE, FAILURES_SHOWN, GONE_SHOWN = 30, 50, 20, 200
Stage, State = FeedImport.Stage, FeedLine.State
KEPT = "kept"
CHOICES = {
    State.REFUSED: "Refused",
    State.NEW: "New",
    State.CHANGED: "Changed",
    KEPT: "Local edits kept",
    State.SAME: "Unchanged",
}
"""What lines can be narrowed to, with what needs a look first."""


class FeedForm(forms.Form):
    """Where the feed is, and what it may not say of its services."""

    address = forms.CharField(
        label="Address of the feed",
        max_length=LONGEST_ADDRESS,
        help_text="For example https://council.example/api/open-referral. Whoever runs the feed can tell you.",
        error_messages={"required": "Type or paste the address of the feed."},
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    source_title = forms.CharField(
        label="Whose directory it is",
        max_length=250,
        required=False,
        help_text="Readers see it under each service as its source. If you leave this empty, the feed’s own words are used.",
    )
    owner = forms.CharField(
        label="Who looks after new services",
        max_length=120,
        initial=Options.owner,
        help_text="A team or a role, not a person.",
        error_messages={"required": "Type the team that looks after new services."},
    )
    publish = forms.BooleanField(
        label="Publish new services at once",
        required=False,
        help_text="Only for a feed that you trust. Otherwise they are drafts, and each is looked at first.",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not feed_imports.may_publish(user):
            del self.fields["publish"]

    def clean_address(self) -> Address:
        """Only an address of the web, never a file of this machine."""
        if not settings.CHECK_LINKS:
            raise forms.ValidationError(NO_REQUEST_LEAVES)
        typed = self.cleaned_data["address"]
        if "://" not in typed:
            raise forms.ValidationError("An address begins with https:// or http://. Paste all of it.")
        try:
            return Address.read(typed)
        except FeedError as error:
            raise forms.ValidationError(str(error)) from error


class FeedsMenuItem(MenuItem):
    """For those who may import."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whoever may open it."""
        return feed_imports.may_import(request.user)


def menu_item() -> MenuItem:
    """Among the reports."""
    return FeedsMenuItem("Imports from feeds", reverse("feed_imports"), icon_name="download", order=32)


def buttons(model: Any, user: Any) -> list[Button]:
    """In the menu of the list of services."""
    if model is not Service or not feed_imports.may_import(user):
        return []
    return [Button("Import services from a feed", reverse("feed_imports"), icon_name="upload", priority=62)]


def urls() -> list[URLPattern]:
    """The list, a new one, one of them, and its buttons."""
    return [
        path("signposting/feeds/", feeds, name="feed_imports"),
        path("signposting/feeds/new/", new, name="new_feed_import"),
        path("signposting/feeds/<int:pk>/", feed, name="feed_import"),
        path("signposting/feeds/<int:pk>/<slug:wish>/", act, name="act_on_feed_import"),
    ]


def deny_unless_may_import(request: HttpRequest) -> None:
    """Wagtail answers with its own “you may not”."""
    if not feed_imports.may_import(request.user):
        raise PermissionDenied


@require_safe
@never_cache
def feeds(request: HttpRequest) -> HttpResponse:
    """All imports, the latest first, the command's too."""
    deny_unless_may_import(request)
    found = FeedImport.objects.select_related("requested_by", "job").order_by("-started_at", "-pk")
    taken = Count("lines", filter=Q(lines__imported_at__isnull=False) & ~Q(lines__state=State.REFUSED))
    found = found.annotate(
        found=Count("lines"), taken=taken, refused=Count("lines", filter=Q(lines__state=State.REFUSED))
    )
    page = Paginator(found, RUNS_ON_A_PAGE).get_page(request.GET.get("p"))
    return render(request, "signposting/admin/feeds.html", context("Imports from feeds", page_obj=page))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Type an address; `?like=` takes what was typed for an earlier import."""
    deny_unless_may_import(request)
    refused = ""
    if request.method == "POST":
        form = FeedForm(request.POST, user=request.user)
        if form.is_valid():
            said = form.cleaned_data
            options = Options(said["owner"], said["source_title"], publish=said.get("publish", False))
            try:
                run = feed_imports.begin(said["address"], options, request.user)
            except NotNowError as error:
                refused = str(error)
            else:
                return redirect("feed_import", run.pk)
    else:
        form = FeedForm(user=request.user, initial=earlier(request.GET.get("like", "")))
    shown = context("Import from a feed", form=form, refused=refused, asks=settings.CHECK_LINKS)
    return render(request, "signposting/admin/feed_new.html", shown, status=422 if request.method == "POST" else 200)


def earlier(wish: str) -> dict[str, Any]:
    """What was typed for an import, to read the same feed again."""
    run = FeedImport.objects.filter(pk=wish).first() if wish.isdecimal() and len(wish) < 10 else None
    return {"address": run.feed, **{name: value for name, value in run.options.items() if value}} if run else {}


@require_safe
@never_cache
def feed(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; what it would do; what it did."""
    deny_unless_may_import(request)
    run = get_object_or_404(FeedImport.objects.select_related("requested_by", "job"), pk=pk)
    failures = run.job.steps.filter(state=Step.State.FAILED)[:FAILURES_SHOWN] if run.job else []
    shown = context(
        "Import from a feed",
        run=run,
        job=run.job,
        is_running=bool(run.job and run.job.state == Job.State.RUNNING),
        failures=failures,
        is_mine=run.requested_by_id == request.user.pk,
        gone=run.gone[:GONE_SHOWN],
        publishes=bool(run.options.get("publish")),
        until=run.read_at + feed_imports.LASTS if run.read_at else None,
        kept_days=feed_imports.KEPT.days,
        is_late=clock.is_late(),
        **lines_shown(run, request.GET.get("show", ""), request.GET.get("p", "")),
    )
    return render(request, "signposting/admin/feed.html", shown)


def lines_shown(run: FeedImport, wish: str, number: str) -> dict[str, Any]:
    """The lines that were asked for, and how many there are of each kind; without a wish, all but the unchanged."""
    counts = dict(run.lines.order_by().values_list("state").annotate(number=Count("pk")))
    has_kept = ~Q(kept=[])
    counts[KEPT] = run.lines.filter(has_kept).count()
    wish = wish if wish in CHOICES else ""
    lines = run.lines.defer("told").filter(state__in=[state for state in CHOICES if state != KEPT])
    to_look_at = lines.filter(~Q(state=State.SAME) | has_kept)
    if wish == KEPT:
        lines = lines.filter(has_kept)
    elif wish:
        lines = lines.filter(state=wish)
    else:
        lines = to_look_at
    page = Paginator(lines, LINES_ON_A_PAGE).get_page(number)
    choices = [("", "To look at", to_look_at.count())]
    choices += [(state, label, counts[state]) for state, label in CHOICES.items() if counts.get(state)]
    return {
        "page_obj": page,
        "choices": choices,
        "wish": wish,
        "counts": [(label, counts.get(state, 0)) for state, label in CHOICES.items()],
        "listed": sum(number for state, number in counts.items() if state != KEPT),
        "taking": sum(counts.get(state, 0) for state in (State.NEW, State.CHANGED)),
    }


@require_POST
def act(request: HttpRequest, pk: int, wish: str) -> HttpResponse:
    """One of the buttons: only whoever began an import decides about it."""
    deny_unless_may_import(request)
    run = get_object_or_404(FeedImport.objects.select_related("job"), pk=pk, requested_by=request.user)
    if wish == "agree":
        try:
            feed_imports.agree(run, request.user)
        except NotNowError as error:
            messages.warning(request, str(error))
    elif wish == "drop":
        feed_imports.drop(run)
    elif wish == "stop" and run.job:
        jobs.stop(run.job)
    elif wish == "resume" and run.job and run.stage in (Stage.READING, Stage.WRITING):
        jobs.resume(run.job)
    elif wish not in ("stop", "resume"):
        raise Http404
    return redirect("feed_import", pk)


def context(title: str, **more: Any) -> dict[str, Any]:
    """What Wagtail's own header needs."""
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": "Home"},
        {"url": reverse("feed_imports"), "label": "Imports from feeds"},
        *([] if title == "Imports from feeds" else [{"url": "", "label": title}]),
    ]
    return {"breadcrumbs_items": crumbs, "header_title": title, "header_icon": "upload", **more}

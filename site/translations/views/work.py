"""Beginning work on many translations: asked for, confirmed once, then done in the background."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.permissions import page_permission_policy

from background.models import Job
from translations.forms_work import ManyForm
from translations.journeys import publishing_many, submitting, syncing, work
from translations.journeys.work import Item

Pairs = list[tuple[Item, str]]


@dataclass(frozen=True)
class Work:
    """One kind of work: what it is called, what is left to do of what was chosen, who may, and how it begins."""

    title: str
    icon: str
    button: str
    explanation: str
    nothing: str
    left_out: str
    planned: Callable[[list[Item], list[str]], Pairs]
    may: Callable[[Any], bool]


def may_submit(user: Any) -> bool:
    """Whether this person hands records to translators."""
    return bool(user.has_perm(submitting.PERMISSION))


def may_publish_something(user: Any) -> bool:
    """Whether this person publishes any page; each step asks again for its own."""
    return bool(page_permission_policy.user_has_permission(user, "publish"))


SUBMIT = Work(
    "Submit for translation",
    "wagtail-localize-language",
    "Submit",
    "Each gets a draft in the language, and its sentences wait for translators. Readers see no change.",
    "All of these were submitted already.",
    "submitted already.",
    submitting.planned,
    may_submit,
)
SYNC = Work(
    "Sync translations",
    "resubmit",
    "Sync",
    "What is new in English goes to translators. What is translated is kept. Readers see no change.",
    "None of these is in translation yet. Submit them first.",
    "not submitted yet.",
    syncing.planned,
    may_submit,
)
PUBLISH = Work(
    "Publish translations",
    "upload",
    "Publish",
    "Readers get these translations as they stand now.",
    "None of these is in translation yet. Submit them first.",
    "not submitted yet.",
    syncing.planned,
    may_publish_something,
)


@require_POST
def submit(request: HttpRequest) -> HttpResponse:
    """Submit many."""
    return ask_or_begin(request, SUBMIT, lambda form, codes: submitting.start(form.items, codes, request.user))


@require_POST
def sync(request: HttpRequest) -> HttpResponse:
    """Sync many."""
    return ask_or_begin(request, SYNC, lambda form, codes: syncing.start(form.items, codes, request.user))


@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Publish many."""

    def begin(form: ManyForm, codes: list[str]) -> Job:
        return publishing_many.start(form.items, codes, request.user, incomplete=form.cleaned_data["incomplete"])

    return ask_or_begin(request, PUBLISH, begin)


def ask_or_begin(request: HttpRequest, kind: Work, begin: Callable[[ManyForm, list[str]], Job]) -> HttpResponse:
    """Say what it would be, and begin once that is confirmed."""
    if not kind.may(request.user):
        raise PermissionDenied
    back = get_valid_next_url_from_request(request) or reverse("wagtailadmin_home")
    form = ManyForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.problem())
        return HttpResponseRedirect(back)
    codes = form.cleaned_data["language"]
    pairs = kind.planned(form.items, codes)
    if not pairs:
        messages.info(request, kind.nothing)
        return HttpResponseRedirect(back)
    if form.cleaned_data["confirmed"]:
        return begun(request, begin(form, codes))
    return render(request, "translations/work/confirm.html", confirmation(form, kind, pairs, codes) | {"back": back})


def confirmation(form: ManyForm, kind: Work, pairs: Pairs, codes: list[str]) -> dict[str, Any]:
    """What the person is about to begin."""
    items = list({item.key: item for item, _code in pairs}.values())
    return {
        "form": form,
        "kind": kind,
        "counted": work.counted(items),
        "codes": codes,
        "listed": work.listed(codes),
        "words": f"{round(work.words(items), -1):,}",
        "steps": len(pairs),
        "left_out": len(form.items) * len(codes) - len(pairs),
        "publishes": kind is PUBLISH,
    }


def begun(request: HttpRequest, job: Job) -> HttpResponse:
    """To the page that shows how far it is."""
    messages.success(request, f"“{job.title}” has begun. You can leave this page; it goes on by itself.")
    try:
        return redirect(reverse("job", args=[job.pk]))
    except NoReverseMatch:
        return redirect("wagtailadmin_home")

"""The reflective log: read, write, change, take out."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pages.addresses import url
from pages.origin import from_this_site
from training.addresses import REFLECTIVE_LOG
from training.dates import today
from training.doors import for_learners
from training.errors import AlreadyThereError, NotThereError, NotYoursError
from training.forms.reflection import ReflectionForm, ShareForm
from training.journeys.belonging import learner_of
from training.journeys.managers import managers_of
from training.journeys.reflecting import (
    delete_reflection,
    find_reflection,
    keep_reflection,
    minutes_of,
    reflections_of,
)
from training.journeys.signing_off import ask_for_sign_off, standing_of, stop_sharing
from training.views.shown import own_context

PER_PAGE = 20


@from_this_site
@for_learners
@require_http_methods(["GET", "HEAD", "POST"])
def reflective_log(request: HttpRequest, language: str) -> HttpResponse:
    """The entries, the latest first, and a form for another."""
    form = ReflectionForm(request.POST if request.method == "POST" else None, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        return _kept(request, language, None, form)
    context = own_context(request, language, REFLECTIVE_LOG, _("Your reflective log"))
    minutes = minutes_of(request.user)
    context.update(
        form=form,
        page_obj=Paginator(reflections_of(request.user), PER_PAGE).get_page(request.GET.get("page")),
        hours=minutes // 60,
        minutes=minutes % 60,
    )
    return render(request, "training/learn/reflective_log.html", context, status=422 if form.errors else 200)


@from_this_site
@for_learners
@require_http_methods(["GET", "HEAD", "POST"])
def reflection(request: HttpRequest, language: str, pk: int) -> HttpResponse:
    """One entry, to change or to take out."""
    if request.method == "POST" and request.POST.get("action") == "delete":
        delete_reflection(request.user, pk)
        messages.success(request, _("The entry is gone."))
        return HttpResponseRedirect(url(language, REFLECTIVE_LOG), status=303)
    try:
        found = find_reflection(request.user, pk)
    except NotYoursError as error:
        raise Http404 from error
    if request.method == "POST" and request.POST.get("action") in ("share", "stop-sharing"):
        return _shared(request, language, pk)
    form = ReflectionForm(request.POST if request.method == "POST" else None, instance=found)
    if request.method == "POST" and form.is_valid():
        return _kept(request, language, pk, form)
    context = own_context(request, language, f"{REFLECTIVE_LOG}{pk}/", _("Change this entry"))
    standing = standing_of(found)
    asks = standing is None or not (standing.is_waiting or standing.is_agreed)
    context.update(form=form, standing=standing, share_form=_share_form(request) if asks else None)
    return render(request, "training/learn/reflection.html", context, status=422 if form.errors else 200)


def _share_form(request: HttpRequest, data: Any = None) -> ShareForm:
    return ShareForm(data, managers=managers_of(learner_of(request.user)))


def _shared(request: HttpRequest, language: str, pk: int) -> HttpResponse:
    if request.POST["action"] == "stop-sharing":
        stop_sharing(request.user, pk)
        messages.success(request, _("The entry is yours alone again."))
    else:
        form = _share_form(request, request.POST)
        if not form.is_valid():
            messages.error(request, _("Choose whom you ask. Nothing was shared."))
        else:
            try:
                ask_for_sign_off(request.user, pk, **form.cleaned_data)
                messages.success(request, _("Your manager can now see this entry, and no other."))
            except (AlreadyThereError, NotThereError):
                messages.error(request, _("This could not be shared now. Please look again at the entry."))
    return HttpResponseRedirect(url(language, f"{REFLECTIVE_LOG}{pk}/"), status=303)


def _kept(request: HttpRequest, language: str, pk: int | None, form: Any) -> HttpResponse:
    keep_reflection(request.user, pk, **form.cleaned_data)
    messages.success(request, _("Your entry is kept. Nobody but you can read it."))
    return HttpResponseRedirect(url(language, REFLECTIVE_LOG), status=303)

"""A learner's record and data: to read, to take away, to have erased."""

import json
from typing import Any

from django import forms
from django.contrib.auth import logout
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from pages.addresses import url
from pages.origin import from_this_site
from people.journeys.second_factor import has_staff_rights
from spreadsheets.writing import download
from training.addresses import DATA, ERASED, JOIN, RECORD
from training.doors import for_learners, whose
from training.journeys.belonging import learner_of
from training.journeys.forgetting import erase
from training.journeys.own_record import everything_of, history_of, prior_of, record_table
from training.journeys.printing import CannotPrintError
from training.journeys.printing_record import printed_record
from training.journeys.returning import done
from training.journeys.signing_off import signed_off
from training.journeys.telling import stores_of
from training.journeys.your_events import events_attended, own_events
from training.views.shown import learner_context, own_context

# A page to read; the table has them all.
MOST = 200


class EraseForm(forms.Form):
    """Asked once, and meant."""

    sure = forms.BooleanField(
        label=gettext_lazy("I know that this cannot be undone."),
        error_messages={"required": gettext_lazy("Tick the box if you want everything erased.")},
    )


@for_learners
@require_safe
def record(request: HttpRequest, language: str) -> HttpResponse:
    """Everything that was completed, with every account and at every agency."""
    return _shown(request, language)


def _shown(request: HttpRequest, language: str, status: int = 200, *, cannot_print: bool = False) -> HttpResponse:
    user: Any = request.user
    learner = learner_of(user)
    signed = signed_off(learner)
    minutes = sum(one.minutes for one in signed)
    context = own_context(request, language, RECORD, _("Your record"))
    context.update(
        name=user.get_full_name(),
        done=done(learner, language, MOST),
        prior=prior_of(learner, language),
        attended=events_attended(learner, language),
        bookings=own_events(learner, language),
        memberships=history_of(learner),
        signed_off=signed,
        signed_hours=minutes // 60,
        signed_minutes=minutes % 60,
        csv_url=url(language, f"{RECORD}record.csv"),
        pdf_url=url(language, f"{RECORD}record.pdf"),
        join_url=url(language, JOIN),
        cannot_print=cannot_print,
    )
    return render(request, "training/learn/record.html", context, status=status)


@for_learners
@require_safe
def record_csv(request: HttpRequest, language: str) -> Any:
    """The same as a table."""
    return download(record_table(learner_of(request.user), language), "csv")


@for_learners
@require_safe
def record_pdf(request: HttpRequest, language: str) -> HttpResponse:
    """The same as a PDF; where a letter has no font, the page with what to do instead."""
    user: Any = request.user
    try:
        document = printed_record(learner_of(user), user.get_full_name(), language)
    except CannotPrintError:
        return _shown(request, language, 422, cannot_print=True)
    response = HttpResponse(document, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="training-record.pdf"'
    return response


@from_this_site
@for_learners
@require_http_methods(["GET", "HEAD", "POST"])
def data(request: HttpRequest, language: str) -> HttpResponse:
    """What is held, and its end."""
    form = EraseForm(request.POST if request.method == "POST" else None)
    # Erasing is never done for a form that does not say whose it is.
    if request.method == "POST" and form.is_valid() and request.POST.get("whose") == whose(request.user):
        erase(request.user)
        logout(request)
        return HttpResponseRedirect(url(language, ERASED), status=303)
    context = own_context(request, language, DATA, _("Your data"))
    context.update(
        form=form,
        download_url=url(language, f"{DATA}data.json"),
        keeps_account=has_staff_rights(request.user),
        told=stores_of(learner_of(request.user)),
    )
    return render(request, "training/learn/data.html", context, status=422 if form.errors else 200)


@for_learners
@require_safe
def data_file(request: HttpRequest, language: str) -> HttpResponse:
    """Everything, as a file."""
    text = json.dumps(everything_of(request.user), cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="training-data.json"'
    return response


@require_safe
def erased(request: HttpRequest, language: str) -> HttpResponse:
    """Afterwards; the same for everybody."""
    return render(
        request, "training/learn/erased.html", learner_context(language, ERASED, _("Your training data is erased"))
    )

"""One's people: finding somebody, and deciding about their record."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from training.admin.person_forms import ExemptForm, PlaceForm, PriorForm, requirements_for
from training.admin.screens import for_leads, screen
from training.dates import today
from training.journeys.authority import agencies_led, is_theirs, sees_every_agency, sets_up
from training.journeys.evidencing import evidence_for
from training.models import Agency, Event, Evidence, Exemption, Lead, Learner, Membership, Status
from training.models.agency import current

TITLE = "People"
PER_PAGE = 50
DECIDED = (Event.Kind.COMPLETED, Event.Kind.PRIOR)


def urls() -> list[URLPattern]:
    """The list, somebody, and a file of theirs. What is decided has addresses of its own (training.admin.deciding)."""
    return [
        path("training/people/", people, name="training_people"),
        path("training/people/<int:pk>/", person, name="training_person"),
        path("training/evidence/<int:pk>/", evidence, name="training_evidence"),
    ]


@for_leads
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Those whom somebody looks after, by a part of their name or address, or by agency."""
    asked, agency = request.GET.get("q", "").strip(), request.GET.get("agency", "")
    theirs = Learner.objects.led_by(request.user).filter(user__isnull=False).select_related("user")
    found = called(theirs, asked)
    chosen = agencies_led(request.user).filter(pk=agency).first() if agency.isdecimal() and len(agency) < 10 else None
    if chosen:
        there = Membership.objects.filter(current(today()), agency=chosen)
        found = found.filter(pk__in=there.values("learner"))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    context = screen(TITLE, page_obj=page, asked=asked, chosen=chosen, agencies=agencies_led(request.user))
    return render(request, "training/admin/people.html", context)


def called(found: QuerySet[Learner], asked: str) -> QuerySet[Learner]:
    """Those of them with every word in their name or address, in the order of their names."""
    for word in asked.split()[:5]:
        in_name = Q(user__first_name__icontains=word) | Q(user__last_name__icontains=word)
        found = found.filter(in_name | Q(user__email__icontains=word))
    return found.order_by("user__last_name", "user__first_name", "pk")


def led(request: HttpRequest, pk: int) -> Learner:
    """One whom this person looks after; nobody else is there."""
    return get_object_or_404(Learner.objects.led_by(request.user).select_related("user"), pk=pk)


@for_leads
@require_http_methods(["GET", "HEAD"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Where somebody stands, and everything that can be decided about it."""
    return shown(request, led(request, pk))


def shown(request: HttpRequest, learner: Learner, status: int = 200, **forms_sent: Any) -> HttpResponse:
    """The page, with what was typed if it was not taken. Of agencies that are not the viewer's it says nothing."""
    user, accounts = request.user, learner.accounts()
    mine = agencies_led(user) | Agency.objects.filter(leads__in=Lead.objects.filter(current(today()), user=user.pk))
    places = Membership.objects.filter(learner=learner, agency__in=mine).select_related("agency", "team", "job_role")
    known = requirements_for(user)
    statuses = Status.objects.filter(learner=learner, requirement__in=known).select_related("requirement")
    done = Event.objects.filter(learner__in=accounts, kind__in=DECIDED).select_related(
        "activity", "withdrawn", "evidence"
    )
    now = places.filter(current(today())).first()
    place = {"agency": now.agency, "team": now.team, "job_role": now.job_role, "level": now.level} if now else {}
    context = screen(
        str(learner),
        [(reverse("training_people"), TITLE)],
        learner=learner,
        is_own=is_theirs(user, learner),
        places=places.order_by("-began_on", "-pk"),
        statuses=[(row, row.on(today()).value) for row in statuses.order_by("requirement__title")],
        exemptions=Exemption.objects.filter(learner=learner, requirement__in=known).select_related("requirement"),
        done=done.defer("evidence__content").order_by("-id"),
        exempt_form=forms_sent.get("exempt") or ExemptForm(user=user),
        prior_form=forms_sent.get("prior") or PriorForm(),
        place_form=forms_sent.get("place") or PlaceForm(user=user, initial=place),
        current_place=now if now and agencies_led(user).filter(pk=now.agency_id).exists() else None,
        sees_all=sees_every_agency(user),
        sets_up=sets_up(user),
        today=today(),
    )
    return render(request, "training/admin/person.html", context, status=status)


@for_leads
@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """A file to keep, never to be shown in the browser; for whoever looks after its learner."""
    found: Evidence | None = evidence_for(request.user, pk)
    if found is None:
        raise Http404
    return as_file(bytes(found.content or b""), found.kind, found.name)


def as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    """A download that no browser opens by itself and no cache keeps."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response

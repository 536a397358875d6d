"""The screens of background jobs in Wagtail's admin."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from background.journeys import clock, jobs
from background.models import Job, Step
from people.roles import PUBLISHERS, SITE_MANAGERS, has_role

JOBS_ON_A_PAGE = 30
FAILURES_SHOWN = 200


def visible_to(user: Any) -> "QuerySet[Job]":
    """Publishers and site managers look after every job; everybody else sees their own."""
    every = Job.objects.select_related("requested_by")
    return every if has_role(user, PUBLISHERS, SITE_MANAGERS) else every.filter(requested_by=user)


@require_safe
@never_cache
def job_list(request: HttpRequest) -> HttpResponse:
    """The latest jobs first."""
    page = Paginator(visible_to(request.user), JOBS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "background/jobs.html", {"jobs": page, "is_late": clock.is_late()})


@require_safe
@never_cache
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    """How far a job is, and what did not work."""
    found = get_object_or_404(visible_to(request.user), pk=job_id)
    failures = found.steps.filter(state=Step.State.FAILED)[:FAILURES_SHOWN]
    told = found.steps.filter(state=Step.State.DONE).exclude(message="")[:FAILURES_SHOWN]
    context = {"job": found, "failures": failures, "told": told, "is_late": clock.is_late()}
    return render(request, "background/job.html", context)


@require_POST
def stop(request: HttpRequest, job_id: int) -> HttpResponse:
    """Stop after the step that is being taken."""
    jobs.stop(get_object_or_404(visible_to(request.user), pk=job_id))
    return HttpResponseRedirect(reverse("job", args=[job_id]))


@require_POST
def resume(request: HttpRequest, job_id: int) -> HttpResponse:
    """Go on, and try again what failed."""
    jobs.resume(get_object_or_404(visible_to(request.user), pk=job_id))
    return HttpResponseRedirect(reverse("job", args=[job_id]))

"""What people must do: requirements with their terms. Saving one shows first whom it touches."""

from datetime import date

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.widgets.button import HeaderButton

from background.models import Job
from training.admin.requirement_form import RequirementForm
from training.admin.screens import back, for_administrators, screen
from training.dates import today
from training.journeys.assigning import JOB, save_requirement
from training.journeys.authority import agencies_led, may_require
from training.journeys.requiring import MOST, consequences
from training.models import Requirement

TITLE = "What people must do"


def urls() -> list[URLPattern]:
    """The list, a new one, one, and its end."""
    return [
        path("training/requirements/", requirements, name="training_requirements"),
        path("training/requirements/add/", edit, name="training_requirement_add"),
        path("training/requirements/<int:pk>/", edit, name="training_requirement"),
        path("training/requirements/<int:pk>/end/", end, name="training_requirement_end"),
    ]


def may_change(request: HttpRequest, requirement: Requirement) -> bool:
    """Whether this person may change a saved one."""
    return may_require(request.user, [agency.pk for agency in requirement.agencies.all()])


@for_administrators
@require_safe
def requirements(request: HttpRequest) -> HttpResponse:
    """All that concern the agencies somebody looks after; those of every agency among them."""
    theirs = Q(agencies=None) | Q(agencies__in=agencies_led(request.user))
    found = Requirement.objects.filter(theirs).distinct().prefetch_related("agencies", "job_roles", "activities")
    rows = [(one, may_change(request, one), shown_agencies(request, one), fixed_until(one)) for one in found]
    running = Job.objects.filter(kind=JOB, state=Job.State.RUNNING, requested_by=request.user.pk)
    buttons = [HeaderButton("Add a requirement", reverse("training_requirement_add"), icon_name="plus")]
    context = screen(TITLE, rows=rows, running=running, header_buttons=buttons)
    return render(request, "training/admin/requirements.html", context)


def shown_agencies(request: HttpRequest, requirement: Requirement) -> list[str]:
    """Those of its agencies that this person looks after; of the others they learn nothing."""
    theirs = set(agencies_led(request.user).values_list("pk", flat=True))
    return [agency.name for agency in requirement.agencies.all() if agency.pk in theirs]


def fixed_until(requirement: Requirement) -> str:
    """The day of the year until which it lasts, for people to read; 29 February is a day of leap years."""
    month, day = requirement.fixed_month, requirement.fixed_day
    return f"{date(2024, month, day):%-d %B}" if month and day else ""


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new requirement or other terms: first what would follow, and only then the saving."""
    before = get_object_or_404(Requirement, pk=pk) if pk else None
    if before is not None and not may_change(request, before):
        return back("training_requirements")
    form = RequirementForm(request.POST or None, instance=before, user=request.user)
    found = None
    if request.method == "POST" and form.is_valid():
        if request.POST.get("seal") == form.seal and "save" in request.POST:
            saved = save_requirement(request.user, form.save(commit=False), **form.lists)
            return told(request, saved)
        found = consequences(request.user, form.instance, **form.lists)
    context = screen(
        before.title if before else "Add a requirement",
        [(reverse("training_requirements"), TITLE)],
        form=form,
        requirement=before,
        found=found,
        most=MOST,
    )
    return render(request, "training/admin/requirement.html", context, status=422 if form.errors else 200)


def told(request: HttpRequest, saved: Requirement) -> HttpResponse:
    """Back to the list, with what is going on."""
    job = Job.objects.filter(kind=JOB, state=Job.State.RUNNING, parameters__requirement=saved.pk).first()
    if job:
        messages.success(
            request, f"“{saved}” is saved. Everybody’s dates follow in the background; this takes a few minutes."
        )
    else:
        messages.success(request, f"“{saved}” is saved, and everybody’s dates are up to date.")
    return back("training_requirements")


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody has to any more, from today on. What was done stays in the records."""
    one = get_object_or_404(Requirement.objects.annotate(people=Count("statuses")), pk=pk, ended_on=None)
    if not may_change(request, one):
        return back("training_requirements")
    if request.method == "POST":
        one.ended_on = today()
        return told(request, save_requirement(request.user, one))
    trail = [(reverse("training_requirements"), TITLE), (reverse("training_requirement", args=[pk]), one.title)]
    return render(request, "training/admin/requirement_end.html", screen("End it", trail, requirement=one))

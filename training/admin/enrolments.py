"""Enrolling many people from a file: send it, look at what it would do, agree, see what came of it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin.widgets.button import HeaderButton

from background.journeys import clock, jobs
from background.models import Job, Step
from config import languages
from spreadsheets.writing import Table, download
from training.admin.screens import back, for_administrators, screen
from training.errors import NotNowError
from training.journeys import enrolling
from training.journeys.arranging import open_agencies
from training.journeys.authority import agencies_led
from training.models import Agency, Enrolment, EnrolmentRow, Membership
from training.people_file import COLUMNS, LARGEST, MOST_ROWS

TITLE = "Enrol people from a file"
RUNS_ON_A_PAGE, ROWS_ON_A_PAGE, FAILURES_SHOWN = 30, 50, 20
Stage, State, Mail = Enrolment.Stage, EnrolmentRow.State, EnrolmentRow.Mail
ORDER = (State.FAULT, State.NEW, State.CHANGED, State.MOVED, State.LEAVING, State.KEPT, State.LATER, State.SAME)


class FileForm(forms.Form):
    """A file, whose people they are, and what it may do."""

    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Agency",
        empty_label="Choose the agency",
        error_messages={"required": "Choose the agency."},
    )
    file = forms.FileField(
        label="File",
        help_text=f"OpenDocument (.ods) or CSV, up to {MOST_ROWS:,} rows. In Excel choose “Save as”, then “CSV UTF-8” or “OpenDocument”.",
        widget=forms.FileInput(attrs={"accept": ".ods,.csv,text/csv,.txt,.tsv"}),
        error_messages={"required": "Choose the file.", "empty": "This file is empty."},
    )
    is_whole_list = forms.BooleanField(
        label="The file is the whole list of this agency",
        required=False,
        help_text="Then you see who is not in it, and they leave once you agree. Otherwise nobody is touched who is not in the file.",
    )
    makes_teams = forms.BooleanField(
        label="Make teams that are new",
        required=False,
        help_text="Otherwise a row with an unknown team is a fault, which finds misspellings.",
    )
    sends_mail = forms.BooleanField(label="Tell those who are new, by one e-mail", required=False, initial=True)
    language = forms.ChoiceField(
        label="Language of that e-mail",
        choices=languages.choices,
        help_text="Somebody who has chosen a language here before gets it in that one.",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theirs = agencies_led(user) & open_agencies()
        self.fields["agency"].queryset = theirs  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        """A file that is far too large is not even read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(f"This file is larger than {LARGEST // 1_000_000} MB. Send it in parts.")
        return file


def urls() -> list[URLPattern]:
    """The list, a new one, an empty file, one, its faults as a file, and its buttons."""
    return [
        path("training/enrolments/", enrolments, name="training_enrolments"),
        path("training/enrolments/new/", new, name="training_enrolment_new"),
        path("training/enrolments/columns.csv", columns, name="training_enrolment_columns"),
        path("training/enrolments/<int:pk>/", enrolment, name="training_enrolment"),
        path("training/enrolments/<int:pk>/faults.csv", faults, name="training_enrolment_faults"),
        path("training/enrolments/<int:pk>/<slug:wish>/", act, name="training_enrolment_act"),
    ]


def theirs(request: HttpRequest) -> Any:
    """The files that this person sent, for agencies that they still look after."""
    found = Enrolment.objects.filter(requested_by=request.user.pk, agency__in=agencies_led(request.user))
    return found.defer("content").select_related("agency", "job")


@for_administrators
@require_safe
def enrolments(request: HttpRequest) -> HttpResponse:
    """One's own, the latest first."""
    counted = theirs(request).annotate(
        found=Count("rows", filter=Q(rows__number__isnull=False)),
        faulty=Count("rows", filter=Q(rows__state=State.FAULT)),
    )
    page = Paginator(counted, RUNS_ON_A_PAGE).get_page(request.GET.get("p"))
    buttons = [HeaderButton("Send a file", reverse("training_enrolment_new"), icon_name="upload")]
    return render(request, "training/admin/enrolments.html", screen(TITLE, page_obj=page, header_buttons=buttons))


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Send a file; what cannot be read at all is said at once."""
    initial = {"agency": request.GET.get("agency"), "language": languages.SOURCE}
    form = FileForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()), user=request.user, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        file = said.pop("file")
        try:
            begun = enrolling.begin(request.user, said.pop("agency"), file.name, file.read(), **said)
        except NotNowError as error:
            form.add_error("file", str(error))
        else:
            return back("training_enrolment", begun.pk)
    labels = [label for label, _others in COLUMNS.values()]
    context = screen("Send a file", [(reverse("training_enrolments"), TITLE)], form=form, labels=labels)
    return render(request, "training/admin/enrolment_new.html", context, status=422 if form.errors else 200)


@for_administrators
@require_safe
def columns(request: HttpRequest) -> HttpResponse:
    """A file with the headings and nothing else."""
    return download(Table("people", [label for label, _others in COLUMNS.values()], []), "csv")  # type: ignore[return-value]


@for_administrators
@require_safe
def enrolment(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; what it would do; what it did."""
    one = get_object_or_404(theirs(request), pk=pk)
    failures = one.job.steps.filter(state=Step.State.FAILED)[:FAILURES_SHOWN] if one.job else []
    counts = dict(one.rows.order_by().values_list("state").annotate(number=Count("pk")))
    mails = dict(one.rows.exclude(mail="").order_by().values_list("mail").annotate(number=Count("pk")))
    wish = request.GET.get("show", "")
    first = next((state for state in ORDER if counts.get(state)), State.SAME)
    wish = wish if wish in ORDER else first
    page = Paginator(one.rows.filter(state=wish).select_related("learner__user"), ROWS_ON_A_PAGE).get_page(
        request.GET.get("p")
    )
    context = screen(
        one.file_name,
        [(reverse("training_enrolments"), TITLE)],
        enrolment=one,
        job=one.job,
        is_running=bool(one.job and one.job.state == Job.State.RUNNING),
        failures=failures,
        counts=[(state, State(state).label, counts[state]) for state in ORDER if counts.get(state)],
        acting=sum(counts.get(state, 0) for state in enrolling.ACTING),
        leaving=counts.get(State.LEAVING, 0),
        faulty=counts.get(State.FAULT, 0),
        here=Membership.objects.filter(agency=one.agency, ended_on=None).count(),
        mails=[(Mail(mail).label, number) for mail, number in mails.items()],
        unsent=mails.get(Mail.FAILED, 0),
        wish=wish,
        may_keep=wish == State.LEAVING and one.stage == Stage.LOOKED,
        page_obj=page,
        until=one.read_at + enrolling.LASTS if one.read_at else None,
        is_late=clock.is_late(),
    )
    return render(request, "training/admin/enrolment.html", context)


@for_administrators
@require_safe
def faults(request: HttpRequest, pk: int) -> HttpResponse:
    """Every fault with its row, to be mended beside the file; streamed."""
    one = get_object_or_404(theirs(request), pk=pk)
    wrong = one.rows.filter(state=State.FAULT).iterator(chunk_size=500)
    rows = ([row.number, row.cells.get("email", ""), row.says] for row in wrong)
    return download(Table("faults", ["Row", "E-mail", "What to do"], rows), "csv")  # type: ignore[return-value]


@for_administrators
@require_POST
def act(request: HttpRequest, pk: int, wish: str) -> HttpResponse:
    """One of the buttons."""
    one = get_object_or_404(theirs(request), pk=pk)
    try:
        if not decide(request, one, wish):
            raise Http404
    except NotNowError as error:
        messages.warning(request, str(error))
    return back("training_enrolment", pk)


def decide(request: HttpRequest, one: Enrolment, wish: str) -> bool:
    """Do what a button says; False if there is no such button."""
    if wish == "agree":
        leaving = one.rows.filter(state=State.LEAVING).count()
        if leaving and request.POST.get("leaving") != str(leaving):
            raise NotNowError("Look at those who leave first, and tick that you have.")
        enrolling.agree(request.user, one)
    elif wish == "keep":
        kept = enrolling.keep(request.user, one, [int(key) for key in request.POST.getlist("row") if key.isdecimal()])
        messages.success(request, f"{kept} {'person stays' if kept == 1 else 'people stay'}.")
    elif wish == "drop":
        enrolling.drop(request.user, one)
    elif wish == "mail":
        enrolling.send_again(request.user, one)
    elif wish in ("stop", "resume") and one.job and one.stage in (Stage.READING, Stage.WRITING):
        (jobs.stop if wish == "stop" else jobs.resume)(one.job)
    else:
        return False
    return True

"""What a lead types about one of their people."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from training.dates import today
from training.evidence_file import LARGEST, EvidenceError, EvidenceFile, checked
from training.journeys.arranging import job_roles
from training.journeys.authority import agencies_led
from training.models import Activity, Agency, JobRole, Level, Requirement, Team


def requirements_for(user: Any) -> "QuerySet[Requirement]":
    """The requirements that somebody may know of: those of every agency, and of those they look after."""
    theirs = Q(agencies=None) | Q(agencies__in=agencies_led(user))
    # A lead of a team knows what their agency asks for.
    theirs |= Q(agencies__in=Agency.objects.filter(leads__user=user))
    return Requirement.objects.filter(theirs, ended_on=None).distinct()


class DayField(forms.DateField):
    """A day, chosen in the browser's own way."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class ExemptForm(forms.Form):
    """Letting somebody off."""

    requirement = forms.ModelChoiceField(Requirement.objects.none(), label="From what", empty_label="Choose")
    until = DayField(label="Until", required=False, help_text="The last day. Empty: until somebody ends it.")
    reason = forms.CharField(
        label="Why",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For example maternity leave. No more than is needed: the person may read it.",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["requirement"].queryset = requirements_for(user)  # type: ignore[attr-defined]

    def clean_until(self) -> date | None:
        """Not over already."""
        until: date | None = self.cleaned_data["until"]
        if until is not None and until < today():
            raise forms.ValidationError("This day is over. Choose today or a later one.")
        return until


class PriorForm(forms.Form):
    """What somebody learnt elsewhere, and what shows it."""

    activity = forms.ModelChoiceField(
        Activity.objects.none(), label="It counts as", empty_label="Choose", help_text="They need not do this any more."
    )
    on = DayField(label="Done on")
    note = forms.CharField(label="Where they learnt it", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    file = forms.FileField(
        label="Evidence",
        required=False,
        help_text=f"A PDF or a picture, up to {LARGEST // 1_000_000} MB. Whoever looks after this person’s training reads it, and the person.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"].queryset = Activity.objects.filter(retired_on=None)  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        """Not in the future."""
        on: date = self.cleaned_data["on"]
        if on > today():
            raise forms.ValidationError("This day has not come yet.")
        return on

    def clean_file(self) -> EvidenceFile | None:
        """By what is in it."""
        file = self.cleaned_data["file"]
        if not file:
            return None
        try:
            # One byte more than may be kept shows that it is too large, whatever is sent.
            return checked(file.name, file.read(LARGEST + 1))
        except EvidenceError as error:
            raise forms.ValidationError(str(error)) from error


class PlaceForm(forms.Form):
    """Where somebody works from now on: another agency of the lead's, or another place in the same."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency", empty_label=None)
    team = forms.ModelChoiceField(Team.objects.none(), label="Team", required=False, empty_label="None")
    job_role = forms.ModelChoiceField(JobRole.objects.none(), label="Job role", empty_label="Choose")
    level = forms.ChoiceField(label="Level", choices=Level.choices)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["agency"].queryset = agencies_led(user)
        fields["team"].queryset = Team.objects.filter(agency__in=agencies_led(user)).select_related("agency")
        fields["team"].label_from_instance = lambda team: f"{team.agency}: {team}"
        fields["job_role"].queryset = job_roles()

    def clean(self) -> dict[str, Any]:
        """The team must be one of that agency."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        team, agency = found.get("team"), found.get("agency")
        if team and agency and team.agency_id != agency.pk:
            self.add_error("team", "This team belongs to another agency. Choose one of the same agency, or none.")
        return found

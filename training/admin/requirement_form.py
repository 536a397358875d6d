"""The form of a requirement: its terms in words, and whom it fits."""

import hashlib
from typing import Any

from django import forms

from training.dates import Validity
from training.journeys.arranging import job_roles
from training.journeys.authority import agencies_led, sets_up
from training.models import Activity, Requirement

LISTS = ("activities", "agencies", "job_roles")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


class RequirementForm(forms.ModelForm[Requirement]):
    """Everything that a requirement says. A lead names agencies of theirs; a site manager may leave them all out."""

    validity = forms.ChoiceField(
        label="How long it lasts",
        choices=[
            (Validity.FOR_GOOD.value, "For good: once is enough"),
            (Validity.ROLLING.value, "Some months from the day it was done"),
            (Validity.FIXED.value, "Until the same day every year"),
        ],
        widget=forms.RadioSelect,
    )
    months = forms.IntegerField(
        label="Months", min_value=0, max_value=240, required=False, help_text="If it lasts some months."
    )
    fixed_month = forms.TypedChoiceField(
        label="Month",
        coerce=int,
        empty_value="",
        required=False,
        choices=[("", "–"), *enumerate(MONTHS, 1)],
        help_text="If it lasts until the same day every year.",
    )
    fixed_day = forms.IntegerField(
        label="Day of the month", min_value=0, max_value=31, required=False, help_text="The last day that counts."
    )
    due_days = forms.IntegerField(
        label="Days to do it in",
        min_value=0,
        max_value=3650,
        required=False,
        help_text="From the day somebody has to. Empty: whenever they like.",
    )
    grace_days = forms.IntegerField(
        label="Days of grace",
        min_value=0,
        max_value=3650,
        required=False,
        help_text="After that, before it is called overdue.",
    )
    window_days = forms.IntegerField(
        label="Days before it runs out in which it can be renewed",
        min_value=0,
        max_value=3650,
        required=False,
        help_text="Who renews it in these days loses none: the new time counts on from the old date.",
    )

    class Meta:
        model = Requirement
        fields = (
            *("title", *LISTS, "level"),
            *("validity", "months", "fixed_month", "fixed_day", "due_days", "grace_days", "window_days"),
        )
        widgets = dict.fromkeys(LISTS, forms.CheckboxSelectMultiple)
        labels = {"activities": "What they must complete", "agencies": "Agencies", "job_roles": "Job roles"}
        help_texts = {
            "title": "What a learner reads in their list.",
            "activities": "All that you tick.",
            "agencies": "Tick none for every agency.",
            "job_roles": "Tick none for every role.",
            "level": "Leave it open for every level.",
        }
        error_messages = {"activities": {"required": "Tick at least one."}, "title": {"required": "Give it a name."}}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["activities"].queryset = Activity.objects.filter(retired_on=None)
        if self.instance.pk:
            fields["activities"].queryset |= Activity.objects.filter(requirements=self.instance)
        fields["activities"].queryset = fields["activities"].queryset.distinct()
        fields["job_roles"].queryset = job_roles()
        fields["agencies"].queryset = agencies_led(user)
        fields["level"].choices = [("", "Every level"), *[choice for choice in fields["level"].choices if choice[0]]]
        if not sets_up(user):
            fields["agencies"].required = True
            fields["agencies"].help_text = "Those of your agencies whose people have to."
            fields["agencies"].error_messages["required"] = (
                "Tick at least one. A site manager sets what every agency must do."
            )

    def clean(self) -> dict[str, Any]:
        """An empty number is none."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("months", "fixed_month", "fixed_day", "grace_days", "window_days"):
            if name not in self.errors:
                found[name] = found.get(name) or 0
        return found

    @property
    def lists(self) -> dict[str, Any]:
        """Its activities, agencies and job roles, as they were ticked."""
        return {name: list(self.cleaned_data[name]) for name in LISTS}

    @property
    def seal(self) -> str:
        """Names exactly what was typed, so that what is saved is what was shown."""
        said = [(name, self.data.getlist(name)) for name in sorted(self.fields)]  # type: ignore[attr-defined]
        return hashlib.sha256(repr(said).encode()).hexdigest()

"""What is asked on the dashboard's lists."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from dashboard.journeys import reviews

LONGEST = timedelta(days=366)


class ReviewFilter(forms.Form):
    """Narrows what falls due by kind and by owner."""

    kind = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    owner = forms.ChoiceField(required=False, label="Looked after by")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(label, label) for label in reviews.labels()]  # type: ignore[attr-defined]
        self.fields["owner"].choices = [("", "Anybody"), *((name, name) for name in reviews.owners(user))]  # type: ignore[attr-defined]


class IgnoreForm(forms.Form):
    """Until when a broken link is fine."""

    until = forms.DateField(
        label="Until",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Choose the last day of it.", "invalid": "Choose a day, such as 2027-01-31."},
    )

    def clean_until(self) -> date:
        """Not for ever: a page is gone again one day."""
        until: date = self.cleaned_data["until"]
        if until > timezone.localdate() + LONGEST:
            raise ValidationError("Choose a day within a year; somebody should look again then.")
        return until

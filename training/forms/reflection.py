"""An entry of the reflective log."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from training.dates import today
from training.models import Reflection

MOST_MINUTES = 60 * 24 * 7
EARLIEST = date(1950, 1, 1)


class ReflectionForm(forms.ModelForm[Reflection]):
    """What it was, how long it took, what came of it."""

    on = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _("Say on which day."), "invalid": _("We could not read this day.")},
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=MOST_MINUTES,
        error_messages={
            "required": _("Say how many minutes it took."),
            "invalid": _("Write the minutes as a whole number."),
            "min_value": _("Say how many minutes it took."),
            "max_value": _("This is more than a week. Split it into several entries."),
        },
    )

    class Meta:
        model = Reflection
        fields = ("title", "on", "minutes", "learned", "differently")
        labels = {
            "title": _("What was it?"),
            "learned": _("What did you learn?"),
            "differently": _("What will you do differently?"),
        }
        widgets = {"learned": forms.Textarea({"rows": 5}), "differently": forms.Textarea({"rows": 5})}
        error_messages = {"title": {"required": _("Say what it was.")}}

    def clean_on(self) -> date:
        """Nobody has learnt anything tomorrow."""
        on: date = self.cleaned_data["on"]
        if not EARLIEST <= on <= today():
            raise forms.ValidationError(now("Choose today or an earlier day."))
        return on


class ShareForm(forms.Form):
    """Whom to show one entry, and how much of it."""

    manager = forms.TypedChoiceField(label=_("Whom do you ask?"), coerce=int)
    with_words = forms.BooleanField(label=_("Show them also what I wrote about it"), required=False)

    def __init__(self, *args: Any, managers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.managers = [(one.pk, one.get_full_name() or one.email) for one in managers]
        self.fields["manager"].choices = [("", now("Choose")), *self.managers]  # type: ignore[attr-defined]

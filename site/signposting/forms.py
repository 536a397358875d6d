"""The forms in which records are edited."""

from typing import Any

from django import forms

from config.drafts import ScheduledRecordForm
from signposting.spoken import choices


class ServiceForm(ScheduledRecordForm):
    """A service; the languages spoken are ticked, and those that an import brought are kept."""

    languages = forms.MultipleChoiceField(
        required=False, choices=choices, widget=forms.CheckboxSelectMultiple, help_text="Languages that staff speak."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = choices()
        kept = [code for code in self.initial.get("languages") or [] if code not in dict(known)]
        self.fields["languages"].choices = [*known, *((code, code) for code in kept)]

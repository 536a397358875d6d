"""What officers type about a report."""

from typing import Any

from django import forms

from reporting.questions.common import THEMES
from reporting.terms import FLAGS, OUTCOMES, URGENCY

LONGEST = 10_000
TOO_LONG = {"max_length": "This is too long. Shorten it to %(limit_value)d characters; it has %(show_value)d now."}
THEME_CHOICES = [(choice.code, choice.label) for choice in THEMES]


def text(label: str, missing: str = "", help_text: str = "", rows: int = 4) -> forms.CharField:
    """A field for some lines; `missing` is said where it must not be empty and is."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        max_length=LONGEST,
        error_messages={**TOO_LONG, "required": missing},
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto", "autocomplete": "off"}),
    )


def line(label: str, help_text: str = "") -> forms.CharField:
    """A field for a few words that may be left empty."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )


class TriageForm(forms.Form):
    """How urgent it is, what it is about, and who is especially vulnerable."""

    urgency = forms.ChoiceField(
        label="How urgent is it?",
        choices=URGENCY,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how urgent it is."},
    )
    themes = forms.MultipleChoiceField(
        label="What is it about?", choices=THEME_CHOICES, required=False, widget=forms.CheckboxSelectMultiple
    )
    flags = forms.MultipleChoiceField(
        label="Vulnerability",
        help_text="The list agreed in the partnership's strategy.",
        choices=FLAGS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    area = line("Area", "A ward, town or postcode district, for the figures.")
    linked = line("Linked reports", "Their numbers, separated by spaces.")


class NoteForm(forms.Form):
    """For colleagues alone."""

    text = text("Note", "Write the note first.", "Only the desk reads it.")


class TaskForm(forms.Form):
    """Something to do, by a day."""

    what = line("What is to be done?")
    due = forms.DateField(
        label="By when?",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Choose the day by which it is done."},
    )

    def clean_what(self) -> str:
        """A task says what it is."""
        what: str = self.cleaned_data["what"]
        if not what:
            raise forms.ValidationError("Write what is to be done.")
        return what


class AnswerForm(forms.Form):
    """To the reporter, who reads it with the receipt."""

    text = text(
        "Your message",
        "Write your message first.",
        "Whoever holds the receipt can read this. Do not repeat what was reported, and name nobody.",
        rows=6,
    )
    question = forms.BooleanField(label="It is a question", required=False)
    answer_id = forms.UUIDField(widget=forms.HiddenInput)


class OutcomeForm(forms.Form):
    """What became of it; closes the report."""

    outcome = forms.ChoiceField(
        label="Outcome",
        choices=[("", "Choose one"), *OUTCOMES],
        error_messages={"required": "Choose what became of it."},
    )
    text = text("What was done, and why", rows=3)


class LockOutForm(forms.Form):
    """Officers whom the concern is about."""

    officers = forms.TypedMultipleChoiceField(
        label="Officers who must not open this report", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, officers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officers"].choices = officers  # type: ignore[attr-defined]


class SearchForm(forms.Form):
    """Words and terms to search opened reports by."""

    words = line("Words", "In the report, the conversation and the notes. All of them must be there.")
    status = forms.ChoiceField(
        label="Status",
        required=False,
        choices=[("", "Any"), ("unread", "Unread"), ("open", "Open"), ("closed", "Closed")],
    )
    urgency = forms.ChoiceField(label="Urgency", required=False, choices=[("", "Any"), *URGENCY])
    theme = forms.ChoiceField(label="Theme", required=False, choices=[("", "Any"), *THEME_CHOICES])
    area = line("Area")

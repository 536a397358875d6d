"""One page of the concern form as a Django form, made from its declaration."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reporting.questions import Question, Step
from reporting.questions.kinds import LONGEST

QUIET = {"autocomplete": "off", "spellcheck": "false"}
TOO_LONG = _(
    "This is longer than we can take. Shorten it to %(limit_value)d characters; it has %(show_value)d now. Nothing is lost."
)


class WordsField(forms.CharField):
    """What somebody typed, letter by letter: only line ends are made alike, and NUL is left out."""

    def to_python(self, value: Any) -> str:
        """Text without NUL, which no database or printer takes."""
        return str(super().to_python(value)).replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip("\n ")


class StepForm(forms.Form):
    """The questions of one page."""

    def __init__(self, step: Step, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in step.questions:
            self.fields[question.name] = field_of(question)

    def typed(self) -> dict[str, str | list[str]]:
        """What stands on the page, good or not, so that nothing is lost on the way back. What is empty is left out."""
        self.is_valid()
        found = {
            name: field.widget.value_from_datadict(self.data, self.files, name)
            if name in self.errors
            else self.cleaned_data.get(name)
            for name, field in self.fields.items()
        }
        return {name: value for name, value in found.items() if value}


def field_of(question: Question) -> forms.Field:
    """The field of a question."""
    choices = [(choice.code, choice.label) for choice in question.choices]
    shared: dict[str, Any] = {"label": question.label, "help_text": question.help, "required": question.required}
    if question.kind == "one":
        return forms.ChoiceField(choices=choices, widget=OneOf(), **shared)
    if question.kind == "many":
        return forms.MultipleChoiceField(choices=choices, widget=AnyOf(), **shared)
    attrs = {**QUIET, "dir": "auto"}
    return WordsField(
        max_length=LONGEST,
        # Its own validator counts before anything is cut; a browser's maxlength would cut what is pasted without a word.
        widget=NoLimitTextarea({**attrs, "rows": 8}) if question.kind == "text" else NoLimitInput(attrs),
        error_messages={
            "required": _("Write what worries you. One sentence is enough."),
            "max_length": TOO_LONG,
        },
        **shared,
    )


class OneOf(forms.RadioSelect):
    """One of several, each a label around its button."""

    option_template_name = "reporting/choice.html"


class AnyOf(forms.CheckboxSelectMultiple):
    """Any of several, each a label around its box."""

    option_template_name = "reporting/choice.html"


class NoLimit:
    """A widget that never cuts what is pasted into it."""

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """Without maxlength."""
        attrs: dict[str, Any] = super().build_attrs(base_attrs, extra_attrs)  # type: ignore[misc]
        return {name: value for name, value in attrs.items() if name != "maxlength"}


class NoLimitTextarea(NoLimit, forms.Textarea):
    """A box for any number of letters."""


class NoLimitInput(NoLimit, forms.TextInput):
    """A line for any number of letters."""

"""Fields that several records share."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst

from signposting.hours import HOURS, HoursError, parse_hours
from signposting.spoken import choices

CODE = re.compile(r"[a-z]{2,3}\Z")


class SpokenLanguagesWidget(forms.CheckboxSelectMultiple):
    """Tick boxes for the languages of signposting.spoken, and for any other that an import brought."""

    class Media:
        css = {"all": ["css/admin/spoken_languages.css"]}

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"class": "spoken-languages", **(attrs or {})}, choices)

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Django's, with boxes for what is ticked but not listed."""
        listed = choices()
        self.choices = [*listed, *((code, code) for code in value if code and code not in dict(listed))]
        return super().optgroups(name, value, attrs)


class SpokenLanguagesFormField(forms.MultipleChoiceField):
    """A list of ISO 639 codes, ticked."""

    widget = SpokenLanguagesWidget

    def valid_value(self, value: Any) -> bool:
        """Any code: an import may know more languages than the list."""
        return bool(CODE.match(str(value)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """The order in which boxes stand is no change."""
        return sorted(initial or []) != sorted(data or [])


class SpokenLanguagesField(models.JSONField):
    """Languages that people speak, as a list of ISO 639 codes (HSDS 3.0 `language`)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Tick boxes."""
        return SpokenLanguagesFormField(
            required=False, choices=choices, label=capfirst(self.verbose_name), help_text=self.help_text
        )


def check_hours(text: str) -> None:
    """A validator: hours can be read; the message says what to type."""
    try:
        parse_hours(text)
    except HoursError as error:
        raise ValidationError(str(error)) from error


class HoursField(models.CharField[str, str]):
    """Opening hours in the fixed form of signposting.hours; empty if none are published."""

    default_validators = [check_hours]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 300, "blank": True, "help_text": HOURS, **kwargs})

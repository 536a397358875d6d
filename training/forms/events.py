"""Narrowing the list of live events down."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from training.models.agency import Level


class EventsForm(forms.Form):
    """Month and level; either may be left alone."""

    month = forms.TypedChoiceField(
        label=gettext_lazy("Month"),
        required=False,
        coerce=lambda text: date.fromisoformat(f"{text}-01"),
        empty_value=None,
    )
    level = forms.ChoiceField(label=gettext_lazy("Level"), required=False)

    def __init__(self, *args: Any, months: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[tuple[Any, Any]]] = {
            "month": [(f"{one:%Y-%m}", date_format(one, "F Y")) for one in months],
            "level": list(Level.choices),
        }
        for name, found in choices.items():
            cast(forms.ChoiceField, self.fields[name]).choices = [("", _("All")), *found]

    def chosen(self) -> dict[str, Any]:
        """What was chosen and can be; anything else is left out, so that an old link still works."""
        self.is_valid()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}

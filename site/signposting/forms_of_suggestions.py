"""What readers type to suggest a change."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pages.forms import TrapField
from signposting.journeys.suggesting import OF_CONTACTS, OF_SERVICES, Part
from signposting.models.suggestions import LONGEST_VALUE

LONG = ("summary", "description", "eligibility_description", "fees_description", "note")
WORDS = (*LONG, "name")
TOO_LONG = {"max_length": _("This is too long. Shorten it to %(limit_value)d characters; it has %(show_value)d now.")}


def hours_example() -> SafeString:
    """How hours are typed; from left to right in every language, as they must be."""
    example = "Mon-Fri 09:00-17:00"
    text = escape(gettext("For example: Mon-Fri 09:00-17:00"))
    return SafeString(text.replace(example, f'<bdi dir="ltr">{example}</bdi>'))


class SuggestForm(forms.Form):
    """All that can be changed, as it stands now; what is left as it is suggests nothing."""

    comment = forms.CharField(
        label=_("What is wrong?"),
        help_text=_("Use your own words, in any language. Or change the details below."),
        required=False,
        max_length=LONGEST_VALUE,
        error_messages=TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    closed = forms.BooleanField(label=_("This service has closed"), required=False)
    website = TrapField()

    def __init__(self, *args: Any, parts: list[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        for part in parts:
            self.fields[part.name] = forms.CharField(
                label=(OF_CONTACTS if part.contact else OF_SERVICES)[part.field],
                initial=part.value,
                required=False,
                max_length=LONGEST_VALUE,
                error_messages=TOO_LONG,
                help_text=hours_example() if part.field == "hours" else "",
                widget=self.widget(part),
            )

    @staticmethod
    def widget(part: Part) -> forms.Widget:
        """Words are those of the record, in English; numbers and addresses read from left to right."""
        attrs: dict[str, Any] = {"dir": "ltr", "lang": "en"} if part.field in WORDS else {"dir": "ltr"}
        if part.field in LONG:
            return forms.Textarea(attrs={**attrs, "rows": 3 if len(part.value) < 200 else 6})
        return forms.TextInput(attrs={**attrs, "autocomplete": "off"})

    @property
    def sent(self) -> dict[str, str]:
        """What was typed; a field that was not sent was not emptied."""
        return {name: self.cleaned_data[name] for name in self.cleaned_data if name in self.data}

    @cached_property
    def of_service(self) -> list[Any]:
        """The fields of the service."""
        return [self[part.name] for part in self.parts if part.contact is None]

    @cached_property
    def of_contacts(self) -> list[tuple[str, list[Any]]]:
        """The fields of each way to get in touch, under what it is called."""
        found: dict[Any, tuple[str, list[Any]]] = {}
        for part in self.parts:
            if contact := part.contact:
                heading = contact.label or str(contact.get_channel_display())
                found.setdefault(contact.pk, (heading, []))[1].append(self[part.name])
        return list(found.values())

"""What is sent to begin work on many translations."""

from typing import Any

from django import forms
from wagtail.models import Locale, Page

from config import languages
from config.languages import SOURCE
from translations.journeys import work
from translations.journeys.work import Item

NOTHING_CHOSEN = "Choose at least one page or record first."
NO_LANGUAGE = "Choose at least one language first."


class Keys(forms.UUIDField):
    """Any number of translation keys."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> Any:
        """Each of them."""
        return [super(Keys, self).clean(one) for one in value or []]


class ManyForm(forms.Form):
    """Records by their translation keys, or a page, perhaps with all that lie under it; and languages."""

    translation_key = Keys(required=False)
    language = forms.MultipleChoiceField(
        error_messages={"required": NO_LANGUAGE, "invalid_choice": "%(value)s is not a language of this site."}
    )
    page = forms.ModelChoiceField(Page.objects.filter(locale__language_code=SOURCE, depth__gt=1), required=False)
    descendants = forms.BooleanField(required=False)
    incomplete = forms.BooleanField(required=False)
    confirmed = forms.BooleanField(required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        codes = Locale.objects.exclude(language_code=SOURCE).values_list("language_code", flat=True)
        self.fields["language"].choices = [(code, languages.get(code).english) for code in codes]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Find what was chosen."""
        cleaned = super().clean() or {}
        if not self.errors:
            cleaned["items"] = work.chosen(
                cleaned["translation_key"], cleaned.get("page"), descendants=cleaned["descendants"]
            )
            if not cleaned["items"]:
                raise forms.ValidationError(NOTHING_CHOSEN)
        return cleaned

    @property
    def items(self) -> list[Item]:
        """What was chosen, parents before children."""
        found: list[Item] = self.cleaned_data["items"]
        return found

    def problem(self) -> str:
        """What is wrong, in one sentence."""
        return " ".join(str(message) for messages in self.errors.values() for message in messages)

"""What the screens of translating are asked."""

from typing import Any

from django import forms

from config import languages
from people.roles import target_codes, translator_languages
from translations.models import Original, State

STATES = [
    (State.MISSING, "Missing"),
    (State.TRANSLATING, "In translation"),
    (State.READY, "Waits for its publisher"),
    (State.NEWER, "Source is newer"),
    (State.CURRENT, "Up to date"),
    (State.REVIEWED, "Reviewed by a native speaker"),
]
ORDERS = [("tree", "As in the site"), ("title", "By title"), ("changed", "Last changed first")]


class TableForm(forms.Form):
    """How the table is narrowed. A value that is not known narrows nothing."""

    q = forms.CharField(label="Words in the title", required=False, max_length=100)
    kind = forms.ChoiceField(label="Kind", required=False)
    state = forms.ChoiceField(label="State", required=False)
    language = forms.ChoiceField(label="Language", required=False)
    section = forms.ChoiceField(label="Section or campaign", required=False)
    owner = forms.ChoiceField(label="Owner", required=False)
    order = forms.ChoiceField(label="Order", required=False, choices=ORDERS)

    def __init__(
        self, data: Any, *, user: Any, sections: list[tuple[str, str]], owners: list[str], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        names = [(code, languages.get(code).english) for code in target_codes()]
        mine = translator_languages(user)
        if mine and mine != set(target_codes()):
            names.insert(0, ("mine", "My languages"))
        self.mine = mine
        for name, empty, choices in (
            ("kind", "Every kind", Original.Kind.choices),
            ("state", "Every state", STATES),
            ("language", "Every language", names),
            ("section", "Everywhere", sections),
            ("owner", "Every owner", [(owner, owner) for owner in owners]),
        ):
            field: Any = self.fields[name]
            field.choices = [("", empty), *choices]

    def chosen(self) -> dict[str, Any]:
        """What was asked, without what is not known."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}

    def columns(self) -> list[str]:
        """The languages that the table shows."""
        language = self.chosen()["language"]
        if language == "mine":
            return [code for code in target_codes() if code in self.mine]
        return [language] if language else target_codes()


class DescriptionForm(forms.Form):
    """A picture's description in one language."""

    text = forms.CharField(
        label="Description",
        max_length=255,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Say in a few words what the picture shows.",
            "max_length": "This is too long by some words. A description has at most 255 letters.",
        },
    )


class FileForm(forms.Form):
    """A PO file that a translator brings back."""

    file = forms.FileField(
        label="PO file",
        error_messages={"required": "Choose a PO file first.", "empty": "This file is empty. Nothing was changed."},
        widget=forms.FileInput(attrs={"accept": ".po,text/x-gettext-translation"}),
    )

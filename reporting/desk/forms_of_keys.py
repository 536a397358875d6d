"""What officers type to make, open and change keys."""

from typing import Any

from django import forms

from reporting.journeys import setting_up
from reporting.journeys.setting_up import SHORTEST_PASSPHRASE, WeakPassphraseError


def secret(label: str, missing: str, help_text: str = "", complete: str = "off") -> forms.CharField:
    """A field for something that nobody should read over a shoulder; `missing` is said where nothing was typed."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=500,
        strip=False,
        error_messages={"required": missing},
        widget=forms.PasswordInput(attrs={"autocomplete": complete}),
    )


class NewPassphraseForm(forms.Form):
    """A passphrase, typed twice."""

    passphrase = secret(
        "New passphrase",
        "Type a passphrase.",
        f"Four or more words that do not belong together, at least {SHORTEST_PASSPHRASE} characters. "
        "It opens the reports, and is not the password you sign in with. Nobody can look it up for you.",
        "new-password",
    )
    again = secret("The same passphrase again", "Type the passphrase once more.", complete="new-password")

    def clean_passphrase(self) -> str:
        """Long enough, and not the same over and over."""
        typed: str = self.cleaned_data["passphrase"]
        try:
            setting_up.check_passphrase(typed)
        except WeakPassphraseError:
            raise forms.ValidationError(
                f"This is too easy to guess. Use four or more words, at least {SHORTEST_PASSPHRASE} characters in all."
            ) from None
        return typed

    def clean(self) -> dict[str, Any]:
        """Both are the same."""
        data = super().clean() or {}
        if "passphrase" in data and "again" in data and data["passphrase"] != data["again"]:
            self.add_error("again", "The two are not the same. Type the passphrase again.")
        return data


class SheetField(forms.CharField):
    """The recovery key from the printed sheet."""

    def __init__(self) -> None:
        super().__init__(
            label="Recovery key",
            help_text="The 56 letters and digits on the printed sheet. Spaces and small letters do not matter.",
            max_length=400,
            error_messages={"required": "Type what stands on the sheet."},
            widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
        )


class SheetForm(forms.Form):
    """The drill."""

    sheet = SheetField()


class ComeBackForm(NewPassphraseForm):
    """The sheet out of the safe, and a new passphrase."""

    sheet = SheetField()
    field_order = ("sheet", "passphrase", "again")


class UnlockForm(forms.Form):
    """The passphrase that opens the reports."""

    passphrase = secret(
        "Passphrase",
        "Type your passphrase.",
        "Not your password: the passphrase that you chose for the desk.",
        "current-password",
    )

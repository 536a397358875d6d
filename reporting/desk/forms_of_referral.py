"""What officers type to refer a concern, and managers to keep partner agencies."""

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils import timezone

from reporting.desk.forms import line, text
from reporting.journeys import agencies
from reporting.models import PartnerAgency
from reporting.terms_of_referral import BASES, CONDITIONS, GUIDANCE, NOTHING_SPECIAL

NO_KEY = (
    "This is no age public key. It begins with age1 and has 62 letters and digits. "
    "Ask the agency to send it again, or leave the field empty and print referrals."
)
NOT_FOR_US = (
    "This is the secret half of the key, and nobody but the agency may see it. It was not kept. "
    "Tell the agency that this key is spent: they must make a new one and send you the half that begins with age1."
)
NOT_VOUCHED = (
    "The details of this agency are not as a manager kept them. Ask a manager to look at them and keep them again."
)
LOCK_CHANGED = (
    "The desk’s lock was changed since you unlocked. Copy what you typed, lock the desk, unlock it again, and go on."
)


class ReferralForm(forms.Form):
    """To whom, which fields of the sanitised version, on what grounds, and why."""

    referral = forms.UUIDField(widget=forms.HiddenInput)
    agency = forms.ModelChoiceField(
        label="Which agency?",
        queryset=PartnerAgency.objects.none(),
        empty_label="Choose one",
        error_messages={"required": "Choose the agency.", "invalid_choice": "Choose an agency that is in use."},
    )
    chosen = forms.MultipleChoiceField(
        label="What do they need to know?",
        help_text="No more than they need to act.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one field."},
    )
    basis = forms.ChoiceField(
        label="Why is it lawful to share it?",
        choices=BASES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the lawful basis."},
    )
    conditions = forms.MultipleChoiceField(
        label="Health, sexuality, ethnicity, alleged offences: which condition fits?",
        choices=CONDITIONS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick a condition, or that none is needed."},
    )
    guidance = forms.MultipleChoiceField(
        label="Which duty or guidance do you follow?",
        choices=GUIDANCE,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    why = text(
        "Why do you refer it, and what do you ask of them?",
        "Write why you refer it.",
        "The agency reads this. Do not say who reported it, or when. Your masked words are masked here too.",
    )

    def __init__(self, *args: Any, fields: list[dict[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["chosen"]
        chosen.choices = [(one["name"], one["label"]) for one in fields]
        agency: Any = self.fields["agency"]
        agency.queryset = PartnerAgency.objects.filter(active=True)
        agency.label_from_instance = named

    def clean_referral(self) -> str:
        """As it is written into the record."""
        drawn: UUID = self.cleaned_data["referral"]
        return str(drawn)

    def clean_conditions(self) -> list[str]:
        """None is needed, or some are: not both."""
        ticked: list[str] = self.cleaned_data["conditions"]
        if NOTHING_SPECIAL in ticked and len(ticked) > 1:
            raise forms.ValidationError("You ticked a condition, and that none is needed. Take one of them away.")
        return ticked


def named(agency: PartnerAgency) -> str:
    """An agency with how it gets a referral."""
    return f"{agency.name} ({'encrypted bundle' if agency.age_key else 'print: it has no key'})"


class NotLaterForm(forms.Form):
    """The day on which something happened, which is no day to come."""

    on = forms.DateField(
        label="On which day?",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Choose the day."},
    )

    def clean_on(self) -> Any:
        """Nothing has happened yet that is still to come."""
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError("This day is still to come. Choose the day on which it happened.")
        return self.cleaned_data["on"]


class AcknowledgedForm(NotLaterForm):
    """Who at the agency said that they have it."""

    by = line("Who at the agency told you?", "A name, a role or a team.")
    field_order = ("by", "on")

    def clean_by(self) -> str:
        """Somebody did."""
        by: str = self.cleaned_data["by"]
        if not by:
            raise forms.ValidationError("Write who told you.")
        return by


class ChasedForm(NotLaterForm):
    """That the desk asked, and what was said."""

    said = line("What did they say?", "It is listed again after three days, unless they say that they have it.")


class AgencyForm(forms.ModelForm):  # type: ignore[type-arg]
    """A partner agency, for managers."""

    class Meta:
        model = PartnerAgency
        fields = ("name", "kind", "age_key", "contact", "active")
        labels: ClassVar = {
            "name": "Name of the agency",
            "kind": "What kind of agency is it?",
            "age_key": "Their age public key",
            "contact": "How a referral reaches them",
            "active": "In use: officers can choose it",
        }
        help_texts: ClassVar = {
            "age_key": "Begins with age1. Leave it empty if they have none: referrals are then printed. "
            "Have the agency read out the last eight characters on the telephone before you keep it.",
            "contact": "For your colleagues: the address or the number that was agreed with the agency.",
        }
        error_messages: ClassVar = {
            "name": {"required": "Write the name of the agency.", "unique": "This agency is in the list already."},
            "kind": {"required": "Choose what kind of agency it is."},
        }
        widgets: ClassVar = {
            "age_key": forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
            "contact": forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        }

    def clean_age_key(self) -> str:
        """A public key, or nothing. A secret one is not even shown again."""
        typed: str = self.cleaned_data["age_key"]
        if not typed:
            return ""
        try:
            return agencies.checked_key(typed)
        except agencies.SecretKeyError:
            self.data = {**self.data.dict(), "age_key": ""}  # type: ignore[attr-defined]
            raise forms.ValidationError(NOT_FOR_US) from None
        except agencies.NotAKeyError:
            raise forms.ValidationError(NO_KEY) from None

"""What officers say about a file that they do not open."""

from django import forms

from reporting.desk.forms import line
from reporting.terms import SUSPICIONS

MISSING_WHO = "Write who gets it: a name, and the unit."
MISSING_WHY = "Write why they get it."
MISSING_REFERENCE = "Write the police reference. If there is none yet, ask them for one first."


class SuspectForm(forms.Form):
    """Why a file goes into quarantine."""

    why = forms.ChoiceField(
        label="What do you suspect?",
        choices=SUSPICIONS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you suspect."},
    )
    about = line("In your words", "If more must be said. Do not describe what a picture shows.")


class HandOverForm(forms.Form):
    """Who gets a file, why, and under which reference."""

    to = line("Who gets it?", "The officer's name, and the unit.")
    why = line("Why?", "What they need it for.")
    reference = line("Police reference", "The crime or incident number that they gave you.")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, missing in (("to", MISSING_WHO), ("why", MISSING_WHY), ("reference", MISSING_REFERENCE)):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = missing

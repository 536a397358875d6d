"""What officers type to keep a report for longer, to hold it, and to lift a hold."""

from django import forms

from reporting.desk.forms import text
from reporting.terms import ERASURE_BASES

MONTHS = [(3, "3 months"), (6, "6 months"), (12, "1 year"), (24, "2 years")]


class KeepLongerForm(forms.Form):
    """For how much longer, and why."""

    months = forms.TypedChoiceField(
        label="Keep it for how much longer?",
        choices=[("", "Choose one"), *MONTHS],
        coerce=int,
        error_messages={"required": "Choose for how much longer."},
    )
    reason = text("Why is it still needed?", "Write why it is still needed.", rows=2)


class HoldForm(forms.Form):
    """Why nobody may delete it."""

    reason = text(
        "Why must nobody delete it?",
        "Write why it is put on hold.",
        "Such as a court case, an inquiry or a complaint, with its number.",
        rows=2,
    )


class ReleaseForm(forms.Form):
    """Why the hold is over."""

    reason = text("Why is the hold over?", "Write why the hold is over.", rows=2)


class EraseForm(forms.Form):
    """Why it must go before its time, and what law says so."""

    basis = forms.ChoiceField(
        label="What is the lawful basis?",
        choices=[("", "Choose one"), *ERASURE_BASES],
        error_messages={"required": "Choose the lawful basis."},
    )
    reason = text(
        "Why must it be erased?",
        "Write why it must be erased.",
        "Who asked, when, and what the data protection officer says. It goes together with the report.",
        rows=3,
    )


class TurnDownForm(forms.Form):
    """Why it stays."""

    reason = text("Why does it stay?", "Write why it stays.", rows=2)


def blank_forms() -> dict[str, forms.Form]:
    """The forms of a report's page, by the names that its template knows."""
    return {
        "keep_longer": KeepLongerForm(auto_id="keep-longer_%s"),
        "hold": HoldForm(auto_id="hold_%s"),
        "release": ReleaseForm(auto_id="release_%s"),
        "erase": EraseForm(auto_id="erase_%s"),
        "turn_down": TurnDownForm(auto_id="turn-down_%s"),
    }

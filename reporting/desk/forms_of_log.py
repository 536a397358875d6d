"""What managers and auditors type about the log."""

from django import forms

from reporting.journeys import anchoring
from reporting.journeys.anchoring import End, NotAnEndError


class WrittenDownForm(forms.Form):
    """A line and its digest, as somebody wrote them down."""

    written = forms.CharField(
        label="A line and its digest that you wrote down",
        help_text="The number, and then the 64 letters and digits.",
        max_length=200,
        error_messages={"required": "Type the number of the line and its digest."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )

    def clean_written(self) -> End:
        """Both parts."""
        try:
            return anchoring.read(self.cleaned_data["written"])
        except NotAnEndError:
            raise forms.ValidationError(
                "Type the number of the line, a space, and the digest: 64 characters from 0 to 9 and a to f."
            ) from None


class GoOnForm(forms.Form):
    """Why lines are missing."""

    why = forms.CharField(
        label="Why are lines missing?",
        help_text="Such as: the backup of 3 May was restored. It stands in the log for everybody who reads it, so name nobody.",
        max_length=150,
        error_messages={"required": "Write why lines are missing."},
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )

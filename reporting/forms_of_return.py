"""What a reporter types who comes back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reporting.journeys.returning import LONGEST_MESSAGE
from reporting.sealing import receipts

NOT_A_RECEIPT = _("A receipt has 16 digits. Check that you typed all of them, and nothing else.")


class ReceiptForm(forms.Form):
    """The receipt, typed by hand in any script's digits."""

    receipt = forms.CharField(
        label=_("Your receipt"),
        help_text=_("The 16 digits that you were shown when you sent your report. Spaces do not matter."),
        max_length=200,
        error_messages={"required": _("Type the 16 digits of your receipt."), "max_length": NOT_A_RECEIPT},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr", "spellcheck": "false"}
        ),
    )

    def clean_receipt(self) -> str:
        """Sixteen digits."""
        try:
            return receipts.read(self.cleaned_data["receipt"])
        except receipts.NotAReceiptError:
            raise forms.ValidationError(NOT_A_RECEIPT) from None


class MessageForm(forms.Form):
    """Something to add, or the answer to a question of the desk."""

    message = forms.CharField(
        label=_("Add something, or answer a question"),
        help_text=_("Only the safeguarding desk can read it. This page will not show it again."),
        max_length=LONGEST_MESSAGE,
        error_messages={
            "required": _("Write what you would like to add."),
            "max_length": _("This is too long. Shorten it to %(limit_value)d characters; it has %(show_value)d now."),
        },
        widget=forms.Textarea(attrs={"rows": 7, "dir": "auto", "autocomplete": "off", "spellcheck": "false"}),
    )

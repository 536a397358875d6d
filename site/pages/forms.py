"""What readers can send from the public site."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pages.journeys.feedback import LONGEST_COMMENT
from pages.shown_terms import Named


class TrapField(forms.CharField):
    """A field that people do not see and programs fill in."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=200, **kwargs)


class FeedbackForm(forms.Form):
    """“Was this helpful?” at the foot of a page."""

    address = forms.RegexField(r"^/[A-Za-z0-9/_-]*$", max_length=300)
    helpful = forms.TypedChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))], required=False)
    comment = forms.CharField(required=False, max_length=LONGEST_COMMENT, widget=forms.Textarea)
    website = TrapField()


class TellUsForm(forms.Form):
    """“Tell us”: what readers think of the site or of the help in the district."""

    audience = forms.ChoiceField(label=_("Who are you?"), required=False)
    topic = forms.ChoiceField(label=_("What is it about?"), required=False)
    comment = forms.CharField(
        label=_("What would you like to tell us?"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={
            "required": _("Write what you would like to tell us."),
            "max_length": _(
                "This is longer than we can take. Shorten it to %(limit_value)d characters; it has %(show_value)d now."
            ),
        },
    )
    website = TrapField()

    def __init__(self, *args: Any, topics: list[Named], audiences: list[Named], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nothing = [("", _("I would rather not say"))]
        self.fields["topic"].choices = nothing + [(term.code, term.name) for term in topics]  # type: ignore[attr-defined]
        self.fields["audience"].choices = nothing + [(term.code, term.name) for term in audiences]  # type: ignore[attr-defined]

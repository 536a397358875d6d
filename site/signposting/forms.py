"""What readers ask the finder."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pages.shown_terms import Named
from signposting import spoken
from signposting.finder.asked import FAR, Asked
from signposting.gazetteer.spots import Spot, spot_of
from signposting.models import Accessibility, Contact, TaxonomyTerm
from signposting.shortlist import Shortlist

OLDEST = 120
MILES = (1, 3, 5, FAR, 25)
COSTS = [("free", _("Free to get in touch")), ("not-on-bill", _("Does not show on the phone bill"))]
CHOOSE = {"invalid_choice": _("We do not know this choice. Please choose from the list.")}
AGE = _("Type the age in whole years, from 0 to 120, or leave it empty.")
# A place that was made with a tick of "something else" is nothing to look for.
NOT_ASKED = ("", Accessibility.Feature.OTHER)


def chosen(choices: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Choices for a menu, with one that asks for nothing first."""
    return [("", _("Any")), *((code, label) for code, label in choices if code not in NOT_ASKED)]


class FinderForm(forms.Form):
    """The filters of the finder, all optional, as they stand in its address.

    A filter that cannot be read has its error, and the search is made without it.
    """

    q = forms.CharField(
        label=_("Words to look for"),
        required=False,
        max_length=100,
        error_messages={"max_length": _("Use fewer words. We can look for at most 100 letters.")},
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto", "autocomplete": "off"}),
    )
    need = forms.ChoiceField(label=_("What do you need?"), required=False, error_messages=CHOOSE)
    topic = forms.ChoiceField(label=_("What is it about?"), required=False, error_messages=CHOOSE)
    audience = forms.ChoiceField(label=_("Who is it for?"), required=False, error_messages=CHOOSE)
    age = forms.IntegerField(
        label=_("How old is the person who needs help?"),
        required=False,
        min_value=0,
        max_value=OLDEST,
        error_messages={"invalid": AGE, "min_value": AGE, "max_value": AGE},
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    language = forms.ChoiceField(label=_("Language they speak"), required=False, error_messages=CHOOSE)
    channel = forms.ChoiceField(
        label=_("How do you want to get in touch?"),
        required=False,
        choices=lambda: chosen(Contact.Channel.choices),
        error_messages=CHOOSE,
    )
    cost = forms.ChoiceField(label=_("Cost"), required=False, choices=chosen(COSTS), error_messages=CHOOSE)
    accessibility = forms.ChoiceField(
        label=_("What should the place have?"),
        required=False,
        choices=lambda: chosen(Accessibility.Feature.choices),
        error_messages=CHOOSE,
    )
    open = forms.BooleanField(
        label=_("Only what is open now"), required=False, widget=forms.CheckboxInput(attrs={"value": "now"})
    )
    within = forms.TypedChoiceField(
        label=_("How far can you go?"),
        required=False,
        coerce=int,
        empty_value=FAR,  # type: ignore[arg-type]
        choices=lambda: [(miles, ngettext("%d mile", "%d miles", miles) % miles) for miles in MILES],
        error_messages=CHOOSE,
    )
    where = forms.CharField(required=False, widget=forms.HiddenInput)
    s = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, library: Any) -> None:
        # Django refuses this character with words that not every language has, and nobody can type it.
        given = {name: value.replace("\0", "") for name, value in data.dict().items()}
        # A menu that the address does not name stands at what is taken for it, and not at its first choice.
        super().__init__({"within": str(FAR), **given})
        fields: dict[str, Any] = self.fields
        for taxonomy in TaxonomyTerm.Taxonomy:
            terms: list[Named] = library.terms(taxonomy)
            fields[taxonomy.value].choices = chosen([(term.code, term.name) for term in terms])
        fields["language"].choices = chosen(spoken.readers_choices())

    def clean_where(self) -> Spot | None:
        """The place of a code from `locate`; anything else, above all a full postcode, is refused unread."""
        code = self.cleaned_data["where"]
        spot = spot_of(code) if code else None
        if code and spot is None:
            raise forms.ValidationError(_("We do not know that place any more. Please type it again."))
        return spot

    def clean_s(self) -> str:
        """The reader's list; what is no code is dropped."""
        return Shortlist.read(self.cleaned_data["s"]).text

    @property
    def asked(self) -> Asked:
        """The search, without the filters that could not be read."""
        self.is_valid()
        values = {name: value for name, value in self.cleaned_data.items() if name not in ("where",)}
        return Asked(**values, place=self.cleaned_data.get("where"))

    def label_of(self, name: str) -> str:
        """What the reader chose from a menu, in words."""
        field: Any = self.fields[name]
        return str(dict(field.choices).get(self.cleaned_data.get(name), ""))

"""Why a typed place was not found, in words for the reader."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from signposting.gazetteer.spots import Spot


class Reason(StrEnum):
    """Why no spot was found; each has words of its own."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    NOT_KNOWN = "not-known"
    SEVERAL = "several"
    FOREIGN = "foreign"
    FORCES = "forces"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"
    CROWN = "crown"
    FAR = "far"


WORDS: dict[Reason, Promise] = {
    Reason.EMPTY: _("Type a postcode, or the name of a town or area."),
    Reason.TOO_LONG: _("That is too long. Type only a postcode, or the name of a town or area."),
    Reason.NOT_KNOWN: _(
        "We do not know that place. Check the spelling, or type only the first half of your postcode, like BD1."
    ),
    Reason.SEVERAL: _("There is more than one place with that name. Choose yours."),
    Reason.FOREIGN: _(
        "That looks like a postcode from outside the UK. We can only tell how near help is in the UK. "
        "Phone and online help may still be right for you."
    ),
    Reason.FORCES: _(
        "That is a British Forces address. We cannot tell how near help is. You can still use help by phone or online."
    ),
    Reason.SCOTLAND: _(
        "That is a postcode in Scotland. We only know places in and around our own area. "
        "You can still use help that works everywhere."
    ),
    Reason.NORTHERN_IRELAND: _(
        "That is a postcode in Northern Ireland. We only know places in and around our own area. "
        "You can still use help that works everywhere."
    ),
    Reason.CROWN: _(
        "Jersey, Guernsey and the Isle of Man have their own services. We do not know them. "
        "Phone and online help may still be right for you."
    ),
    Reason.FAR: _(
        "That postcode is too far away for us. We only know places in and around our own area. "
        "You can still use help that works everywhere."
    ),
}


@dataclass(frozen=True)
class Unknown:
    """No spot, and why. `choices` are the spots to choose from where a name means several places."""

    reason: Reason
    choices: tuple[Spot, ...] = ()

    @property
    def message(self) -> str:
        """What to tell the reader, in their language."""
        return str(WORDS[self.reason])

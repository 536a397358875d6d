"""What somebody typed to say where they are: cleaned, and read as a postcode where it can be one."""

import re
import unicodedata
from itertools import product

# Nobody needs more to name a place.
LONGEST = 100

# Royal Mail's pattern, as the Office for National Statistics and BS 7666 publish it.
OUTWARD = (
    r"(?:[A-PR-UWYZ][0-9][0-9]?|[A-PR-UWYZ][A-HK-Y][0-9][0-9]?"
    r"|[A-PR-UWYZ][0-9][ABCDEFGHJKPSTUW]|[A-PR-UWYZ][A-HK-Y][0-9][ABEHMNPRVWXY])"
)
OUTCODE = re.compile(OUTWARD)
POSTCODE = re.compile(rf"(?P<outcode>{OUTWARD})(?P<incode>[0-9][ABD-HJLNP-UW-Z]{{2}})")
AREA = re.compile(r"[A-Z]+")

SCOTLAND = frozenset("AB DD DG EH FK G HS IV KA KW KY ML PA PH ZE".split())
NORTHERN_IRELAND = frozenset(["BT"])
CROWN = frozenset("GY IM JE".split())
ENGLAND_AND_WALES = frozenset(
    "AL B BA BB BD BH BL BN BR BS CA CB CF CH CM CO CR CT CV CW DA DE DH DL DN DT DY E EC EN EX FY GL GU HA HD HG HP "
    "HR HU HX IG IP KT L LA LD LE LL LN LS LU M ME MK N NE NG NN NP NR NW OL OX PE PL PO PR RG RH RM S SA SE SG SK SL "
    "SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO".split()
)
AREAS = SCOTLAND | NORTHERN_IRELAND | CROWN | ENGLAND_AND_WALES

BFPO = re.compile(r"BFPO ?[0-9]{0,4}|BF1 ?[0-9]?[A-Z]{0,2}")
# United States, Poland, Japan, the Netherlands, Canada, Ireland, and plain numbers of other countries.
FOREIGN = re.compile(
    r"[0-9]{3,7}|[0-9]{5}-?[0-9]{4}|[0-9]{2}-[0-9]{3}|[0-9]{3}-[0-9]{4}|[0-9]{4} ?[A-Z]{2}"
    r"|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]|(?:[A-Z][0-9]{2}|D6W) ?[A-Z0-9]{4}"
)

# What a hand, a form or a scanner confuses.
CONFUSED = {"O": "O0", "0": "0O", "I": "I1", "1": "1I", "L": "L1"}


def cleaned(typed: str) -> str:
    """The text without what cannot be seen: control characters, marks of direction, doubled spaces."""
    shown = unicodedata.normalize("NFKC", typed)
    # Cc, Cf, Co, Cs, Cn: among them null bytes and marks of direction. Newlines separate words like spaces.
    seen = (" " if letter.isspace() else letter for letter in shown if letter.isspace() or letter.isprintable())
    return " ".join("".join(seen).split())


def folded(name: str) -> str:
    """A place's name as it is looked up: no case, no accents on Latin letters, no punctuation, "and" for "&"."""
    spread = unicodedata.normalize("NFKD", cleaned(name).casefold()).replace("&", " and ")
    bare = "".join(letter for letter in spread if not "\u0300" <= letter <= "\u036f")
    joined = unicodedata.normalize("NFC", re.sub(r"['’`.]", "", bare))
    # Marks are kept: they are the vowels of Punjabi.
    words = "".join(letter if unicodedata.category(letter)[0] in "LNM" else " " for letter in joined)
    return " ".join(words.split())


def compact(text: str) -> str:
    """As a postcode is kept: capitals without spaces, dots or hyphens."""
    return re.sub(r"[\s.\-]", "", text).upper()


def area_of(code: str) -> str:
    """The letters that a postcode or outcode begins with: BD of BD1 1AA."""
    found = AREA.match(code)
    return found.group() if found else ""


def as_postcodes(text: str) -> list[str]:
    """The postcodes that the text can mean, likeliest first: what was typed, then with O for 0, I for 1 and back."""
    return [code for code in _readings(compact(text), 5, 7) if POSTCODE.fullmatch(code) and area_of(code) in AREAS]


def as_outcodes(text: str) -> list[str]:
    """The outcodes that the text can mean, likeliest first."""
    return [code for code in _readings(compact(text), 2, 4) if OUTCODE.fullmatch(code) and area_of(code) in AREAS]


def outcode_of(postcode: str) -> str:
    """The first half of a postcode without its space."""
    return postcode[:-3]


def is_forces(text: str) -> bool:
    """Whether it is an address of the British Forces."""
    return bool(BFPO.fullmatch(text.upper()))


def is_foreign(text: str) -> bool:
    """Whether it looks like a postcode of another country."""
    return bool(FOREIGN.fullmatch(text.upper()))


def _readings(code: str, shortest: int, longest: int) -> list[str]:
    if not (shortest <= len(code) <= longest and code.isascii() and code.isalnum()):
        return []
    readings = ["".join(letters) for letters in product(*(CONFUSED.get(letter, letter) for letter in code))]
    # `sorted` is stable: among readings with as few changes, the order of typing stays.
    return sorted(readings, key=lambda reading: sum(a != b for a, b in zip(reading, code, strict=True)))

"""Where a report is about, as one of a short list: what people type about a place is too fine, and too varied, to count.

Looked up in memory: what was typed into a sealed report never goes into a question to the database, whose logs
might keep it.
"""

from collections.abc import Callable, Iterator

from signposting.gazetteer import typed as reading
from signposting.models import District, Outcode, PlaceName

# West Yorkshire Combined Authority. A partnership elsewhere writes its own here.
AUTHORITY = "E47000003"
ELSEWHERE, UNKNOWN = "elsewhere", "unknown"

Area = Callable[[str], str]


def districts() -> dict[str, str]:
    """The districts that are told apart, by code."""
    return dict(District.objects.filter(combined_authority=AUTHORITY).order_by("name").values_list("code", "name"))


def reader() -> Area:
    """What finds the area of some typed text: a district's code, ELSEWHERE or UNKNOWN. Three queries, then none."""
    ours = set(districts())
    outcodes = dict(Outcode.objects.filter(district__isnull=False).values_list("code", "district"))
    names: dict[str, set[str]] = {}
    for folded, district in PlaceName.objects.filter(place__district__isnull=False).values_list(
        "folded", "place__district"
    ):
        names.setdefault(folded, set()).add(district)

    def area(typed: str) -> str:
        for found in candidates(reading.cleaned(typed[: reading.LONGEST]), outcodes, names):
            if len(found) == 1:
                (code,) = found
                return code if code in ours else ELSEWHERE
        return UNKNOWN

    return area


def candidates(text: str, outcodes: dict[str, str], names: dict[str, set[str]]) -> Iterator[set[str]]:
    """The districts that each part of a text can mean: postcodes first, then names, the last and largest first."""
    words = text.replace(",", " ").split()
    # A code has a digit; without one, "hull" would be read as HU11.
    coded = [index for index, word in enumerate(words) if any(letter.isdecimal() for letter in word)]
    for index in coded:
        for code in ("".join(words[index : index + 2]), "".join(words[max(0, index - 1) : index + 1]), words[index]):
            halves = [reading.outcode_of(one) for one in reading.as_postcodes(code)] + reading.as_outcodes(code)
            yield {outcodes[half] for half in halves[:1] if half in outcodes}
    parts = [part.split() for part in reversed(text.split(","))]
    for part in parts:
        yield from (names.get(reading.folded(" ".join(part[start:])), set()) for start in range(len(part)))
    for part in parts:
        yield from (names.get(reading.folded(" ".join(part[:end])), set()) for end in range(len(part) - 1, 0, -1))

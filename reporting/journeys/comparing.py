"""What differs between what was reported and a sanitised version, in bounded time however the text was made."""

from bisect import bisect_left
from collections import Counter

from signposting.journeys.differences import PIECE, Piece, pieces

# Words and spaces between two words that stand in both texts. Beyond it, both sides are shown whole: comparing costs
# the cube of the length where a text repeats itself.
MOST_COMPARED = 40


def difference(before: str, after: str) -> list[Piece]:
    """Both texts in one, as `pieces` gives them, held together by the words that stand once in each."""
    old, new = PIECE.findall(before), PIECE.findall(after)
    found: list[Piece] = []
    here, there = 0, 0
    for one, other in [*held(old, new), (len(old), len(new))]:
        found += between(old[here:one], new[there:other])
        found += [Piece("same", word) for word in old[one : one + 1]]
        here, there = one + 1, other + 1
    return joined(found)


def held(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Places of words that stand once in each text, as many as have the same order in both."""
    times, times_new = Counter(old), Counter(new)
    place = {word: at for at, word in enumerate(new) if times_new[word] == 1}
    ends: list[int] = []
    best: list[tuple[int, int]] = []
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    for at, word in enumerate(old):
        if times[word] == 1 and word in place:
            pair = (at, place[word])
            length = bisect_left(ends, pair[1])
            ends[length : length + 1] = [pair[1]]
            best[length : length + 1] = [pair]
            before[pair] = best[length - 1] if length else None
    found, last = [], best[-1] if best else None
    while last is not None:
        found.append(last)
        last = before[last]
    return found[::-1]


def between(old: list[str], new: list[str]) -> list[Piece]:
    """The same between two such words."""
    start = same(old, new)
    end = same(old[start:][::-1], new[start:][::-1])
    was, will = old[start : len(old) - end], new[start : len(new) - end]
    middle = [Piece("old", "".join(was)), Piece("new", "".join(will))]
    if max(len(was), len(will)) <= MOST_COMPARED:
        middle = pieces("".join(was), "".join(will))
    return [Piece("same", "".join(old[:start])), *middle, Piece("same", "".join(old[len(old) - end :]))]


def same(one: list[str], other: list[str]) -> int:
    """How many words at the beginning are the same."""
    shorter = min(len(one), len(other))
    return next((at for at in range(shorter) if one[at] != other[at]), shorter)


def joined(found: list[Piece]) -> list[Piece]:
    """Neighbours of one kind as one, and none that is empty."""
    whole: list[Piece] = []
    for piece in found:
        if whole and whole[-1].kind == piece.kind:
            whole[-1] = Piece(piece.kind, whole[-1].text + piece.text)
        elif piece.text:
            whole.append(piece)
    return whole

"""What became of a PO file that a translator brought back, in words."""

from dataclasses import dataclass, field


class RefusedError(Exception):
    """Why a file is not taken in at all, in words for the translator."""


@dataclass
class Account:
    """What became of every entry of a file."""

    taken: int = 0
    unchanged: int = 0
    empty: int = 0
    fuzzy: int = 0
    changed: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    markup: list[tuple[str, str]] = field(default_factory=list)

    @property
    def troubled(self) -> bool:
        """Whether somebody should look at what was not taken."""
        return bool(self.changed or self.unknown or self.markup)

    def sentences(self) -> list[str]:
        """The account in words, the good news first."""
        told = [
            (self.taken, "taken over"),
            (self.unchanged, "as before"),
            (self.empty, "without a translation, left as before"),
            (self.fuzzy, "marked fuzzy, not taken: remove the mark once you are sure"),
            (len(self.changed), "not taken, because the English has changed since you downloaded the file"),
            (len(self.unknown), "not taken, because they belong to no sentence here"),
            (
                len(self.markup),
                "not taken, because they are too long, or their links or tags are not those of the English",
            ),
        ]
        return [f"{number} {words}" for number, words in told if number] or ["There was nothing in this file"]

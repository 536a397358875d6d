"""A reader's own list of services. It lives in addresses alone: `?s=childline,samaritans`."""

import re
from dataclasses import dataclass, field

from pages.addresses import HELP_LIST, absolute, url

CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
MOST = 20
LONGEST = 2000


@dataclass(frozen=True)
class Shortlist:
    """The codes of services in the order in which they were put there, each once, at most `MOST`: `is_cut` if more came."""

    codes: tuple[str, ...] = ()
    is_cut: bool = field(default=False, compare=False)

    @classmethod
    def read(cls, text: str) -> "Shortlist":
        """The list of an address; what cannot be a code is dropped."""
        codes = (code for code in text[:LONGEST].split(",") if CODE.fullmatch(code))
        all_codes = tuple(dict.fromkeys(codes))
        return cls(all_codes[:MOST], is_cut=len(all_codes) > MOST)

    @property
    def text(self) -> str:
        """As it stands in an address."""
        return ",".join(self.codes)

    @property
    def is_full(self) -> bool:
        """Whether nothing more fits."""
        return len(self.codes) >= MOST

    def with_(self, code: str) -> "Shortlist":
        """The list with one more at its end."""
        return Shortlist.read(",".join([*self.codes, code]))

    def without(self, code: str) -> "Shortlist":
        """The list with one less."""
        return Shortlist(tuple(kept for kept in self.codes if kept != code))

    def path(self, language: str) -> str:
        """Where the list is shown."""
        return f"{url(language, HELP_LIST)}?s={self.text}"

    def absolute(self, language: str) -> str:
        """The same, for somebody else's phone."""
        return absolute(self.path(language))

"""Record stores outside (xAPI) that are told what people learn, from one setting."""

import re
from dataclasses import dataclass
from typing import Any

from config.json_list import JsonList

LIST = JsonList("RECORD_STORES", "store", ("id", "name", "url", "username", "secret_file"), ("everybody",))


@dataclass(frozen=True)
class StoreAccount:
    """Where a record store is, and how this site shows who it is. `everybody`: it hears of every learner.

    What waits for a store is kept under its `id`, so its address and its secret may change.
    """

    id: str
    name: str
    url: str
    username: str
    secret: str
    everybody: bool

    def __repr__(self) -> str:
        """Without the secret: it would stand in a traceback."""
        return f"StoreAccount({self.id!r})"


def accounts(raw: str) -> dict[str, StoreAccount]:
    """By their ids, from a JSON list; secrets are read from files. Raises ImproperlyConfigured."""
    given = [_account(one) for one in LIST.read(raw)]
    found = {one.id: one for one in given}
    if len(found) < len(given):
        raise LIST.wrong("two stores have the same id")
    return found


def _account(one: dict[str, Any]) -> StoreAccount:
    if not re.fullmatch(r"[a-z0-9-]{1,60}", str(one["id"])):
        raise LIST.wrong("an id is made of small letters, digits and hyphens, 60 at the most")
    if not str(one["url"]).startswith(("https://", "http://")):
        raise LIST.wrong("a url starts with https://")
    if not isinstance(one.get("everybody", False), bool):
        raise LIST.wrong("everybody is true or false")
    return StoreAccount(
        id=one["id"],
        name=str(one["name"]),
        url=str(one["url"]).rstrip("/"),
        username=str(one["username"]),
        secret=LIST.secret(str(one["secret_file"])),
        everybody=one.get("everybody", False),
    )

"""Chance that can be repeated: which questions an attempt gets, and in which order options stand.

Order is by a digest of the attempt's seed, so it is the same on every version of Python and after every restart.
"""

import secrets
from collections.abc import Iterable
from hashlib import blake2b


def new_seed() -> str:
    """For one attempt; nobody can tell it beforehand."""
    return secrets.token_hex(16)


def shuffled(seed: str, about: str, ids: Iterable[str]) -> list[str]:
    """The ids in an order that the seed gives them."""
    return sorted(ids, key=lambda one: blake2b(f"{seed}/{about}/{one}".encode(), digest_size=16).digest())


def draw(seed: str, about: str, ids: Iterable[str], number: int) -> list[str]:
    """Some of the ids; all of them if there are no more."""
    return shuffled(seed, about, ids)[:number]

"""Tokens in place of cookies: each good for one thing, for one person's registration, for a while.

They are signed, not encrypted, and name no person beyond the number of an account.
"""

from dataclasses import dataclass
from typing import Any

from django.core import signing

MINUTE = 60
# From the learner's page to its frame.
LAUNCH_SECONDS = 5 * MINUTE
# Of a frame that is open; every commit gives a new one.
PLAY_SECONDS = 4 * 60 * MINUTE
# For the pictures and pages of a part that somebody leaves open all day.
FILES_SECONDS = 24 * 60 * MINUTE


class TokenError(Exception):
    """Nobody gave out this token, or its time is over."""


@dataclass(frozen=True)
class Play:
    """One SCO, opened by one account. Without a registration it is a preview, of which nothing is kept.

    `session` names the frame, once it is open, and `base` the revision of the state that it began with.
    """

    package: int
    sco: str
    user: int
    registration: str = ""
    language: str = "en"
    session: str = ""
    base: int = 0

    @property
    def is_preview(self) -> bool:
        """Whether staff look at it."""
        return not self.registration


def launch_token(play: Play) -> str:
    """For the address of the frame."""
    return _made("launch", vars(play))


def play_token(play: Play) -> str:
    """For the frame itself, to load and to commit with."""
    return _made("play", vars(play))


def files_token(package: int) -> str:
    """For the addresses of a package's files."""
    return _made("files", package)


def read_launch(token: str) -> Play:
    """Raises TokenError."""
    return Play(**_read("launch", token, LAUNCH_SECONDS))


def read_play(token: str) -> Play:
    """Raises TokenError."""
    return Play(**_read("play", token, PLAY_SECONDS))


def read_files(token: str) -> int:
    """The package's number. Raises TokenError."""
    return int(_read("files", token, FILES_SECONDS))


def _made(purpose: str, said: Any) -> str:
    return signing.dumps(said, salt=f"training.packages.{purpose}")


def _read(purpose: str, token: str, seconds: int) -> Any:
    if len(token) > 1000:
        raise TokenError
    try:
        return signing.loads(token, salt=f"training.packages.{purpose}", max_age=seconds)
    except signing.BadSignature as error:
        raise TokenError from error

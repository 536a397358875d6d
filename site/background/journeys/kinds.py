"""The kinds of jobs that apps provide, and what a step says that cannot be taken, or not now."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from background.models import Job

Do = Callable[[dict[str, Any], Job], str]


class StepError(Exception):
    """A step cannot be done; the message is for the person who asked for the job."""


class LaterError(Exception):
    """A step has to wait; the message says for whom. The job goes on by itself after so many seconds."""

    def __init__(self, message: str, seconds: float) -> None:
        super().__init__(message)
        self.seconds = seconds


@dataclass(frozen=True)
class Kind:
    """A kind of job: `do` takes a step's `what` and gives a message; `around` encloses every slice;
    `after` runs once all steps have been tried, and may run again if a worker is killed in the middle of it.
    It may add steps. `ahead` does what must not hold a transaction, such as asking another server, before the
    step is taken; `do` finds what it gave under `ahead`."""

    do: Do
    around: Callable[[Job], AbstractContextManager[Any]]
    after: Callable[[Job], object] | None
    ahead: Callable[[dict[str, Any], Job], Any] | None


KINDS: dict[str, Kind] = {}


def provide_kind(
    name: str,
    do: Do,
    *,
    around: Callable[[Job], AbstractContextManager[Any]] = lambda job: nullcontext(),
    after: Callable[[Job], object] | None = None,
    ahead: Callable[[dict[str, Any], Job], Any] | None = None,
) -> None:
    """Register a kind of job; an app calls this when it is ready."""
    KINDS[name] = Kind(do, around, after, ahead)

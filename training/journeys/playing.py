"""Playing a package: opening a part, keeping what it asks to keep, and what follows for the learner's record."""

import json
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from people.models import User
from training.errors import NotAskedError, NotYoursError, OutOfOrderError
from training.journeys.authority import require_own
from training.journeys.learning import (
    part_was_done,
    parts_done,
    parts_of,
    require_current,
)
from training.journeys.recording import locked
from training.models import Package, Registration, ScoState
from training.packages.manifest import V2004, Sco
from training.packages.runtime import Outcome, checked, judged
from training.packages.tokens import Play
from training.parts import PartKind, find_part


@dataclass(frozen=True)
class Opened:
    """A part as the run-time gets it: what was kept, and whether it goes on. `play` is what its token says from now on."""

    package: Package
    sco: Sco
    play: Play
    data: dict[str, Any]
    resumes: bool
    done: bool


def scos_of(package: Package) -> list[Sco]:
    """Its parts, in order."""
    return [Sco(**one) for one in package.scos]


def sco_of(package: Package, key: str) -> Sco:
    """Raises NotAskedError."""
    found = next((sco for sco in scos_of(package) if sco.key == key), None)
    if found is None:
        raise NotAskedError
    return found


def package_of(registration: Registration) -> Package:
    """The package whose version it is pinned to."""
    return Package.objects.get(digest=registration.version.digest)


def play_of(user: Any, registration: Registration, key: str) -> Play:
    """What a token for a part says. Raises NotYoursError, OutdatedError, NotAskedError."""
    require_own(user, registration.learner)
    require_current(registration)
    if find_part(parts_of(registration), key, PartKind.SCO) is None:
        raise NotAskedError
    return Play(package_of(registration).pk, key, user.pk, str(registration.pk), registration.language)


def open_sco(play: Play) -> Opened:
    """For the frame, each time it is loaded. Raises NotYoursError, OutdatedError, NotAskedError."""
    package = Package.objects.get(pk=play.package)
    sco = sco_of(package, play.sco)
    session = secrets.token_hex(16)
    if play.is_preview:
        return Opened(package, sco, replace(play, session=session), {}, resumes=False, done=False)
    registration = _registration(play)
    state = _state(registration, play.sco)
    now = replace(play, session=session, base=state.revision)
    done = play.sco in parts_done(registration)
    if not state.revision:
        return Opened(package, sco, now, {}, resumes=False, done=done)
    # In 2004 a session that ended is over, and the next begins with nothing (4.2.8, cmi.exit). In 1.2 all is kept.
    data = {} if state.ended and package.standard == V2004 else state.data
    return Opened(package, sco, now, data, resumes=not state.ended, done=done)


def _registration(play: Play) -> Registration:
    registration = Registration.objects.select_related("learner", "version").get(pk=play.registration)
    user = User.objects.filter(pk=play.user, is_active=True).first()
    if user is None:
        raise NotYoursError
    require_own(user, registration.learner)
    require_current(registration)
    return registration


def _state(registration: Registration, sco: str) -> ScoState:
    found = ScoState.objects.filter(registration=registration, sco=sco).first()
    return found or ScoState(registration=registration, sco=sco)


def commit(play: Play, sequence: int, data: Any, ending: bool, at: datetime | None = None) -> Outcome:
    """Keep what a part sent, and record the part if it is done. It is kept before this returns, or not at all.

    Each commit holds all there is to keep, so a frame may skip numbers; it never goes back. The last commit sent again,
    because its answer was lost, is acknowledged again. Raises NotYoursError, OutdatedError, NotAskedError, OutOfOrderError,
    RubbishError.
    """
    package = Package.objects.get(pk=play.package)
    sco = sco_of(package, play.sco)
    outcome = judged(checked(data, package.standard), sco, package.standard, ending)
    if play.is_preview:
        return outcome
    moment = at or timezone.now()
    digest = sha256(json.dumps([data, ending], sort_keys=True).encode()).hexdigest()
    with transaction.atomic():
        registration = _registration(play)
        learner = locked(registration.learner)
        state = _state(registration, play.sco)
        if (state.session, state.sequence, state.digest) == (play.session, sequence, digest):
            return outcome
        _require_next(state, play, sequence)
        state.session, state.sequence, state.revision = play.session, sequence, state.revision + 1
        state.digest, state.data, state.saved_at = digest, data, moment
        state.ended = ending and exit_of(data) != "suspend"
        state.save()
        if outcome.done:
            part_was_done(learner, registration, play.sco, moment, {"status": outcome.status, "score": outcome.score})
    return outcome


def _require_next(state: ScoState, play: Play, sequence: int) -> None:
    follows = sequence > state.sequence if state.session == play.session else state.revision == play.base
    if not (play.session and follows):
        raise OutOfOrderError


def exit_of(data: dict[str, Any]) -> str:
    """How the part said that it was left, by either standard."""
    core = data.get("core")
    return str((core if isinstance(core, dict) else data).get("exit", ""))

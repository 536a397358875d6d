"""Coming back to a module that has changed: what is new, and showing by its questions alone that one knows it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from config.languages import SOURCE
from training.dates import day_of
from training.errors import RetiredError, TestOutError
from training.journeys.belonging import learner_of
from training.journeys.learning import begin, is_completed, is_spent, latest, theirs
from training.journeys.recording import locked
from training.models import Activity, ActivityVersion, Certificate, Event, Learner, Registration, VersionWords
from training.parts import PartKind, read_parts


@dataclass(frozen=True)
class Refresher:
    """What somebody completed last and when, and the newest version, which is another one."""

    registration: Registration
    completed: Event
    newest: ActivityVersion
    may_test_out: bool

    @property
    def before(self) -> ActivityVersion:
        """The version that they know."""
        return self.registration.version

    @property
    def questions(self) -> int:
        """How many a test-out asks."""
        return sum(pool.draw for part in read_parts(self.newest.parts) if part.required for pool in part.pools)

    @property
    def pass_mark(self) -> int:
        """The highest of its required assessments."""
        return max((part.pass_mark for part in read_parts(self.newest.parts) if part.required), default=0)


def refresher_of(user: Any, activity: Activity, at: datetime | None = None) -> Refresher | None:
    """None for whoever never completed it, or completed the newest version."""
    learner = learner_of(user)
    newest = newest_version(activity, at or timezone.now())
    completed = last_completed(learner, activity)
    if newest is None or completed is None or completed.registration is None:
        return None
    if completed.registration.version.number >= newest.number:
        return None
    return Refresher(
        completed.registration, completed, newest, _may_test_out(learner, activity, newest, at or timezone.now())
    )


def newest_version(activity: Activity, at: datetime) -> ActivityVersion | None:
    """The one that is begun by whoever begins at a moment."""
    return activity.versions.filter(published_at__lte=at).order_by("-number").first()


def last_completed(learner: Learner, activity: Activity) -> Event | None:
    """The completion of the newest version that somebody completed; what was withdrawn is none."""
    found = Event.objects.filter(theirs(learner), kind=Event.Kind.COMPLETED, activity=activity, withdrawn=None)
    return found.select_related("registration__version").order_by("registration__version__number", "at").last()


def _may_test_out(learner: Learner, activity: Activity, newest: ActivityVersion, at: datetime) -> bool:
    """The author allows it, there is something to answer, and it was not tried in vain: once for each version."""
    if not newest.allows_test_out or (activity.retired_on and activity.retired_on <= day_of(at)):
        return False
    if not any(part.required and part.kind is PartKind.ASSESSMENT for part in read_parts(newest.parts)):
        return False
    tried = Registration.objects.filter(theirs(learner), version=newest, is_test_out=True)
    return all(not is_spent(one) for one in tried)


def start_test_out(user: Any, activity: Activity, language: str, at: datetime | None = None) -> Registration:
    """Begin the newest version's assessments alone, or go on with them. Attempts and waits are as in the module.

    Raises RetiredError, and TestOutError for whoever may not.
    """
    moment = at or timezone.now()
    with transaction.atomic():
        learner = locked(learner_of(user))
        refresher = refresher_of(user, activity, moment)
        if activity.retired_on and activity.retired_on <= day_of(moment):
            raise RetiredError
        if refresher is None or not refresher.may_test_out:
            raise TestOutError
        last = latest(learner, activity)
        if last and last.is_test_out and last.version_id == refresher.newest.pk and not is_completed(last):
            return last
        return begin(learner, refresher.newest, language, moment, is_test_out=True)


def changed_since(certificates: list[Certificate]) -> set[int]:
    """Of a learner's certificates, those after which the words of their module changed; two queries.

    Only the newest of each activity, and only if no later one is among them.
    """
    newest: dict[int, tuple[int, int]] = {}
    rows = ActivityVersion.objects.filter(activity__in={one.version.activity_id for one in certificates})
    for activity, number, pk in rows.values_list("activity", "number", "pk"):
        newest[activity] = max(newest.get(activity, (0, 0)), (number, pk))
    last: dict[int, Certificate] = {}
    for one in certificates:
        known = last.get(one.version.activity_id)
        if known is None or known.version.number < one.version.number:
            last[one.version.activity_id] = one
    versions = {pk for _number, pk in newest.values()} | {one.version_id for one in last.values()}
    words = VersionWords.objects.filter(version__in=versions, language=SOURCE).order_by("id")
    digests = dict(words.values_list("version", "digest"))
    return {
        one.pk
        for activity, one in last.items()
        if one.revoked_on is None and digests.get(one.version_id) != digests.get(newest[activity][1])
    }

"""What trainings changed, in sums from which nobody can be told: by version, as it stood at the end of last month.

A number counts whole months only, so that nobody who knows who finished this week finds their answer in a difference.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Avg, Count, F, OuterRef, Q, Subquery

from people.roles import TRAINING_LEADS, has_role
from training.dates import LONDON, today
from training.errors import NotYoursError
from training.journeys.authority import sees_sums
from training.models import ActivityVersion, Confidence, Evaluation, FollowUp, ManagerPart
from training.models.evaluation import Moment, Seen, Statement, Used, Useful, Wish
from training.withholding import FEWEST, Shown, protected

AUTHORS = "training.add_questionbank"


@dataclass(frozen=True)
class Change:
    """Those who said how sure they were at both moments: how many became surer, how many less sure.

    The averages are rounded to halves, and empty where a number of people is left out.
    """

    statement: str
    moment: str
    shown: Shown
    before: str = ""
    now: str = ""


@dataclass
class Impact:
    """A version of a training. What nobody answered is not in it."""

    version: ActivityVersion
    changes: list[Change] = field(default_factory=list)
    answers: list[tuple[str, Shown]] = field(default_factory=list)
    wishes: list[str] = field(default_factory=list)

    @property
    def says_more(self) -> bool:
        """Whether it shows any number besides how many were asked."""
        return any(
            shown.says_more for shown in (*(one.shown for one in self.changes), *(one for _, one in self.answers))
        )


def sees_impact(user: Any) -> bool:
    """Authors, training leads, and whoever sees sums."""
    if not (user.is_authenticated and user.is_active):
        return False
    return sees_sums(user) or has_role(user, TRAINING_LEADS) or user.has_perm(AUTHORS)


def impact(user: Any, day: date | None = None) -> tuple[date, list[Impact]]:
    """The first day that is not counted, and every version of which anything was said. Raises NotYoursError.

    Six queries, however many answers there are.
    """
    if not sees_impact(user):
        raise NotYoursError
    until = (day or today()).replace(day=1)
    end = datetime.combine(until, datetime.min.time(), LONDON)
    versions = {one.pk: Impact(one) for one in ActivityVersion.objects.select_related("activity")}
    for pk, change in _changes(end):
        versions[pk].changes.append(change)
    for question, rows, good, bad in _questions(end):
        for pk, asked, well, badly in _counted(rows, good, bad):
            versions[pk].answers.append((question, protected(asked, well, badly)))
    for pk, wish in _wishes(end):
        versions[pk].wishes.append(wish)
    said = [one for one in versions.values() if one.changes or one.answers]
    return until, sorted(said, key=lambda one: (one.version.activity.title, -one.version.number))


def _changes(end: datetime) -> Iterable[tuple[int, Change]]:
    before = Confidence.objects.filter(
        registration=OuterRef("registration"), statement=OuterRef("statement"), moment=Moment.BEFORE
    )
    rows = (
        Confidence.objects.filter(moment__in=[Moment.AFTER, Moment.LATER], at__lt=end)
        .annotate(before=Subquery(before.values("value")[:1]))
        .exclude(before=None)
        .values("registration__version", "statement", "moment")
        .annotate(
            asked=Count("pk"),
            surer=Count("pk", filter=Q(value__gt=F("before"))),
            less=Count("pk", filter=Q(value__lt=F("before"))),
            was=Avg("before"),
            now=Avg("value"),
        )
        .order_by()
    )
    order = Statement.values
    for row in sorted(rows, key=lambda one: (one["moment"], order.index(one["statement"]))):
        shown = protected(row["asked"], row["surer"], row["less"])
        averages = (_half(row["was"]), _half(row["now"])) if shown.percent is not None else ()
        moment = Moment(row["moment"]).label
        yield row["registration__version"], Change(str(Statement(row["statement"]).label), moment, shown, *averages)


def _half(value: float) -> str:
    """To the nearest half: one person's answer moves it too little to be found."""
    return f"{round(value * 2) / 2:.1f}"


def _questions(end: datetime) -> list[tuple[str, Any, Q, Q]]:
    evaluated = Evaluation.objects.filter(at__lt=end)
    followed = FollowUp.objects.filter(answered_at__lt=end)
    managers = ManagerPart.objects.filter(answered_at__lt=end)
    return [
        (
            "Useful for their work (yes; no)",
            evaluated.exclude(useful=""),
            Q(useful=Useful.YES),
            Q(useful=Useful.NO),
        ),
        (
            "Used it, weeks later (yes; something stood in the way)",
            followed.exclude(used=""),
            Q(used__in=[Used.OFTEN, Used.ONCE]),
            Q(used=Used.HINDERED),
        ),
        (
            "A manager has seen it used (yes; not yet)",
            managers.exclude(seen=""),
            Q(seen__in=[Seen.OFTEN, Seen.SOMETIMES]),
            Q(seen=Seen.NOT_YET),
        ),
        (
            "They have time and support to use it, says a manager (yes; no)",
            managers.exclude(supported=""),
            Q(supported=Useful.YES),
            Q(supported=Useful.NO),
        ),
    ]


def _counted(rows: Any, good: Q, bad: Q) -> Iterable[tuple[int, int, int, int]]:
    where = "follow_up__registration__version" if rows.model is ManagerPart else "registration__version"
    found = rows.values(where).annotate(asked=Count("pk"), well=Count("pk", filter=good), badly=Count("pk", filter=bad))
    return [(row[where], row["asked"], row["well"], row["badly"]) for row in found.order_by()]


def _wishes(end: datetime) -> list[tuple[int, str]]:
    """What at least five wished, the most wished first; without numbers, whose rest could be a small one."""
    rows = (
        Evaluation.objects.filter(at__lt=end)
        .exclude(wish="")
        .values("registration__version", "wish")
        .annotate(number=Count("pk"))
        .filter(number__gte=FEWEST)
        .order_by("-number", "wish")
    )
    return [(row["registration__version"], str(Wish(row["wish"]).label)) for row in rows]

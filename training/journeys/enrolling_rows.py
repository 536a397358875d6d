"""What a row of a file of people would do, judged in the same way when it is looked at and when it is done."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from allauth.account.models import EmailAddress

from people.models import User
from spreadsheets.reading import column_name
from training.journeys.arranging import job_roles
from training.models import Agency, EnrolmentRow, JobRole, Learner, Membership, Team
from training.models.agency import Level
from training.people_file import LEVELS, day_in, shown

State = EnrolmentRow.State


@dataclass
class Around:
    """What rows are judged by: the agency's teams and the job roles by name, and the day it is."""

    agency: Agency
    teams: dict[str, Team]
    roles: dict[str, JobRole]
    makes_teams: bool
    day: date

    @classmethod
    def of(cls, agency: Agency, day: date, *, makes_teams: bool) -> "Around":
        """Two queries."""
        return cls(
            agency,
            {team.name.casefold(): team for team in agency.teams.all()},
            {said: role for role in job_roles() for said in (role.name.casefold(), role.code.replace("-", " "))},
            makes_teams,
            day,
        )

    def team(self, name: str) -> Team:
        """The team of a name, which is made if it is not there."""
        found = self.teams.get(name.casefold())
        if found is None:
            found, _made = Team.objects.get_or_create(agency=self.agency, name=name)
            self.teams[name.casefold()] = found
        return found


@dataclass(frozen=True)
class Judged:
    """A state, and a sentence for people."""

    state: str
    says: str = ""


def judge(cells: dict[str, str], member: Membership | None, around: Around) -> Judged:
    """What a row without a fault in itself would do."""
    faults = unknown_names(cells, around)
    if faults:
        return Judged(State.FAULT, " ".join(faults))
    leaves = day_in(cells.get("leaves_on", ""))
    if member is not None:
        return judge_member(cells, member, around, leaves)
    return judge_stranger(cells, around, leaves)


def unknown_names(cells: dict[str, str], around: Around) -> list[str]:
    """Team and job role must be known; what is nearly right is said."""
    found = []
    team, role = cells.get("team", ""), cells.get("job_role", "")
    if team and not around.makes_teams and team.casefold() not in around.teams:
        hint = (
            near(team, [one.name for one in around.teams.values()])
            or "Add it to the agency first, or tick that new teams are made."
        )
        found.append(f"Team: there is no “{shown(team)}”. {hint}")
    if role and role.casefold() not in around.roles:
        names = list(dict.fromkeys(one.name for one in around.roles.values()))
        match = get_close_matches(role.casefold(), around.roles, 1, 0.75)
        hint = (
            f"Did you mean “{around.roles[match[0]]}”?"
            if match
            else f"We know: {', '.join(names[:12])}{'…' if len(names) > 12 else ''}"
        )
        found.append(f"Job role: there is no “{shown(role)}”. {hint}")
    return found


def near(typed: str, names: Collection[str]) -> str:
    """A question that names what was perhaps meant."""
    by_fold = {name.casefold(): name for name in names}
    match = get_close_matches(typed.casefold(), by_fold, 1, 0.75)
    return f"Did you mean “{by_fold[match[0]]}”?" if match else ""


def judge_member(cells: dict[str, str], member: Membership, around: Around, leaves: date | None) -> Judged:
    """Somebody who is here already. An empty cell changes nothing."""
    if leaves and leaves <= around.day:
        return Judged(State.LEAVING, f"Leaves on {leaves:%-d %B %Y}.")
    team, role, level = wanted(cells, around)
    changes = []
    if cells.get("team") and (member.team is None or member.team.name.casefold() != team):
        changes.append(f"Team: {member.team or 'none'} → {cells['team']}.")
    moved = bool(changes)
    if role and role.pk != member.job_role_id:
        changes.append(f"Job role: {member.job_role} → {role}.")
    if level and level != member.level:
        changes.append(f"Level: {member.get_level_display()} → {Level(level).label}.")
    if member.declared:
        changes.append("They said themselves that they work here; this confirms it.")
    note = [f"Leaves on {leaves:%-d %B %Y}: send this row again then."] if leaves else []
    state = State.MOVED if moved else State.CHANGED if changes else State.SAME
    return Judged(state, " ".join([*changes, *note]))


def judge_stranger(cells: dict[str, str], around: Around, leaves: date | None) -> Judged:
    """Somebody who is not here, whether or not they have an account."""
    starts = day_in(cells.get("starts_on", ""))
    if leaves and leaves <= around.day:
        return Judged(State.SAME, "Has left, and is not here any more.")
    if starts and starts > around.day:
        return Judged(State.LATER, f"Starts on {starts:%-d %B %Y}: send this row again then.")
    faults = []
    if not cells.get("job_role"):
        faults.append("Job role: it is missing. Requirements go by it.")
    if not (cells.get("first_name") or cells.get("last_name")):
        faults.append("First name, last name: at least one is needed. Certificates show it.")
    if faults:
        return Judged(State.FAULT, " ".join(faults))
    note = f"Leaves on {leaves:%-d %B %Y}: send this row again then." if leaves else ""
    return Judged(State.NEW, note)


def wanted(cells: dict[str, str], around: Around) -> tuple[str, JobRole | None, str]:
    """The team's name as it is compared, the role and the level that a row asks for; empty where it asks for none."""
    role = around.roles.get(cells.get("job_role", "").casefold())
    return cells.get("team", "").casefold(), role, LEVELS.get(column_name(cells.get("level", "")), "")


def accounts(addresses: Collection[str]) -> dict[str, Any]:
    """The accounts of addresses: their own, or one that its person has proved to be theirs as well."""
    found = {
        address.email.lower(): address.user
        for address in EmailAddress.objects.filter(email__in=addresses, verified=True).select_related("user")
    }
    found.update({user.email.lower(): user for user in User.objects.filter(email__in=addresses)})
    return found


def learners_of(users: Collection[int]) -> dict[int, Learner]:
    """Whose record each account's is, for those that have one."""
    found = Learner.objects.filter(user__in=users).select_related("merged_into")
    return {one.user_id: one.merged_into or one for one in found if one.user_id}


def members(agency: Agency, learners: Collection[int]) -> dict[int, Membership]:
    """Who of the learners is at the agency."""
    rows = Membership.objects.filter(agency=agency, ended_on=None, learner__in=learners)
    return {row.learner_id: row for row in rows.select_related("team", "job_role")}

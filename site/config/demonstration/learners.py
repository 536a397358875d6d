"""The demonstration's agencies, their leads and their people; all of them are invented."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from config.demonstration.evaluations import evaluate
from config.demonstration.history import Place, tell
from config.demonstration.reading import read
from config.demonstration.sessions import book_sessions
from config.languages import SOURCE
from people.models import User
from people.roles import SITE_MANAGERS, TRAINING_LEADS
from training.dates import day_of
from training.journeys.arranging import save_agency, save_team
from training.journeys.assigning import save_requirement
from training.journeys.belonging import learner_of, merge
from training.journeys.recording import refreshing_later
from training.models import Activity, Agency, JobRole, Lead, ModulePage, Requirement, Team

FOLDER = "training/demonstration"
# Agencies and what they ask for are older than everybody's first day.
FOUNDED_DAYS_AGO = 1180


@dataclass
class Cast:
    """Whoever acts, and what they act on, by the codes of the writers' files."""

    manager: User
    now: datetime
    agencies: dict[str, Agency] = field(default_factory=dict)
    domains: dict[str, str] = field(default_factory=dict)
    teams: dict[tuple[str, str], Team] = field(default_factory=dict)
    leads: dict[str, User] = field(default_factory=dict)
    requirements: dict[str, Requirement] = field(default_factory=dict)
    activities: dict[str, Activity] = field(default_factory=dict)
    job_roles: dict[str, JobRole] = field(default_factory=dict)

    def ago(self, days: int) -> datetime:
        """So many days before the demonstration was loaded."""
        return self.now - timedelta(days=days)

    def place(self, data: dict[str, Any]) -> Place:
        """Where a group of people works, and as what."""
        return Place(
            agency=self.agencies[data["agency"]],
            team=self.teams[data["agency"], data["team"]],
            job_role=self.job_roles[data["job_role"]],
            level=data["level"],
            lead=self.leads[data["agency"]],
        )


def load_learners() -> None:
    """Everybody, with their history, through the journeys; nothing where the settings name no site manager."""
    manager = User.objects.filter(groups__name=SITE_MANAGERS).first()
    if manager is None:
        return
    with transaction.atomic(), refreshing_later():
        cast = Cast(manager, timezone.now().replace(minute=0, second=0, microsecond=0))
        cast.job_roles = {role.code: role for role in JobRole.objects.filter(locale__language_code=SOURCE)}
        cast.activities = {
            page.slug: Activity.objects.get(key=page.translation_key)
            for page in ModulePage.objects.filter(locale__language_code=SOURCE, live=True)
        }
        found_agencies(cast)
        require(cast)
        admit(cast)
        merge_pair(cast)
        evaluate(cast.now)
        book_sessions(manager, cast.agencies)


def account(name: str, domain: str) -> User:
    """An account without a password: its owner signs in by a code."""
    first, *_middle, last = name.split()
    email = f"{first}.{last}@{domain}".lower()
    user = User.objects.create_user(email, first_name=first, last_name=name.removeprefix(first).strip())
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def found_agencies(cast: Cast) -> None:
    """Agencies, their teams, and who leads them."""
    began_on = day_of(cast.ago(FOUNDED_DAYS_AGO))
    group = Group.objects.get(name=TRAINING_LEADS)
    for data in read(f"{FOLDER}/agencies.yaml"):
        code = data["code"]
        agency = cast.agencies[code] = save_agency(cast.manager, Agency(name=data["name"]))
        cast.domains[code] = data["domain"]
        for name in data["teams"]:
            cast.teams[code, name] = save_team(cast.manager, Team(agency=agency, name=name))
        for lead in data["leads"]:
            user = account(lead["name"], data["domain"])
            user.groups.add(group)
            team = cast.teams[code, lead["team"]] if "team" in lead else None
            # An appointment through the journey would begin today.
            Lead.objects.create(user=user, agency=agency, team=team, began_on=began_on)
            if team is None:
                cast.leads[code] = user
    if shown := User.objects.filter(groups=group, email__endswith="@lantern.example").first():
        Lead.objects.create(user=shown, agency=cast.agencies["school"], began_on=began_on)


def require(cast: Cast) -> None:
    """What the agencies ask for."""
    for data in read(f"{FOLDER}/requirements.yaml"):
        cast.requirements[data["code"]] = save_requirement(
            cast.manager,
            Requirement(title=data["title"], level=data.get("level", ""), **data["terms"]),
            cast.ago(FOUNDED_DAYS_AGO),
            activities=[cast.activities[slug] for slug in data["modules"]],
            agencies=[cast.agencies[code] for code in data["agencies"]],
            job_roles=[cast.job_roles[code] for code in data.get("job_roles", [])],
        )


def admit(cast: Cast) -> None:
    """Everybody, and what happened to them since."""
    stories = read(f"{FOLDER}/stories.yaml")
    number = count()
    for group in read(f"{FOLDER}/people.yaml"):
        place = cast.place(group)
        goes_to = cast.place(group["moves_to"]) if "moves_to" in group else None
        activities = [cast.activities[slug] for slug in group["modules"]]
        languages = group.get("languages", [SOURCE])
        for turn, name in enumerate(group["people"]):
            user = account(name, cast.domains[group["agency"]])
            tell(
                cast,
                user,
                stories[group["stories"][turn % len(group["stories"])]],
                places=(place, goes_to),
                activities=activities,
                language=languages[turn % len(languages)],
                number=next(number),
            )


def merge_pair(cast: Cast) -> None:
    """Two agencies enrolled one person with two addresses, and somebody noticed."""
    kept = User.objects.get(email=f"grace.adeyemi@{cast.domains['surgery']}")
    twice = account("Grace Adeyemi", cast.domains["housing"])
    officer = next(group for group in read(f"{FOLDER}/people.yaml") if group["agency"] == "housing")
    joined = [{"days": 200, "do": "join"}, {"days": 170, "do": "prior", "module": 0}]
    activities = [cast.activities[slug] for slug in officer["modules"]]
    tell(cast, twice, joined, places=(cast.place(officer), None), activities=activities, language=SOURCE, number=0)
    merge(cast.manager, learner_of(kept), learner_of(twice), cast.ago(20), reason="two agencies")

"""A small partnership: two agencies, their leads, a board, and one module with an assessment."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group, Permission

from people.models import User
from people.roles import TRAINING_LEADS
from tests.support.emptying import empty_of_learners
from tests.training.questions import BANK, RIGHT, WRONG
from training.dates import LONDON, Validity
from training.journeys import assessing, belonging, learning
from training.journeys.assigning import save_requirement
from training.models import (
    Activity,
    ActivityVersion,
    Agency,
    Attempt,
    BankVersion,
    JobRole,
    Lead,
    Learner,
    Registration,
    Requirement,
)

NINE = datetime(2026, 1, 5, 9, 0, tzinfo=LONDON)


def at(day: str, hour: int = 9) -> datetime:
    """A moment of a day in London."""
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), LONDON) + timedelta(hours=hour)


def person(email: str, *groups: str, permission: str = "") -> User:
    """Somebody with an account."""
    user = User.objects.create_user(email, first_name=email.partition("@")[0].title(), last_name="Example")
    user.groups.add(*(Group.objects.get(name=name) for name in groups))
    names = permission.split()
    user.user_permissions.add(*Permission.objects.filter(content_type__app_label="training", codename__in=names))
    return user


def job_role(code: str) -> JobRole:
    """One of the demonstration's, in the source language."""
    return JobRole.objects.get(code=code, locale__language_code="en")


@dataclass
class Partnership:
    """The cast, and what they do again and again."""

    board: User
    school: Agency
    taxis: Agency
    school_lead: User
    taxi_lead: User
    teacher: User
    driver: User
    teaching: JobRole
    driving: JobRole
    module: Activity

    def publish(self, when: datetime = NINE, expires_older: bool = False, **rules: Any) -> ActivityVersion:
        """A new version: two lessons, of which one may be left out, and an assessment of four questions."""
        bank = BankVersion.objects.create(key=uuid4(), number=1, digest="0" * 64, questions=BANK, made_at=when)
        assessment = {
            "key": "check",
            "kind": "assessment",
            "pools": [{"bank_version": bank.pk, "draw": 4}],
            "pass_mark": 75,
            **rules,
        }
        return ActivityVersion.objects.create(
            activity=self.module,
            number=self.module.versions.count() + 1,
            digest="0" * 64,
            valid_months=12,
            parts=[
                {"key": "signs", "kind": "lesson"},
                {"key": "more", "kind": "lesson", "required": False},
                assessment,
            ],
            expires_older=expires_older,
            published_at=when,
        )

    def require(self, **about: Any) -> Requirement:
        """Everybody does the module, within 30 days, every year."""
        terms = {"validity": Validity.ROLLING.value, "months": 12, "due_days": 30, "grace_days": 14, "window_days": 60}
        lists = {name: about.pop(name) for name in ("agencies", "job_roles") if name in about}
        requirement = Requirement(**{"title": "Spotting exploitation", **terms, **about})
        return save_requirement(self.board, requirement, NINE, activities=[self.module], **lists)

    def learner(self, user: User) -> Learner:
        """Whose record."""
        return belonging.learner_of(user)

    def begin(self, user: User, when: datetime = NINE) -> Registration:
        """Open the module."""
        return learning.start(user, self.module, "en", when)

    def answered(self, user: User, registration: Registration, when: datetime = NINE, wrong: int = 0) -> Attempt:
        """Begin the assessment and answer all of it."""
        attempt = assessing.begin_attempt(user, registration, "check", when)
        for number, (name, question) in enumerate(assessing.questions_of(attempt).items()):
            given = WRONG if number < wrong else RIGHT
            assessing.answer(user, attempt, name, given[question.id], when)
        return attempt

    def complete(self, user: User, when: datetime = NINE) -> Registration:
        """Do everything that is required."""
        registration = self.begin(user, when)
        learning.do_lesson(user, registration, "signs", when)
        assessing.finish(user, self.answered(user, registration, when), when)
        return registration


def founded() -> Partnership:
    """Make it in the database that is in use, in place of the demonstration's agencies and learners."""
    empty_of_learners()
    school, taxis = Agency.objects.create(name="Mill Lane School"), Agency.objects.create(name="Bobbin Taxis")
    leads = {}
    for agency, email in ((school, "school.lead@lantern.example"), (taxis, "taxi.lead@lantern.example")):
        leads[email] = person(email, TRAINING_LEADS)
        Lead.objects.create(user=leads[email], agency=agency, began_on=date(2020, 1, 1))
    made = Partnership(
        board=person(
            "chair@board.example", permission="view_every_agency change_agency change_requirement change_learner"
        ),
        school=school,
        taxis=taxis,
        school_lead=leads["school.lead@lantern.example"],
        taxi_lead=leads["taxi.lead@lantern.example"],
        teacher=person("teacher@lantern.example"),
        driver=person("driver@lantern.example"),
        teaching=job_role("teacher"),
        driving=job_role("licensed-driver"),
        module=Activity.objects.create(title="Spotting exploitation"),
    )
    belonging.join(made.teacher, made.learner(made.teacher), school, made.teaching, at=NINE)
    belonging.join(made.driver, made.learner(made.driver), taxis, made.driving, at=NINE)
    return made


@pytest.fixture
def partnership(db: None) -> Partnership:
    """With one version of the module published, and nothing required yet."""
    made = founded()
    made.publish()
    return made

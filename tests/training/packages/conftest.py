"""A publisher, two learners, and a package that is published."""

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from people.models import User
from people.roles import PUBLISHERS, apply
from tests.training.conftest import person
from tests.training.packages.making import package
from training.journeys import learning
from training.journeys.importing import publish_package, take_in
from training.journeys.playing import play_of
from training.models import Activity, Package, Registration
from training.packages import tokens

HOST = "packages.localhost"


@dataclass
class Course:
    """A package, and how learners play it without a browser."""

    publisher: User
    package: Package
    activity: Activity
    anybody: Client = field(default_factory=lambda: Client(HTTP_HOST=HOST))

    def begin(self, user: User) -> Registration:
        """Begin it, or go on."""
        return learning.start(user, self.activity, "en")

    def token(self, user: User, sco: str = "part-1") -> str:
        """What the launch page hands to its script."""
        return tokens.play_token(play_of(user, self.begin(user), sco))

    def open(self, user: User, sco: str = "part-1") -> dict[str, Any]:
        """The state of a part, and the token of this frame."""
        answer = self.post("open", token=self.token(user, sco))
        assert answer.status_code == 200
        found: dict[str, Any] = answer.json()
        return found

    def post(self, door: str, **said: Any) -> Any:
        """Send something to the packages' host."""
        return self.anybody.post(f"/{door}/", said, content_type="application/json")

    def commit(self, token: str, sequence: int, data: Any, ending: bool = False) -> Any:
        """As the launch page's script does."""
        return self.post("commit", token=token, sequence=sequence, data=data, ending=ending)


def published(by: User, content: bytes, title: str = "Keeping watch") -> Course:
    """Take it in and publish it."""
    taken, _new = take_in(by, io.BytesIO(content), "course.zip", "en")
    version = publish_package(by, taken, None, title)
    return Course(by, taken, version.activity)


@pytest.fixture
def package_folder(settings: Settings, tmp_path: Path) -> Path:
    """Where files of packages lie, for one test."""
    settings.PACKAGE_FOLDER = tmp_path / "packages"
    return tmp_path / "packages"


@pytest.fixture
def publisher(db: None, package_folder: Path) -> User:
    """Takes packages in."""
    apply()
    return person("pat@lantern.example", PUBLISHERS)


@pytest.fixture
def course(publisher: User) -> Course:
    """Two parts of SCORM 1.2."""
    return published(publisher, package())


@pytest.fixture
def course_2004(publisher: User) -> Course:
    """One part of SCORM 2004."""
    return published(publisher, package("2004", 1))


@pytest.fixture
def driver(db: None) -> User:
    """Learns."""
    return person("driver@lantern.example")


@pytest.fixture
def teacher(db: None) -> User:
    """Learns, too."""
    return person("teacher@lantern.example")

"""How far somebody is in a package."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404

from config import languages
from config.languages import Language
from training.journeys.belonging import learner_of
from training.journeys.learning import is_completed, is_outdated, latest, parts_done
from training.journeys.playing import scos_of
from training.models import Activity, Certificate, Package, Registration
from training.packages.manifest import Sco


@dataclass(frozen=True)
class PackageProgress:
    """One person's way through a package: the version that they are pinned to, and what is done of it."""

    activity: Activity
    package: Package
    registration: Registration | None
    done: frozenset[str]
    is_outdated: bool
    certificate: Certificate | None
    is_offered: bool

    @property
    def scos(self) -> list[Sco]:
        """The parts, in order."""
        return scos_of(self.package)

    @property
    def language(self) -> Language:
        """In which its titles are."""
        return languages.get(self.package.language)

    @property
    def is_begun(self) -> bool:
        """Whether its parts can be opened."""
        return self.registration is not None and not self.is_outdated

    @property
    def is_completed(self) -> bool:
        """Whether there is a certificate of it."""
        return self.certificate is not None

    @property
    def next_number(self) -> int:
        """Of the first part that is not done, from 1; 0 if none is left or it was not begun."""
        if not self.is_begun:
            return 0
        return next((number for number, sco in enumerate(self.scos, 1) if sco.key not in self.done), 0)


def package_progress(user: Any, key: UUID) -> PackageProgress:
    """A learner's way through the package of an activity. Raises Http404 if none was published."""
    activity = Activity.objects.filter(key=key, kind=Activity.Kind.PACKAGE).first()
    if activity is None:
        raise Http404
    registration = latest(learner_of(user), activity)
    version = registration.version if registration else activity.versions.order_by("-number").first()
    if version is None:
        raise Http404
    completed = registration is not None and is_completed(registration)
    return PackageProgress(
        activity=activity,
        package=Package.objects.get(digest=version.digest),
        registration=registration,
        done=frozenset(parts_done(registration)) if registration else frozenset(),
        is_outdated=registration is not None and not completed and is_outdated(registration),
        certificate=Certificate.objects.filter(event__registration=registration).first() if completed else None,
        is_offered=activity.retired_on is None,
    )

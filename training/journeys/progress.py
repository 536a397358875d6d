"""How far somebody is in a module."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from config.languages import SOURCE
from training.journeys.belonging import learner_of
from training.journeys.learning import asked_in, is_completed, is_outdated, is_spent, latest, parts_done
from training.journeys.reading import Book, Reading, open_book
from training.journeys.refreshing import refresher_of
from training.models import Activity, Certificate, ModulePage, Registration


@dataclass(frozen=True)
class Module:
    """A module that was published at least once."""

    slug: str
    activity: Activity


@dataclass(frozen=True)
class Progress:
    """One person's way through a module: the version that they are pinned to, and what is done of it."""

    module: Module
    registration: Registration | None
    book: Book
    done: frozenset[str]
    is_outdated: bool
    is_spent: bool
    certificate: Certificate | None
    is_offered: bool
    has_changed: bool

    @property
    def is_completed(self) -> bool:
        """Whether there is a certificate of it."""
        return self.certificate is not None

    @property
    def next_part(self) -> Reading | None:
        """Where to go on; None if it was not begun or nothing is left."""
        if self.registration is None or self.is_outdated:
            return None
        asked = {part.key for part in asked_in(self.registration)} - self.done
        return next((one for one in self.book.readings if one.part.key in asked), None)


def module_at(slug: str) -> Module:
    """The module at an address of the catalogue, also one that was taken down. Raises Http404."""
    key = (
        ModulePage.objects.filter(slug=slug, locale__language_code=SOURCE)
        .values_list("translation_key", flat=True)
        .first()
    )
    activity = Activity.objects.filter(key=key).first() if key else None
    if activity is None:
        raise Http404
    return Module(slug, activity)


def progress_in(user: Any, module: Module, language: str) -> Progress:
    """A learner's way through a module, read in a language. Raises Http404 if it was never published."""
    registration = latest(learner_of(user), module.activity)
    newest = module.activity.versions.order_by("-number").first()
    version = registration.version if registration else newest
    if version is None:
        raise Http404
    completed = registration is not None and is_completed(registration)
    certificate = (
        Certificate.objects.filter(event__registration=registration).first() if registration and completed else None
    )
    return Progress(
        module=module,
        registration=registration,
        book=open_book(version, language),
        done=frozenset(parts_done(registration)) if registration else frozenset(),
        is_outdated=registration is not None and not completed and is_outdated(registration),
        is_spent=registration is not None and not completed and is_spent(registration),
        certificate=certificate,
        is_offered=module.activity.retired_on is None,
        has_changed=completed and refresher_of(user, module.activity) is not None,
    )

"""Records of training as a learner reads them."""

from dataclasses import dataclass

from config import languages
from config.languages import SOURCE
from training.models import JobRole


@dataclass(frozen=True)
class ShownJobRole:
    """A job role: the key of its source record, and its name with the language that it really is in."""

    pk: int
    code: str
    name: str
    lang: str
    direction: str


def job_roles_in(language: str) -> list[ShownJobRole]:
    """Every job role in order, in a language or else in the source language; one query."""
    roles = JobRole.objects.filter(locale__language_code__in=[language, SOURCE]).select_related("locale")
    words = {role.code: role for role in roles if role.locale.language_code == language}
    found = []
    for source in (role for role in roles if role.locale.language_code == SOURCE):
        role = words.get(source.code, source)
        shown = languages.get(role.locale.language_code)
        found.append(ShownJobRole(source.pk, source.code, role.name, shown.code, shown.direction))
    return found

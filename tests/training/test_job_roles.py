"""Job roles: learners choose theirs in their own language, and the record names the source-language one."""

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from wagtail.models import Locale

from tests.training.conftest import job_role
from training.models import JobRole
from training.shown import job_roles_in
from translations.models import Original

pytestmark = pytest.mark.django_db
OTHERS = [code for code, _name in settings.LANGUAGES if code != "en"]


@pytest.mark.parametrize("language", OTHERS)
def test_the_demonstrations_job_roles_are_there_in_every_language(language: str) -> None:
    sources, theirs = job_roles_in("en"), job_roles_in(language)
    assert len(sources) >= 20
    assert [role.pk for role in theirs] == [role.pk for role in sources]
    assert {role.lang for role in theirs} == {language}
    assert not {role.name for role in theirs} & {role.name for role in sources}


def test_a_role_without_a_translation_keeps_its_english_name_and_says_so() -> None:
    JobRole.objects.create(locale=Locale.objects.get(language_code="en"), code="lamplighter", name="Lamplighter")
    shown = next(role for role in job_roles_in("ur") if role.code == "lamplighter")
    assert (shown.name, shown.lang, shown.direction) == ("Lamplighter", "en", "ltr")


def test_a_code_stands_for_one_role_in_a_language() -> None:
    twin = JobRole(locale=Locale.objects.get(language_code="en"), code="teacher", name="Another teacher")
    with pytest.raises(ValidationError):
        twin.full_clean()


def test_translators_find_job_roles_in_their_table() -> None:
    original = Original.objects.get(translation_key=job_role("teacher").translation_key)
    assert (original.kind, original.title) == (Original.Kind.JOB_ROLE, "Teacher")
    lamplighter = JobRole.objects.create(locale=Locale.objects.get(language_code="en"), code="lamplighter", name="Lamp")
    lamplighter.copy_for_translation(Locale.objects.get(language_code="ur")).save()
    lamplighter.delete()
    assert not JobRole.objects.filter(code="lamplighter").exists(), "its translations went with it"

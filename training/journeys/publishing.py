"""Freezing what is published: a module's version with its rules, and the questions of its banks.

Wagtail may purge its revisions, and whoever has begun goes on with what they began; so a version keeps all it needs.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from config.languages import SOURCE
from training.dates import day_of, today
from training.journeys.digests import digest_of
from training.journeys.freezing import locked_activity, version_of
from training.journeys.wording import write_bank_words, write_version_words
from training.models import Activity, ActivityVersion, BankVersion, LiveEventPage, ModulePage, QuestionBank
from training.parts import read_parts
from training.questions.kinds import read_bank
from training.questions.stored import as_stored

Raw = dict[str, Any]


def freeze(page: ModulePage, at: datetime | None = None) -> ActivityVersion:
    """The version of a module that was just published in the source language: a new one if anything to learn changed.

    Raises BadPartsError and BadQuestionError; the editor's form has refused both before.
    """
    with transaction.atomic():
        activity = locked_activity(page, Activity.Kind.MODULE)
        lessons = page.lessons.get_prep_value()
        parts = parts_from(lessons)
        read_parts(parts)
        rules = {"valid_months": page.valid_months, "allows_test_out": page.allows_test_out}
        digest = digest_of({"lessons": lessons, "parts": parts, **rules})
        expires_older = _expires_older(page, activity)
        version = version_of(activity, page, digest, at, parts=parts, **rules, expires_older=expires_older)
        write_version_words(version, page)
    return version


def _expires_older(page: ModulePage, activity: Activity) -> bool:
    """Once for each day that an author sets: the first version on or after it."""
    day = page.expires_before
    if day is None or not activity.versions.exists() or day > today():
        return False
    said = activity.versions.filter(expires_older=True).order_by("number").last()
    return said is None or day_of(said.published_at) < day


def parts_from(lessons: list[Raw]) -> list[Raw]:
    """A version's `parts` (training.parts), from the raw data of its blocks; the banks are frozen."""
    return [_lesson(block) if block["type"] == "lesson" else _assessment(block) for block in lessons]


def _lesson(block: Raw) -> Raw:
    return {"key": block["id"], "kind": "lesson", "required": bool(block["value"].get("required", True))}


def _assessment(block: Raw) -> Raw:
    value = block["value"]
    pools = [
        {
            "bank_version": freeze_bank(QuestionBank.objects.get(pk=item["value"]["bank"])).pk,
            "draw": item["value"]["draw"],
        }
        for item in value["pools"]
    ]
    rules = {name: value[name] for name in ("pass_mark", "attempts", "wait_hours", "minutes")}
    return {
        "key": block["id"],
        "kind": "assessment",
        "required": bool(value.get("required", True)),
        "pools": pools,
        **rules,
    }


def freeze_bank(bank: QuestionBank, at: datetime | None = None) -> BankVersion:
    """The version of a bank's published questions; the last one if they are the same. Raises BadQuestionError."""
    raw = bank.questions.get_prep_value()
    questions = [as_stored(block) for block in raw]
    read_bank(questions)
    digest = digest_of(questions)
    last = BankVersion.objects.filter(key=bank.translation_key).order_by("number").last()
    if last is None or last.digest != digest:
        last = BankVersion.objects.create(
            key=bank.translation_key,
            number=last.number + 1 if last else 1,
            digest=digest,
            questions=questions,
            made_at=at or timezone.now(),
        )
    write_bank_words(last, bank)
    return last


def translated(record: ModulePage | QuestionBank) -> None:
    """A translation was published: its words are written beside the newest version of their source."""
    if isinstance(record, QuestionBank):
        bank = BankVersion.objects.filter(key=record.translation_key).order_by("number").last()
        source = QuestionBank.objects.filter(
            translation_key=record.translation_key, locale__language_code=SOURCE
        ).first()
        if bank and source:
            write_bank_words(bank, source)
        return
    version = ActivityVersion.objects.filter(activity__key=record.translation_key).order_by("number").last()
    page = ModulePage.objects.filter(translation_key=record.translation_key, locale__language_code=SOURCE).first()
    if version and page:
        write_version_words(version, page)


def retire(page: ModulePage | LiveEventPage) -> None:
    """It was taken down: nobody can begin or book it from today; who has begun can finish."""
    Activity.objects.filter(key=page.translation_key, retired_on=None).update(retired_on=today())

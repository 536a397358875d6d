"""Which published modules ask a bank's questions, and taking newer ones into them.

What a module asks is frozen when it is published, so a bank that was published since is not asked yet.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from wagtail.log_actions import log

from config.languages import SOURCE
from training.errors import NotYoursError
from training.journeys.digests import digest_of
from training.journeys.publishing import freeze
from training.models import ActivityVersion, BankVersion, ModulePage, QuestionBank
from training.parts import read_parts
from training.questions.stored import as_stored

# Registered in training.wagtail_hooks: what the history of a module says.
TOOK_IN = "training.took_in"


@dataclass(frozen=True)
class BankUse:
    """A published module and a bank that it asks. `is_older`: it asks other questions than the bank's published ones."""

    page: ModulePage
    bank: QuestionBank
    version: int
    published_at: datetime
    is_older: bool


def uses_of(banks: Iterable[QuestionBank]) -> list[BankUse]:
    """The published modules that ask these banks, by title. Five queries, however many modules there are."""
    sources = {one.translation_key: one for one in _published(banks)}
    digests = {
        key: digest_of([as_stored(block) for block in one.questions.get_prep_value()]) for key, one in sources.items()
    }
    frozen = {one.pk: one for one in BankVersion.objects.filter(key__in=sources).defer("questions")}
    newest = _newest_versions()
    keys = [version.activity.key for version in newest]
    pages = {one.translation_key: one for one in _live_modules().filter(translation_key__in=keys)}
    found = []
    for version in newest:
        page = pages.get(version.activity.key)
        if page is None:
            continue
        asked = {pool.bank_version for part in read_parts(version.parts) for pool in part.pools} & frozen.keys()
        for bank in [frozen[pk] for pk in sorted(asked)]:
            is_older = bank.digest != digests[bank.key]
            found.append(BankUse(page, sources[bank.key], version.number, version.published_at, is_older))
    return sorted(found, key=lambda use: (use.page.title, use.bank.name))


def banks_of(page: ModulePage) -> list[QuestionBank]:
    """The banks that a module's assessments draw from, as it is written now."""
    keys = [
        pool["bank"].pk for child in page.lessons if child.block_type == "assessment" for pool in child.value["pools"]
    ]
    return list(QuestionBank.objects.filter(pk__in=keys))


def uses_in(page: ModulePage) -> list[BankUse]:
    """The same for one module."""
    return [use for use in uses_of(banks_of(page)) if use.page.translation_key == page.translation_key]


def may_take_in(user: Any, page: ModulePage) -> bool:
    """Whoever publishes the module."""
    return bool(page.permissions_for_user(user).can_publish())


def take_in(user: Any, page: ModulePage) -> ActivityVersion:
    """A new version of what is published of a module, with its banks' published questions; a draft of it stays a draft.

    Raises NotYoursError.
    """
    if not may_take_in(user, page):
        raise NotYoursError
    with transaction.atomic():
        live = _live_modules().get(pk=page.pk)
        version = freeze(live)
        log(instance=live, action=TOOK_IN, user=user, data={"version": version.number})
    return version


def _live_modules() -> Any:
    return ModulePage.objects.filter(live=True, locale__language_code=SOURCE).select_related("locale")


def _published(banks: Iterable[QuestionBank]) -> list[QuestionBank]:
    """Their sources, as they were published last: what is being edited may be a draft or a translation."""
    keys = {one.translation_key for one in banks}
    return list(QuestionBank.objects.filter(translation_key__in=keys, locale__language_code=SOURCE, live=True))


def _newest_versions() -> list[ActivityVersion]:
    numbers = ActivityVersion.objects.values("activity").annotate(newest=Max("number")).values("activity", "newest")
    newest = {row["activity"]: row["newest"] for row in numbers}
    found = ActivityVersion.objects.filter(activity__kind="module", activity__retired_on=None).select_related(
        "activity"
    )
    return [one for one in found.iterator() if newest[one.activity_id] == one.number]

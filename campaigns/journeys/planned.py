"""Campaigns as the team plans them: published or not, with their translations and resources, loaded all at once."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.dateparse import parse_date
from wagtail.models import Page, Revision, WorkflowState

from config.languages import SOURCE
from signposting.models import TaxonomyTerm
from translations.models import State, Version


@dataclass(frozen=True)
class Translated:
    """A campaign's page in another language."""

    page_id: int
    live: bool
    older: bool
    reviewed_on: date | None


@dataclass(frozen=True)
class PlannedResource:
    """A resource that a campaign names, and the languages that it comes in."""

    page_id: int
    title: str
    live: bool
    languages: frozenset[str]


@dataclass(frozen=True)
class Planned:
    """One campaign. What readers see, if it is published; otherwise what its draft says."""

    page_id: int
    title: str
    kind: str
    starts_on: date | None
    ends_on: date | None
    live: bool
    has_draft: bool
    draft_dates: tuple[date | None, date | None] | None
    scheduled_for: datetime | None
    waits_for: str
    summary: str
    owner: str
    review_due: date | None
    terms: dict[str, str]
    calls: int
    pictures_without_words: int
    messages: int
    resources: tuple[PlannedResource, ...]
    translations: dict[str, Translated]

    @property
    def url(self) -> str:
        """Where it is edited."""
        return reverse("wagtailadmin_pages:edit", args=[self.page_id])


def planned_campaigns() -> list[Planned]:
    """Every campaign in the source language, soonest first; ten queries, however many there are."""
    model = apps.get_model("campaigns", "CampaignPage")
    pages = list(model.objects.filter(locale__language_code=SOURCE).select_related("latest_revision"))
    contents = {page.pk: content_of(page) for page in pages}
    keys = [page.pk for page in pages]
    names = dict(TaxonomyTerm.objects.filter(locale__language_code=SOURCE).values_list("pk", "name"))
    terms: dict[int, list[int]] = defaultdict(list)
    for page_id, term in model.terms.through.objects.values_list("campaignpage_id", "taxonomyterm_id"):
        terms[page_id].append(term)
    translations = translations_of(model, pages)
    resources = resources_named(key for content in contents.values() for key in content["resources"])
    waiting = reviews(keys)
    schedules = dict(
        Revision.page_revisions.filter(
            object_id__in=[str(key) for key in keys], approved_go_live_at__isnull=False
        ).values_list("object_id", "approved_go_live_at")
    )
    messages = apps.get_model("campaigns", "DeterrentMessagePage").objects.filter(locale__language_code=SOURCE)
    above = [path[: -Page.steplen] for path in messages.values_list("path", flat=True)]
    found = []
    for page in pages:
        content = contents[page.pk]
        own = content.pop("terms") if content["terms"] is not None else terms[page.pk]
        content.pop("terms", None)
        content["resources"] = tuple(resources[key] for key in content["resources"] if key in resources)
        found.append(
            Planned(
                page_id=page.pk,
                live=page.live,
                has_draft=page.has_unpublished_changes,
                scheduled_for=schedules.get(str(page.pk)),
                waits_for=waiting.get(str(page.pk), ""),
                terms={str(key): names[key] for key in own if key in names},
                messages=above.count(page.path),
                translations=translations[page.translation_key],
                **content,
            )
        )
    return sorted(found, key=lambda campaign: (campaign.starts_on or date.max, campaign.title))


def content_of(page: Any) -> dict[str, Any]:
    """What a published page says, or what the draft of one that is not says; no query."""
    revision = page.latest_revision
    draft = revision.content if revision and page.has_unpublished_changes else None
    draft_dates = (parse_date(draft["starts_on"] or ""), parse_date(draft["ends_on"] or "")) if draft else None
    if draft and draft_dates and not page.live:
        body, resources = json.loads(draft["body"] or "[]"), json.loads(draft["resources"] or "[]")
        said = {
            "title": draft["title"],
            "kind": draft["kind"],
            "starts_on": draft_dates[0],
            "ends_on": draft_dates[1],
            "summary": draft["search_description"] or "",
            "owner": draft["content_owner"] or "",
            "review_due": parse_date(draft["review_due"] or ""),
            "terms": draft["terms"],
            "draft_dates": None,
        }
    else:
        body, resources = list(page.body.raw_data), list(page.resources.raw_data)
        dates = (page.starts_on, page.ends_on)
        said = {
            "title": page.title,
            "kind": page.kind,
            "starts_on": page.starts_on,
            "ends_on": page.ends_on,
            "summary": page.search_description,
            "owner": page.content_owner,
            "review_due": page.review_due,
            "terms": None,
            "draft_dates": draft_dates if draft_dates != dates else None,
        }
    return {
        **said,
        "calls": sum(block["type"] == "call_to_action" for block in body),
        "pictures_without_words": sum(1 for _picture in wordless(body)),
        "resources": [block["value"] for block in resources if block["value"]],
    }


def wordless(value: Any) -> Iterator[dict[str, Any]]:
    """The pictures among stored blocks that show something and do not say what (Wagtail's ImageBlock)."""
    if isinstance(value, dict):
        if {"image", "decorative", "alt_text"} <= value.keys():
            if value["image"] and not value["decorative"] and not (value["alt_text"] or "").strip():
                yield value
            return
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from wordless(part)


def translations_of(model: Any, pages: Iterable[Any]) -> dict[Any, dict[str, Translated]]:
    """Real translations by key and language; one query. Aliases only mirror the source."""
    found: dict[Any, dict[str, Translated]] = defaultdict(dict)
    keys = [page.translation_key for page in pages]
    rows = model.objects.filter(translation_key__in=keys, alias_of=None).exclude(locale__language_code=SOURCE)
    # What the table of translations says: by the words, for publishing the same words again outdates nothing.
    older = Version.objects.filter(
        original__translation_key=OuterRef("translation_key"),
        language=OuterRef("locale__language_code"),
        state=State.NEWER,
    )
    for key, code, *said in rows.values_list(
        "translation_key", "locale__language_code", "pk", "live", Exists(older), "translation_reviewed_on"
    ):
        found[key][code] = Translated(*said)
    return found


def resources_named(keys: Iterable[int]) -> dict[int, PlannedResource]:
    """The resources with these keys; two queries."""
    wanted = {*keys}
    spoken: dict[int, set[str]] = defaultdict(set)
    versions = apps.get_model("campaigns", "ResourceVersion").objects.filter(resource_id__in=wanted)
    for key, language in versions.values_list("resource_id", "language"):
        spoken[key].add(language)
    pages = Page.objects.filter(pk__in=wanted).values_list("pk", "title", "live")
    return {key: PlannedResource(key, title, live, frozenset(spoken[key])) for key, title, live in pages}


def reviews(keys: Iterable[int]) -> dict[str, str]:
    """What each page that is in review waits for; one query."""
    states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=[str(key) for key in keys],
        status__in=[WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES],
    )
    rows = states.values_list("object_id", "status", "current_task_state__task__name", "workflow__name")
    return {
        key: "changes were asked for" if status == WorkflowState.STATUS_NEEDS_CHANGES else task or workflow
        for key, status, task, workflow in rows
    }

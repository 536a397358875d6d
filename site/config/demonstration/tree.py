"""The pages of the demonstration, in the source language."""

from collections.abc import Container
from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Locale, Page, Site, get_page_models

from campaigns.models import ResourceVersion
from config.demonstration.bodies import Bodies, Records
from config.demonstration.modules import Lessons
from config.demonstration.reading import PAGES_FOLDER, read
from pages.models import Alert, Answer, Navigation
from training.models import Activity

MODELS = {model.__name__: model for model in get_page_models()}
FIRST_PUBLISHED = date(2023, 4, 3)
COMMON = {"content_note": "", "reviewed_on": None, "review_due": None}
DRAFTED_FIELDS = {
    "opening": "…",
    "equality_note": "…",
    "lead": "…",
    "starts_on": date(2026, 1, 1),
    "ends_on": date(2026, 1, 1),
}


def plant(pages: dict[str, dict[str, Any]], locale: Locale) -> dict[str, Any]:
    """Make every page with its title and place, so that pages can then refer to one another."""
    root = Page.objects.get(depth=1)
    for old in root.get_children():
        old.delete()
    root = Page.objects.get(depth=1)
    planted: dict[str, Any] = {}
    for address, data in pages.items():
        parent = planted[address.rpartition("/")[0]] if address else root
        page = MODELS[data["type"]](
            title=data["title"],
            slug=address.rpartition("/")[2] or "home",
            locale=locale,
            search_description=data["summary"],
            live=False,
            **{name: value for name, value in DRAFTED_FIELDS.items() if hasattr(MODELS[data["type"]], name)},
        )
        parent.add_child(instance=page)
        planted[address] = page
    here = urlsplit(settings.PUBLIC_URL)
    place = {"hostname": here.hostname, "port": here.port or (443 if here.scheme == "https" else 80)}
    Site.objects.update_or_create(is_default_site=True, defaults={**place, "root_page": planted[""]})
    return planted


def fill(pages: dict[str, dict[str, Any]], records: Records, drafts: Container[str] = ()) -> None:
    """Write every page's content and publish it, but for drafts; what names an activity comes after those that make one."""
    for address, data in sorted(pages.items(), key=lambda item: "counts_as" in item[1]):
        page = records.pages[address]
        page.refresh_from_db()
        bodies = Bodies(address, records)
        page.body = bodies.body(data.get("body"))
        page.sources = bodies.stream("source", data.get("sources") or [], "sources")
        page.content_owner = data.get("owner", "")
        for name, default in COMMON.items():
            setattr(page, name, data.get(name, default))
        page.terms = [records.terms[code] for code in [*data.get("topics", []), *data.get("audiences", [])]]
        for edition in editions(data):
            fill_kind(page, edition, bodies)
            if address in drafts:
                page.save_revision(log_action=False)
                continue
            page.live = True
            page.save_revision(log_action=False).publish()


def editions(data: dict[str, Any]) -> list[dict[str, Any]]:
    """What was published one after the other: a module whose law changed has a first edition, from before that."""
    instead = data.get("first_edition")
    return [earlier(data, instead), data] if instead else [data]


def earlier(value: Any, instead: dict[str, str | None]) -> Any:
    """The same with the words that stood there before; what was not there at all has None, and leaves its list."""
    if isinstance(value, dict):
        return {name: earlier(one, instead) for name, one in value.items()}
    if isinstance(value, list):
        return [earlier(one, instead) for one in value if not (isinstance(one, str) and instead.get(one, "") is None)]
    if isinstance(value, str):
        for now, then in instead.items():
            value = value.replace(now, then or "")
    return value


def fill_kind(page: Any, data: dict[str, Any], bodies: Bodies) -> None:
    """The fields that only some kinds of page have."""
    records = bodies.records
    for name in (
        "lead",
        "kind",
        "published_on",
        "starts_on",
        "ends_on",
        "opening",
        "equality_note",
        "order",
        "level",
        "valid_months",
        "allows_test_out",
    ):
        if name in data:
            setattr(page, name, data[name])
    match data["type"]:
        case "HomePage":
            doors = [
                {"title": door["title"], "text": door["text"], "page": records.pages[door["page"]].pk}
                for door in data["doorways"]
            ]
            page.doorways = bodies.stream("doorway", doors, "doorways")
        case "StrategyPage":
            page.objectives = bodies.stream(
                "objective", [objective(entry, bodies) for entry in data["objectives"]], "objectives"
            )
        case "CampaignPage":
            page.partners = bodies.stream("partner", data.get("partners", []), "partners")
            page.key_messages = bodies.stream("message", data.get("key_messages", []), "key_messages")
            page.social_copy = bodies.stream("post", data.get("social_copy", []), "social_copy")
            keys = [records.pages[f"resources/{slug}"].pk for slug in data.get("resources", [])]
            page.resources = bodies.stream("resource", keys, "resources")
        case "DeterrentMessagePage":
            fill_deterrent(page, data, bodies)
        case "ModulePage":
            fill_module(page, data, bodies)
        case "LiveEventPage":
            fill_live_event(page, data, bodies)
        case "ResourcePage":
            page.versions = [
                ResourceVersion(
                    language=version["language"],
                    format=version["format"],
                    document=records.documents[version["document"]],
                    sort_order=place,
                )
                for place, version in enumerate(data["versions"])
            ]


def fill_module(page: Any, data: dict[str, Any], bodies: Bodies) -> None:
    """A module of training. The day on which it was first published is part of its history."""
    records = bodies.records
    page.lessons = Lessons(bodies, records.banks).made(data["lessons"])
    page.outcomes = bodies.stream("outcome", data["outcomes"], "outcomes")
    page.job_roles = [records.job_roles[code] for code in data.get("job_roles") or []]
    page.first_published_at = datetime.combine(data.get("published_on", FIRST_PUBLISHED), time(9), tzinfo=UTC)


def fill_live_event(page: Any, data: dict[str, Any], bodies: Bodies) -> None:
    """A live event; its sessions are made with the learners."""
    records = bodies.records
    page.outcomes = bodies.stream("outcome", data["outcomes"], "outcomes")
    page.job_roles = [records.job_roles[code] for code in data.get("job_roles") or []]
    if "counts_as" in data:
        page.counts_as = Activity.objects.get(key=records.pages[f"training/{data['counts_as']}"].translation_key)
    page.first_published_at = datetime.combine(data.get("published_on", FIRST_PUBLISHED), time(9), tzinfo=UTC)


def fill_deterrent(page: Any, data: dict[str, Any], bodies: Bodies) -> None:
    """A deterrent message: offences, variants, investigation, help to stop, the way out."""
    records = bodies.records
    offences = [
        {"note": entry.get("setting_note", ""), "fact": records.facts[entry["fact"]].pk} for entry in data["offences"]
    ]
    page.offences = bodies.stream("offence", offences, "offences")
    page.variants = bodies.stream("variant", data["variants"], "variants")
    page.investigation = bodies.stream("line", data["investigation"], "investigation")
    for name in ("stop", "way_out"):
        setattr(page, f"{name}_text", bodies.html(data[name]["text"]))
        keys = [records.services[code].pk for code in data[name]["services"]]
        setattr(page, f"{name}_services", bodies.stream("service", keys, name))


def objective(entry: dict[str, Any], bodies: Bodies) -> dict[str, Any]:
    """One objective of the strategy."""
    updated = entry["updated_on"]
    return {
        **entry,
        "actions": bodies.items(entry["actions"], "objective", entry["number"]),
        "updated_on": updated.isoformat() if isinstance(updated, date) else updated,
    }


def furnish_navigation(records: Records, locale: Locale, data: dict[str, Any]) -> None:
    """What the header and the footer link to."""
    bodies = Bodies("navigation", records)

    def link(entry: dict[str, str]) -> dict[str, Any]:
        return {"title": entry["title"], **bodies.target(entry["page"])}

    columns = [
        {"title": column["title"], "links": bodies.items(column["links"], "footer", place, make=link)}
        for place, column in enumerate(data["footer"])
    ]
    navigation = Navigation(
        locale=locale,
        main=bodies.stream("link", [link(entry) for entry in data["main"]], "main"),
        footer=bodies.stream("column", columns, "footer"),
    )
    navigation.save()


def furnish(records: Records, locale: Locale) -> None:
    """Navigation, alerts and answers to readers."""
    furnish_navigation(records, locale, read(f"{PAGES_FOLDER}/navigation.yaml"))
    for entry in read(f"{PAGES_FOLDER}/alerts.yaml"):
        path = entry.pop("page", "")
        alert = Alert(locale=locale, page=records.pages[path] if path else None, **entry)
        alert.full_clean()
        alert.save()
    for entry in read(f"{PAGES_FOLDER}/answers.yaml"):
        path, codes = entry.pop("page", ""), entry.pop("terms", [])
        answer = Answer(locale=locale, page=records.pages[path] if path else None, **entry)
        answer.terms = [records.terms[code] for code in codes]
        answer.full_clean()
        answer.save()

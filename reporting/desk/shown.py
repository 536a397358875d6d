"""A report as its page shows it: answers with their questions, the conversation, what the desk wrote."""

import unicodedata
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from config import languages
from reporting import questions, terms
from reporting.desk.words_of_files import said_of_file
from reporting.journeys.linking import found, linking_here, numbers_in
from reporting.journeys.listing import Summary, short
from reporting.journeys.reading import Opened
from reporting.keyring import Keyring
from reporting.questions.common import THEMES
from reporting.terms_of_referral import said_of_referral

HIDING = {"\n", "\t", "\r"}
KINDS = {
    "triage": "Triage",
    "note": "Note",
    "task": "Task",
    "outcome": "Outcome",
    "locked_out": "Who must not open it",
    "in_hand": "In hand",
    "linked_from": "Link",
    "kept_longer": "Kept for longer",
    "held": "Put on hold",
    "released": "Hold lifted",
    "erasure_asked": "Erasure asked for",
    "erasure_turned_down": "Erasure turned down",
    "quarantine": "Quarantine",
    "handed_over": "Handed to the police",
    "sanitised": "Sanitised version",
    "referral": "Referral",
}


def visible(text: str) -> str:
    """Text with characters that hide or turn text round made visible, so that nothing is read that was not written."""
    return "".join(
        character
        if character in HIDING or unicodedata.category(character) not in ("Cc", "Cf", "Co", "Cn")
        else f"[U+{ord(character):04X}]"
        for character in text
    )


def shown_lines(found: list[Summary]) -> list[Summary]:
    """Lines of the inbox as they are shown: no character hides, and themes are words."""
    themes = theme_words()
    return [
        replace(
            one,
            words=visible(one.words),
            area=visible(one.area),
            themes=tuple(themes.get(code, code) for code in one.themes),
        )
        for one in found
    ]


def shown_links(officer: Any, keyring: Keyring, typed: str) -> list[tuple[str, Any]]:
    """The linked reports as they were typed, each with the id to open it by, or None if there is none to open."""
    words = numbers_in(typed)
    reports = found(officer, keyring, words)
    return [(visible(word), reports[word].pk if word in reports else None) for word in words]


def shown_back_links(officer: Any, keyring: Keyring, opened: Opened, state: dict[str, Any]) -> dict[str, Any]:
    """The reports that link to this one, and the history without a word of those that the officer may not open."""
    known = linking_here(officer, keyring, opened.records)
    told = [one for one in opened.records if one["kind"] != "linked_from" or one["data"]["report"] in known]
    return {
        "linked_from": sorted((short(known[one]), known[one].pk) for one in state["linked_from"] if one in known),
        "history": [history_line(record, state["tasks"]) for record in reversed(told)],
    }


def theme_words() -> dict[str, str]:
    """What the codes of themes stand for."""
    return {choice.code: str(choice.label) for choice in THEMES}


def shown_report(opened: Opened, state: dict[str, Any]) -> dict[str, Any]:
    """What the template needs."""
    body, answers = opened.body, opened.body["answers"]
    groups: dict[str, list[tuple[str, str]]] = {}
    for group, label, value in questions.labelled(body["path"], answers):
        groups.setdefault(str(group) or "More", []).append((str(label), visible(str(value))))
    code = body.get("language", "en")
    return {
        "opened": opened,
        "report": opened.report,
        "number": short(opened.report),
        "path": terms.PATHS.get(body["path"], body["path"]),
        "language": languages.get(code).english if code in languages.KNOWN else code,
        "sent_at": datetime.fromisoformat(body["sent_at"]),
        "urgent": questions.is_urgent(body["path"], answers),
        "groups": list(groups.items()),
        "messages_shown": [
            {"message": one, "text": visible(one.said["text"]), "at": datetime.fromisoformat(one.said["sent_at"])}
            for one in opened.messages
        ],
        "in_hand": state["in_hand"],
        "triage": triage_in_words(state["triage"]),
        "tasks": tasks(state["tasks"]),
        "outcome": terms.words(terms.OUTCOMES, state["outcome"]["outcome"]) if state["outcome"] else "",
    }


def triage_in_words(triage: dict[str, Any]) -> dict[str, Any]:
    """Codes as words."""
    if not triage:
        return {}
    themes = theme_words()
    return {
        "urgency": terms.words(terms.URGENCY, triage["urgency"]),
        "themes": [themes.get(code, code) for code in triage.get("themes", [])],
        "flags": [terms.words(terms.FLAGS, code) for code in triage.get("flags", [])],
        "area": visible(triage.get("area", "")),
    }


def tasks(held: dict[str, Any]) -> list[dict[str, Any]]:
    """What is to be done, the next first; what is late is marked."""
    today = timezone.localdate()
    listed = [
        {**task, "what": visible(task["what"]), "due": date.fromisoformat(task["due"])}
        for task in held.values()
        if "due" in task
    ]
    return sorted(
        ({**task, "late": not task["done"] and task["due"] < today} for task in listed),
        key=lambda task: (task["done"], task["due"]),
    )


def history_line(record: dict[str, Any], held: dict[str, Any]) -> dict[str, Any]:
    """Who wrote what, when."""
    at, kind = datetime.fromisoformat(record["at"]), KINDS.get(record["kind"], record["kind"])
    return {"kind": kind, "by": record["by"], "at": at, "text": visible(said(record, held))}


def said(record: dict[str, Any], held: dict[str, Any]) -> str:
    """What a record says, in one line; `held` are the tasks by id."""
    data = record["data"]
    match record["kind"]:
        case "note":
            return str(data["text"])
        case "erasure_asked":
            return f"{terms.words(terms.ERASURE_BASES, data['basis'])}. {data['reason']}"
        case "held" | "released" | "erasure_turned_down":
            return str(data["reason"])
        case "kept_longer":
            return f"Until {date_format(date.fromisoformat(data['until']), 'j F Y')}. {data['reason']}"
        case "task":
            task = held[data["id"]]
            due = date_format(date.fromisoformat(task["due"]), "j F Y")
            return f"Done: {task['what']}" if data.get("done") else f"{task['what']} (by {due})"
        case "outcome":
            return f"{terms.words(terms.OUTCOMES, data['outcome'])}. {data['text']}"
        case "triage":
            return terms.words(terms.URGENCY, data["urgency"])
        case _:
            return said_of_others(record)


def said_of_others(record: dict[str, Any]) -> str:
    """What a record about another report, a file or another agency says; nothing for the rest."""
    data = record["data"]
    match record["kind"]:
        case "linked_from":
            number = data["report"].partition("-")[0].upper()
            return f"Report {number} links to this one." if data["linked"] else f"Report {number} no longer links here."
        case "in_hand":
            return "Took it on." if data["taken"] else "Gave it back."
        case "quarantine" | "handed_over":
            return said_of_file(record)
        case "sanitised":
            return "; ".join(one["label"] for one in data["fields"])
        case "referral":
            return said_of_referral(data)
    return ""

"""A report as its page shows it: answers with their questions, the conversation, what the desk wrote."""

import unicodedata
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from config import languages
from reporting import questions, terms
from reporting.journeys.attaching import Described
from reporting.journeys.listing import Summary, numbered, short
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


def shown_files(files: list[Described]) -> list[Described]:
    """Files with names that cannot pass for others: "fdp.exe" turned round looks like "exe.pdf"."""
    return [replace(file, name=visible(file.name)) for file in files]


def shown_links(keyring: Keyring, typed: str) -> list[tuple[str, Any]]:
    """The linked reports as they were typed, each with the id to open it by, or None if there is none to open."""
    words = typed.upper().replace(",", " ").split()
    found = numbered(keyring, words)
    return [(visible(word), found[word].pk if word in found else None) for word in words]


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
        "triage": triage_in_words(state["triage"]),
        "tasks": tasks(state["tasks"]),
        "outcome": terms.words(terms.OUTCOMES, state["outcome"]["outcome"]) if state["outcome"] else "",
        "history": [history_line(record, state["tasks"]) for record in reversed(opened.records)],
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
    data = record["data"]
    match record["kind"]:
        case "note":
            said = data["text"]
        case "task":
            task = held[data["id"]]
            due = date_format(date.fromisoformat(task["due"]), "j F Y")
            said = f"Done: {task['what']}" if data.get("done") else f"{task['what']} (by {due})"
        case "outcome":
            said = f"{terms.words(terms.OUTCOMES, data['outcome'])}. {data['text']}"
        case "triage":
            said = terms.words(terms.URGENCY, data["urgency"])
        case "sanitised":
            said = "; ".join(one["label"] for one in data["fields"])
        case "referral":
            said = said_of_referral(data)
        case _:
            said = ""
    at = datetime.fromisoformat(record["at"])
    return {"kind": KINDS.get(record["kind"], record["kind"]), "by": record["by"], "at": at, "text": visible(said)}

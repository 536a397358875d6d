"""From the blocks of a question bank to what a bank's version stores; and the words of it in another language."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from training.questions.kinds import Option, Question

Raw = dict[str, Any]


def as_stored(block: Raw) -> Raw:
    """One question, from a block's raw data (type, id, value), as training.questions.kinds reads it."""
    kind, value = block["type"], block["value"]
    question = {"id": block["id"], "kind": kind, "text": value["text"]}
    if kind == "ordering":
        return {**question, "options": [{"id": item["id"], "text": item["value"]} for item in value["options"]]}
    if kind == "matching":
        return {**question, **_matched(value)}
    return {**question, "options": [{"id": item["id"], **_option(item["value"])} for item in value["options"]]}


def _option(value: Raw) -> Raw:
    return {"text": value["text"], "feedback": value.get("feedback") or "", "right": bool(value.get("right"))}


def _matched(value: Raw) -> Raw:
    """Whatever belongs to the same words has the same target, which is named after the first of them."""
    targets: dict[str, str] = {}
    options = []
    for item in value["options"]:
        target = targets.setdefault(item["value"]["match"], f"{item['id']}-t")
        options.append({"id": item["id"], "text": item["value"]["text"], "match": target})
    others = [{"id": item["id"], "text": item["value"]} for item in value.get("others") or []]
    return {"options": options, "targets": [*({"id": pk, "text": text} for text, pk in targets.items()), *others]}


def words_of(block: Raw) -> Raw:
    """The words of a question in some language, by the ids that every language shares."""
    kind, value = block["type"], block["value"]
    words: Raw = {"text": value["text"]}
    for item in value["options"]:
        said = item["value"]
        if kind == "ordering":
            words[item["id"]] = {"text": said}
        elif kind == "matching":
            words[item["id"]] = {"text": said["text"]}
            words[f"{item['id']}-t"] = {"text": said["match"]}
        else:
            words[item["id"]] = {"text": said["text"], "feedback": said.get("feedback") or ""}
    words.update({item["id"]: {"text": item["value"]} for item in value.get("others") or []})
    return words


def spoken(question: Question, words: Raw) -> Question:
    """The same question in the words of another language; what has none keeps its own."""
    return replace(
        question,
        text=words.get("text", question.text),
        options=_spoken(question.options, words),
        targets=_spoken(question.targets, words),
    )


def _spoken(options: Sequence[Option], words: Raw) -> tuple[Option, ...]:
    return tuple(replace(option, **words.get(option.id, {})) for option in options)

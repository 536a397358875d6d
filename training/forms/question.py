"""One question of an attempt as a form: what it shows, and what was given as training.questions.grading reads it."""

from typing import Any

from django.http import QueryDict

Shown = dict[str, Any]


def given_in(question: Shown, posted: QueryDict) -> Any:
    """What was chosen, in the form in which it is graded; whatever is missing stays missing."""
    kind, ids = question["kind"], [option["id"] for option in question["options"]]
    if kind == "single":
        return posted.get("given")
    if kind == "multiple":
        return posted.getlist("given")
    chosen = {one: posted.get(f"for-{one}", "") for one in ids}
    if kind == "matching":
        return chosen
    places = {one: place for one, place in chosen.items() if place.isdecimal() and 1 <= int(place) <= len(ids)}
    # Two in the same place are as if neither had one.
    alone = [one for one, place in places.items() if list(places.values()).count(place) == 1]
    return sorted(alone, key=lambda one: int(places[one]))


def options_of(question: Shown, given: Any) -> list[Shown]:
    """The options with what is chosen of each: `chosen`, or `choices` for a list to choose a place or match from."""
    if question["kind"] in ("single", "multiple"):
        chosen = given if isinstance(given, list) else [given]
        return [{**option, "chosen": option["id"] in chosen} for option in question["options"]]
    return [{**option, "choices": _choices(question, option["id"], given)} for option in question["options"]]


def _choices(question: Shown, option: str, given: Any) -> list[Shown]:
    if question["kind"] == "matching":
        mine = (given or {}).get(option)
        return [{"value": one["id"], "text": one["text"], "chosen": one["id"] == mine} for one in question["targets"]]
    mine = str(given.index(option) + 1) if given and option in given else ""
    numbers = [str(number) for number in range(1, len(question["options"]) + 1)]
    return [{"value": number, "text": number, "chosen": number == mine} for number in numbers]


def typed_in(question: Shown, posted: QueryDict) -> list[Shown]:
    """The options as they were just posted, so that a faulty answer keeps what was chosen, two equal places too."""
    if question["kind"] in ("single", "multiple"):
        return options_of(question, posted.getlist("given"))
    shown = options_of(question, None)
    for option in shown:
        for choice in option["choices"]:
            choice["chosen"] = choice["value"] == posted.get(f"for-{option['id']}", "")
    return shown

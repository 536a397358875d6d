"""Modules and question banks of the demonstration, from what their writers wrote."""

from typing import Any

from wagtail.models import Locale

from config.demonstration.bodies import Bodies, Records
from config.demonstration.reading import read_banks
from training.models import QuestionBank

Raw = dict[str, Any]


def load_banks(records: Records, locale: Locale) -> dict[str, QuestionBank]:
    """Make every question bank, checked as an author's would be."""
    banks = {}
    for code, data in read_banks().items():
        bodies = Bodies(f"banks/{code}", records)
        questions = [question_block(bodies, question) for question in data["questions"]]
        bank = QuestionBank(locale=locale, code=code, name=data["name"], questions=questions)
        bank.full_clean()
        bank.save()
        banks[code] = bank
    return banks


def question_block(bodies: Bodies, question: Raw) -> Raw:
    """A question's block; its id and those of its options follow from the writers' codes and order."""
    kind, name = question["kind"], question["id"]
    value: Raw = {"text": question["text"]}
    if kind == "ordering":
        value["options"] = bodies.items([option["text"] for option in question["options"]], name, "options")
    elif kind == "matching":
        value["options"] = bodies.items(question["options"], name, "options")
        value["others"] = bodies.items(question.get("others") or [], name, "others")
    else:
        options = [{"right": False, "feedback": "", **option} for option in question["options"]]
        value["options"] = bodies.items(options, name, "options")
    return {"type": kind, "id": bodies.id("questions", name), "value": value}


class Lessons:
    """Makes a module's lessons and assessments, with ids that follow from the writers' codes."""

    def __init__(self, bodies: Bodies, banks: dict[str, QuestionBank]) -> None:
        self.bodies = bodies
        self.banks = banks

    def made(self, entries: list[Raw]) -> list[Raw]:
        """All of them. A lesson that stands in for another becomes that one's gentler way."""
        gentler = {
            entry["lesson"]["instead_of"]: entry["lesson"]
            for entry in entries
            if entry.get("lesson", {}).get("instead_of")
        }
        blocks = []
        for entry in entries:
            ((kind, value),) = entry.items()
            if kind == "assessment":
                blocks.append(self._block(kind, value, self._assessment(value)))
            elif not value.get("instead_of"):
                blocks.append(self._block(kind, value, self._lesson(value, gentler.pop(value["id"], None))))
        if gentler:
            raise ValueError(f"{self.bodies.address}: there is no lesson {', '.join(gentler)} to stand in for")
        return blocks

    def _block(self, kind: str, entry: Raw, value: Raw) -> Raw:
        return {"type": kind, "id": self.bodies.id("lessons", entry["id"]), "value": value}

    def _lesson(self, entry: Raw, gentler: Raw | None) -> Raw:
        return {
            "title": entry["title"],
            "minutes": entry["minutes"],
            "required": entry.get("required", True),
            "content": self.content(entry),
            "gentler": self.content(gentler) if gentler else [],
        }

    def _assessment(self, entry: Raw) -> Raw:
        pools = [{"bank": self.banks[pool["bank"]].pk, "draw": pool["draw"]} for pool in entry["pools"]]
        rules = {name: entry.get(name, 0) for name in ("pass_mark", "attempts", "wait_hours", "minutes")}
        return {
            "title": entry["title"],
            "required": entry.get("required", True),
            "pools": self.bodies.items(pools, entry["id"], "pools"),
            **rules,
        }

    def content(self, lesson: Raw) -> list[Raw]:
        """What a lesson is made of."""
        made = []
        for index, block in enumerate(lesson["content"]):
            ((kind, value),) = block.items()
            place = ("lessons", lesson["id"], index)
            make = {"check": self._check, "scenario": self._scenario, "reflection": self._reflection}.get(kind)
            said = make(value, place) if make else self.bodies.value(kind, value, place)
            made.append({"type": kind, "id": self.bodies.id(*place), "value": said})
        return made

    def _reflection(self, value: Raw, _place: tuple[Any, ...]) -> Raw:
        return {"help": "", **value}

    def _check(self, value: Raw, place: tuple[Any, ...]) -> Raw:
        options = [{"right": False, **option} for option in value["options"]]
        return {"question": value["question"], "options": self.bodies.items(options, *place)}

    def _scenario(self, value: Raw, place: tuple[Any, ...]) -> Raw:
        def step(entry: Raw) -> Raw:
            choices = [{"feedback": "", **choice} for choice in entry.get("choices") or []]
            return {
                "code": entry["id"],
                "text": self.bodies.html(entry["text"]),
                "ending": entry.get("ending", ""),
                "choices": self.bodies.items(choices, *place, entry["id"]),
            }

        return {"title": value["title"], "steps": self.bodies.items(value["steps"], *place, make=step)}

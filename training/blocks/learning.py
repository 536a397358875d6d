"""Blocks to learn with: a reflection, a knowledge check, a scenario, something to hear. None is scored."""

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

from pages.blocks.references import DocumentReferenceBlock
from pages.blocks.text import TEXT_FEATURES

Context = dict[str, Any]
CODE = r"^[a-z0-9]+(-[a-z0-9]+)*$"
CODE_ERROR = {"invalid": "Use small letters, digits and hyphens, such as call-her-mother."}


class ReflectionBlock(blocks.StructBlock):
    """Something to think about. No answer is asked for, and none is kept."""

    prompt = blocks.TextBlock()
    help = blocks.TextBlock(required=False)

    class Meta:
        icon = "bold"
        template = "training/components/reflection.html"


class ChoiceToMakeBlock(blocks.StructBlock):
    """One answer of a knowledge check, with what is said to whoever chooses it."""

    text = blocks.CharBlock(max_length=300)
    right = blocks.BooleanBlock(required=False)
    feedback = blocks.TextBlock()


class CheckBlock(blocks.StructBlock):
    """A knowledge check: one question in the middle of a lesson, answered at once, never recorded."""

    question = blocks.TextBlock()
    options = blocks.ListBlock(ChoiceToMakeBlock(), min_num=2, max_num=8)

    def clean(self, value: Any) -> Any:
        """At least one answer is right."""
        cleaned = super().clean(value)
        if not any(option["right"] for option in cleaned["options"]):
            raise blocks.StructBlockValidationError(
                block_errors={"options": ValidationError("Mark at least one answer as right.")}
            )
        return cleaned

    def get_context(self, value: Any, parent_context: Context | None = None) -> Context:
        """Adds `items`, each with its id, and whether the reader has just chosen it (`chosen`, from the page)."""
        context: Context = super().get_context(value, parent_context)
        chosen = context.get("chosen", ())
        context["items"] = [
            {"id": child.id, "value": child.value, "chosen": child.id in chosen}
            for child in value["options"].bound_blocks
        ]
        context["several"] = sum(bool(child.value["right"]) for child in value["options"].bound_blocks) > 1
        context["answered"] = any(item["chosen"] for item in context["items"])
        context["name"] = context["items"][0]["id"]
        return context

    class Meta:
        icon = "help"
        template = "training/components/check.html"


class ChoiceOfWayBlock(blocks.StructBlock):
    """Something to do in a scenario, and the step that it leads to."""

    text = blocks.CharBlock(max_length=300)
    next = blocks.RegexBlock(regex=CODE, error_messages=CODE_ERROR, help_text="The code of a step.")
    feedback = blocks.TextBlock(required=False, help_text="Said at the top of that step.")


class ScenarioStepBlock(blocks.StructBlock):
    """What happens, and what one could do. A step without choices is an end."""

    ENDINGS = (("good", "Good"), ("mixed", "Could be better"), ("poor", "Poor"))

    code = blocks.RegexBlock(regex=CODE, error_messages=CODE_ERROR)
    text = blocks.RichTextBlock(features=TEXT_FEATURES)
    ending = blocks.ChoiceBlock(choices=ENDINGS, required=False, help_text="For an end: how it went.")
    choices = blocks.ListBlock(ChoiceOfWayBlock(), default=[], max_num=6)


class ScenarioBlock(blocks.StructBlock):
    """A story that branches: each choice is a link to the next step. Nobody sees which way was taken."""

    title = blocks.CharBlock(max_length=120)
    steps = blocks.ListBlock(ScenarioStepBlock(), min_num=2, help_text="The first is where it begins.")

    def clean(self, value: Any) -> Any:
        """Every choice leads to a step, every step can be reached, and it comes to an end."""
        cleaned = super().clean(value)
        if fault := fault_of(cleaned["steps"]):
            raise blocks.StructBlockValidationError(block_errors={"steps": ValidationError(fault)})
        return cleaned

    def get_context(self, value: Any, parent_context: Context | None = None) -> Context:
        """Adds the address of its first step; a preview has every step on its own page."""
        context: Context = super().get_context(value, parent_context)
        first = value["steps"].bound_blocks[0].id
        context["scenario_url"] = (
            f"#step-{first}" if context.get("is_preview") else f"{context.get('lesson_url', '')}step/{first}/"
        )
        return context

    class Meta:
        icon = "decline"
        template = "training/components/scenario.html"


def fault_of(steps: Any) -> str:
    """What is wrong with the steps of a scenario, in a sentence; empty if nothing is."""
    ways = {step["code"]: [choice["next"] for choice in step["choices"]] for step in steps}
    twice = [code for code, times in Counter(step["code"] for step in steps).items() if times > 1]
    if twice:
        return f"Two steps have the code {twice[0]}."
    lost = sorted({code for codes in ways.values() for code in codes} - set(ways))
    if lost:
        return f"A choice leads to {lost[0]}, and there is no such step."
    reached, waiting = set(), [steps[0]["code"]]
    while waiting:
        code = waiting.pop()
        if code not in reached:
            reached.add(code)
            waiting += ways[code]
    alone = [code for code in ways if code not in reached]
    if alone:
        return f"Nothing leads to the step {alone[0]}."
    if all(ways.values()):
        return "It never ends: leave one step without choices."
    open_ends = [step["code"] for step in steps if not step["choices"] and not step["ending"]]
    return f"Say how the step {open_ends[0]} ends." if open_ends else ""


class AudioBlock(blocks.StructBlock):
    """A recording of ours, with every word of it to read."""

    title = blocks.CharBlock(max_length=120)
    audio = DocumentReferenceBlock()
    transcript = blocks.RichTextBlock(features=TEXT_FEATURES)

    def get_context(self, value: Any, parent_context: Context | None = None) -> Context:
        """Adds the address of the file."""
        context: Context = super().get_context(value, parent_context)
        audio = context["library"].document(value["audio"])
        context["audio_url"] = audio.url if audio else ""
        return context

    class Meta:
        icon = "volume-up"
        template = "training/components/audio.html"

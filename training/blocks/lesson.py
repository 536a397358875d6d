"""The parts of a module: lessons and assessments."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from pages.blocks import links, media
from pages.blocks import text as words
from pages.blocks.references import UnloadedReference
from training.blocks import learning


class LessonContentBlock(blocks.StreamBlock):
    """What a lesson is made of, in the order of how often it is wanted."""

    text = words.TextBlock()
    heading = words.HeadingBlock()
    check = learning.CheckBlock(label="knowledge check")
    scenario = learning.ScenarioBlock()
    story = words.StoryBlock()
    reflection = learning.ReflectionBlock()
    signs = words.SignsBlock()
    steps = words.StepsBlock()
    myths = words.MythsBlock()
    facts = links.FactsBlock()
    helplines = links.HelplinesBlock()
    quotation = words.QuotationBlock()
    warning = words.WarningBlock()
    notification = words.NotificationBlock()
    details = words.DetailsBlock()
    image = media.PictureBlock()
    video = media.VideoBlock()
    audio = learning.AudioBlock()


class LessonBlock(blocks.StructBlock):
    """A lesson: one page for the learner. Its block's id is its name in the log, in every version and language.

    `gentler` is another way through it, for whoever must avoid what it tells. Either does the lesson, and nobody sees
    which was taken.
    """

    title = blocks.CharBlock(max_length=120)
    minutes = blocks.IntegerBlock(min_value=1, max_value=60, help_text="How long it takes to read and think.")
    required = blocks.BooleanBlock(required=False, default=True, help_text="Must be done to complete the module.")
    content = LessonContentBlock()
    gentler = LessonContentBlock(
        required=False,
        label="gentler way",
        help_text="The same lesson without what may be hard to read. Learners choose, and need not say why.",
    )

    class Meta:
        icon = "form"


class BankReferenceBlock(UnloadedReference, SnippetChooserBlock):
    """A question bank."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("training.QuestionBank", **kwargs)


class PoolBlock(blocks.StructBlock):
    """So many questions of a bank, drawn anew for each attempt."""

    bank = BankReferenceBlock()
    draw = blocks.IntegerBlock(min_value=1, max_value=50, default=10, label="how many questions")


class AssessmentBlock(blocks.StructBlock):
    """Questions that have to be passed. Graded on the server; right answers are shown once passed."""

    title = blocks.CharBlock(max_length=120)
    pools = blocks.ListBlock(PoolBlock(), min_num=1, max_num=5, label="question banks")
    pass_mark = blocks.IntegerBlock(min_value=1, max_value=100, default=80, help_text="Per cent.")
    attempts = blocks.IntegerBlock(min_value=0, max_value=20, default=3, help_text="0: as many as they like.")
    wait_hours = blocks.IntegerBlock(min_value=0, max_value=720, default=0, help_text="Hours between two attempts.")
    minutes = blocks.IntegerBlock(min_value=0, max_value=240, default=0, help_text="Time for it; 0: no limit.")
    required = blocks.BooleanBlock(required=False, default=True, help_text="Must be passed to complete the module.")

    class Meta:
        icon = "tick"


class LessonsBlock(blocks.StreamBlock):
    """A module's lessons and assessments in order."""

    lesson = LessonBlock()
    assessment = AssessmentBlock()

    def clean(self, value: Any) -> Any:
        """At least one of them is required: otherwise nobody could complete the module."""
        cleaned = super().clean(value)
        if cleaned and not any(child.value["required"] for child in cleaned):
            raise blocks.StreamBlockValidationError(
                non_block_errors=[ValidationError("Ask for at least one lesson or assessment: mark it as required.")]
            )
        return cleaned

"""Blocks of a question bank. A block's id is the question's name in the log; a list item's id is its option's."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

from training.questions.kinds import BadQuestionError, read_question
from training.questions.stored import as_stored


class OptionBlock(blocks.StructBlock):
    """One answer, with what is said to whoever chose it."""

    text = blocks.CharBlock(max_length=300)
    right = blocks.BooleanBlock(required=False)
    feedback = blocks.TextBlock(required=False)


class QuestionBlock(blocks.StructBlock):
    """A question. Each kind adds what there is to choose, order or match."""

    text = blocks.TextBlock(label="question")

    def clean(self, value: Any) -> Any:
        """Refuses what nobody could answer rightly, with what to mend."""
        cleaned = super().clean(value)
        try:
            read_question(as_stored({"type": self.name, "id": "new", "value": self.get_prep_value(cleaned)}))
        except BadQuestionError as error:
            raise blocks.StructBlockValidationError(non_block_errors=[ValidationError(str(error))]) from error
        return cleaned


class SingleQuestionBlock(QuestionBlock):
    """One answer is right."""

    options = blocks.ListBlock(OptionBlock(), min_num=2, max_num=8)

    class Meta:
        icon = "radio-full"


class MultipleQuestionBlock(QuestionBlock):
    """Some answers are right, and all of them are asked for."""

    options = blocks.ListBlock(OptionBlock(), min_num=2, max_num=8)

    class Meta:
        icon = "tick"


class OrderingQuestionBlock(QuestionBlock):
    """Things to put in order; they are written in the right one."""

    options = blocks.ListBlock(blocks.CharBlock(max_length=300), min_num=2, max_num=8)

    class Meta:
        icon = "list-ol"


class PairBlock(blocks.StructBlock):
    """Something, and what belongs to it. Several may belong to the same."""

    text = blocks.CharBlock(max_length=300)
    match = blocks.CharBlock(max_length=300, label="belongs to")


class MatchingQuestionBlock(QuestionBlock):
    """Things to match with others; `others` are such as nothing belongs to."""

    options = blocks.ListBlock(PairBlock(), min_num=2, max_num=8, label="pairs")
    others = blocks.ListBlock(blocks.CharBlock(max_length=300), default=[], max_num=4, label="nothing belongs to")

    class Meta:
        icon = "link"


class QuestionsBlock(blocks.StreamBlock):
    """The questions of a bank."""

    single = SingleQuestionBlock(label="one right answer")
    multiple = MultipleQuestionBlock(label="several right answers")
    ordering = OrderingQuestionBlock(label="put in order")
    matching = MatchingQuestionBlock(label="match")

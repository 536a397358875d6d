"""What templates are given of a question. The right answer is not among it before somebody has passed."""

from typing import Any

from training.questions.drawing import shuffled
from training.questions.grading import grade
from training.questions.kinds import Option, Question, QuestionKind


def asked(question: Question, seed: str) -> dict[str, Any]:
    """To be answered: words alone, in an order of the attempt's own."""
    return {
        "id": question.id,
        "kind": question.kind.value,
        "text": question.text,
        "options": _mixed(question.options, seed, f"{question.id}/options"),
        "targets": _mixed(question.targets, seed, f"{question.id}/targets"),
    }


def reviewed(question: Question, seed: str, given: Any, passed: bool) -> dict[str, Any]:
    """After an attempt: what was chosen with its feedback; whether that was right; the right answer once they have passed.

    `given` is None for what was not answered.
    """
    chosen = _chosen(question, given)
    feedback = [
        {"option": option.text, "feedback": option.feedback}
        for option in question.options
        if option.id in chosen and option.feedback
    ]
    shown = {
        **asked(question, seed),
        "given": given,
        "is_right": given is not None and grade(question, given),
        "feedback": feedback,
    }
    return {**shown, "right": right_answer(question)} if passed else shown


def right_answer(question: Question) -> Any:
    """In the form in which it would be given."""
    if question.kind is QuestionKind.SINGLE:
        return next(option.id for option in question.options if option.right)
    if question.kind is QuestionKind.MULTIPLE:
        return [option.id for option in question.options if option.right]
    if question.kind is QuestionKind.ORDERING:
        return [option.id for option in question.options]
    return {option.id: option.match for option in question.options}


def _chosen(question: Question, given: Any) -> set[str]:
    if given is None:
        return set()
    return {given} if question.kind is QuestionKind.SINGLE else {*given}


def _mixed(options: tuple[Option, ...], seed: str, about: str) -> list[dict[str, str]]:
    texts = {option.id: option.text for option in options}
    return [{"id": one, "text": texts[one]} for one in shuffled(seed, about, texts)]

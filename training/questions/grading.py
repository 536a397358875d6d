"""Whether an answer is right. An answer that the page could not have sent is refused, not graded."""

from typing import Any

from training.errors import ForgedAnswerError, IncompleteAnswerError
from training.questions.kinds import Question, QuestionKind


def grade(question: Question, given: Any) -> bool:
    """All or nothing. Raises ForgedAnswerError and IncompleteAnswerError."""
    return _KINDS[question.kind](question, given)


def _ids(question: Question) -> list[str]:
    return [option.id for option in question.options]


def _texts(given: Any) -> list[str]:
    """What has to be a list of different ids."""
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given) or len({*given}) < len(given):
        raise ForgedAnswerError
    return given


def _single(question: Question, given: Any) -> bool:
    if given in (None, ""):
        raise IncompleteAnswerError
    if not isinstance(given, str) or given not in _ids(question):
        raise ForgedAnswerError
    return next(option.right for option in question.options if option.id == given)


def _multiple(question: Question, given: Any) -> bool:
    chosen = {*_texts(given if given is not None else [])}
    if not chosen:
        raise IncompleteAnswerError
    if not chosen <= {*_ids(question)}:
        raise ForgedAnswerError
    return chosen == {option.id for option in question.options if option.right}


def _ordering(question: Question, given: Any) -> bool:
    order, ids = _texts(given if given is not None else []), _ids(question)
    if not {*order} <= {*ids}:
        raise ForgedAnswerError
    if len(order) < len(ids):
        raise IncompleteAnswerError
    return order == ids


def _matching(question: Question, given: Any) -> bool:
    pairs, targets = given if given is not None else {}, {target.id for target in question.targets}
    if not isinstance(pairs, dict) or not {*pairs} <= {*_ids(question)}:
        raise ForgedAnswerError
    if not all(isinstance(target, str) for target in pairs.values()) or not {*pairs.values()} <= targets | {""}:
        raise ForgedAnswerError
    if len(pairs) < len(question.options) or "" in pairs.values():
        raise IncompleteAnswerError
    return all(pairs[option.id] == option.match for option in question.options)


_KINDS = {
    QuestionKind.SINGLE: _single,
    QuestionKind.MULTIPLE: _multiple,
    QuestionKind.ORDERING: _ordering,
    QuestionKind.MATCHING: _matching,
}


def percentage(right: int, asked: int) -> int:
    """Rounded down, so that nobody passes by rounding."""
    return right * 100 // asked if asked else 0

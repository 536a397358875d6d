"""Questions that tests ask: one of each kind, about a lost lantern."""

from typing import Any

from training.questions.kinds import Question, read_question

SINGLE: dict[str, Any] = {
    "id": "single",
    "kind": "single",
    "text": "A child in the back of your taxi is afraid. What first?",
    "options": [
        {"id": "ask", "text": "Question the child", "feedback": "That may put the child at risk."},
        {"id": "call", "text": "Call 999", "feedback": "Yes: danger first.", "right": True},
        {"id": "wait", "text": "Wait and see", "feedback": "Time is lost."},
    ],
}
MULTIPLE: dict[str, Any] = {
    "id": "multiple",
    "kind": "multiple",
    "text": "Which are signs?",
    "options": [
        {"id": "phones", "text": "More than one phone", "right": True},
        {"id": "gifts", "text": "Gifts that nobody explains", "right": True},
        {"id": "tea", "text": "Drinks tea"},
    ],
}
ORDERING: dict[str, Any] = {
    "id": "ordering",
    "kind": "ordering",
    "text": "In which order?",
    "options": [{"id": "see", "text": "See"}, {"id": "say", "text": "Say"}, {"id": "write", "text": "Write down"}],
}
MATCHING: dict[str, Any] = {
    "id": "matching",
    "kind": "matching",
    "text": "Whom do you call?",
    "options": [
        {"id": "danger", "text": "Somebody is in danger", "match": "999"},
        {"id": "later", "text": "It is not urgent", "match": "101"},
    ],
    "targets": [{"id": "999", "text": "999"}, {"id": "101", "text": "101"}],
}
BANK = [SINGLE, MULTIPLE, ORDERING, MATCHING]
RIGHT: dict[str, Any] = {
    "single": "call",
    "multiple": ["gifts", "phones"],
    "ordering": ["see", "say", "write"],
    "matching": {"danger": "999", "later": "101"},
}
WRONG: dict[str, Any] = {
    "single": "wait",
    "multiple": ["phones"],
    "ordering": ["say", "see", "write"],
    "matching": {"danger": "101", "later": "101"},
}


def question(kind: str) -> Question:
    """The question of a kind."""
    return read_question(next(one for one in BANK if one["kind"] == kind))

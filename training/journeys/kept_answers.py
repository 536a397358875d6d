"""What somebody said of their trainings, for them to have, and to be forgotten."""

from collections.abc import Collection
from typing import Any

from training.models import (
    Confidence,
    Evaluation,
    FollowUp,
    Learner,
    ManagerPart,
    SignOff,
    SignOffAnswer,
    SpacedPractice,
    SpacedQuestion,
)


def answers_of(accounts: Collection[Learner]) -> dict[str, Any]:
    """Everything of this kind of somebody's accounts, by kind; private texts are among it, so only they get it."""
    return {
        "sign_offs": SignOff.objects.filter(reflection__learner__in=accounts),
        "sign_off_answers": SignOffAnswer.objects.filter(sign_off__reflection__learner__in=accounts),
        "confidence": Confidence.objects.filter(registration__learner__in=accounts),
        "evaluations": Evaluation.objects.filter(registration__learner__in=accounts),
        "follow_ups": FollowUp.objects.filter(registration__learner__in=accounts),
        "manager_parts": ManagerPart.objects.filter(follow_up__registration__learner__in=accounts),
        "spaced_practices": SpacedPractice.objects.filter(registration__learner__in=accounts),
        "spaced_questions": SpacedQuestion.objects.filter(practice__registration__learner__in=accounts),
    }


def forget_answers(accounts: Collection[int]) -> None:
    """Texts go, and what was only for the person; numbers and codes stay, so that sums stay true.

    What was shared of a reflective log goes with its entries.
    """
    Evaluation.objects.filter(registration__learner__in=accounts).update(differently="")
    FollowUp.objects.filter(registration__learner__in=accounts).update(used_what="")
    SpacedPractice.objects.filter(registration__learner__in=accounts).delete()

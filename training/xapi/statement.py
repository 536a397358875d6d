"""What a statement says of an event: an opaque account, a verb of ADL's, what was done, and the score. Nothing else.

No name, no address, no agency, no answer, nothing that somebody wrote.
"""

from datetime import UTC
from typing import Any

from django.conf import settings

from training.models import Activity, Event, Learner, Registration
from training.titles import title_of

Kind = Event.Kind
ADL = "http://adlnet.gov/expapi"
ATTEMPTED, COMPLETED, PASSED, FAILED, VOIDED = "attempted", "completed", "passed", "failed", "voided"


def verb_of(event: Event) -> str:
    """ADL's word for it; empty if no statement is made of such an event."""
    if event.kind == Kind.STARTED:
        return ATTEMPTED
    if event.kind == Kind.COMPLETED:
        return COMPLETED
    if event.kind == Kind.FINISHED:
        return PASSED if event.data.get("passed") else FAILED
    if event.kind == Kind.PART_DONE:
        # Only a part of a package says of itself that it was passed. Lessons are told by the completion.
        return PASSED if event.data.get("status") == "passed" else ""
    if event.kind == Kind.WITHDRAWN and event.withdraws is not None:
        return VOIDED if verb_of(event.withdraws) else ""
    return ""


def statement_of(event: Event) -> dict[str, Any]:
    """The statement whose id is the event's key, so that it is the same however often it is sent."""
    verb = verb_of(event)
    statement: dict[str, Any] = {
        "id": str(event.key),
        "actor": actor_of(event.learner),
        "verb": {"id": f"{ADL}/verbs/{verb}", "display": {"en": verb}},
        "timestamp": event.at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
    }
    if event.withdraws is not None:
        return {**statement, "object": {"objectType": "StatementRef", "id": str(event.withdraws.key)}}
    if event.registration is None:
        raise ValueError(f"Event {event.pk} belongs to no registration")
    statement.update(object=_object(event, event.registration, verb), context=_context(event.registration, verb))
    if result := _result(event, verb):
        statement["result"] = result
    return statement


def actor_of(learner: Learner) -> dict[str, Any]:
    """An account whose name tells nothing. Of accounts that were merged it is the one that stayed."""
    whose = learner.kept
    return {
        "objectType": "Agent",
        "account": {"homePage": settings.PUBLIC_URL, "name": str(whose.pseudonym)},
    }


def activity_id(activity: Activity, part: str = "") -> str:
    """An address that names an activity, or a part of it, for good."""
    named = f"{settings.PUBLIC_URL}/xapi/activities/{activity.key}"
    return f"{named}/parts/{part}" if part else named


def _object(event: Event, registration: Registration, verb: str) -> dict[str, Any]:
    if verb in (PASSED, FAILED):
        return {
            "objectType": "Activity",
            "id": activity_id(registration.activity, event.part),
            "definition": {"type": f"{ADL}/activities/assessment"},
        }
    title = title_of(registration.version, registration.language)
    return {
        "objectType": "Activity",
        "id": activity_id(registration.activity),
        "definition": {"type": f"{ADL}/activities/course", "name": {registration.language: title}},
    }


def _context(registration: Registration, verb: str) -> dict[str, Any]:
    context = {
        "registration": str(registration.pk),
        "language": registration.language,
        "revision": str(registration.version.number),
        "platform": "Lantern",
    }
    if verb in (PASSED, FAILED):
        parent = {"objectType": "Activity", "id": activity_id(registration.activity)}
        return {**context, "contextActivities": {"parent": [parent]}}
    return context


def _result(event: Event, verb: str) -> dict[str, Any]:
    if verb == COMPLETED:
        return {"completion": True}
    if verb not in (PASSED, FAILED):
        return {}
    score = event.data.get("score")
    result: dict[str, Any] = {"success": verb == PASSED}
    if score is not None:
        result["score"] = {"scaled": score / 100, "raw": score, "min": 0, "max": 100}
    return result

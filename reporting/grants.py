"""What roles may do with concerns. The desk's own pages check roles; Wagtail's admin has no door to them."""

from people.roles import DESK, DESK_AUDITORS, DESK_MANAGERS, allow


def grant() -> None:
    """Officers and managers work at the desk; auditors see its log, and no content."""
    allow([DESK, DESK_MANAGERS], "reporting.view_report")
    allow([DESK, DESK_MANAGERS, DESK_AUDITORS], "reporting.view_auditentry")

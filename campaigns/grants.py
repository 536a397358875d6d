"""What roles may see of campaigns beyond their pages."""

from people.roles import EDITORS, PUBLISHERS, SITE_MANAGERS, allow


def grant() -> None:
    """How often documents were downloaded."""
    allow([EDITORS, PUBLISHERS, SITE_MANAGERS], "campaigns.view_downloadcount")

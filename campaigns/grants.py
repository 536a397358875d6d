"""What roles may see of campaigns beyond their pages."""

from people.roles import EDITORS, PUBLISHERS, SITE_MANAGERS, allow


def grant() -> None:
    """How often documents were downloaded; awareness days, which the team's calendar shows."""
    allow(
        [EDITORS, PUBLISHERS, SITE_MANAGERS],
        *(f"campaigns.{action}_awarenessday" for action in ("view", "add", "change")),
    )
    allow([PUBLISHERS, SITE_MANAGERS], "campaigns.delete_awarenessday")
    allow([EDITORS, PUBLISHERS, SITE_MANAGERS], "campaigns.view_downloadcount")

"""What roles may do with facts, alerts, navigation and readers' voices."""

from people.roles import DESK, DESK_MANAGERS, EDITORS, PUBLISHERS, SITE_MANAGERS, TRANSLATORS, allow

SHARED = ("fact", "alert", "answer", "navigation")
VOICES = [f"pages.{action}_feedback" for action in ("view", "change", "delete")]


def grant() -> None:
    """Editors look after what pages share and read what the desk let through; the desk screens."""
    for kind in SHARED:
        allow([EDITORS, PUBLISHERS, SITE_MANAGERS], *(f"pages.{action}_{kind}" for action in ("view", "add", "change")))
        allow(
            [PUBLISHERS, SITE_MANAGERS],
            *(f"pages.{action}_{kind}" for action in ("publish", "lock", "unlock", "delete")),
        )
        allow(TRANSLATORS, f"pages.change_{kind}")
    allow([EDITORS, PUBLISHERS, SITE_MANAGERS], "pages.view_helpfulcount", *VOICES)
    allow([DESK, DESK_MANAGERS], *VOICES, "pages.screen_feedback")

"""Who is let in to the dashboard beyond those who work in the admin anyway."""

from people.roles import TRAINING_LEADS, allow


def grant() -> None:
    """Training leads sign in to the same first page; what waits for them will be registered by training."""
    allow(TRAINING_LEADS, "wagtailadmin.access_admin")

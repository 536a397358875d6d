"""What roles may do with training records. Which people's records a lead sees is asked of the managers of the models."""

from people.roles import PUBLISHERS, SITE_MANAGERS, TRAINING_LEADS, allow


def grant() -> None:
    """Leads look at the records of those whom they look after; no role sees every agency until the board has one."""
    allow(TRAINING_LEADS, "training.view_status")
    # Whoever publishes a package lets a stranger's program run before learners.
    allow([PUBLISHERS, SITE_MANAGERS], "training.add_package")

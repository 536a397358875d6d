"""What roles may do with training records. Which people's records a lead sees is asked of the managers of the models."""

from people.grants import ADMIN
from people.roles import TRAINING_LEADS, allow


def grant() -> None:
    """Leads look, in the admin, at the records of those whom they look after; no role sees every agency until the board has one."""
    allow(TRAINING_LEADS, ADMIN, "training.view_status")

"""What roles may do with training records. Which people's records a lead sees is asked of the managers of the models."""

from people.grants import ADMIN
from people.roles import SITE_MANAGERS, TRAINING_LEADS, allow

ADMINISTRATION = [
    "training.view_every_agency",
    *(f"training.change_{kind}" for kind in ("agency", "requirement", "learner")),
]


def grant() -> None:
    """Leads look after the records of their own people; site managers set training up, for every agency."""
    allow(TRAINING_LEADS, ADMIN, "training.view_status")
    allow(SITE_MANAGERS, *ADMINISTRATION)

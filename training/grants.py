"""What roles may do with training records. Which people's records a lead sees is asked of the managers of the models."""

from people.roles import BOARD, TRAINING_LEADS, allow


def grant() -> None:
    """Leads look at the records of those whom they look after; the board looks at every agency."""
    allow(TRAINING_LEADS, "training.view_status")
    allow(BOARD, "training.view_every_agency")

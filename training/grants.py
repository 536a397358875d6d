"""What roles may do with training records. Which people's records a lead sees is asked of the managers of the models."""

from people.grants import ADMIN
from people.roles import EDITORS, PUBLISHERS, SITE_MANAGERS, TRAINING_LEADS, TRANSLATORS, allow

ADMINISTRATION = [
    "training.view_every_agency",
    *(f"training.change_{kind}" for kind in ("agency", "requirement", "learner")),
]


def grant() -> None:
    """Leads look after the records of their own people; site managers set training up, for every agency.

    Job roles have no drafts: whoever saves one changes what learners choose from, so editors only look at them.
    """
    allow(TRAINING_LEADS, ADMIN, "training.view_status")
    allow(SITE_MANAGERS, *ADMINISTRATION)
    allow(
        [PUBLISHERS, SITE_MANAGERS], *(f"training.{action}_jobrole" for action in ("view", "add", "change", "delete"))
    )
    allow(EDITORS, "training.view_jobrole")
    allow(TRANSLATORS, "training.change_jobrole")

"""What roles may do with training records. Which people's records a lead sees is asked of the managers of the models."""

from people.grants import ADMIN
from people.roles import BOARD, EDITORS, PUBLISHERS, SITE_MANAGERS, TRAINING_LEADS, TRANSLATORS, allow

ADMINISTRATION = [
    "training.view_every_agency",
    *(f"training.change_{kind}" for kind in ("agency", "requirement", "learner")),
]


def grant() -> None:
    """Leads look after the records of their own people; the board sees sums; site managers set training up for all.

    Job roles have no drafts: whoever saves one changes what learners choose from, so editors only look at them.
    Question banks have, so editors write them and publishers put them before learners.
    """
    allow(TRAINING_LEADS, ADMIN, "training.view_status")
    allow(BOARD, "training.view_summary")
    allow(SITE_MANAGERS, *ADMINISTRATION)
    # Whoever publishes a package lets a stranger's program run before learners.
    allow([PUBLISHERS, SITE_MANAGERS], "training.add_package")
    allow(
        [PUBLISHERS, SITE_MANAGERS],
        *(
            f"training.{action}_{kind}"
            for action in ("view", "add", "change", "delete")
            for kind in ("jobrole", "questionbank")
        ),
        "training.publish_questionbank",
    )
    allow(
        EDITORS, "training.view_jobrole", *(f"training.{action}_questionbank" for action in ("view", "add", "change"))
    )
    allow(TRANSLATORS, "training.change_jobrole", "training.change_questionbank")

"""What roles may do with services."""

from people.roles import EDITORS, PUBLISHERS, SITE_MANAGERS, TRANSLATORS, allow

KINDS = ("service", "organization", "taxonomyterm")


def grant() -> None:
    """Editors look after services; translators may open them, in their own language alone (translations)."""
    for kind in KINDS:
        allow(
            [EDITORS, PUBLISHERS, SITE_MANAGERS],
            *(f"signposting.{action}_{kind}" for action in ("view", "add", "change")),
        )
        allow([PUBLISHERS, SITE_MANAGERS], f"signposting.delete_{kind}")
    for kind in ("service", "organization"):
        allow(
            [PUBLISHERS, SITE_MANAGERS], *(f"signposting.{action}_{kind}" for action in ("publish", "lock", "unlock"))
        )
    allow(TRANSLATORS, "signposting.change_service", "signposting.change_taxonomyterm")

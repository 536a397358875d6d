"""What roles may do with services."""

from people.roles import BOARD, EDITORS, PUBLISHERS, SITE_MANAGERS, TRANSLATORS, allow

DRAFTED = ("service", "organization", "location")
KINDS = (*DRAFTED, "taxonomyterm")


def grant() -> None:
    """Editors look after services; translators may open them, in their own language alone (translations).

    Terms have no drafts: whoever saves one changes what readers see, so editors only look at them.
    """
    for kind in KINDS:
        allow(
            [PUBLISHERS, SITE_MANAGERS],
            *(f"signposting.{action}_{kind}" for action in ("view", "add", "change", "delete")),
        )
        allow(EDITORS, f"signposting.view_{kind}")
    for kind in DRAFTED:
        allow(EDITORS, *(f"signposting.{action}_{kind}" for action in ("add", "change")))
        allow(
            [PUBLISHERS, SITE_MANAGERS], *(f"signposting.{action}_{kind}" for action in ("publish", "lock", "unlock"))
        )
    allow(TRANSLATORS, "signposting.change_service", "signposting.change_taxonomyterm")
    allow([EDITORS, PUBLISHERS, SITE_MANAGERS, BOARD], "signposting.view_searchgap")
    for kind in ("suggestion", "checkrequest"):
        allow([EDITORS, PUBLISHERS, SITE_MANAGERS], f"signposting.view_{kind}")
    allow([EDITORS, PUBLISHERS, SITE_MANAGERS], "signposting.change_suggestion")

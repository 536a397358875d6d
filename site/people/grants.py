"""What roles may do in Wagtail itself. Each app has a file of this name for its own records."""

from people.roles import (
    BOARD,
    DESK,
    DESK_MANAGERS,
    EDITORS,
    PUBLISHERS,
    SITE_MANAGERS,
    TEAM,
    TRANSLATORS,
    allow,
    allow_collections,
    allow_pages,
)

ADMIN = "wagtailadmin.access_admin"
REDIRECTS = [f"wagtailredirects.{action}_redirect" for action in ("view", "add", "change", "delete")]
PEOPLE = "people.look_after_people"
WORKFLOWS = [f"wagtailcore.{action}_{kind}" for kind in ("workflow", "task") for action in ("add", "change", "delete")]
# Wagtail asks for the rights to its own models of files, whichever the site has in their place.
FILES = [
    "wagtailcore.view_collection",
    *(f"wagtailimages.{action}_image" for action in ("add", "change", "choose")),
    *(f"wagtaildocs.{action}_document" for action in ("add", "change", "choose")),
]


def grant() -> None:
    """Editors write, publishers also put it before readers, managers also look after people and settings.

    The board comes into the admin for its reports alone.
    """
    allow([*TEAM, TRANSLATORS, DESK, DESK_MANAGERS, BOARD], ADMIN)
    allow_pages([EDITORS, PUBLISHERS, SITE_MANAGERS], "add", "change")
    allow_pages([PUBLISHERS, SITE_MANAGERS], "publish", "lock", "unlock")
    allow_pages(TRANSLATORS, "change")
    allow_collections(TEAM, *FILES)
    allow_collections([PUBLISHERS, SITE_MANAGERS], "wagtailimages.delete_image", "wagtaildocs.delete_document")
    allow([PUBLISHERS, SITE_MANAGERS], *REDIRECTS, "wagtail_localize.submit_translation")
    allow(SITE_MANAGERS, PEOPLE, *WORKFLOWS)

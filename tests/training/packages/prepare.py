"""Run by the tests in a browser on the database of a served site: learners who are signed in, and packages to play.

Prints JSON: the session of each learner, and the key of each package's activity.
"""

import json
import sys

import django

LEARNERS = ("driver", "teacher")


def main() -> None:
    """Make them."""
    django.setup()
    from django.conf import settings
    from django.test import Client

    from people.roles import PUBLISHERS, apply
    from tests.training.conftest import person
    from tests.training.packages.conftest import published
    from tests.training.packages.making import PUBLISHED, files, package, zipped
    from tests.training.packages.making import published as read
    from training.journeys.packing import pack, packable

    apply()
    publisher = person("pat@lantern.example", PUBLISHERS)
    contents = {
        "two": package(),
        "new": package("2004", 1),
        "empty": zipped({**files(parts=1), "run.js": ""}),
    }
    for version in packable():
        if "taxis" in version.activity.title:
            contents["own"] = pack(publisher, version, "en").content
            contents["own2004"] = pack(publisher, version, "pa", "2004").content
            rules = {"attempts": 2, "wait_hours": 24}
            version.parts = [{**one, **rules} if one["kind"] == "assessment" else one for one in version.parts]
            contents["strict"] = pack(publisher, version, "en").content
    if PUBLISHED:
        contents["golf"] = read("RuntimeMinimumCalls_SCORM12-mini.zip")
        contents["golf2004"] = read("RuntimeBasicCalls_SCORM20043rdEdition.zip")
    sessions = {}
    for name in LEARNERS:
        client = Client()
        client.force_login(person(f"{name}@lantern.example"))
        sessions[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
    activities = {name: str(published(publisher, one, name).activity.key) for name, one in contents.items()}
    sys.stdout.write(json.dumps({"sessions": sessions, "activities": activities}) + "\n")


if __name__ == "__main__":
    main()

"""The demonstration's SCORM package: how it was made of our own words, and how it is taken in and shown."""

from typing import Any
from uuid import uuid5

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from config.demonstration.bodies import NAMESPACE, Bodies, Records
from config.demonstration.modules import Lessons, question_block
from config.demonstration.reading import read
from config.languages import SOURCE
from people.models import User
from people.roles import PUBLISHERS
from training.journeys.digests import digest_of
from training.journeys.importing import publish_package, take_in
from training.journeys.packing import pack
from training.journeys.publishing import parts_from
from training.journeys.wording import by_id
from training.models import Activity, ActivityVersion, BankVersion, VersionWords
from training.questions.stored import as_stored

FOLDER = "training/demonstration/packages"
CODE = "receptionists"
ENTRY = ("summary", "content_note", "level", "minutes")


def load_package() -> None:
    """Take it in as a publisher would; nothing where the settings name no publisher."""
    publisher = User.objects.filter(groups__name=PUBLISHERS).first()
    if publisher is None:
        return
    data = read(f"{FOLDER}/{CODE}.yaml")
    with (settings.BASE_DIR / f"{FOLDER}/{CODE}.zip").open("rb") as file:
        package, _is_new = take_in(publisher, file, f"{CODE}.zip", SOURCE)
    entry = {name: data[name] for name in ENTRY}
    publish_package(publisher, package, None, data["title"], data["valid_months"], entry=entry)


def made() -> bytes:
    """The zip file, by the exporter of modules. What it needs in the database for that is taken away again."""
    data = read(f"{FOLDER}/{CODE}.yaml")
    bodies = Bodies(f"packages/{CODE}", Records({}, {}, {}))
    moment = timezone.now()
    with transaction.atomic():
        questions = [as_stored(question_block(bodies, question)) for question in data["questions"]]
        bank = BankVersion.objects.create(
            key=uuid5(NAMESPACE, "bank"), number=1, digest=digest_of(questions), questions=questions, made_at=moment
        )
        lessons = Lessons(bodies, {}).made(data["lessons"])
        check = {
            "id": bodies.id("check"),
            "type": "assessment",
            "value": {"title": "Check what you know", "minutes": 0},
        }
        pools = [{"bank_version": bank.pk, "draw": len(questions)}]
        rules = {"key": check["id"], "kind": "assessment", "pass_mark": data["pass_mark"], "pools": pools}
        words = {"title": data["title"], "is_reviewed": True, "lessons": by_id([*lessons, check])}
        version = ActivityVersion.objects.create(
            activity=Activity.objects.create(key=uuid5(NAMESPACE, CODE), title=data["title"]),
            number=1,
            digest=digest_of([words, questions]),
            parts=[*parts_from(lessons), rules],
            published_at=moment,
        )
        VersionWords.objects.create(
            version=version, language=SOURCE, content=words, digest=digest_of(words), made_at=moment
        )
        content = pack(_packer(), version, SOURCE).content
        transaction.set_rollback(True)
    return content


def _packer() -> Any:
    packer = User.objects.create_user("packer@lantern.example")
    packer.groups.add(Group.objects.get(name=PUBLISHERS))
    return packer

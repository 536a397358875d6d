"""All that is kept of one learner, for them to have: what data-protection law calls a subject's access."""

import io
import json
import zipfile
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from training.errors import NotYoursError
from training.journeys.authority import is_theirs, sees_every_agency
from training.journeys.held import held_about
from training.models import Evidence, Learner

README = """All that the training part of this site keeps of one person.

record.json holds every record; days and moments are ISO 8601, in UTC where they have an hour.
evidence/ holds the files that were taken in as evidence of prior learning.
The names of whoever decided something are not in it: those are other people's.
"""


def export(by: Any, learner: Learner) -> bytes:
    """A ZIP file. The learner takes it, or whoever sees every agency for them.

    A reflective log, what they said of their trainings and what they typed into packages are for their learner's eyes:
    only they get them. Raises NotYoursError.
    """
    if not (is_theirs(by, learner) or sees_every_agency(by)):
        raise NotYoursError
    accounts = learner.accounts()
    record = held_about(accounts, private=is_theirs(by, learner))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("README.txt", README)
        folder.writestr("record.json", json.dumps(record, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        for one in Evidence.objects.filter(learner__in=accounts).exclude(content=None).iterator(chunk_size=5):
            folder.writestr(f"evidence/{one.pk}-{one.name}", bytes(one.content or b""))
    return file.getvalue()

"""What the tests of the way in and out share."""

import json
from pathlib import Path
from typing import Any

from signposting.exchange.exporting import exported
from signposting.exchange.importing import Options, Summary, import_file
from signposting.models import FeedImport, ImportedRecord, Location, Organization, Service
from training.models import Session

TRUSTED = Options(publish=True)


def export() -> list[Any]:
    """All that is exported, without the moments at which our own records changed, in the order of ids."""
    found = json.loads(json.dumps(list(exported())))
    for record in found:
        record.pop("last_modified", None)
        record.get("organization", {}).pop("last_modified", None)
    return sorted(found, key=lambda record: str(record["id"]))


def emptied() -> None:
    """A directory without services, organisations and places; topics stay."""
    FeedImport.objects.all().delete()
    ImportedRecord.objects.all().delete()
    Service.objects.all().delete()
    Session.objects.update(location=None)
    Location.objects.all().delete()
    Organization.objects.all().delete()


def imported(folder: Path, records: Any, options: Options = TRUSTED) -> Summary:
    """Import records from a file."""
    path = folder / "feed.json"
    path.write_text(json.dumps(records))
    return import_file(path, options)

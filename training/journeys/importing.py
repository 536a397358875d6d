"""Taking in a package, and publishing it as a version of an activity."""

from dataclasses import asdict
from datetime import datetime
from typing import IO, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from training.errors import NotYoursError
from training.models import Activity, ActivityVersion, CatalogueEntry, Package, PackageFile
from training.packages import keeping
from training.packages.archive import Archive
from training.packages.manifest import read
from training.parts import PartKind, read_parts

LOOK_AFTER = "training.add_package"


def may_look_after_packages(user: Any) -> bool:
    """Publishers and site managers (training.grants): whoever publishes a package lets a stranger's program run."""
    return bool(user.is_authenticated and user.is_active and user.has_perm(LOOK_AFTER))


def take_in(
    by: Any, file: IO[bytes], file_name: str, language: str, at: datetime | None = None
) -> tuple[Package, bool]:
    """Read a zip file, keep what is in it, and say whether it is new. Nothing is published yet.

    The same file again is the package that is there. Raises PackageRefusedError, NotYoursError.
    """
    if not may_look_after_packages(by):
        raise NotYoursError
    digest = keeping.digest_of(file)
    there = Package.objects.filter(digest=digest).first()
    if there is not None:
        return there, False
    archive = Archive(file)
    manifest = read(archive)
    kept = [(entry, keeping.keep(archive.chunks(entry))) for entry in archive.entries.values()]
    with transaction.atomic():
        package, is_new = Package.objects.get_or_create(
            digest=digest,
            defaults={
                "standard": manifest.standard,
                "title": manifest.title,
                "language": language,
                "scos": [asdict(sco) for sco in manifest.scos],
                "notes": list(manifest.notes),
                "file_name": file_name[-200:],
                "bytes": sum(entry.size for entry, _digest in kept),
                "uploaded_by": by,
                "uploaded_at": at or timezone.now(),
            },
        )
        if is_new:
            PackageFile.objects.bulk_create(
                [PackageFile(package=package, path=entry.path, digest=name, bytes=entry.size) for entry, name in kept],
                batch_size=500,
            )
    return package, is_new


def publish_package(
    by: Any,
    package: Package,
    activity: Activity | None,
    title: str,
    valid_months: int = 0,
    expires_older: bool = False,
    at: datetime | None = None,
    entry: dict[str, Any] | None = None,
) -> ActivityVersion:
    """Make it the newest version of an activity, or of a new one. Doing so twice is once. Raises NotYoursError.

    `entry` is what the catalogue says of it (training.models.entry); without one the catalogue does not show it.
    """
    if not may_look_after_packages(by):
        raise NotYoursError
    with transaction.atomic():
        version = _published(package, activity, title, valid_months, expires_older, at or timezone.now())
        CatalogueEntry.objects.filter(activity=version.activity).delete()
        if entry:
            shown = CatalogueEntry(activity=version.activity, **entry)
            shown.full_clean()
            shown.save()
    return version


def _published(
    package: Package, activity: Activity | None, title: str, valid_months: int, expires_older: bool, at: datetime
) -> ActivityVersion:
    if activity is None:
        there = package.versions().filter(activity__title=title).order_by("-number").first()
        if there is not None:
            return there
        activity = Activity.objects.create(kind=Activity.Kind.PACKAGE, title=title)
    else:
        activity = Activity.objects.select_for_update().get(pk=activity.pk, kind=Activity.Kind.PACKAGE)
    newest = activity.versions.order_by("-number").first()
    if newest is not None and newest.digest == package.digest:
        return newest
    parts = [{"key": sco["key"], "kind": PartKind.SCO.value} for sco in package.scos]
    read_parts(parts)
    return ActivityVersion.objects.create(
        activity=activity,
        number=(activity.versions.aggregate(most=Max("number"))["most"] or 0) + 1,
        digest=package.digest,
        parts=parts,
        valid_months=valid_months,
        expires_older=expires_older,
        published_at=at,
    )

"""Files of packages that nobody needs: what an import that was cut off left in the folder or in the bucket."""

from datetime import UTC, datetime, timedelta

from django.core.files.storage import FileSystemStorage, Storage, storages

from training.models import PackageFile
from training.packages import keeping

DAY = timedelta(days=1)
AT_ONCE = 500


def sweep() -> int:
    """Delete files that no package names, left by an import that was cut off a day ago or longer; gives their number."""
    before = datetime.now(UTC) - DAY
    # Drafts lie in the folder, wherever files do.
    places: list[Storage] = [FileSystemStorage(keeping.folder())]
    if keeping.in_a_bucket():
        places.append(storages[keeping.BUCKET])
    swept = 0
    for place in places:
        names = _files(place)
        for begin in range(0, len(names), AT_ONCE):
            some = names[begin : begin + AT_ONCE]
            digests = PackageFile.objects.filter(digest__in=[name.rpartition("/")[2] for name in some])
            named = {keeping.name_of(digest) for digest in digests.values_list("digest", flat=True)}
            # An import that comes for the same file meanwhile has made it new.
            for name in {*some} - named:
                if place.get_modified_time(name) < before:
                    place.delete(name)
                    swept += 1
    return swept


def _files(place: Storage) -> list[str]:
    shelves, drafts = place.listdir("")
    return [*drafts, *(f"{shelf}/{name}" for shelf in shelves for name in place.listdir(shelf)[1])]

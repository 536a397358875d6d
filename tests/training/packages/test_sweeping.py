"""What an import left when it was cut off goes after a day; what packages need stays."""

import os
import time
from pathlib import Path

from tests.training.packages.conftest import Course
from training.models import PackageFile
from training.packages import keeping, sweeping


def test_leftover_files_go_after_a_day_and_no_others(course: Course, package_folder: Path) -> None:
    left, fresh = keeping.keep([b"of an import that was cut off"]), keeping.keep([b"of one that goes on"])
    draft = package_folder / "draft-half"
    draft.write_bytes(b"half")
    yesterday = time.time() - 2 * sweeping.DAY.total_seconds()
    for path in package_folder.rglob("*"):
        if path.is_file() and path.name != fresh:
            os.utime(path, (yesterday, yesterday))
    assert sweeping.sweep() == 2
    assert not draft.exists()
    assert not keeping.place_of(left).exists()
    assert keeping.place_of(fresh).exists()
    assert all(keeping.place_of(file.digest).exists() for file in PackageFile.objects.filter(package=course.package))
    assert sweeping.sweep() == 0

"""Evidence that was photographed tells what it shows, and not where and when the photograph was taken."""

from io import BytesIO

import pytest
from PIL import Image

from training.evidence_file import EvidenceError, checked


def test_a_photograph_of_a_certificate_says_nothing_of_its_place() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    exif.get_ifd(0x8825)[1] = "N"
    target = BytesIO()
    Image.new("RGB", (40, 20), "white").save(target, format="JPEG", exif=exif)
    kept = checked("C:\\photos\\IMG 1.jpg", target.getvalue())
    assert b"taken at home" in target.getvalue()
    assert b"taken at home" not in kept.content
    with Image.open(BytesIO(kept.content)) as picture:
        assert (picture.size, dict(picture.getexif())) == ((40, 20), {})
    with pytest.raises(EvidenceError, match="damaged"):
        checked("cut.jpg", target.getvalue()[:60])

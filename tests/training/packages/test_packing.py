"""A module that is taken out as a package: sound by the standard, complete in itself, and silent about everybody."""

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.core.files.images import ImageFile
from django.test import Client
from django.urls import reverse
from lxml import etree  # type: ignore[import-untyped]
from PIL import Image
from pytest_django import Settings

from pages.models import Picture
from people.models import User
from people.roles import EDITORS
from tests.training.conftest import person
from tests.training.packages.making import PUBLISHED, published
from training.errors import NotYoursError
from training.journeys.packing import pack, packable
from training.models import ActivityVersion, ModulePage
from training.packages.archive import Archive
from training.packages.manifest import read
from training.packages.xml import NAME

# By standard: the published package that brings the schemas, and the file of each namespace.
SCHEMAS = {
    "1.2": (
        "RuntimeMinimumCalls_SCORM12-mini.zip",
        {
            "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "imscp_rootv1p1p2.xsd",
            "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1": "imsmd_rootv1p2p1.xsd",
            "http://www.adlnet.org/xsd/adlcp_rootv1p2": "adlcp_rootv1p2.xsd",
        },
    ),
    "2004": (
        "RuntimeBasicCalls_SCORM20043rdEdition.zip",
        {
            "http://www.imsglobal.org/xsd/imscp_v1p1": "imscp_v1p1.xsd",
            "http://ltsc.ieee.org/xsd/LOM": "lom.xsd",
            "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp_v1p3.xsd",
            "http://www.imsglobal.org/xsd/imsss": "imsss_v1p0.xsd",
        },
    ),
}
# libxml2 refuses a default namespace that nothing uses, and content in which elements of one's own may be meant twice.
MENDED = {'xmlns="http://www.w3.org/XML/1998/namespace"': "", '"##any"': '"##other"'}
LOADS = {"src", "poster", "srcset"}


def module(title: str) -> ActivityVersion:
    return next(version for version in packable() if title in version.activity.title)


@pytest.mark.parametrize("standard", ["1.2", "2004"])
def test_a_module_in_urdu_becomes_a_package_that_needs_nothing_else(publisher: User, standard: str) -> None:
    version = module("taxis")
    packed = pack(publisher, version, "ur", standard)
    assert packed.content == pack(publisher, version, "ur", standard).content
    archive = Archive(io.BytesIO(packed.content))
    found = read(archive)
    assert (found.standard, found.language, [sco.path for sco in found.scos]) == (standard, "ur", ["index.html"])
    files = zipfile.ZipFile(io.BytesIO(packed.content))
    manifest = files.read(NAME)
    assert version.digest in manifest.decode()
    named = {one.get("href") for one in ElementTree.fromstring(manifest).iter() if one.tag.endswith("}file")}
    assert named == set(files.namelist()) - {NAME}
    page = BeautifulSoup(files.read("index.html"), "html.parser")
    loaded = {str(tag[name]) for tag in page.find_all() for name in LOADS if tag.get(name)}
    loaded |= {str(tag["href"]) for tag in page.find_all("link")}
    assert loaded <= named
    assert page.html
    assert (page.html["lang"], page.html["dir"]) == ("ur", "rtl")
    text = files.read("index.html").decode()
    assert not [email for email in User.objects.values_list("email", flat=True) if email in text]
    for name in named:
        if str(name).endswith(".css"):
            assert not re.search(r"url\([\"']?(?:https?:)?//", files.read(str(name)).decode())


def test_its_pictures_come_along_in_every_size_whether_or_not_a_worker_has_made_them(
    publisher: User, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    photo = io.BytesIO()
    Image.new("RGB", (500, 300), "teal").save(photo, "PNG")
    picture = Picture.objects.create(title="A mill", description="A mill", file=ImageFile(photo, name="mill.png"))
    page = ModulePage.objects.get(slug="night-time-economy", locale__language_code="en")
    raw = page.lessons.get_prep_value()
    shown = {"image": picture.pk, "alt_text": "A mill", "decorative": False}
    raw[0]["value"]["content"].append({"type": "image", "value": {"image": shown, "caption": ""}, "id": "the-mill"})
    page.lessons = raw
    page.save_revision().publish()
    files = zipfile.ZipFile(io.BytesIO(pack(publisher, module("taxis"), "en").content))
    found = BeautifulSoup(files.read("index.html"), "html.parser").select_one("figure.image picture")
    assert found
    assert found.img
    assert found.source
    named = [one.split()[0] for tag in (found.img, found.source) for one in str(tag["srcset"]).split(", ")]
    assert [name.rpartition(".")[2] for name in named] == ["webp", "webp", "avif", "avif"]
    assert {found.img["src"], *named} <= set(files.namelist())


@pytest.mark.skipif(PUBLISHED is None, reason="the schemas lie in published packages, and none is at hand")
@pytest.mark.parametrize("standard", ["1.2", "2004"])
def test_its_manifest_is_valid_by_the_schemas(publisher: User, standard: str, tmp_path: Path) -> None:
    name, schemas = SCHEMAS[standard]
    zipfile.ZipFile(io.BytesIO(published(name))).extractall(tmp_path)
    for place in [tmp_path / "ims_xml.xsd", tmp_path / "imsmd_rootv1p2p1.xsd"] if standard == "1.2" else []:
        text = place.read_text()
        for wrong, right in MENDED.items():
            text = text.replace(wrong, right)
        place.write_text(text)
    imports = [f'<xs:import namespace="{one}" schemaLocation="{file}"/>' for one, file in schemas.items()]
    together = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{"".join(imports)}</xs:schema>'
    schema = etree.XMLSchema(etree.fromstring(together, base_url=str(tmp_path / "all.xsd")))
    packed = pack(publisher, module("taxis"), "pl", standard)
    manifest = etree.fromstring(zipfile.ZipFile(io.BytesIO(packed.content)).read(NAME))
    assert schema.validate(manifest), schema.error_log


def test_a_publisher_is_told_that_right_answers_are_in_it_and_an_editor_gets_nothing(
    publisher: User, client: Client
) -> None:
    address, version = reverse("export_package"), module("taxis")
    client.force_login(publisher)
    assert "Right answers are in the package" in client.get(address).content.decode()
    said = {"version": version.pk, "language": "pa", "standard": "1.2"}
    refused = client.post(address, said)
    assert (refused.status_code, "Tick this" in refused.content.decode()) == (422, True)
    answer = client.post(address, {**said, "agreed": "on"})
    assert answer["Content-Type"] == "application/zip"
    assert answer.content == pack(publisher, version, "pa").content
    english_only = client.post(address, {**said, "version": module("law").pk, "agreed": "on"})
    assert "not translated into this language" in english_only.content.decode()
    with pytest.raises(NotYoursError):
        pack(person("edie@lantern.example", EDITORS), version, "en")

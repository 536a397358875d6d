"""Small packages that the tests make themselves, and the published ones where they are at hand."""

import io
import zipfile
from pathlib import Path
from typing import Any

from tests.support.database import ROOT

# Test data that lies beside the project, and not everywhere.
PUBLISHED = next(
    (folder / "shared/scorm" for folder in ROOT.resolve().parents if (folder / "shared/scorm/adl").is_dir()), None
)
SCRIPT_12 = """
var api = (function find(w) { return w.API || (w.parent !== w ? find(w.parent) : null); })(window);
function get(name) { return api.LMSGetValue(name); }
function set(name, value) { return api.LMSSetValue(name, value); }
function save() { return api.LMSCommit(""); }
function finish() { return api.LMSFinish(""); }
window.began = api.LMSInitialize("");
"""
SCRIPT_2004 = """
var api = (function find(w) { return w.API_1484_11 || (w.parent !== w ? find(w.parent) : null); })(window);
function get(name) { return api.GetValue(name); }
function set(name, value) { return api.SetValue(name, value); }
function save() { return api.Commit(""); }
function finish() { return api.Terminate(""); }
window.began = api.Initialize("");
"""
PAGE = '<!DOCTYPE html><html lang="en"><title>{0}</title><h1>{0}</h1><script src="{1}run.js"></script></html>'


def zipped(files: dict[str, bytes | str]) -> bytes:
    """A zip file of these."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return made.getvalue()


def manifest(standard: str = "1.2", parts: int = 2, inside: str = "", more: str = "", organisation: str = "") -> str:
    """Its parts are `one`, `two` and so on; `inside` stands in every item, `more` in the metadata."""
    scormtype = "scormtype" if standard == "1.2" else "scormType"
    items = "".join(
        f'<item identifier="part-{n}" identifierref="r{n}"><title>Part {n}</title>{inside}</item>'
        for n in range(1, parts + 1)
    )
    resources = "".join(
        f'<resource identifier="r{n}" type="webcontent" adlcp:{scormtype}="sco" href="part{n}/index.html"/>'
        for n in range(1, parts + 1)
    )
    organisation = organisation or (
        f'<organizations default="o"><organization identifier="o"><title>Keeping watch</title>{items}</organization></organizations>'
    )
    said = "1.2" if standard == "1.2" else "2004 4th Edition"
    return (
        '<?xml version="1.0"?><manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" '
        'xmlns:imsss="http://www.imsglobal.org/xsd/imsss" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">'
        f"<metadata><schema>ADL SCORM</schema><schemaversion>{said}</schemaversion>{more}</metadata>"
        f"{organisation}<resources>{resources}</resources></manifest>"
    )


def files(standard: str = "1.2", parts: int = 2, **about: str) -> dict[str, bytes | str]:
    """A whole package, before it is zipped."""
    found: dict[str, bytes | str] = {"imsmanifest.xml": manifest(standard, parts, **about)}
    for n in range(1, parts + 1):
        found[f"part{n}/index.html"] = PAGE.format(f"Part {n}", "../")
    return {**found, "run.js": SCRIPT_12 if standard == "1.2" else SCRIPT_2004}


def package(standard: str = "1.2", parts: int = 2, **about: str) -> bytes:
    """The same, zipped."""
    return zipped(files(standard, parts, **about))


def published(name: str) -> bytes:
    """One of the packages that nobody here made."""
    assert PUBLISHED
    return Path(PUBLISHED / name).read_bytes()


def core(**values: Any) -> dict[str, Any]:
    """What a SCORM 1.2 part sends."""
    return {"core": values}

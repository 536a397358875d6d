"""Reading imsmanifest.xml: what the package holds, in which order, and whether this site can play it.

SCORM 1.2 Content Aggregation Model 1.2 and SCORM 2004 (any edition) with a single SCO; everything else is refused with a
sentence. Namespaces are not looked at: packages name a dozen of them for the same thing.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from training.packages.archive import MEGABYTE, Archive, PackageRefusedError
from training.packages.xml import NAME, parsed

LARGEST_MANIFEST = 5 * MEGABYTE
MOST_SCOS = 300
DEEPEST_ITEM = 20
AICC = (".crs", ".au", ".des", ".cst")
V12, V2004 = "1.2", "2004"


@dataclass(frozen=True)
class Sco:
    """Something to launch. `mastery` is 1.2's mastery score in points of 100, or 2004's passing measure from -1 to 1.

    `by_content`: only the part itself may say that it is complete. `reports`: it speaks with the site at all (an asset does not).
    """

    key: str
    title: str
    path: str
    query: str = ""
    mastery: float | None = None
    threshold: float | None = None
    by_content: bool = False
    reports: bool = True
    launch_data: str = ""
    time_limit: str = ""
    time_action: str = ""


@dataclass(frozen=True)
class Manifest:
    """What was found, with notes for whoever uploaded it."""

    standard: str
    title: str
    language: str
    scos: tuple[Sco, ...]
    notes: tuple[str, ...]


def read(archive: Archive) -> Manifest:
    """Of a package. Raises PackageRefusedError."""
    root = parsed(_found(archive))
    standard = _standard(root)
    organization, other = _organization(root)
    resources = {
        resource.get("identifier", ""): (resource, base)
        for holder, base in _with_base(root, "resources", root.get("base", ""))
        for resource, base in _with_base(holder, "resource", base)
    }
    notes = [f"The package has {other} more organisations. Only the default one is taken."] if other else []
    scos = _scos(organization, resources, archive, standard)
    if not scos:
        raise PackageRefusedError("No item of the package's organisation leads to a file. There is nothing to open.")
    if len({sco.key for sco in scos}) < len(scos):
        raise PackageRefusedError("Two items of the package have the same identifier.")
    if standard == V2004 and len(scos) > 1:
        raise PackageRefusedError(
            f"This SCORM 2004 package has {len(scos)} parts with rules for their order. This site takes SCORM 2004 packages "
            "with one part. Export it with one part, or as SCORM 1.2."
        )
    return Manifest(
        standard,
        _text(organization, "title")[:200] or scos[0].title,
        _language(root),
        tuple(scos),
        (*notes, *_noted(organization, scos)),
    )


def _found(archive: Archive) -> bytes:
    if NAME in archive.entries:
        return archive.read(NAME, LARGEST_MANIFEST)
    names = list(archive.entries)
    nested = next((name for name in names if name.lower().rpartition("/")[2] == NAME), "")
    if nested:
        raise PackageRefusedError(
            f"The package's {NAME} is at “{nested}”. It must be named so and lie at the top of the zip file: zip what is in "
            "the folder, not the folder itself."
        )
    if any(name.lower().endswith(AICC) for name in names):
        raise PackageRefusedError(
            "This is an AICC package. This site takes SCORM 1.2 and SCORM 2004: export it again as one of these."
        )
    lower = {name.lower().rpartition("/")[2] for name in names}
    if "cmi5.xml" in lower or "tincan.xml" in lower:
        raise PackageRefusedError(
            "This is a cmi5 or xAPI (Tin Can) package. This site takes SCORM 1.2 and SCORM 2004: export it again as one of these."
        )
    raise PackageRefusedError(f"There is no {NAME} in this zip file, so it is no SCORM package.")


def _standard(root: Element) -> str:
    said = " ".join((root.findtext("metadata/schemaversion") or "").split())
    if re.match(r"1\.2(\D|$)", said):
        return V12
    if said.startswith("2004") or "CAM 1.3" in said:
        return V2004
    if not said:
        # Many old 1.2 packages say nothing; the name of their attribute tells them from 2004.
        return V2004 if any("scormType" in one.attrib for one in root.iter("resource")) else V12
    raise PackageRefusedError(f"The package says that it is “{said[:60]}”. This site takes SCORM 1.2 and SCORM 2004.")


def _organization(root: Element) -> tuple[Element, int]:
    found = root.findall("organizations/organization")
    if not found:
        raise PackageRefusedError(
            "The package has no organisation: nothing says what is opened, and in which order. Export it as a course, "
            "not as a collection of files."
        )
    wanted = (root.find("organizations") or Element("none")).get("default", "")
    chosen = next((one for one in found if one.get("identifier") == wanted), None)
    if chosen is None and wanted and len(found) > 1:
        raise PackageRefusedError("The package names a default organisation that it does not have.")
    return (found[0] if chosen is None else chosen), len(found) - 1


def _with_base(parent: Element, tag: str, base: str = "") -> list[tuple[Element, str]]:
    return [(child, base + child.get("base", "")) for child in parent.findall(tag)]


def _scos(
    organization: Element, resources: dict[str, tuple[Element, str]], archive: Archive, standard: str
) -> list[Sco]:
    scos: list[Sco] = []
    waiting = [(item, 1) for item in reversed(organization.findall("item"))]
    while waiting:
        item, depth = waiting.pop()
        if depth > DEEPEST_ITEM:
            raise PackageRefusedError("The package's items lie too deep in one another.")
        waiting += [(child, depth + 1) for child in reversed(item.findall("item"))]
        if not item.get("identifierref") or item.get("isvisible", "true").lower() == "false":
            continue
        if item.get("identifierref") not in resources:
            raise PackageRefusedError(
                f"The item “{_text(item, 'title')}” names a resource that the package does not have."
            )
        resource, base = resources[item.get("identifierref", "")]
        scos.append(_sco(item, resource, base, archive, standard))
        if len(scos) > MOST_SCOS:
            raise PackageRefusedError(f"The package has more than {MOST_SCOS} parts.")
    return scos


def _sco(item: Element, resource: Element, base: str, archive: Archive, standard: str) -> Sco:
    title = _text(item, "title")[:200] or item.get("identifier", "")
    href = base + resource.get("href", "")
    parts = urlsplit(href)
    if not resource.get("href") or parts.scheme or parts.netloc or href.startswith("/"):
        raise PackageRefusedError(f"The part “{title}” does not lie in the package: it leads to “{href[:120]}”.")
    path = unquote(parts.path)
    if path not in archive.entries:
        raise PackageRefusedError(f"The part “{title}” leads to “{path[:120]}”, which is not in the zip file.")
    extra = item.get("parameters", "").lstrip("?&")
    query = "&".join(part for part in (parts.query, extra) if part and not part.startswith("#"))
    return Sco(
        key=_key(item.get("identifier", "") or title),
        title=title,
        path=path,
        query=query[:1000],
        mastery=_mastery(item) if standard == V12 else _passing(item),
        threshold=_threshold(item),
        by_content=any(one.get("completionSetByContent") == "true" for one in item.iter("deliveryControls")),
        reports=(resource.get("scormtype") or resource.get("scormType") or "").lower() == "sco",
        launch_data=_text(item, "datafromlms") or _text(item, "dataFromLMS"),
        time_limit=_text(item, "maxtimeallowed") or _text(item, "maxTimeAllowed"),
        time_action=_text(item, "timelimitaction") or _text(item, "timeLimitAction"),
    )


def _key(identifier: str) -> str:
    """The identifier, which is the same in the next version; if it is too long, a digest that is, too."""
    return identifier if len(identifier) <= 64 else sha256(identifier.encode()).hexdigest()


def _mastery(item: Element) -> float | None:
    return _number(_text(item, "masteryscore"), 0, 100)


def _passing(item: Element) -> float | None:
    objective = item.find("sequencing/objectives/primaryObjective")
    if objective is None or objective.get("satisfiedByMeasure", "false").lower() != "true":
        return None
    # 1 is what the standard takes if nothing is said.
    return _number(_text(objective, "minNormalizedMeasure") or "1", -1, 1)


def _threshold(item: Element) -> float | None:
    element = item.find("completionThreshold")
    if element is None:
        return None
    if element.get("completedByMeasure") is not None:
        measured = element.get("completedByMeasure", "").lower() == "true"
        return _number(element.get("minProgressMeasure", "1"), 0, 1) if measured else None
    return _number(element.text or "", 0, 1)


def _number(said: str, least: float, most: float) -> float | None:
    try:
        value = float(said)
    except ValueError:
        return None
    return value if least <= value <= most else None


def _text(parent: Element, tag: str) -> str:
    return " ".join((parent.findtext(tag) or "").split())


def _language(root: Element) -> str:
    """The code of the language that the metadata names; empty if they name none."""
    said = root.findtext("metadata/lom/general/language") or root.get("lang") or ""
    return said.strip().lower().partition("-")[0][:10]


def _noted(organization: Element, scos: list[Sco]) -> list[str]:
    notes = []
    if any((one.text or "").strip() for one in organization.iter("prerequisites")):
        notes.append(
            "Prerequisites are not used: learners may open the parts in any order, and are led through them in this one."
        )
    if not all(sco.reports for sco in scos):
        notes.append("Some parts do not report. They count as done when a learner opens them.")
    return notes

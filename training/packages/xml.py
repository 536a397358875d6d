"""The XML of a manifest, without what could make reading it dangerous."""

from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from training.packages.archive import PackageRefusedError

NAME = "imsmanifest.xml"


def parsed(text: bytes) -> Element:
    """The manifest, with names that have lost their namespaces. Raises PackageRefusedError."""
    try:
        root: Element = fromstring(text, forbid_dtd=True)
    except DefusedXmlException as error:
        raise PackageRefusedError(f"{NAME} defines entities or a document type. A manifest needs neither.") from error
    except (ParseError, LookupError, ValueError) as error:
        raise PackageRefusedError(f"{NAME} cannot be read: it is not well-formed XML.") from error
    for element in root.iter():
        element.tag = _local(element.tag)
        element.attrib = {_local(name): value for name, value in element.attrib.items()}
    if root.tag != "manifest":
        raise PackageRefusedError(f"{NAME} holds something else than a manifest.")
    return root


def _local(name: Any) -> str:
    return str(name).rpartition("}")[2]

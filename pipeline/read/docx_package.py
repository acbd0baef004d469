"""The package of a Word file: its XML parts and the relationships between them (ECMA-376, part 2).

The namespaces of the Strict form are replaced by those of the transitional form, so that both are read alike; templates
and files with macros are documents like others.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from ..errors import UnreadableFile
from ..i18n import _

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/diagram", b"http://schemas.openxmlformats.org/drawingml/2006/diagram"),
)
_MAX_XML = 64 << 20  # bytes of XML unpacked; a law of 900 sections has a tenth of it


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship of a part to another one or to an external address; `kind` is the last word of its type."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """An open Word file."""

    archive: zipfile.ZipFile
    main: str

    def xml(self, part: str) -> etree._Element | None:
        """Return the root of a part, None when the file has no such part."""
        try:
            content = self.archive.read(part)
        except KeyError:
            return None
        for strict, transitional in _STRICT:
            content = content.replace(strict, transitional)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
        return etree.fromstring(content, parser)

    def related(self, part: str) -> Mapping[str, Relationship]:
        """Return the relationships of a part by their ids."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        relationships = {}
        for each in root.iter(f"{_RELATIONSHIPS}Relationship") if root is not None else ():
            external, target = each.get("TargetMode") == "External", each.get("Target", "")
            kind = each.get("Type", "").rsplit("/", 1)[-1]
            target = target if external else _absolute(folder, target)
            relationships[each.get("Id", "")] = Relationship(kind, target, external)
        return relationships

    def part_of_kind(self, kind: str) -> etree._Element | None:
        """Return the root of the part of a kind that belongs to the main document (`styles`, `numbering` …)."""
        return next((self.xml(each.target) for each in self.related(self.main).values() if each.kind == kind), None)


def open_package(path: Path, content: BinaryIO | None = None) -> Package:
    """Open a Word file, or one embedded in the file at `path` with this `content`.

    Raises UnreadableFile when its XML unpacks to more than any real document has; zipfile.BadZipFile or StopIteration
    when it is not a Word file.
    """
    archive = zipfile.ZipFile(content or path)
    size = sum(part.file_size for part in archive.infolist() if part.filename.endswith((".xml", ".rels")))
    if size > _MAX_XML:
        raise UnreadableFile(
            _("The Word file unpacks to {size} MB of text.").format(size=size >> 20),
            hint=_("Split the file and add the parts."),
            path=path,
        )
    roots = Package(archive, "").related("")
    return Package(archive, next(each.target for each in roots.values() if each.kind == "officeDocument"))


def _absolute(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def value_of(element: etree._Element | None, name: str) -> str | None:
    """Return the `w:val` of a child of an element, None where there is no such child."""
    child = element.find(f"{W}{name}") if element is not None else None
    return None if child is None else child.get(f"{W}val")

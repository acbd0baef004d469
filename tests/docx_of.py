"""Word files made of XML, so that a test can use every element of the format."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "v": "urn:schemas-microsoft-com:vml",
}
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="{word}.document.main+xml"/>{others}</Types>'
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OFFICE = NAMESPACES["r"]


def docx_of(path: Path, body: str, parts: Mapping[str, str] | None = None) -> Path:
    """Write a Word file: the content of its body, and other parts (`styles`, `numbering`, `footnotes`, `header1` …).

    A part is given by the content of its root element; its relation has its name as id and, without digits, as kind.
    """
    parts = parts or {}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES.format(word=WORD, others="".join(map(_type, parts))))
        archive.writestr("_rels/.rels", _relations({"officeDocument": "word/document.xml"}))
        archive.writestr("word/document.xml", _root("document", f"<w:body>{body}</w:body>"))
        archive.writestr("word/_rels/document.xml.rels", _relations({name: _file(name) for name in parts}))
        for name, content in parts.items():
            plain = content if name.startswith("aFChunk") else _root(_element(name), content)
            archive.writestr(f"word/{_file(name)}", plain)
    return path


def paragraph(text: str, properties: str = "") -> str:
    """Return a paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """Return a run of one text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: str) -> str:
    """Return a table of rows."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(content: str, properties: str = "") -> str:
    """Return a cell of a table."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def _type(name: str) -> str:
    kind = "" if name.startswith("aFChunk") else f"{WORD}.{name.rstrip('0123456789')}+xml"
    return f'<Override PartName="/word/{_file(name)}" ContentType="{kind}"/>' if kind else ""


def _file(name: str) -> str:
    return f"{name}.html" if name.startswith("aFChunk") else f"{name}.xml"


def _element(name: str) -> str:
    kind = name.rstrip("0123456789")
    return {"header": "hdr", "footer": "ftr"}.get(kind, kind)


def _root(element: str, content: str) -> str:
    spaces = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMESPACES.items())
    return f"<w:{element} {spaces}>{content}</w:{element}>"


def _relations(targets: Mapping[str, str]) -> str:
    found = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{name.rstrip("0123456789")}" Target="{target}"/>'
        for name, target in targets.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{found}</Relationships>'
    )

"""The package of a Word file: its parts, their relationships, the Strict form, and archives that are refused."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from pipeline.errors import UnreadableFile
from pipeline.read.docx_package import Relationship, W, open_package

TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def relationships(*rows: str) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(f"<Relationship {row}/>" for row in rows)
        + "</Relationships>"
    )


PARTS = {
    "_rels/.rels": relationships(f'Id="r1" Type="{TYPES}/officeDocument" Target="/word/document.xml"'),
    "word/document.xml": f'<w:document xmlns:w="{STRICT}"><w:body/></w:document>',
    "word/_rels/document.xml.rels": relationships(
        f'Id="r1" Type="{TYPES}/styles" Target="styles.xml"',
        f'Id="r2" Type="{TYPES}/image" Target="../media/a.png"',
        f'Id="r3" Type="{TYPES}/hyperlink" Target="http://example.vn/" TargetMode="External"',
    ),
    "word/styles.xml": f'<w:styles xmlns:w="{W[1:-1]}"/>',
}


def archive_of(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_parts_are_found_through_relationships(tmp_path: Path) -> None:
    package = open_package(archive_of(tmp_path / "a.docx", PARTS))
    assert package.main == "word/document.xml"
    assert package.related(package.main) == {
        "r1": Relationship("styles", "word/styles.xml", external=False),
        "r2": Relationship("image", "media/a.png", external=False),
        "r3": Relationship("hyperlink", "http://example.vn/", external=True),
    }
    styles = package.part_of_kind("styles")
    assert styles is not None and styles.tag == f"{W}styles"
    assert package.part_of_kind("numbering") is None
    assert package.xml("word/missing.xml") is None and package.related("word/missing.xml") == {}


def test_the_strict_form_has_the_namespaces_of_the_transitional_form(tmp_path: Path) -> None:
    package = open_package(archive_of(tmp_path / "a.docx", PARTS))
    root = package.xml(package.main)
    assert root is not None and root.tag == f"{W}document"


def test_an_embedded_file_is_opened_from_its_content(tmp_path: Path) -> None:
    inner = BytesIO(archive_of(tmp_path / "inner.docx", PARTS).read_bytes())
    assert open_package(tmp_path / "outer.docx", inner).main == "word/document.xml"


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("mật", encoding="utf-8")
    document = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a>&x;</a>'
    package = open_package(archive_of(tmp_path / "a.docx", {**PARTS, "word/document.xml": document}))
    root = package.xml(package.main)
    assert root is not None and "mật" not in "".join(root.itertext())


def test_a_file_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = archive_of(tmp_path / "a.docx", {**PARTS, "word/big.xml": "<a/>" * (17 << 20)})
    with pytest.raises(UnreadableFile, match="MB"):
        open_package(path)


def test_another_archive_is_not_a_word_file(tmp_path: Path) -> None:
    with pytest.raises(StopIteration):
        open_package(archive_of(tmp_path / "a.zip", {"a.txt": "a"}))

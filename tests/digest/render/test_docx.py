"""The Word document of a pack: real styles, the page of Hướng dẫn 36-HD/VPTW, all of it text."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from pipeline.digest import Settings, make_digest
from pipeline.digest.render import render
from pipeline.vietnamese.text import squeeze
from tests.digest.render.hostile import ATTACKS, SEEN, hostile_pack
from tests.digest.test_digest import document


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def text_of(word: Any) -> str:
    """All text, in tables and links too."""
    return squeeze(" ".join(word.element.body.itertext()))


@pytest.mark.parametrize("name", ATTACKS)
def test_hostile_text_is_text(name: str) -> None:
    content = render(hostile_pack(ATTACKS[name]), "docx")
    text = text_of(opened(content))
    assert text.count(squeeze(SEEN[name])) > 20
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        relations = b"".join(parts.read(part) for part in parts.namelist() if part.endswith(".rels"))
    assert b'TargetMode="External"' not in relations


def test_fields_are_ours_alone() -> None:
    word = opened(render(hostile_pack(ATTACKS["field"]), "docx"))
    instructions = {squeeze(each.text).split()[0] for each in word.element.iter() if each.tag.endswith("instrText")}
    assert instructions <= {"PAGE", "PAGEREF"}


def test_page_and_styles() -> None:
    word = opened(render(make_digest([(document(), ())], settings=Settings(unit="Chi bộ X", full=True)), "docx"))
    section = word.sections[0]
    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [round(margin.mm) for margin in margins] == [30, 15, 20, 20]
    assert (word.styles["Normal"].font.name, word.styles["Normal"].font.size) == ("Times New Roman", Pt(14))
    styles = [paragraph.style.name for paragraph in word.paragraphs]
    assert styles[0] == "Title"
    assert {"Heading 1", "Heading 2", "List Bullet", "List Number", "Form Title"} <= set(styles)


def test_every_link_has_its_bookmark() -> None:
    word = opened(render(make_digest([(document(), ())], settings=Settings(full=True)), "docx"))
    names = [each.get(qn("w:name")) for each in word.element.iter(qn("w:bookmarkStart"))]
    links = {each.get(qn("w:anchor")) for each in word.element.iter(qn("w:hyperlink"))}
    assert links
    assert links <= set(names)
    assert len(names) == len(set(names))


def test_every_numbered_list_begins_at_one() -> None:
    word = opened(render(make_digest([(document(), ())], settings=Settings(unit="Chi bộ X", full=True)), "docx"))
    numbered = [each for each in word.paragraphs if each.style.name == "List Number"]
    assert len({each._p.pPr.numPr.numId.val for each in numbered}) >= 2

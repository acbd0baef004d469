"""Styles of Word files: properties are inherited from the paragraph, its style, and the styles that it is based on."""

from __future__ import annotations

import pytest
from lxml import etree

from pipeline.read.docx_styles import (
    ParagraphProperties,
    RunProperties,
    Styles,
    inherit,
    is_on,
    paragraph_properties,
    run_properties,
)
from tests.docx_of import NAMESPACES

STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/><w:rPr><w:b w:val="0"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="numbering" w:styleId="List"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/><w:i/></w:rPr></w:style>
"""


def element(name: str, content: str) -> etree._Element:
    return etree.fromstring(f'<w:{name} xmlns:w="{NAMESPACES["w"]}">{content}</w:{name}>')


@pytest.fixture
def styles() -> Styles:
    return Styles(element("styles", STYLES))


@pytest.mark.parametrize(
    ("style", "paragraph", "properties"),
    [
        (None, None, RunProperties(font=".VnTime")),
        (None, "H1", RunProperties(font=".VnTime", bold=True)),
        (None, "H2", RunProperties(font=".VnTime", bold=False)),
        ("Strong", "H2", RunProperties(font=".VnTime", bold=True, italic=True)),
        (None, "Loop", RunProperties(font="Arial")),
        (None, "missing", RunProperties(font="Arial")),
    ],
)
def test_a_run_inherits_from_its_style_and_its_paragraphs(
    styles: Styles, style: str | None, paragraph: str | None, properties: RunProperties
) -> None:
    assert styles.run(style, paragraph) == properties


def test_a_paragraph_inherits_from_its_style(styles: Styles) -> None:
    assert styles.paragraph("H2") == ParagraphProperties(centred=True, heading=True)
    assert styles.paragraph(None) == ParagraphProperties()
    assert styles.list_of_style() == {"List": "3"}


def test_a_file_without_styles_has_no_properties_to_inherit() -> None:
    assert Styles(None).run("Strong", "H1") == RunProperties()


def test_own_properties_come_first() -> None:
    own = RunProperties(bold=False, font="A")
    assert inherit(own, RunProperties(bold=True, italic=True, font="B")) == RunProperties(
        bold=False, italic=True, font="A"
    )


def test_properties_set_in_the_elements() -> None:
    run = element("rPr", '<w:b/><w:i w:val="false"/><w:vanish/><w:rFonts w:ascii="A" w:hAnsi="B"/>')
    assert run_properties(run) == RunProperties(bold=True, italic=False, hidden=True, font="B")
    paragraph = element(
        "pPr", '<w:jc w:val="center"/><w:numPr><w:ilvl w:val="2"/><w:numId w:val="7"/></w:numPr><w:pageBreakBefore/>'
    )
    assert paragraph_properties(paragraph) == ParagraphProperties(centred=True, starts_page=True, list_id="7", level=2)
    assert run_properties(None) == RunProperties()


@pytest.mark.parametrize(
    ("value", "on"), [("1", True), ("true", True), ("0", False), ("False", False), ("none", False), (None, True)]
)
def test_on_off_values(value: str | None, on: bool) -> None:
    assert is_on(value, missing=True) == on

"""The SVG picture of a map: valid XML, self-contained, whatever the documents contain."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.chain import Edge, Graph, WorkNode
from pipeline.chain.svg import render_svg, render_topic_map
from pipeline.model import Work
from pipeline.store import Store
from tests.chain.graphs import graphs
from tests.chain.samples import TODAY

HOSTILE = '"><script>alert(1)</script><image href="http://example.invalid/x"/>&#x0;\x1b[31m\u202e]]>'


@settings(deadline=None, max_examples=60)
@given(graphs(st.one_of(st.just(HOSTILE), st.text(max_size=200))), st.one_of(st.just(HOSTILE), st.text(max_size=80)))
def test_the_picture_is_xml_without_links_whatever_a_document_says(graph: Graph, title: str) -> None:
    picture = render_svg(graph, title)
    root = ElementTree.fromstring(picture)
    tags = {element.tag.removeprefix("{http://www.w3.org/2000/svg}") for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "metadata", "style", "defs", "marker", "path", "rect", "text", "g"}
    names = {name for element in root.iter() for name in element.attrib}
    assert not [name for name in names if name.startswith("on") or "href" in name]
    assert not re.search(r"url\((?!#)|@import|<!", picture)
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", picture)


def work_map() -> Graph:
    """Return a map of one work that has ended, with three left out."""
    work = Work(
        "a", "chỉ thị", "08-CT/TU", issuer="Tỉnh ủy Điện Biên", date=date(2016, 3, 30), title="về tăng cường kỷ luật"
    )
    return Graph((WorkNode(work, True, level="province", focus=True, ended=True),), (), left_out=3)


def test_works_levels_and_omissions_are_legible() -> None:
    picture = render_svg(work_map(), "Bản đồ", ["cell"])
    texts = ["".join(each.itertext()) for each in ElementTree.fromstring(picture).iter() if each.tag.endswith("text")]
    assert {"08-CT/TU", "30/3/2016", "chỉ thị · Tỉnh ủy Điện Biên", "về tăng cường kỷ luật"} <= set(texts)
    assert any("No longer in force" in text for text in texts)
    assert any("no implementing document" in text for text in texts)
    assert any("3 more works" in text for text in texts)


@pytest.mark.parametrize(
    ("relation", "legend"),
    [
        ("thay thế", "replaces, ends"),
        ("bổ sung", "amends, continues"),
        ("tổng kết", "implements, guides, reviews"),
        ("căn cứ", "founded on, refers to, mentions"),
        (None, "founded on, refers to, mentions"),
    ],
)
def test_the_legend_explains_the_kinds_of_lines_on_the_map(relation: str | None, legend: str) -> None:
    works = (Work(name, "chỉ thị", name, issuer=None, date=None, title=None) for name in ("1-CT/TW", "2-CT/TW"))
    graph = Graph(
        tuple(WorkNode(work, held=True, level="central") for work in works), (Edge("1-CT/TW", "2-CT/TW", relation),)
    )
    legends = [each for each in ElementTree.fromstring(render_svg(graph, "")).iter() if each.get("class") == "note"]
    assert [each.text for each in legends if each.text] == [legend]


def test_the_map_of_a_topic_is_left_out_where_nothing_is_cited(library: Store, empty_library: Store) -> None:
    picture = render_topic_map(library, library.entries(), TODAY)
    assert picture and "08-CT/TU" in picture
    assert render_topic_map(library, [], TODAY) is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_fit_their_boxes_in_a_browser(scheme: str) -> None:
    """Measure in Chromium, with the fonts installed, that no text is wider than its box or overlaps another."""
    sync_api = pytest.importorskip("playwright.sync_api")
    import shutil

    browser = shutil.which("chromium")
    if browser is None:
        pytest.skip("no Chromium")
    long = "NGHỊ QUYẾT VỀ MỘT SỐ VẤN ĐỀ TIẾP TỤC ĐỔI MỚI, SẮP XẾP TỔ CHỨC BỘ MÁY mmmmmmmmmmmmmmmmm"
    nodes = tuple(
        WorkNode(
            Work(
                str(n),
                "chương trình hành động",
                f"{n}00/2020/QĐ-UBND-VPTW",
                issuer=long,
                date=date(2016, 12, 30),
                title=long,
            ),
            True,
            "province",
        )
        for n in range(1, 8)
    )
    picture = render_svg(Graph(nodes, (Edge("1", "7", "thực hiện"), Edge("2", "1", "thay thế"))), long)
    with sync_api.sync_playwright() as play:
        page = play.chromium.launch(executable_path=browser).new_page(color_scheme=scheme)
        page.set_content(picture)
        wide = page.evaluate(
            """() => [...document.querySelectorAll('g > rect.box')].flatMap(box => {
                 const room = box.getBBox();
                 return [...box.parentNode.querySelectorAll('text')].map(text => text.getBBox()).filter(text =>
                   text.x < room.x || text.x + text.width > room.x + room.width ||
                   text.y < room.y || text.y + text.height > room.y + room.height).length;
               })"""
        )
        paper = page.evaluate("getComputedStyle(document.querySelector('.paper')).fill")
    assert wide == [0] * 7
    assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 22, 28)"}[scheme]

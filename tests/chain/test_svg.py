"""The picture: nothing overlaps, nothing is fetched, nothing that a document says has power over it."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.chain.graph import Edge, Graph, Node
from pipeline.chain.layout import BOX_HEIGHT, BOX_WIDTH, layout
from pipeline.chain.svg import svg
from pipeline.model import Work
from pipeline.registry import LEVELS

HOSTILE = '"><script>alert(1)</script><image href="http://example.invalid/x"/>&#x0;\x1b[31m\u202e]]>'


TITLES = st.just("Về công tác cán bộ")


@st.composite
def graphs(draw: st.DrawFn, texts: st.SearchStrategy[str] = TITLES) -> Graph:
    count = draw(st.integers(1, 24))
    nodes = [
        Node(
            Work(f"w/{place}", "chỉ thị", f"{place:02}-CT/TU", draw(texts), date(2016, 1, 1 + place), draw(texts)),
            draw(st.booleans()), draw(st.sampled_from((*LEVELS, None))), place == 0, draw(st.booleans()),
        )
        for place in range(count)
    ]  # fmt: skip
    pairs = draw(st.sets(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=30))
    kinds = st.sampled_from(["thực hiện", "thay thế", "sửa đổi", "căn cứ", None])
    return Graph(tuple(nodes), tuple(Edge(f"w/{a}", f"w/{b}", draw(kinds)) for a, b in sorted(pairs) if a != b))


@settings(deadline=None, max_examples=60)
@given(graphs(), st.integers(1, 5))
def test_no_box_lies_on_another_and_no_line_runs_through_one(graph: Graph, per_row: int) -> None:
    placed = layout(graph, ["district"], per_row)
    assert len(placed.boxes) == len(graph.nodes) and len(placed.lines) == len(graph.edges)
    for one in placed.boxes:
        assert one.x >= 0 and one.x + BOX_WIDTH <= placed.width and one.y + BOX_HEIGHT <= placed.height
        for other in placed.boxes:
            apart = abs(one.x - other.x) >= BOX_WIDTH or abs(one.y - other.y) >= BOX_HEIGHT
            assert one is other or apart
    for line in placed.lines:
        straight = [(a, b) for place, (a, b) in enumerate(pairwise(line.points)) if place % 2]
        for (x, top), (_x, bottom) in straight:
            for box in placed.boxes:
                beside = x <= box.x or x >= box.x + BOX_WIDTH
                assert beside or max(top, bottom) <= box.y or min(top, bottom) >= box.y + BOX_HEIGHT


@settings(deadline=None, max_examples=60)
@given(graphs(st.one_of(st.just(HOSTILE), st.text(max_size=200))), st.one_of(st.just(HOSTILE), st.text(max_size=80)))
def test_whatever_a_document_says_the_picture_is_xml_and_fetches_nothing(graph: Graph, title: str) -> None:
    picture = svg(graph, title)
    root = ElementTree.fromstring(picture)
    tags = {element.tag.removeprefix("{http://www.w3.org/2000/svg}") for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "metadata", "style", "defs", "marker", "path", "rect", "text", "g"}
    names = {name for element in root.iter() for name in element.attrib}
    assert not [name for name in names if name.startswith("on") or "href" in name]
    assert not re.search(r"url\((?!#)|@import|<!", picture)
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", picture)


def work_map() -> Graph:
    """A map of one work that has ended, with three left out."""
    work = Work("a", "chỉ thị", "08-CT/TU", "Tỉnh ủy Điện Biên", date(2016, 3, 30), "về tăng cường kỷ luật")
    return Graph((Node(work, True, "province", True, True),), (), left_out=3)


def test_every_work_and_level_can_be_read() -> None:
    picture = svg(work_map(), "Bản đồ", ["cell"])
    texts = ["".join(each.itertext()) for each in ElementTree.fromstring(picture).iter() if each.tag.endswith("text")]
    assert {"08-CT/TU", "30/3/2016", "chỉ thị · Tỉnh ủy Điện Biên", "về tăng cường kỷ luật"} <= set(texts)
    assert any("No longer in force" in text for text in texts)
    assert any("No implementing document" in text for text in texts)
    assert any("3 more works" in text for text in texts)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_fit_their_boxes_in_a_browser(scheme: str) -> None:
    """Measured in Chromium with the letters of this machine: no text is wider than its box or on another's."""
    sync_api = pytest.importorskip("playwright.sync_api")
    import shutil

    browser = shutil.which("chromium")
    if browser is None:
        pytest.skip("no Chromium")
    long = "NGHỊ QUYẾT VỀ MỘT SỐ VẤN ĐỀ TIẾP TỤC ĐỔI MỚI, SẮP XẾP TỔ CHỨC BỘ MÁY mmmmmmmmmmmmmmmmm"
    nodes = tuple(
        Node(
            Work(str(n), "chương trình hành động", f"{n}00/2020/QĐ-UBND-VPTW", long, date(2016, 12, 30), long),
            True,
            "province",
        )
        for n in range(1, 8)
    )
    picture = svg(Graph(nodes, (Edge("1", "7", "thực hiện"), Edge("2", "1", "thay thế"))), long)
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

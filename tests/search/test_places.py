"""Sections named in a query lead to their page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from pipeline.model import Section
from pipeline.search import search
from pipeline.store import Store
from tests.documents import document

PAGES = (
    "Chương I\nĐiều 1. Phạm vi\n1. Rừng.",
    "Điều 2. Nhiệm vụ\n1. Trồng cây.\n2. Giữ cây.",
    "Chương II\nĐiều 3. Hạn",
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    outline = [
        Section("Chương I", "", 1, 1, 0),
        Section("Điều 1", "Phạm vi", 1, 2, PAGES[0].index("Điều")),
        Section("Điều 2", "Nhiệm vụ", 2, 2, 0),
        Section("1", "", 2, 3, PAGES[1].index("1. T")),
        Section("2", "", 2, 3, PAGES[1].index("2. G")),
        Section("Chương II", "", 3, 1, 0),
        Section("Điều 3", "Hạn", 3, 2, PAGES[2].index("Điều")),
    ]
    with Store.open(tmp_path_factory.mktemp("places") / "l.sqlite", create=True) as opened:
        opened.add(document(*PAGES, number="31/2030/QH20", type="luật", title="BẢO VỆ CÂY RỪNG", day=date(2030, 1, 2),
                            path="/luat.pdf", outline=outline))  # fmt: skip
        opened.add(document(*PAGES, number="12/2031/NĐ-CP", type="nghị định", day=date(2031, 1, 2), path="/nd.pdf",
                            outline=outline))  # fmt: skip
        opened.add(document("Theo Điều 2 Luật Bảo vệ cây rừng, Điều 2 Nghị định 12/2031/NĐ-CP.", path="/cites.pdf"))
        yield opened


@pytest.mark.parametrize(
    ("query", "path", "page"),
    [
        ("Điều 2 Luật Bảo vệ cây rừng", "/luat.pdf", 2),
        ("dieu 3 luat bao ve cay rung", "/luat.pdf", 3),
        ("khoản 2 điều 2 luật bảo vệ rừng", "/luat.pdf", 2),
        ("đ3 luật bảo vệ cây rừng", "/luat.pdf", 3),
        ("Điều 3 nghị định 12/2031/NĐ-CP", "/nd.pdf", 3),
        ("chương 2 NĐ 12/2031", "/nd.pdf", 3),
        ("chương II nghị định 12/2031/NĐ-CP", "/nd.pdf", 3),
        ("Điều 9 nghị định 12/2031/NĐ-CP", "/nd.pdf", 1),
    ],
)
def test_the_page_of_a_section_leads(library: Store, query: str, path: str, page: int) -> None:
    hit = search(library, query).hits[0]
    assert (hit.path, hit.page) == (path, page)

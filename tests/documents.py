"""Documents made in a few words, for tests of storage and search."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from pipeline.model import Document, Header, Mention, Page, Paragraph, Section
from pipeline.registry import load
from pipeline.vietnamese.text import nfc


def document(
    *pages: str,
    number: str | None = None,
    type: str | None = None,
    issuer: str | None = None,
    day: date | None = None,
    title: str | None = None,
    path: str | None = None,
    outline: Sequence[Section] = (),
    mentions: dict[int, tuple[Mention, ...]] | None = None,
) -> Document:
    """Return a document with these page texts; its path is made from its id unless given, its hash from its content."""
    header = Header(type=type, number=number, issuer=issuer, date=day, title=title)
    work = load().works.id_for(issuer, day, number, type) or ""
    texts = [nfc(text) for text in pages]
    return Document(
        id=work,
        path=path or f"/{work or 'khong-ten'}.pdf",
        sha256=hashlib.sha256(repr((header, texts)).encode()).hexdigest(),
        header=header,
        pages=tuple(Page(place, 595.0, 842.0, (), text) for place, text in enumerate(texts, 1)),
        outline=tuple(outline),
        paragraphs={place: (Paragraph(0, len(text), "body"),) for place, text in enumerate(texts, 1)},
        mentions=dict.fromkeys(range(1, len(texts) + 1), ()) | (mentions or {}),
    )


def mention(text: str, within: str, **fields: object) -> Mention:
    """Return the mention of `text` at its first occurrence in the page text `within`."""
    start = nfc(within).index(nfc(text))
    return Mention(start, start + len(nfc(text)), nfc(text), **fields)  # type: ignore[arg-type]


DIRECTIVE_PAGE = (
    "TỈNH ỦY ĐIỆN BIÊN\nSố 08-CT/TU\nCHỈ THỊ\nvề tăng cường kỷ luật, kỷ cương hành chính\n"
    "I. TÌNH HÌNH\nThời gian qua, kỷ luật\nhành chính trong các cơ quan đã có chuyển biến rõ nét.\n"
    "II. NHIỆM VỤ\nCác cấp ủy, tổ chức đảng quán triệt Nghị quyết số 04-NQ/TW, ngày 30/10/2016 "
    "đến từng đảng viên."
)


def directive(path: str = "/chi-thi.pdf") -> Document:
    """Return Chỉ thị 08-CT/TU of Tỉnh ủy Điện Biên (real number and date) in our own sentences, with one citation."""
    text = DIRECTIVE_PAGE
    return document(
        text,
        "1. Ban Tổ chức Tỉnh ủy theo dõi, đôn đốc việc thực hiện Chỉ thị này.",
        number="08-CT/TU",
        type="chỉ thị",
        issuer="Tỉnh ủy Điện Biên",
        day=date(2016, 3, 30),
        title="về tăng cường kỷ luật, kỷ cương hành chính",
        path=path,
        outline=[
            Section("I", "TÌNH HÌNH", 1, 1, text.index("I. TÌNH")),
            Section("II", "NHIỆM VỤ", 1, 1, text.index("II. NHIỆM")),
            Section("1", "", 2, 2, 0),
        ],
        mentions={1: (mention("Nghị quyết số 04-NQ/TW, ngày 30/10/2016", text, type="nghị quyết",
                              number="04-NQ/TW", date=date(2016, 10, 30)),)},
    )  # fmt: skip


PLAN_PAGE = "Thực hiện Chỉ thị số 08-CT/TU, ngày 30/3/2016 của Tỉnh ủy, chi bộ xây dựng kế hoạch."


def plan(path: str = "/ke-hoach.pdf") -> Document:
    """Return a plan that cites the directive; its number and date are invented for the tests."""
    return document(
        PLAN_PAGE, number="12-KH/TU", type="kế hoạch", issuer="Tỉnh ủy Điện Biên", day=date(2016, 5, 9),
        title="thực hiện Chỉ thị số 08-CT/TU", path=path,
        mentions={1: (mention("Chỉ thị số 08-CT/TU, ngày 30/3/2016", PLAN_PAGE, type="chỉ thị",
                              number="08-CT/TU", date=date(2016, 3, 30), issuer="Tỉnh ủy"),)},
    )  # fmt: skip


# What brings a library back to schema version 13, for tests of its update.
TO_VERSION_16 = (
    "drop view _indexed; drop view passages; drop view citations; drop view relations;"
    "alter table _links drop column sentence; alter table _links rename to links;"
    "alter table _link_works rename to link_works; alter table _relations rename to relations;"
    "alter table _passages rename to passages;"
    "drop table _index; create table page_index (body text);"
)
TO_VERSION_14 = f"{TO_VERSION_16} drop table files; alter table set_aside drop column cause;"

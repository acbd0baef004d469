"""What is told of a document before anything is quoted from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from pipeline.digest import Request, Settings, digest_of
from pipeline.model import Document, Header, Marks, Mention, Page, Paragraph, Relation
from pipeline.store import Store

TEXT = "Các chi bộ phải sinh hoạt chuyên đề ít nhất mỗi quý một lần và ghi biên bản đầy đủ."
ISSUER = "Tỉnh ủy Điện Biên"


def document(number: str, year: int, mention: Mention | None = None, *, draft: bool = False) -> Document:
    return Document(
        id=f"dien-bien/tinh-uy/{year}/{number.lower().replace('/', '-')}",
        path=f"/{number}.pdf",
        sha256=number.encode().hex().ljust(64, "0"),
        header=Header("chỉ thị", number, "CT/TU", ISSUER, date(year, 1, 5), title="về x", marks=Marks(draft=draft)),
        pages=(Page(1, 595, 842, (), TEXT),),
        outline=(),
        paragraphs={1: (Paragraph(0, len(TEXT), "body"),)},
        mentions={1: (mention,) if mention else ()},
    )


def kinds(library: Store, number: str, day: date) -> list[str]:
    pack = digest_of(library, Request(documents=[number]), Settings(as_of=day))
    return [notice.kind for notice in pack.items[0].notices]


def test_a_document_that_was_replaced_names_the_one_that_holds(tmp_path: Path) -> None:
    replaces = Mention(0, 9, TEXT[:9], "chỉ thị", "01-CT/TU", ISSUER, date(2016, 1, 5), relation="thay thế",
                       relations=(Relation("thay thế"),))  # fmt: skip
    with Store.open(tmp_path / "l.sqlite", create=True) as library:
        library.add(document("01-CT/TU", 2016))
        library.add(document("02-CT/TU", 2018, replaces))
        library.add(document("03-CT/TU", 2018, draft=True))
        assert kinds(library, "01-CT/TU", date(2020, 1, 1)) == ["replaced"]
        assert kinds(library, "01-CT/TU", date(2017, 1, 1)) == []
        assert kinds(library, "02-CT/TU", date(2017, 1, 1)) == ["early"]
        assert kinds(library, "03-CT/TU", date(2020, 1, 1)) == ["draft"]
        pack = digest_of(library, Request(documents=["01-CT/TU"]), Settings(as_of=date(2020, 1, 1)))
        (notice,) = pack.items[0].notices
        assert notice.work is not None and notice.work.number == "02-CT/TU"
        assert "02-CT/TU" in notice.text
        citing = digest_of(library, Request(documents=["02-CT/TU"]), Settings(as_of=date(2020, 1, 1)))
        (explained,) = citing.items[0].explained
        assert explained.in_force is False
        assert explained.replaced_by is not None and explained.replaced_by.number == "02-CT/TU"


def test_pages_read_from_a_picture_are_named(tmp_path: Path) -> None:
    held = document("01-CT/TU", 2016)
    with Store.open(tmp_path / "l.sqlite", create=True) as library:
        library.add(replace(held, pages=(replace(held.pages[0], source="ocr"),)))
        assert kinds(library, "01-CT/TU", date(2020, 1, 1)) == ["ocr"]

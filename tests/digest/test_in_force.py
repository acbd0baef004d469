"""Works cited and their successors, works that a document implements, and notices on the document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.chain import Claim, Status
from pipeline.digest import Request, Settings, digest_of
from pipeline.digest.in_force import explain_citations, implemented_works
from pipeline.model import (
    Document,
    Header,
    Marks,
    Mention,
    Page,
    Paragraph,
    Reference,
    Relation,
    Work,
)
from pipeline.store import Store

CITED = "Nghị quyết số 04-NQ/TW"


def work(number: str) -> Work:
    return Work(f"trung-uong/{number}", "nghị quyết", number, None, None, None)


def reference(number: str, start: int = 0, text: str = CITED, relation: str | None = "thực hiện") -> Reference:
    return Reference(
        Mention(start, start + len(text), text, relation=relation), "known-not-held", "number", work(number)
    )


def implements(sentence: str, relation: str, title: str = "về x") -> bool:
    header = Header("chỉ thị", "1-CT/TU", "CT/TU", "Tỉnh ủy", date(2016, 1, 5), title=title)
    held = Document(
        "a/b/2016/1", "a.pdf", "0" * 64, header,
        (Page(1, 595, 842, (), sentence),), (), {1: (Paragraph(0, len(sentence), "body"),)}, {},
    )  # fmt: skip
    cited = reference("04-NQ/TW", sentence.index(CITED), relation=relation)
    return bool(implemented_works([(1, cited)], held))


@pytest.mark.parametrize(
    ("sentence", "relation", "expected"),
    [
        (f"Thực hiện {CITED}, Ban Thường vụ Tỉnh ủy ban hành Chỉ thị như sau:", "thực hiện", True),
        (f"Căn cứ {CITED} của Trung ương;", "căn cứ", True),
        (f"Để thực hiện nghiêm {CITED}, Ủy ban nhân dân tỉnh có ý kiến như sau:", "thực hiện", True),
        (f"Ban Thường vụ ban hành Kế hoạch để thực hiện {CITED}.", "thực hiện", True),
        # A sentence that assesses the work, only mentions it, or is about others.
        (f"Học tập chưa gắn với việc sửa chữa khuyết điểm nêu trong {CITED}.", "quán triệt", False),
        (f"Việc thực hiện {CITED} còn những chỗ yếu.", "thực hiện", False),
        (f"Việc thực hiện {CITED} còn hình thức.", "thực hiện", False),
        (f"Thực hiện {CITED}, các cấp ủy trong tỉnh đã có chuyển biến.", "thực hiện", False),
        (f"Thực hiện {CITED}, các chi bộ xây dựng kế hoạch.", "thực hiện", False),
        (f"Cùng với đó, {CITED} nêu nhiều việc.", "thực hiện", False),
    ],
)
def test_what_a_document_implements(sentence: str, relation: str, expected: bool) -> None:
    assert implements(sentence, relation) is expected


def test_a_title_names_what_is_implemented() -> None:
    assert implements(f"Kết quả {CITED} còn hạn chế.", "thực hiện", f"thực hiện {CITED}")


def ended(number: str, *successors: str, confirmed: bool = True) -> Status:
    claims = tuple(
        Claim("thay thế", work(each), date(2020, 1, 1), source="x", confirmed=confirmed) for each in successors
    )
    return Status(
        work(number), False, date(2026, 1, 1), "replaced" if claims else "not known", claims[:1], (), (),
        succession=claims,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("found", "newest", "confirmed"),
    [
        (ended("A", "B", "C"), "C", True),
        (ended("A", "B", "C", confirmed=False), "C", False),
        (ended("A"), None, True),
        (None, None, True),
    ],
)
def test_the_last_successor_is_named(found: Status | None, newest: str | None, confirmed: bool) -> None:
    (cited,) = explain_citations([(1, reference("A"))], lambda _id: found)
    assert (cited.replaced_by.number if cited.replaced_by else None, cited.confirmed) == (newest, confirmed)


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


def test_a_replaced_document_names_its_successor(tmp_path: Path) -> None:
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


def test_pages_read_by_ocr_are_named(tmp_path: Path) -> None:
    held = document("01-CT/TU", 2016)
    with Store.open(tmp_path / "l.sqlite", create=True) as library:
        library.add(replace(held, pages=(replace(held.pages[0], source="ocr"),)))
        assert kinds(library, "01-CT/TU", date(2020, 1, 1)) == ["ocr"]

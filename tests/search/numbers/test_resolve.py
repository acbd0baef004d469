"""Every way to type a number or short name (numbers.tsv), and text that only resembles one, on the sample."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pipeline import Library
from pipeline.errors import NotHeld
from pipeline.search.numbers import NamedDocuments, named_documents
from tests.command import SAMPLE
from tests.documents import document

with Path(__file__).with_name("numbers.tsv").open(encoding="utf-8", newline="") as file:
    ROWS = [(row["typed"], row["first"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
WAYS, TRAPS = [row for row in ROWS if row[1]], [typed for typed, first in ROWS if not first]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("numbers") / "l.sqlite") as opened:
        opened.ingest([SAMPLE], jobs=1, ocr="never")
        yield opened


def test_the_table_is_large() -> None:
    assert len(WAYS) > 300 and len(TRAPS) > 50


def test_a_number_typed_any_way_finds_its_document_first(library: Library) -> None:
    found = {typed: [hit.number for hit in library.search(typed, limit=1).hits] for typed, _first in WAYS}
    assert [(typed, found[typed]) for typed, first in WAYS if found[typed] != [first]] == []


def test_text_that_only_resembles_a_number_names_nothing(library: Library) -> None:
    assert [typed for typed in TRAPS if named_documents(library.store.connection, typed).works] == []


@pytest.mark.parametrize(
    ("typed", "reported"),
    [
        ("57-NQ/TW", "57-NQ/TW"),
        ("nghị quyết 57 chuyển đổi số", "57-NQ/TW"),
        ("quy dinh 294", "294-QĐ/TW"),
        ("NQTW4 khóa XI", "12-NQ/TW"),
        ("kết luận 01-KL/TW năm 2016", "not of that year"),
        ("08-CT/TU", None),
        ("08-CT/TU năm 2016", None),
        ("kỷ luật năm 2016", None),
        ("57 đảng viên", None),
        ("999-NQ/TW", None),
        ("luật 31", "31/2024/QH15"),
        ("nghị quyết № 57", "57-NQ/TW"),
        ("nghị quyết (57)", "57-NQ/TW"),
        ("kỷ luật\x1b[31m", None),
        ("kỷ luật 31", None),
        ("pháp luật 36", None),
        ("luật nào? 31", None),
        ("57, NQ/TW", None),
    ],
)
def test_a_known_work_that_is_not_in_the_library_is_noted(library: Library, typed: str, reported: str | None) -> None:
    note = named_documents(library.store.connection, typed).note
    assert note is None if reported is None else note and reported in note


def test_a_separating_sign_ends_a_number(library: Library) -> None:
    for apart in ("CT 08, NQ/TW", "CT 08; NQ 99", "08-CT/TU[31m", "nghị quyết, CT 08", 'Chỉ thị "08", 2017'):
        named = named_documents(library.store.connection, apart)
        assert named.works == ("dien-bien/tinh-uy/2016/08-ct-tu",), apart
    for apart in ("CT,08", "08\x1b[0mCT", "08[CT/TU", "chỉ thị?08", '"chỉ thị" 08', "NQ{18}"):
        assert named_documents(library.store.connection, apart) == NamedDocuments(), apart


def test_a_document_is_looked_up_as_it_is_searched(library: Library) -> None:
    assert library.find("Chỉ thị 08").number == "08-CT/TU"
    assert library.find("NQTW4 khóa XII").number == "04-NQ/TW"
    for name in ("Chỉ thị 99", "chỉ thị 08 đôn đốc", "kỷ luật", "nghị quyết TW6 khóa XIII"):
        with pytest.raises(NotHeld):
            library.find(name)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("05 ct tu", "dien-bien/tinh-uy/2016/05-ct-tu"),
        ("CT 05 BCT", "trung-uong/2016/05-ct-tw"),
        ("chỉ thị 05 của Tỉnh ủy", "dien-bien/tinh-uy/2016/05-ct-tu"),
        ("chỉ thị 05 bộ chính trị", "trung-uong/2016/05-ct-tw"),
        ("chỉ thị 05 tw", "trung-uong/2016/05-ct-tw"),
        ("CT05 khóa 11", "trung-uong/2011/05-ct-tw"),
        ("05-CT/TW năm 2016", "trung-uong/2016/05-ct-tw"),
        ("05-CT/TW/2011", "trung-uong/2011/05-ct-tw"),
        ("12a-KH/ĐU", "xa-muong-nha/dang-uy/2020/12a-kh-du"),
        ("luat 36/2024", "quoc-hoi/2024/36-2024-qh15"),
        ("luật 36", "quoc-hoi/2024/36-2024-qh15"),
        ("36 2024 qh 15", "quoc-hoi/2024/36-2024-qh15"),
    ],
)
def test_qualifiers_choose_among_documents_of_one_serial(several: Library, typed: str, first: str) -> None:
    assert several.search(typed).hits[0].id.startswith(first)


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Directives of one serial from several bodies and years, a serial with a letter, a law."""
    made = [
        ("05-CT/TW", "chỉ thị", "Bộ Chính trị", date(2016, 5, 15)),
        ("05-CT/TW", "chỉ thị", "Ban Bí thư", date(2011, 5, 15)),
        ("05-CT/TU", "chỉ thị", "Tỉnh ủy Điện Biên", date(2016, 2, 1)),
        ("12a-KH/ĐU", "kế hoạch", "Đảng ủy xã Mường Nhà", date(2020, 1, 2)),
        ("36/2024/QH15", "luật", "Quốc hội", date(2024, 6, 27)),
    ]
    with Library.open(tmp_path_factory.mktemp("several") / "l.sqlite", create=True) as opened:
        for number, kind, issuer, day in made:
            opened.store.add(document(f"Văn bản của {issuer}.", number=number, type=kind, issuer=issuer, day=day))
        yield opened

"""The work that `dẫn:` and `--cites` mean, however it is named."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline import Library
from pipeline.search.answer import read_query
from pipeline.search.cited import cited
from tests.command import SAMPLE
from tests.documents import document, mention

DIRECTIVE, PLENUM = "dien-bien/tinh-uy/2016/08-ct-tu", "trung-uong/2016/04-nq-tw"
POLITBURO = "trung-uong/2016/05-ct-tw"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    text = "Thực hiện Chỉ thị số 77-CT/ĐX của Đảng ủy xã."
    told = mention("Chỉ thị số 77-CT/ĐX", text, type="chỉ thị", number="77-CT/ĐX")
    with Library.open(tmp_path_factory.mktemp("cited") / "l.sqlite") as opened:
        opened.ingest([SAMPLE], jobs=1, ocr="never")
        opened.store.add(document(text, path="/xa.pdf", mentions={1: (told,)}))
        yield opened


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (DIRECTIVE, DIRECTIVE),
        ("08-CT/TU", "08-CT/TU"),
        ("08 ct tu", "08-CT/TU"),
        ("03-CT/TW", "03-CT/TW"),
        ("Chỉ thị 08", DIRECTIVE),
        ("chi thi so 8", DIRECTIVE),
        ("CT08", DIRECTIVE),
        ("Chỉ thị 08-CT/TU của Tỉnh ủy Điện Biên", DIRECTIVE),
        ("Chỉ thị số 08-CT/TU, ngày 30/3/2016", DIRECTIVE),
        ("chỉ thị 08 năm 2016 của BTV Tỉnh uỷ", None),
        ("chỉ thị 08 năm 2015", None),
        ("Chỉ thị 08 ngày 31/3/2016", None),
        ("chỉ thị 08 đôn đốc", None),
        ("NQTW4 khóa XII", PLENUM),
        ("NQTƯ4 (khoá 12)", PLENUM),
        ("nghị quyết trung ương 4 khóa XII", PLENUM),
        ("TW4 k12", PLENUM),
        ("NQTW4 khóa XI", "trung-uong/2012/12-nq-tw"),
        ("nghị quyết 04 của BCH Trung ương", PLENUM),
        ("chỉ thị 05 của Bộ Chính trị", POLITBURO),
        ("CT 05 BCT", POLITBURO),
        ("chỉ thị 05 trung ương", POLITBURO),
        ("Chỉ thị 77", "77-ct-dx"),
        ("Luật Đất đai", "quoc-hoi/2013/45-2013-qh13"),
        ("Chỉ thị 99", None),
        ("kỷ luật", None),
        ("kỷ luật\x1b[31m", None),
        ("chỉ thị", None),
        ("08", None),
        ("", None),
    ],
)
def test_a_work_is_named_as_people_do(library: Library, typed: str, meant: str | None) -> None:
    value, note = cited(library.store.connection, typed)
    assert (value, note is None) == ((typed, False) if meant is None else (meant, True))
    assert meant or "has a document" in str(note)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("Chỉ thị 05", (POLITBURO, "thu-tuong/2008/05-2008-ct-ttg")),
        ("NQTW4", ("trung-uong/2012/12-nq-tw", PLENUM)),
    ],
)
def test_of_several_that_are_cited_none_is_chosen(library: Library, typed: str, ids: tuple[str, ...]) -> None:
    results = library.search("chi bộ", cites=typed)
    assert results.hits == () and results.note and all(each in results.note for each in ids)


def test_every_name_finds_what_the_id_does(library: Library) -> None:
    by_id = library.search("kế hoạch", cites=DIRECTIVE, limit=50).hits
    assert len(by_id) > 3
    for typed in ("Chỉ thị 08", "08 ct tu", "ct08"):
        assert library.search("kế hoạch", cites=typed, limit=50).hits == by_id
        assert library.search(f'kế hoạch dẫn:"{typed}"', limit=50).hits == by_id
    assert [hit.path for hit in library.search("thực hiện", cites="chỉ thị 77").hits] == ["/xa.pdf"]


@pytest.mark.parametrize(
    ("typed", "meant", "searched"),
    [
        ("dẫn:Chỉ thị 08 kế hoạch", DIRECTIVE, "ke hoach"),
        ("kế hoạch dẫn: chi thi so 08", DIRECTIVE, "ke hoach"),
        ("dẫn:NQTW4 khóa XII suy thoái", PLENUM, "suy thoai"),
        ("cites:nghị quyết trung ương 4 khóa 12, suy thoái", PLENUM, "suy thoai"),
        ("dẫn:CT05 của Bộ Chính trị kế hoạch", POLITBURO, "ke hoach"),
        ("dẫn:05-CT/TW kế hoạch", "05-CT/TW", "ke hoach"),
        ("dẫn:Chỉ_thị_08 kế hoạch", DIRECTIVE, "ke hoach"),
        ("dẫn:Chỉ thị số 99 kế hoạch", "Chỉ thị số 99", "ke hoach"),
        ("dẫn:CT08 kế hoạch 21", DIRECTIVE, "ke hoach 21"),
    ],
)
def test_the_field_takes_the_words_of_the_name(library: Library, typed: str, meant: str, searched: str) -> None:
    read, named = read_query(library.store.connection, typed)
    assert dict(read.filters) == {"cites": meant}
    assert " ".join(word for leaf in read.leaves for word in leaf.words) == searched
    assert DIRECTIVE not in named.works  # it is not looked for itself
    assert read.text == typed


def test_a_kept_search_remembers_the_name(library: Library) -> None:
    library.save_search("tám", "kế hoạch", cites="Chỉ thị 08")
    assert library.run_saved_search("tám").total == library.search("kế hoạch", cites=DIRECTIVE).total
    assert library.run_saved_search("tám", new=True).hits == ()

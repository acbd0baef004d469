"""Values of query fields: the work that `dẫn:` and `--cites` mean, however it is named, and names of several words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from pipeline import Library
from pipeline.model import Signer
from pipeline.search.answer import read_query
from pipeline.search.numbers.values import resolve_cites
from tests.command import SAMPLE
from tests.documents import directive, document, mention, plan

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
    value, note = resolve_cites(library.store.connection, typed)
    assert (value, note is None) == ((typed, False) if meant is None else (meant, True))
    assert meant or "has a document" in str(note)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("Chỉ thị 05", (POLITBURO, "thu-tuong/2008/05-2008-ct-ttg")),
        ("NQTW4", ("trung-uong/2012/12-nq-tw", PLENUM)),
    ],
)
def test_none_of_several_cited_works_is_chosen(library: Library, typed: str, ids: tuple[str, ...]) -> None:
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
    read = read_query(library.store.connection, typed)
    assert dict(read.filters) == {"cites": meant}
    assert " ".join(word for leaf in read.leaves for word in leaf.words) == searched
    assert read.named and DIRECTIVE not in read.named.works  # it is not looked for itself
    assert read.text == typed


def test_a_saved_search_remembers_the_name(library: Library) -> None:
    library.save_search("tám", "kế hoạch", cites="Chỉ thị 08")
    assert library.run_saved_search("tám").total == library.search("kế hoạch", cites=DIRECTIVE).total
    assert library.run_saved_search("tám", new=True).hits == ()


@pytest.fixture(scope="module")
def signed_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    made = directive()
    signed = replace(made, header=replace(made.header, signers=(Signer("Lò Văn Muôn", "Bí thư", "T/M"),)))
    with Library.open(tmp_path_factory.mktemp("values") / "l.sqlite", create=True) as opened:
        opened.store.add(signed)
        opened.store.add(plan())
        yield opened


@pytest.mark.parametrize(
    ("typed", "filters", "searched"),
    [
        ("cơ quan: Tỉnh ủy Điện Biên", {"issuer": "Tỉnh ủy Điện Biên"}, ""),
        ("co quan: tinh uy dien bien, ky luat", {"issuer": "tinh uy dien bien"}, "ky luat"),
        ("cơquan:Điện Biên kỷ luật", {"issuer": "Điện Biên"}, "ky luat"),
        ("cơ quan: Tỉnh ủy chỉ thị", {"issuer": "Tỉnh ủy"}, "chi thi"),
        ("cơ quan: Bộ Tài chính quy định", {"issuer": "Bộ Tài chính"}, "quy dinh"),
        ("cơquan:UBND tỉnh Điện Biên văn thư", {"issuer": "UBND tỉnh Điện Biên"}, "van thu"),
        ("cơ quan: Tỉnh ủy -kỷ luật", {"issuer": "Tỉnh ủy"}, "luat"),
        ("cơ quan: Tỉnh ủy loại: chỉ thị", {"issuer": "Tỉnh ủy", "type": "chỉ thị"}, ""),
        ("người ký: Lò Văn Muôn", {"signer": "Lò Văn Muôn"}, ""),
        ("người ký: lo van muon ky luat", {"signer": "lo van muon"}, "ky luat"),
        ("người ký: Muôn kỷ luật", {"signer": "Muôn"}, "ky luat"),
        ("người ký: Nguyễn Phú Trọng xây dựng", {"signer": "Nguyễn Phú Trọng"}, "xay dung"),
        ("số: 08 ct tu đôn đốc", {"number": "08-CT/TU"}, "don doc"),
        ("số:08-CT/TU đôn đốc", {"number": "08-CT/TU"}, "don doc"),
        ("dẫn: 08 CT TU kế hoạch", {"cites": "08-CT/TU"}, "ke hoach"),
    ],
)
def test_a_field_takes_the_words_of_a_known_name_only(
    signed_library: Library, typed: str, filters: dict[str, str], searched: str
) -> None:
    read = read_query(signed_library.store.connection, typed)
    assert dict(read.filters) == filters
    assert " ".join(word for leaf in read.leaves for word in leaf.words) == searched


@pytest.mark.parametrize("issuer", ["UBND", "UBND tỉnh Điện Biên", "tỉnh ủy", "TU"])
def test_letters_mean_a_body(signed_library: Library, issuer: str) -> None:
    held = {entry.issuer for entry in signed_library.entries(issuer=issuer)}
    assert held == (set() if issuer.startswith("UBND") else {"Tỉnh ủy Điện Biên"})

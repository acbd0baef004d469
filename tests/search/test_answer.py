"""What a query finds, in which order, and how hits are shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Section
from pipeline.search import search
from pipeline.search.numbers import named_documents
from pipeline.store import Store
from tests.documents import directive, document, mention, plan

DIRECTIVE, PLAN = "08-CT/TU", "12-KH/TU"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The directive, the plan and pages that differ by tones, adjacency and dates."""
    text = "Căn cứ Chỉ thị 08, chi bộ họp."
    cited = mention("Chỉ thị 08", text, type="chỉ thị", number="08")
    others = [
        document("Sự hoà hợp của các dân tộc.", "Hòa hợp.", path="/hoa.pdf"),
        document("Đang dâng cao. Dang tay.", path="/dang.pdf", day=date(2020, 1, 2)),
        document("Đảng viên đi trước. " + "Chữ nghĩa. " * 40, path="/dang-vien.pdf", day=date(2019, 1, 2)),
        document(
            "Tổ công tác. Chức vụ. Cán sự. Bộ phận.", "Công tác tổ chức cán bộ của cơ quan.", path="/to.pdf"
        ),
        document(text, path="/bb.pdf", number="03-BB/CB", type="biên bản", issuer="Tỉnh ủy Điện Biên",
                 day=date(2016, 6, 1), mentions={1: (cited,)}),
    ]  # fmt: skip
    with Store.open(tmp_path_factory.mktemp("library") / "l.sqlite", create=True) as opened:
        for made in (plan(), directive(), *others):
            opened.add(made)
        yield opened


def found(library: Store, query: str, **filters: object) -> list[tuple[str, int]]:
    """The numbers, or else the files, and pages of the hits."""
    hits = search(library, query, **filters).hits  # type: ignore[arg-type]
    return [(hit.number or hit.path, hit.page) for hit in hits]


@pytest.mark.parametrize(
    ("toned", "toneless"),
    [("kỷ luật hành chính", "ky luat hanh chinh"), ("Đảng viên", "dang vien"), ("hoà hợp", "HOA HOP")],
)
def test_tones_decide_nothing_but_order(library: Store, toned: str, toneless: str) -> None:
    assert sorted(found(library, toned)) == sorted(found(library, toneless)) != []


def test_exact_tones_come_first(library: Store) -> None:
    assert found(library, "dâng")[0] == ("/dang.pdf", 1)
    # `dang` stands three times on the shorter page, `đảng` on the longer one alone.
    assert found(library, "dang")[0] == ("/dang.pdf", 1)
    assert found(library, "đảng")[-1] == ("/dang.pdf", 1)


def test_old_and_new_tone_placement_are_one(library: Store) -> None:
    old, new = search(library, "hoà hợp", explain=True), search(library, "hòa hợp", explain=True)
    assert [hit.page for hit in old.hits] == [hit.page for hit in new.hits]
    assert [each.tier for each in old.explanations[:2]] == [each.tier for each in new.explanations[:2]] == [2, 2]


@pytest.mark.parametrize("query", ["tổ chức cán bộ", "to chuc can bo"])
def test_words_side_by_side_count_more(library: Store, query: str) -> None:
    assert found(library, query)[0] == ("/to.pdf", 2)


@pytest.mark.parametrize(
    "query",
    [
        "08-CT/TU",
        "08 ct tu",
        "8-ct/tu",
        "Chỉ thị 08",
        "chi thi so 8",
        "CHỈ THỊ 08-CT/TU",
        "số 08 – CT/TU",
        "CT 08",
        "ct08",
        "Chỉ thị 08 khóa XII",
        "số: 08-CT/TU",
    ],
)
def test_a_number_typed_any_way_leads_with_its_document(library: Store, query: str) -> None:
    assert found(library, query)[0] == (DIRECTIVE, 1)


@pytest.mark.parametrize("query", ["08-CT/TU", "08 ct tu", "Chỉ thị 08"])
def test_then_come_the_pages_that_cite_it(library: Store, query: str) -> None:
    results = search(library, query, explain=True)
    assert {hit.number for hit in results.hits[1:3]} == {PLAN, "03-BB/CB"}
    assert results.total == len(results.hits)


@pytest.fixture
def plenums(tmp_path: Path) -> Iterator[Store]:
    """A resolution of a plenum, one of the same number five years before, a page that cites one not held."""
    text = "Học tập Nghị quyết Trung ương 4 khóa XI."
    cited = mention("Nghị quyết Trung ương 4 khóa XI", text, type="nghị quyết", plenum=4, term="XI")
    with Store.open(tmp_path / "l.sqlite", create=True) as opened:
        for day in (date(2011, 10, 30), date(2016, 10, 30)):
            opened.add(document("Về xây dựng Đảng.", number="04-NQ/TW", type="nghị quyết", day=day,
                                issuer="Ban Chấp hành Trung ương"))  # fmt: skip
        opened.add(document(text, path="/cites.pdf", mentions={1: (cited,)}))
        yield opened


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("NQTW4 khóa XII", "trung-uong/2016/04-nq-tw"),
        ("nghi quyet trung uong 4 khoa xii", "trung-uong/2016/04-nq-tw"),
        ("NQTW4 khóa XII xây dựng", "trung-uong/2016/04-nq-tw"),
        ("Nghị quyết 04 năm 2011", "trung-uong/2011/04-nq-tw"),
        ("04-NQ/TW khóa XII", "trung-uong/2016/04-nq-tw"),
        ("nq 4 khoá XI", "trung-uong/2011/04-nq-tw"),
    ],
)
def test_a_work_named_in_words_leads(plenums: Store, query: str, expected: str) -> None:
    assert search(plenums, query).hits[0].id == expected


def test_a_number_may_lack_its_body(tmp_path: Path) -> None:
    with Store.open(tmp_path / "l.sqlite", create=True) as opened:
        made = document("Công tác văn thư.", number="30/2020/NĐ-CP", type="nghị định", issuer="Chính phủ",
                        day=date(2020, 3, 5))  # fmt: skip
        for each in (directive(), made):
            opened.add(each)
        for query in ("nd 30/2020", "Nghị định 30/2020", "NĐ 30", "nghi dinh so 30 nam 2020"):
            results = search(opened, query)
            assert results.hits[0].number == "30/2020/NĐ-CP", query
        assert search(opened, "nd 30/2020").note is None


def test_a_work_not_held_is_found_where_it_is_cited(plenums: Store) -> None:
    assert [hit.path for hit in search(plenums, "NQTW4 khóa XI").hits] == ["/cites.pdf"]


def test_a_number_with_words_leads_with_the_page_of_the_words(library: Store) -> None:
    assert found(library, "08-CT/TU đôn đốc")[0] == (DIRECTIVE, 2)
    assert found(library, "kế hoạch thực hiện 08 ct tu")[:2] == [(DIRECTIVE, 1), (PLAN, 1)]


@pytest.mark.parametrize("query", ["chi thi 08 ct tw", "99-CT/TU", "kế hoạch 5 năm", "kỷ -08-CT/TU"])
def test_what_names_no_document(library: Store, query: str) -> None:
    assert named_documents(library.connection, query).keys == ()


def test_pages_with_some_words_where_none_has_all(library: Store) -> None:
    results = search(library, "kỷ luật vũ trụ")
    assert results.hits[0].number == DIRECTIVE
    assert results.note
    assert search(library, "kỷ luật").note is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("=dâng", ["/dang.pdf"]),
        ("=dăng", []),
        ("=hòa", ["/hoa.pdf", "/hoa.pdf"]),
        ("dang -=dâng", ["/dang-vien.pdf", DIRECTIVE]),
        ("dang -viên", ["/dang.pdf"]),
        ('loại:"kế hoạch"', [PLAN]),
        ("mục:nhiệm", [DIRECTIVE]),
        ("dẫn:08-CT/TU chi", [PLAN, "03-BB/CB"]),
        ('"luật hành chính"', [DIRECTIVE]),
        ("vượn OR đôn", [DIRECTIVE]),
        ("đô*", [DIRECTIVE]),
    ],
)
def test_the_signs_of_the_query_language(library: Store, query: str, expected: list[str]) -> None:
    assert sorted(each for each, _page in found(library, query)) == sorted(expected)


def test_filters_and_order(library: Store) -> None:
    assert found(library, "chi", since=date(2016, 5, 1), type="kế hoạch") == [(PLAN, 1)]
    assert found(library, "chi", issuer="dien bien", until=date(2016, 4, 1)) == [
        (DIRECTIVE, 1),
        (DIRECTIVE, 2),
    ]
    dated = search(library, "dang", sort="date").hits
    assert [hit.date for hit in dated] == sorted((hit.date for hit in dated if hit.date), reverse=True)
    assert len(found(library, "chi", limit=1)) == 1
    assert search(library, "chi", limit=1).total == len(found(library, "chi"))


def test_a_hit_shows_where_it_stands(library: Store) -> None:
    hit = search(library, "ky luat hanh chinh").hits[0]
    assert (hit.type, hit.issuer, hit.date, hit.page) == (
        "chỉ thị",
        "Tỉnh ủy Điện Biên",
        date(2016, 3, 30),
        1,
    )
    assert hit.section == "mục I"
    assert "qua, \ue000kỷ luật hành chính\ue001 trong" in hit.snippet
    assert len(hit.snippet.split()) <= 36


def test_an_explanation_has_the_parts_of_the_score(library: Store) -> None:
    explanation = search(library, "kỷ luật", explain=True).explanations[0]
    assert [leaf for leaf, _score in explanation.leaves] == ["ky", "luat"]
    assert explanation.pairs > 0
    assert set(explanation.matchinfo) == set("pcnalx")
    assert explanation.rank_bm25 is not None


SIGNS = st.sampled_from(
    ["(", ")", '"', "OR", "AND", "NOT", "NEAR/2", "-", "=", "*", ":", "số:", "ngày:", "loại:", "title:",
     "08-CT/TU", "08", "ct", "kỷ", "luật", "\x00", "\ue000", "😀", "\ud800"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(query=st.lists(SIGNS | st.text(max_size=4), max_size=14).map(" ".join) | st.text())
def test_no_input_raises(library: Store, query: str) -> None:
    search(library, query, explain=True)


@pytest.mark.parametrize("query", ["a " * 500_000, '"' * 1_000_000, "(" * 100_000, "*" * 1000, "-" * 1000, "1 " * 5000])
def test_huge_input_is_answered_at_once(library: Store, query: str) -> None:
    assert search(library, query).seconds < 1


def test_further_hits_follow_the_first(small_library: Store) -> None:
    every = search(small_library, "trồng OR chi OR ke").hits
    parts = [search(small_library, "trồng OR chi OR ke", limit=2, start=start) for start in range(0, len(every), 2)]
    assert tuple(hit for part in parts for hit in part.hits) == every
    assert search(small_library, "trồng", start=50).hits == ()


def test_documents_known_to_have_ended_are_left_out(small_library: Store) -> None:
    assert {hit.path for hit in search(small_library, "kỷ luật", in_force=date(2016, 4, 1)).hits} == {"/chi-thi.pdf"}
    assert search(small_library, "kỷ luật", in_force=date(2016, 3, 1)).hits == ()


@pytest.mark.parametrize(
    "pair", [("kỷ luật", "kỉ luật"), ("lý lịch", "lí lịch"), ("quy chế", "qui chế"), ("ky luat", "ki luat")]
)
def test_both_spellings_find_the_same(tmp_path: Path, pair: tuple[str, str]) -> None:
    with Store.open(tmp_path / "l.sqlite", create=True) as library:
        for place, text in enumerate(("kỷ luật, lí lịch", "kỉ luật, lý lịch, qui chế", "quy chế", "kì lạ, quí")):
            library.add(document(text, path=f"/{place}.pdf"))
        one, two = ({hit.path for hit in search(library, typed).hits} for typed in pair)
        assert one == two and one


def test_a_field_with_a_minus_leaves_documents_out(small_library: Store) -> None:
    def paths(query: str) -> set[str]:
        return {hit.path for hit in search(small_library, query).hits}

    assert paths("cây rừng") == {"/rung.pdf", "/cay.pdf"}
    assert paths("cây rừng -năm:2020") == {"/cay.pdf"}
    assert paths('cây rừng -loại:"nghị quyết"') == {"/cay.pdf"}
    assert paths("cây rừng năm:2020 -loại:NQ") == set()
    assert paths("-năm:2016") == {"/rung.pdf", "/cay.pdf"}
    assert paths("cây rừng -năm:2019") == {"/rung.pdf", "/cay.pdf"}


def test_a_section_is_looked_for_by_its_label(tmp_path: Path) -> None:
    outline = [Section("Chương II", "QUYỀN", 1, 1, 0), Section("Điều 7", "Quyền hạn", 2, 2, 0)]
    with Store.open(tmp_path / "l.sqlite", create=True) as library:
        library.add(
            document("Chương II", "Điều 7. Quyền hạn", "Theo Điều 7 và chương 2.", path="/a.pdf", outline=outline)
        )
        for query, page in (('mục:"Điều 7"', 2), ("section:điều7", 2), ('mục:"chương 2"', 1), ('mục:"chương ii"', 1)):
            assert [hit.page for hit in search(library, query).hits] == [page], query


def test_words_of_grammar_are_not_marked_in_the_hits_of_a_question(tmp_path: Path) -> None:
    with Store.open(tmp_path / "l.sqlite", create=True) as store:
        store.add(document("Trồng rừng ven biển thì phải xin phép xã trước khi trồng.", path="/a.pdf"))
        asked = "muốn trồng rừng ven biển thì phải xin phép ai"
        (hit,) = search(store, asked).hits
        assert "\ue000Trồng rừng ven biển\ue001 thì phải" in hit.snippet


def test_a_number_that_only_the_file_name_has_is_reported(tmp_path: Path) -> None:
    with Store.open(tmp_path / "l.sqlite", create=True) as store:
        store.add(document("Báo cáo trồng rừng.", path="/bao-cao-417.pdf"))
        store.add(document("Báo cáo 52 hộ trồng rừng.", path="/bao-cao-52.pdf"))
        note = search(store, "báo cáo 417").note
        assert note and "417" in note and "bao-cao-417.pdf" in note
        assert not search(store, "báo cáo 52").note

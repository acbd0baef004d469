"""Ways to ask beside a query: what may have been meant, facets, documents alike, saved searches, further hits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import NotHeld
from pipeline.search import search
from pipeline.search.saved import save, search_saved
from pipeline.search.similar import similar
from pipeline.store import Store, saved_searches
from tests.documents import directive, document, plan


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Store]:
    """The directive, the plan that cites it, and what neither is near."""
    with Store.open(tmp_path / "l.sqlite", create=True) as opened:
        opened.add(directive())
        opened.add(plan())
        opened.add(document("Nghị quyết về trồng rừng. Trồng cây gây rừng.", path="/rung.pdf", type="nghị quyết",
                            day=date(2020, 1, 2), issuer="Tỉnh ủy Lai Châu"))  # fmt: skip
        opened.add(document("Kế hoạch trồng rừng, trồng cây.", path="/cay.pdf"))
        yield opened


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chir thij", "chỉ thị"),
        ("chi3 thi5 08", "chỉ thị 08"),
        ("nghij quyeest trồng", "nghị quyết trồng"),
        ("kỷ lualt", "kỷ luật"),
        ("nghi quyte", "nghi quyết"),
        ('"kyr luaatj" OR rừng', '"kỷ luật" OR rừng'),
        ("kỷ luật", None),
        ("zzzzzz", None),
        ("kyx* luật", None),
        ("99999", None),
    ],
)
def test_what_may_have_been_meant(library: Store, typed: str, meant: str | None) -> None:
    assert search(library, typed).suggestion == meant


def test_facets_count_documents(library: Store) -> None:
    facets = search(library, "trồng rừng OR kỷ luật", facets=True).facets
    assert facets
    assert facets.years == (("2020", 1), ("2016", 1), (None, 1))
    assert facets.types == (("chỉ thị", 1), ("nghị quyết", 1), (None, 1))
    assert facets.issuers == (("Tỉnh ủy Lai Châu", 1), ("Tỉnh ủy Điện Biên", 1), (None, 1))
    assert search(library, "loại:chỉ_thị", facets=True).facets == search(library, "=kỷ", facets=True).facets
    nothing = search(library, "", facets=True).facets
    assert nothing and not any(nothing)


def test_documents_alike(library: Store) -> None:
    found = similar(library, search(library, "Lai Châu cây gây").hits[0].id)
    assert found.hits[0].path == "/cay.pdf"
    assert found.query not in [hit.id for hit in found.hits]
    with pytest.raises(NotHeld):
        similar(library, "99-CT/TU")


def test_further_hits_follow_the_first(library: Store) -> None:
    every = search(library, "trồng OR chi OR ke").hits
    parts = [search(library, "trồng OR chi OR ke", limit=2, start=start) for start in range(0, len(every), 2)]
    assert tuple(hit for part in parts for hit in part.hits) == every
    assert search(library, "trồng", start=50).hits == ()


def test_a_saved_search_tells_what_is_new(library: Store) -> None:
    save(library, "rừng", "trồng rừng", {"type": "nghị quyết"})
    assert len(search_saved(library, "rừng").hits) == 1
    assert search_saved(library, "rừng", new=True).hits == ()
    for number in (1, 2):
        library.add(
            document("Trồng rừng đầu nguồn.", path=f"/{number}.pdf", type="nghị quyết", day=date(2021, 1, number))
        )
    library.add(document("Trồng rừng đầu nguồn.", path="/khac.pdf", type="kế hoạch"))
    assert [hit.path for hit in search_saved(library, "rừng", new=True, limit=1).hits] == ["/2.pdf"]
    assert [hit.path for hit in search_saved(library, "rừng", new=True).hits] == ["/1.pdf"]
    assert search_saved(library, "rừng", new=True).hits == ()
    assert len(search_saved(library, "rừng").hits) == 3


def test_what_cites_a_number_was_seen_when_its_search_was_saved(library: Store) -> None:
    save(library, "chỉ thị", "08 ct tu", {})
    assert search_saved(library, "chỉ thị", new=True).hits == ()


def test_saved_searches_are_listed_replaced_and_forgotten(library: Store) -> None:
    save(library, "b", "rừng", {"since": date(2020, 1, 1), "type": None})
    save(library, "a", "cây", {})
    save(library, "a", "kỷ luật", {})
    assert [
        (each.name, each.query, dict(each.filters)) for each in saved_searches.saved_searches(library.connection)
    ] == [
        ("a", "kỷ luật", {}),
        ("b", "rừng", {"since": "2020-01-01"}),
    ]
    saved_searches.delete_search(library.connection, "a")
    with pytest.raises(NotHeld):
        search_saved(library, "a")
    with pytest.raises(NotHeld):
        saved_searches.delete_search(library.connection, "a")


def test_what_is_known_to_have_ended_is_left_out(library: Store) -> None:
    assert {hit.path for hit in search(library, "kỷ luật", in_force=date(2016, 4, 1)).hits} == {"/chi-thi.pdf"}
    assert search(library, "kỷ luật", in_force=date(2016, 3, 1)).hits == ()

"""The public Library and tag."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import get_type_hints

import pytest

import pipeline
from pipeline import Library, tag
from pipeline.errors import NotHeld, UsageError
from pipeline.store.filters import FILTERS, Filters
from tests.documents import directive, plan

DIRECTIVE, PLAN = "dien-bien/tinh-uy/2016/08-ct-tu", "dien-bien/tinh-uy/2016/12-kh-tu"
METHODS = [
    method
    for name, method in inspect.getmembers(Library)
    if not name.startswith("_") and (inspect.isfunction(method) or inspect.ismethod(method))
]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "l.sqlite") as opened:
        opened.store.add(directive())
        opened.store.add(plan())
        yield opened


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.__name__)
def test_every_method_is_typed_and_documented(method: object) -> None:
    signature = inspect.signature(method)  # type: ignore[arg-type]
    assert signature.return_annotation is not inspect.Signature.empty
    for name, parameter in signature.parameters.items():
        assert name == "self" or parameter.annotation is not inspect.Parameter.empty
        assert parameter.annotation != "Any"
    first = (inspect.getdoc(method) or "").split("\n")[0]
    assert first.endswith((".", "nothing.")) and not first.startswith(("The ", "A "))


def test_the_package_is_typed_and_has_its_version() -> None:
    assert (Path(str(pipeline.__file__)).parent / "py.typed").exists()
    assert pipeline.__version__ == import_module("chithi").__version__ == "0.1.0"
    with pytest.raises(AttributeError, match="nothing"):
        _ = pipeline.nothing


def test_filters_of_python_are_those_of_the_table() -> None:
    assert set(get_type_hints(Filters)) == {name for name, row in FILTERS.items() if row.sql}


@pytest.mark.parametrize("name", [DIRECTIVE, "08-CT/TU", "08 ct tu", "Chỉ thị 08"])
def test_a_document_is_found_by_each_of_its_names(library: Library, name: str) -> None:
    assert library.find(name).id == library.document(name).id == DIRECTIVE
    assert [each.id for each in library.similar(name).hits] == [PLAN]
    assert library.status(name).work.id == library.graph(name).nodes[0].work.id == DIRECTIVE
    assert [item.id for item in library.digest(documents=[name]).items] == [DIRECTIVE]


@pytest.mark.parametrize("name", ["99-CT/TU", "Chỉ thị 08 về nước", ""])
def test_an_unknown_name_is_an_error(library: Library, name: str) -> None:
    with pytest.raises(NotHeld):
        library.find(name)


def test_citations_in_both_directions(library: Library) -> None:
    (citation,) = library.cites("12-KH/TU")
    assert citation.reference.target is not None and citation.reference.target.id == DIRECTIVE
    assert [each.document.id for each in library.cited_by("08-CT/TU")] == [PLAN]


def test_filters_of_a_list_and_a_search(library: Library) -> None:
    assert [each.id for each in library.entries(type="chỉ thị")] == [DIRECTIVE]
    assert [each.id for each in library.entries(since=date(2016, 4, 1))] == [PLAN]
    assert {hit.id for hit in library.search("kế hoạch OR kỷ luật", until=date(2016, 4, 1)).hits} == {DIRECTIVE}


def test_saved_searches(library: Library) -> None:
    library.save_search("của tôi", "kế hoạch", type="kế hoạch")
    assert [(each.name, each.query) for each in library.saved_searches()] == [("của tôi", "kế hoạch")]
    assert {hit.id for hit in library.run_saved_search("CUA TOI").hits} == {PLAN}
    assert library.run_saved_search("của tôi", new=True).hits == ()
    library.forget_search("của tôi")
    assert library.saved_searches() == []
    with pytest.raises(NotHeld):
        library.run_saved_search("của tôi")


def test_all_or_none_of_several_documents_are_removed(library: Library) -> None:
    with pytest.raises(NotHeld):
        library.remove("08-CT/TU", "99-CT/TU")
    assert len(library.entries()) == 2
    assert library.remove("08-CT/TU", "12-KH/TU") == [DIRECTIVE, PLAN]
    assert library.entries() == []


def test_a_map_of_a_topic_and_of_all(library: Library) -> None:
    assert {node.work.id for node in library.graph(topic="chi bộ").nodes} >= {PLAN}
    assert {node.work.id for node in library.graph().nodes} >= {DIRECTIVE, PLAN}
    assert DIRECTIVE in {node.work.id for node in library.cascade("08-CT/TU").graph.nodes}


def test_a_digest_needs_a_choice_and_an_agenda_file_gives_one(library: Library, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        library.digest()
    agenda = tmp_path / "a.toml"
    agenda.write_text('documents = ["Chỉ thị 08"]\nminutes = 120\n', encoding="utf-8")
    assert (library.digest(agenda=str(agenda)).minutes, library.digest(agenda=str(agenda), minutes=60).minutes) == (
        120,
        60,
    )


@pytest.mark.parametrize(
    ("issuer", "state", "target"),
    [("Tỉnh ủy Điện Biên", "resolved", DIRECTIVE), ("Tỉnh ủy Lai Châu", "unknown", None)],
)
def test_tag_resolves_against_issuer_and_library(library: Library, issuer: str, state: str, target: str | None) -> None:
    text = "Thực hiện Chỉ thị số 08-CT/TU, ngày 30/3/2016 của Tỉnh ủy."
    (found,) = tag(text, day=date(2016, 5, 1), issuer=issuer, library=library)
    assert (found.state, found.target.id if found.target else None) == (state, target)
    assert text[found.mention.start : found.mention.end] == found.mention.text


def test_tag_without_a_library_knows_the_registry() -> None:
    (found,) = tag("Nghị quyết số 12-NQ/TW, ngày 16/01/2012")
    assert found.state == "known-not-held"

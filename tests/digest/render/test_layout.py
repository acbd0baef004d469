"""The blocks of a pack: links have targets, long lists are shortened, and works are explained once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest

from pipeline.digest import Settings, make_digest
from pipeline.digest.render.blocks import Block, Heading, Letterhead, Listing, Paragraph, Run, SourceText, Table
from pipeline.digest.render.layout import contents, layout, printed_anchor
from pipeline.model import Digest, Explained, State, Task, Work
from tests.digest.test_digest import document
from tests.digest.test_grounding import citation
from tests.digest.test_grounding import document as three_pages

WORK = Work("trung-uong/2016/04-nq-tw", "nghị quyết", "04-NQ/TW", "Ban Chấp hành Trung ương", date(2016, 10, 30), None)
NEWER = Work("trung-uong/2021/21-kl-tw", "kết luận", "21-KL/TW", None, None, None)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")


@pytest.fixture
def pack() -> Digest:
    second = replace(document(), id="dien-bien/tinh-uy/2016/09-ct-tu")
    settings = Settings(unit="Chi bộ A, Đảng bộ B", full=True)
    return make_digest([(three_pages(), [(1, citation())]), (second, ())], settings=settings)


def parts_of(value: Any, kind: type) -> Iterator[Any]:
    """Every part of a value that is of a type, at any depth."""
    if isinstance(value, kind):
        yield value
    if isinstance(value, (tuple, list)):
        for each in value:
            yield from parts_of(each, kind)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from parts_of(getattr(value, field.name), kind)


def text_of(value: Any) -> str:
    return "".join(run.text for run in parts_of(value, Run))


def test_every_link_has_its_target(pack: Digest) -> None:
    blocks = list(layout(pack))
    anchors = [each.anchor for block in blocks for each in parts_of(block, object) if getattr(each, "anchor", None)]
    links = {run.to for run in parts_of(blocks, Run) if run.to}
    assert links and links <= set(anchors)
    assert len(anchors) == len(set(anchors))
    assert {printed_anchor(link) for link in links} <= {each for each in anchors if "-page-" not in each}


def test_the_contents_are_the_parts_and_the_forms(pack: Digest) -> None:
    blocks = list(layout(pack))
    listed = {anchor: text for text, anchor in contents(blocks)}
    assert list(listed) == [
        "agenda", "document-1", "document-2", "calendar", "sources", "attendance", "minutes", "resolution", "review",
        "assignments", "scoring", "dues",
    ]  # fmt: skip
    assert listed["document-2"].startswith("2. Chỉ thị số 08-CT/TU")
    assert [block.kind for block in blocks if isinstance(block, Paragraph)][:2] == ["unit", "note"]


def test_source_pages_have_the_quotations_of_their_page(pack: Digest) -> None:
    sources = [block for block in layout(pack) if isinstance(block, SourceText)]
    assert [source.anchor for source in sources[:3]] == [f"source-1-page-{page}" for page in (1, 2, 3)]
    for source in sources:
        assert all(quotation in " ".join(source.text.split()) for quotation in source.quoted)


def test_of_many_tasks_those_of_the_cell_and_with_a_deadline_are_printed(pack: Digest) -> None:
    others = [Task("Sở Nội vụ", f"việc {number}", None, 1, "") for number in range(30)]
    late = Task("Sở Nội vụ", "việc có hạn", "trước ngày 1/6/2016", 1, "")
    own = Task("Chi bộ", "việc của chi bộ", None, 1, "")
    item = replace(pack.items[0], tasks=(*others, late, own))
    blocks = list(layout(replace(pack, items=(item,), agenda=(), forms=(), calendar=())))
    (table,) = [block for block in blocks if isinstance(block, Table)]
    duties = [text_of(row[1]) for row in table.rows]
    assert len(duties) == 24 and duties[-2:] == ["việc có hạn", "việc của chi bộ"]
    assert any(text_of(block) == "8 more tasks are in the document." for block in blocks)
    few = replace(item, tasks=(*others[:22], late, own))
    (table,) = [
        block
        for block in layout(replace(pack, items=(few,), agenda=(), forms=(), calendar=()))
        if isinstance(block, Table)
    ]
    assert len(table.rows) == 24


@pytest.mark.parametrize(
    ("state", "work", "changes", "expected"),
    [
        ("resolved", WORK, {"in_force": True}, "in the library; pages 1, 3); in force, according to"),
        ("resolved", WORK, {"in_force": False}, "); no longer in force"),
        ("resolved", WORK, {"in_force": False, "replaced_by": NEWER}, "no longer in force, replaced by Kết luận"),
        ("known-not-held", WORK, {}, "(not in the library; pages 1, 3)"),
        ("known-not-held", replace(WORK, confirmed=False), {}, "(not in the library, to be checked; pages 1, 3)"),
        ("known-not-held", WORK, {"in_force": True, "confirmed": False}, "(not yet confirmed)"),
        ("ambiguous", None, {"candidates": 3}, "NQ 04 — may mean 3 documents"),
        ("unknown", None, {}, "NQ 04 — not known"),
    ],
)
def test_what_is_said_of_a_work(
    pack: Digest, state: State, work: Work | None, changes: dict[str, Any], expected: str
) -> None:
    cited = replace(Explained("NQ 04", (1, 3), state, work), **changes)
    item = replace(pack.items[0], explained=(cited,))
    assert expected in text_of(list(layout(replace(pack, items=(item,), calendar=()))))


def test_a_work_is_explained_in_one_part_only(pack: Digest) -> None:
    cited = Explained("NQ 04", (1,), "resolved", WORK)
    items = tuple(replace(item, explained=(cited,)) for item in pack.items)
    listings = [text_of(block) for block in layout(replace(pack, items=items)) if isinstance(block, Listing)]
    assert sum("in the library" in text for text in listings) == 1
    assert sum("see document 1" in text for text in listings) == 1


def test_an_empty_pack_has_a_title_only() -> None:
    blocks: list[Block] = list(layout(Digest("Trống", None)))
    assert [type(block).__name__ for block in blocks] == ["Heading", "Paragraph", "Contents"]
    assert isinstance(blocks[0], Heading) and not [block for block in blocks if isinstance(block, Letterhead)]

"""What documents cite, which work that is, and which works have ended on a day."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.model import Document, Marks
from pipeline.references import find_mentions
from pipeline.registry import load
from pipeline.store import Store
from pipeline.store.citations import serial_of
from pipeline.store.filters import conditions
from pipeline.structure import find_validity
from tests.documents import TO_VERSION_14, directive, document, plan

DIRECTIVE = "dien-bien/tinh-uy/2016/08-ct-tu"


OLD = "dien-bien/tinh-uy/2011/05-ct-tu"


def said(text: str, number: str, kind: str, day: date, **fields: object) -> Document:
    """A document of Tỉnh ủy Điện Biên that says `text`; numbers and days are made up."""
    made = document(text, number=number, type=kind, issuer="Tỉnh ủy Điện Biên", day=day, **fields)  # type: ignore[arg-type]
    mentions = {1: find_mentions(made.pages[0].text, load())}
    return replace(made, mentions=mentions, validity=find_validity(made.pages, made.header))


def old() -> Document:
    return said("Chỉ thị này có hiệu lực từ ngày ký.", "05-CT/TU", "chỉ thị", date(2011, 4, 4))


def newer(text: str, **fields: object) -> Document:
    return said(text, "09-CT/TU", "chỉ thị", date(2016, 5, 6), **fields)


@pytest.fixture
def library(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "deep" / "library.sqlite", create=True)


def in_force(library: Store, day: date) -> set[str]:
    chosen = conditions(in_force=day)
    return {row[0] for row in library.connection.execute(f"select id from documents where {chosen.sql}", chosen.values)}


def test_citations_are_resolved_again_when_documents_are_added_or_removed(library: Store) -> None:
    library.add(plan())
    citing = library.find("12-KH/TU")

    def state() -> str:
        return library.references_of(citing)[0][1].state

    before = state()
    assert before != "resolved"
    library.add(directive())
    assert state() == "resolved"
    cited = library.citations_of(library.find(DIRECTIVE))
    assert [(each.document.id, each.page) for each in cited] == [(citing.id, 1)]
    # A new edition of the file that turns out to be another work leaves the citation open again.
    moved = replace(directive(), sha256="f" * 64, id="dien-bien/tinh-uy/2016/09-ct-tu",
                    header=replace(directive().header, number="09-CT/TU"))  # fmt: skip
    library.add(moved)
    assert state() == before
    library.add(directive())
    assert state() == "resolved"
    library.remove(DIRECTIVE)
    assert state() == before
    assert library.connection.execute("pragma foreign_key_check").fetchall() == []


def test_a_secret_document_is_not_a_work_that_others_may_cite(library: Store) -> None:
    library.add(directive())
    assert [work.id for work in library.works("08-CT/TU")] == [work.id for work in library.works("8")] == [DIRECTIVE]
    library.connection.execute("update documents set secrecy = 'MẬT'")
    assert library.works("08-CT/TU") == library.works("8") == library.works(DIRECTIVE) == []


@pytest.mark.parametrize(
    ("number", "serial"), [("08-CT/TU", "8"), ("30/2020/NĐ-CP", "30"), ("76", "76"), (None, None), ("QH13", None)]
)
def test_the_serial_of_a_number_has_no_leading_zeros(number: str | None, serial: str | None) -> None:
    assert serial_of(number) == serial


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Chỉ thị này thay thế Chỉ thị số 05-CT/TU, ngày 04/4/2011.", date(2016, 5, 5)),
        ("Chỉ thị số 05-CT/TU, ngày 04/4/2011 hết hiệu lực kể từ ngày 01/7/2016.", date(2016, 6, 30)),
        (
            "Chỉ thị này có hiệu lực kể từ ngày 01/8/2016. Bãi bỏ Chỉ thị số 05-CT/TU, ngày 04/4/2011.",
            date(2016, 7, 31),
        ),
        ("Chỉ thị này sửa đổi, bổ sung Chỉ thị số 05-CT/TU, ngày 04/4/2011.", None),
        ("Bãi bỏ điểm 2 Chỉ thị số 05-CT/TU, ngày 04/4/2011.", None),
        ("Nghiên cứu thay thế Chỉ thị số 05-CT/TU, ngày 04/4/2011.", None),
    ],
)
def test_a_document_ends_on_the_day_that_another_says(library: Store, text: str, last: date | None) -> None:
    library.add(old())
    library.add(newer(text))
    assert OLD in in_force(library, last or date(2030, 1, 1))
    if last:
        assert OLD not in in_force(library, date.fromordinal(last.toordinal() + 1))


def test_one_that_has_not_begun_or_is_over_does_not_hold(library: Store) -> None:
    library.add(newer("Chỉ thị này có hiệu lực từ ngày 01/8/2016 đến hết ngày 31/12/2016."))
    held = [bool(in_force(library, day)) for day in (date(2016, 7, 31), date(2016, 8, 1), date(2017, 1, 1))]
    assert held == [False, True, False]


def test_drafts_and_secret_documents_end_nothing(library: Store) -> None:
    text = "Chỉ thị này thay thế Chỉ thị số 05-CT/TU, ngày 04/4/2011."
    library.add(old())
    made = newer(text)
    library.add(replace(made, path="/du-thao.pdf", header=replace(made.header, marks=Marks(draft=True))))
    secret = replace(made, path="/mat.pdf", header=replace(made.header, marks=Marks(secrecy="MẬT")))
    library.add(secret, accept_secret="tests")
    assert OLD in in_force(library, date(2030, 1, 1))


def test_a_plan_that_lists_what_is_to_be_ended_ends_nothing(library: Store) -> None:
    library.add(old())
    task = "Bãi bỏ Chỉ thị số 05-CT/TU, ngày 04/4/2011."
    library.add(said(task, "20-KH/TU", "kế hoạch", date(2016, 1, 1)))
    assert OLD in in_force(library, date(2030, 1, 1))


def test_what_the_registry_knows_to_be_replaced_does_not_hold(library: Store) -> None:
    work = load().works.get("trung-uong/2011/quy-dinh-47-qd-tw")
    assert work
    library.add(document("Chữ.", number=work.number, type=work.type, issuer=work.issuer, day=work.date))
    assert in_force(library, date(2021, 10, 24)) == {work.id}
    assert not in_force(library, date(2021, 10, 25))


def test_relations_of_a_removed_document_are_deleted(library: Store) -> None:
    library.add(old())
    made, _done = library.add(newer("Chỉ thị này thay thế Chỉ thị số 05-CT/TU, ngày 04/4/2011."))
    library.remove(made)
    assert OLD in in_force(library, date(2030, 1, 1))
    assert not library.connection.execute("select count(*) from _relations").fetchone()[0]


def test_relations_of_an_older_library_are_read_from_its_text(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Store.open(path, create=True) as library:
        library.add(old())
        library.add(newer("Chỉ thị này thay thế Chỉ thị số 05-CT/TU, ngày 04/4/2011, có hiệu lực từ ngày ký."))
        before = library.connection.execute("select * from _relations").fetchall()
    with sqlite3.connect(path) as connection:
        connection.executescript(
            f"{TO_VERSION_14}"
            "drop table relations; drop index links_by_start;"
            "drop table passages;"
            "alter table links drop column start; alter table documents drop column passage_count;"
            "alter table documents drop column first_key;"
            "alter table documents drop column printed_pages;"
        )
        connection.executescript("update pages set key = -key << 12; update pages set key = -key;")
        for column in ("valid_from", "valid_until", "valid_page", "valid_start", "waiting"):
            connection.execute(f"alter table documents drop column {column}")
        connection.execute("update links set mention = json_remove(mention, '$.relations')")
        connection.execute("pragma user_version = 2")
    connection.close()
    with Store.open(path) as library:
        assert [tuple(row) for row in library.connection.execute("select * from _relations")] == list(
            map(tuple, before)
        )
        assert OLD not in in_force(library, date(2016, 5, 6))
        assert library.document(OLD).validity == old().validity

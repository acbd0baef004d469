"""The handout of one document: two pages, duties from the superior's plan, quotations that are on their page."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from pipeline import Library
from pipeline.digest.render import render
from pipeline.digest.render.blocks import Block, Dates, Listing, PageBreak, Paragraph, Run, Table
from pipeline.digest.render.handout_parts import runs_of
from pipeline.digest.render.layout import layout
from pipeline.digest.render.measure import pages
from pipeline.model import Deadline, Digest, Task
from pipeline.vietnamese.text import squeeze
from tests.command import SAMPLE
from tests.digest.render.test_pdf import missing_part

FILES = (
    "chi-thi-08-ct-tu-dien-bien-2016.pdf",
    "ke-hoach-21-kh-duk-2016.pdf",
    "nghi-quyet-05-nq-cb-2016.pdf",
    "quy-dinh-47-qd-tw-2011.pdf",
)


@cache
def packs() -> tuple[Digest, Digest, dict[tuple[str, int], str]]:
    """A handout of the directive for a session, the handout of a period, and the pages of the library."""
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library.sqlite") as library:
        library.ingest([SAMPLE / name for name in FILES], jobs=1, ocr="never")
        cell, day = "Chi bộ Sở Ngoại vụ", date(2016, 6, 6)
        one = library.digest(documents=["08-CT/TU"], unit=cell, session=day)
        several = library.digest(since=date(2016, 3, 1), until=date(2016, 6, 30), unit=cell, session=day)
        documents = [library.document(entry.id) for entry in library.entries()]
        texts = {
            (each.header.number or "", page.number): squeeze(page.text) for each in documents for page in each.pages
        }
        return one, several, texts


@pytest.fixture
def one() -> Digest:
    return packs()[0]


@pytest.fixture
def several() -> Digest:
    return packs()[1]


def of_kind(blocks: list[Block], kind: str) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph) and block.kind == kind:
            yield "".join(run.text for run in block.runs)


@pytest.mark.parametrize("number", [0, 1])
def test_every_quotation_is_on_its_page(number: int) -> None:
    pack, texts = packs()[:2][number], packs()[2]
    quoted = [run for run in runs_of(list(layout(pack))) if run.quoted]
    assert len(quoted) > 10
    for run in quoted:
        assert run.page and squeeze(run.text) in texts[run.quoted or "", run.page]


def test_one_document_has_two_pages_and_several_have_four(one: Digest, several: Digest) -> None:
    assert pages(list(layout(one))) == 2
    assert pages(list(layout(several))) <= 4
    assert pages(list(layout(replace(one, pages=1)))) == 1
    if missing_part() is None:
        for pack, most in ((one, 2), (several, 4)):
            assert len(PdfDocument(render(pack, "pdf"))) <= most


def test_the_superior_s_plan_gives_the_duties(one: Digest) -> None:
    (plan,) = one.beside
    assert plan.role == "plan" and plan.work and plan.work.number == "21-KH/ĐUK"
    assert one.session.parent == "Đảng ủy Khối các cơ quan tỉnh" and one.session.place == "Điện Biên"
    duties = [each.task.what for each in one.duties if each.item == 1]
    assert any("sinh hoạt thường kỳ tháng 6/2016" in what for what in duties)
    assert not any("Ban Tuyên giáo" in (each.task.who or "") for each in one.duties)


def test_force_is_that_of_the_day_and_later_changes_are_boxed(one: Digest) -> None:
    states = {each.work.number: each.in_force for each in one.items[0].explained if each.work}
    assert states["47-QĐ/TW"] is True
    (box,) = of_kind(list(layout(one)), "warning")
    assert "47-QĐ/TW" in box and "25/10/2021" in box


def test_points_go_before_duties(one: Digest) -> None:
    many = [Task("Các chi bộ", f"rà soát hồ sơ số {number} của đảng viên", None, 1, "") for number in range(4)]
    crowded = replace(one, duties=(*one.duties, *(Deadline(task, 1) for task in many)))
    blocks = list(layout(crowded))
    assert pages(blocks) == 2
    rows = [
        len(block.rows)
        for each in (list(layout(one)), blocks)
        for block in each
        if isinstance(block, Table) and len(block.head) == 4
    ]
    assert rows[1] == rows[0] + len(many) and not [block for block in blocks if isinstance(block, Dates)]


def test_no_name_is_invented(one: Digest) -> None:
    blocks = list(layout(one))
    (table,) = [block for block in blocks if isinstance(block, Table) and len(block.head) == 4]
    for row in table.rows:
        assert any(run.blank for run in row[2])
    assert sum(isinstance(block, PageBreak) for block in blocks) == 1


def test_the_study_part_is_shorter_than_the_document(one: Digest) -> None:
    short = replace(one, items=(replace(one.items[0], words=60),))
    (points,) = [block for block in layout(short) if isinstance(block, Listing) and block.kind == "read"]
    assert sum(len(run.text.split()) for run in runs_of(points) if run.quoted) <= 60


def test_a_page_that_the_file_does_not_tell_is_not_printed(one: Digest) -> None:
    unpaged = replace(one, items=(replace(one.items[0], pages_known=0),), beside=(), duties=(), sources=one.sources[:1])
    blocks = list(layout(unpaged))
    assert not [run for run in runs_of(blocks) if run.page]
    assert not re.search(r"\bp\.\s?\d", "".join(run.text for run in runs_of(blocks)))
    (key,) = of_kind(blocks, "key")
    assert "does not tell the pages" in key or "không cho biết số trang" in key


@pytest.mark.parametrize("part", ["tasks", "references", "figures", "calendar", "quiz", "forms", "dues"])
def test_annexes_are_added_by_name(one: Digest, part: str) -> None:
    plain, more = list(layout(one)), list(layout(replace(one, parts=(part,))))
    assert more[: len(plain)] == plain and len(more) > len(plain)


def test_what_is_not_known_of_the_session_is_blank(one: Digest) -> None:
    bare = replace(one, session=type(one.session)(), beside=(), duties=(), sources=one.sources[:1])
    text = render(bare, "md").decode()
    assert "CHI BỘ …" in text and "ngày …… tháng …… năm ………" in text


def test_minutes_of_the_agenda_add_up(several: Digest) -> None:
    agenda = next(block for block in layout(several) if isinstance(block, Table) and len(block.head) == 3)
    minutes = [int("".join(run.text for run in row[-1])) for row in agenda.rows]
    assert sum(minutes[:-1]) == minutes[-1] == several.minutes


def test_a_run_is_found_at_any_depth() -> None:
    assert [run.text for run in runs_of([Dates((("a", (("1/1/2016", (Run("b"),)),)),))])] == ["b"]

"""Mentions of a text and of a document's pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Header, Mention, Page, Paragraph
from pipeline.references import find_mentions, link_pages, without_self_references
from pipeline.registry import load
from pipeline.vietnamese.text import nfc
from tests.references.texts import mentions, only


def test_articles_before_a_citation() -> None:
    mention = only("theo điểm a khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP")
    assert mention.articles == ("điểm a", "khoản 2", "Điều 5")
    assert only("sửa đổi một số điều của Nghị định số 110/2004/NĐ-CP").articles == ()


@pytest.mark.parametrize(
    "text",
    [
        "nghị quyết của chi bộ đề ra",
        "các chỉ thị, nghị quyết của Trung ương",
        "kl số 5, ct 08",  # abbreviations are in capitals
        "",
    ],
)
def test_texts_that_cite_nothing(text: str) -> None:
    assert mentions(text) == []


PIECES = st.sampled_from(
    ["Nghị quyết ", "số ", "18-NQ/TW", ", ", " và ", "ngày 25/10/2017", "khóa ", "XII", "Trung ương ", "4 ", "76", "\n",
     "của Bộ Chính trị", "Điều 5 ", "chỉ thị", "O5-CT/TW", "30/2020/NĐ-CP", "(", ")", "“", "Luật Đất đai ", "năm 2024"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)))
def test_mentions_are_in_the_text_in_order_and_without_overlap(text: str) -> None:
    text = nfc(text)
    end = 0
    for mention in find_mentions(text, load()):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        end = mention.end


def linked_pages(
    *texts: str, header: Header | None = None, body_start: int = 0, kind: str = "body"
) -> dict[int, tuple[Mention, ...]]:
    """Return the linked mentions of pages, each a single paragraph."""
    pages = [Page(number, 0, 0, lines=(), text=nfc(text), source="text") for number, text in enumerate(texts, 1)]
    paragraphs = {page.number: [Paragraph(0, len(page.text), kind)] for page in pages}  # type: ignore[arg-type]
    return link_pages(
        {page.number: find_mentions(page.text, load()) for page in pages},
        pages,
        load(),
        header=header or Header(),
        paragraphs=paragraphs,
        body_start=body_start,
    )


def test_a_citation_over_a_page_break_is_one_mention() -> None:
    first = "thực hiện theo Quy định số"
    found = linked_pages(first, "08-QĐi/TW, ngày 25/10/2018 và Chỉ thị số 05-CT/TW")
    assert [(each.number, each.start, each.end) for each in found[1]] == [("08-QĐi/TW", 15, len(first))]
    assert [each.number for each in found[2]] == ["05-CT/TW"]


def test_a_heading_separates_pages() -> None:
    found = linked_pages("theo Quy định số", "08-QĐi/TW", kind="heading")
    assert [each.number for page in (1, 2) for each in found[page]] == ["08-QĐi/TW"]
    assert found[1] == ()


def test_a_document_s_own_number_is_not_a_citation() -> None:
    header = Header(type="chỉ thị", number="08-CT/TU")
    text = "Số 08-CT/TU\nCHỈ THỊ\nCăn cứ Chỉ thị số 05-CT/TW. Chỉ thị số 08-CT/TU"
    found = linked_pages(text, header=header, body_start=20)
    assert [each.number for each in found[1]] == ["05-CT/TW", "08-CT/TU"]


def test_short_forms_are_linked_over_pages() -> None:
    found = linked_pages("Chỉ thị số 08-CT/TU, ngày 30/3/2016.", "Thực hiện Chỉ thị 08 và nghị quyết này")
    assert [each.antecedent and each.antecedent.number for each in found[2]] == ["08-CT/TU"]


def test_a_document_does_not_cite_itself() -> None:
    header = Header(type="chỉ thị")
    found = linked_pages("Chỉ thị này thay thế Chỉ thị số 08-CT/TU. Chỉ thị nêu trên", header=header)
    assert [each.text for each in found[1]] == ["Chỉ thị này", "Chỉ thị số 08-CT/TU", "Chỉ thị nêu trên"]
    assert [each.text for each in without_self_references(found)[1]] == ["Chỉ thị số 08-CT/TU", "Chỉ thị nêu trên"]

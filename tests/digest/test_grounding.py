"""Grounding: a pack with a quotation that is not on the page named is never written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.digest import Settings, make_digest
from pipeline.digest.grounding import check, is_on_page, quotations
from pipeline.errors import NotGrounded
from pipeline.i18n import set_language
from pipeline.model import (
    Digest,
    DigestItem,
    Document,
    Header,
    Mention,
    Page,
    Paragraph,
    Reference,
    Section,
    Work,
)

# Lines of three pages that have no words in common, each a paragraph; `#` marks headings.
PAGES = {
    1: ["Thực hiện Nghị quyết số 04-NQ/TW, Ban Thường vụ Tỉnh ủy ban hành Chỉ thị này về kỷ luật, kỷ cương."],
    2: ["# Tổ chức quán triệt Chỉ thị", "Các chi bộ phải:"],
    3: [
        "- Họp chuyên đề ít nhất 90% đảng viên, báo cáo Văn phòng Tỉnh ủy trước ngày 15/5/2016.",
        "Mỗi đảng viên viết bản cam kết tu dưỡng, rèn luyện nộp về chi ủy cơ sở của mình.",
    ],
}
CITED = "Nghị quyết số 04-NQ/TW"


def document() -> Document:
    texts = {page: "\n".join(line.removeprefix("# ") for line in lines) for page, lines in PAGES.items()}
    paragraphs = {}
    for page, lines in PAGES.items():
        starts = [texts[page].index(line.removeprefix("# ")) for line in lines]
        ends = [*(start - 1 for start in starts[1:]), len(texts[page])]
        paragraphs[page] = tuple(
            Paragraph(start, end, "heading" if line.startswith("#") else "body")
            for line, start, end in zip(lines, starts, ends, strict=True)
        )
    return Document(
        id="dien-bien/tinh-uy/2016/08-ct-tu",
        path="a.pdf",
        sha256="0" * 64,
        header=Header("chỉ thị", "08-CT/TU", "CT/TU", "Tỉnh ủy Điện Biên", date(2016, 3, 30), title="về kỷ luật"),
        pages=tuple(Page(page, 595, 842, (), text) for page, text in texts.items()),
        outline=(Section("I", "Tổ chức quán triệt Chỉ thị", 2, 1, 0),),
        paragraphs=paragraphs,
        mentions={},
    )


def texts_of(held: Document) -> dict[int, str]:
    return {page.number: page.text for page in held.pages}


def citation() -> Reference:
    start = PAGES[1][0].index(CITED)
    mention = Mention(start, start + len(CITED), CITED, relation="thực hiện")
    work = Work("trung-uong/2016/04-nq-tw", "nghị quyết", "04-NQ/TW", None, None, None)
    return Reference(mention, "known-not-held", "number", work)


@pytest.fixture
def pack() -> Digest:
    return make_digest([(document(), [(1, citation())])], settings=Settings(unit="Chi bộ A"))


def corrupted(pack: Digest, part: str, place: int, **changes: Any) -> Digest:
    """The pack with fields of one entry of one part changed."""
    entries = list(getattr(pack.items[0], part))
    entries[place] = replace(entries[place], **changes)
    changed: dict[str, Any] = {part: tuple(entries)}
    return replace(pack, items=(replace(pack.items[0], **changed),))


def refused(pack: Digest) -> bool:
    held = document()
    try:
        check(pack, {held.id: texts_of(held)})
    except NotGrounded:
        return True
    return False


def entries_of(item: DigestItem) -> list[tuple[str, int, str, str]]:
    """Every quotation: its part, its place there, and the fields of the words and of the page."""
    fields = {
        "points": [("text", "page"), ("lead", "lead_page")],
        "tasks": [("text", "page"), ("what", "page"), ("deadline", "page"), ("report_to", "page"), ("who", "who_page")],
        "questions": [("quotation", "page")],
        "figures": [("text", "page"), ("values", "page")],
        "why": [("words", "page")],
    }
    return [
        (part, place, words, page)
        for part, names in fields.items()
        for place, entry in enumerate(getattr(item, part))
        for words, page in names
        if getattr(entry, words)
    ]


def test_the_pack_has_every_kind_of_quotation_on_several_pages(pack: Digest) -> None:
    kinds = {(part, words) for part, _place, words, _page in entries_of(pack.items[0])}
    assert kinds == {
        *(("points", words) for words in ("text", "lead")),
        *(("tasks", words) for words in ("text", "what", "deadline", "report_to", "who")),
        *(("figures", words) for words in ("text", "values")),
        ("questions", "quotation"),
        ("why", "words"),
    }
    assert {page for _words, page in quotations(pack.items[0])} == {1, 2, 3}
    assert {question.page for question in pack.items[0].questions} == {2, 3}
    assert not refused(pack)


def test_a_quotation_with_another_page_of_its_document_is_refused(pack: Digest) -> None:
    for part, place, words, page in entries_of(pack.items[0]):
        entry = getattr(pack.items[0], part)[place]
        for other in {1, 2, 3, 4} - {getattr(entry, page)}:
            assert refused(corrupted(pack, part, place, **{page: other})), (part, words, other)


def test_changed_words_are_refused(pack: Digest) -> None:
    for part, place, words, _page in entries_of(pack.items[0]):
        value = getattr(getattr(pack.items[0], part)[place], words)
        for changed in (f"{value[0]}!", " ", "x") if isinstance(value, tuple) else (f"{value}!", value.upper(), " "):
            change = (changed,) if isinstance(value, tuple) else changed
            assert refused(corrupted(pack, part, place, **{words: change})), (part, words, changed)


@pytest.mark.parametrize("field", ["what", "deadline", "report_to", "who", "partner"])
def test_words_of_a_task_from_another_page_are_refused(pack: Digest, field: str) -> None:
    assert refused(corrupted(pack, "tasks", 0, **{field: CITED}))


def test_a_page_of_another_document_does_not_count(pack: Digest) -> None:
    held = document()
    with pytest.raises(NotGrounded, match=held.id):
        check(pack, {"another": texts_of(held)})
    with pytest.raises(NotGrounded):
        check(pack, {held.id: {1: PAGES[1][0]}, "another": texts_of(held)})


def test_the_error_names_document_and_page_and_says_what_to_do(pack: Digest) -> None:
    set_language("en")
    with pytest.raises(NotGrounded) as error:
        check(pack, {document().id: {1: PAGES[1][0], 2: "Các chi bộ phải:", 3: "XXXX"}})
    assert error.value.reason.startswith("A quotation is not on page ")
    assert error.value.reason.endswith(f" of {document().id}; the pack was not written.")
    assert re.search(r"page [23] of", error.value.reason)
    assert error.value.hint == "Add the document again, then make the pack again."


def test_a_page_that_the_library_lacks_has_no_words(pack: Digest) -> None:
    assert refused(corrupted(pack, "points", 0, text="XXXX", page=9))


def test_a_citation_is_a_reason_only_on_its_own_page() -> None:
    held = document()
    for page, kept in ((1, True), (2, False), (3, False)):
        pack = make_digest([(held, [(page, citation())])])
        assert any(reason.kind == "implements" for reason in pack.items[0].why) is kept


@pytest.mark.parametrize(
    ("quotation", "text", "found"),
    [
        ("kỷ luật hành chính", "về kỷ luật\n  hành chính.", True),
        ("kỷ  luật", "kỷ luật", True),
        (unicodedata.normalize("NFD", "kỷ luật"), "kỷ luật", True),
        ("kỷ luật", unicodedata.normalize("NFD", "kỷ luật"), True),
        ("kỹ luật", "kỷ luật", False),
        ("Kỷ luật", "kỷ luật", False),
        ("kỷ luật hành chính", "kỷ luật", False),
        ("", "kỷ luật", False),
        (" \n", "kỷ luật ", False),
    ],
)
def test_words_on_a_page(quotation: str, text: str, found: bool) -> None:
    assert is_on_page(quotation, text) is found

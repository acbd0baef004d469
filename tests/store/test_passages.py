"""Passages: printed pages whole, other texts divided by articles and after about 400 words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from pipeline.model import Section
from pipeline.search import search
from pipeline.store import Store
from pipeline.store.passages import Passage, file_words, passages_of
from tests.documents import TO_VERSION_14, document


def passages(text: str, outline: list[Section], *, printed_pages: int = 0) -> list[Passage]:
    [found] = passages_of([(1, text)], outline, printed_pages)
    return found


def regulation(articles: int, words: int) -> tuple[str, list[Section]]:
    """Return a text of so many articles of so many words, and its outline."""
    text, outline = "", []
    for number in range(1, articles + 1):
        outline.append(Section(f"Điều {number}", f"Việc thứ {number}", 1, 1, len(text)))
        text += f"Điều {number}. Việc thứ {number}\n" + "đảng viên làm việc.\n" * (words // 4)
    return text, outline


def test_a_printed_page_is_one_passage() -> None:
    text, outline = regulation(8, 200)
    [whole] = passages(text, outline, printed_pages=1)
    assert whole.is_whole and whole.text == text and whole.places == " ".join(f"dieu{n}" for n in range(1, 9))


def test_a_short_text_is_one_passage() -> None:
    assert [each.is_whole for each in passages(*regulation(3, 80))] == [True]


def test_a_text_without_pages_is_divided_by_its_articles() -> None:
    text, outline = regulation(8, 200)
    found = passages(text, outline)
    assert [each.places for each in found] == [f"dieu{n}" for n in range(1, 9)]
    assert [each.heading for each in found] == [f"Việc thứ {n}" for n in range(1, 9)]
    assert [each.start for each in found] == [each.start for each in outline]


def test_the_heading_of_a_chapter_stays_with_its_first_article() -> None:
    text, outline = regulation(4, 200)
    chapter = "Chương II\nTỔ CHỨC\n"
    at = outline[2].start
    text = text[:at] + chapter + text[at:]
    moved = [each._replace(start=each.start + len(chapter) * (each.start >= at)) for each in outline]
    found = passages(text, sorted([*moved, Section("Chương II", "TỔ CHỨC", 1, 1, at)], key=lambda each: each.start))
    assert [each.places for each in found] == ["dieu1", "dieu2", "chuong2 dieu3", "dieu4"]


@pytest.mark.parametrize("line", ["đảng viên làm việc.\n", "đảng viên làm việc. "])
def test_a_long_text_is_divided_after_about_400_words(line: str) -> None:
    found = passages(line * 700, [])
    assert len(found) == 7
    assert all(350 <= len(each.text.split()) <= 600 for each in found)


@pytest.mark.parametrize(("articles", "words"), [(1, 0), (1, 3000), (8, 200), (3, 900), (30, 20)])
def test_passages_are_the_whole_text(articles: int, words: int) -> None:
    text, outline = regulation(articles, words)
    found = passages(text, outline)
    assert "".join(each.text for each in found) == text
    assert [each.start for each in found] == [len("".join(e.text for e in found[:n])) for n in range(len(found))]


def test_a_hit_in_a_long_text_has_its_article(tmp_path: Path) -> None:
    text, outline = regulation(8, 200)
    with Store.open(tmp_path / "l.sqlite", create=True) as library:
        library.add(document(f"{text}Riêng việc trồng rừng thì khác.", path="/qd.docx", outline=outline))
        [hit] = search(library, "trồng rừng").hits
        assert (hit.page, hit.page_known, hit.section) == (1, False, "Điều 8")
        assert library.document(hit.id).pages[0].text.startswith("Điều 1.")


def test_an_older_library_gets_passages(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    text, outline = regulation(8, 200)
    with Store.open(path, create=True) as library:
        for name in ("/a.docx", "/b.pdf", "/c.docx"):
            library.add(document(text, title=f"Văn bản {name}", path=name, outline=outline))
        before = _passages(library.connection)
        hits = search(library, "đảng viên", limit=50).hits
    with sqlite3.connect(path) as connection:
        connection.executescript(
            f"{TO_VERSION_14}"
            "drop index links_by_start;"
            "drop table passages;"
            "alter table links drop column start; alter table documents drop column passage_count;"
            "update pages set key = document; update documents set first_key = key; pragma user_version = 12;"
        )
    connection.close()
    with Store.open(path) as library:
        assert library.check() is None
        assert _passages(library.connection) == before
        assert search(library, "đảng viên", limit=50).hits == hits


def _passages(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    rows = connection.execute("select * from _passages order by key").fetchall()
    counts = connection.execute("select first_key, passage_count from documents order by key").fetchall()
    return [tuple(row) for row in (*rows, *counts)]


def test_a_deleted_document_leaves_no_passage(tmp_path: Path) -> None:
    text, outline = regulation(8, 200)
    with Store.open(tmp_path / "l.sqlite", create=True) as library:
        library.add(document(text, path="/a.docx", outline=outline))
        library.remove(library.entries()[0].id)
        assert library.connection.execute("select count(*) from _passages").fetchone()[0] == 0
        assert library.check() is None


def test_a_file_has_its_name_without_folder_and_suffix() -> None:
    assert file_words("/văn bản/QD-2336-2026 ban ky.pdf") == "QD-2336-2026 ban ky"

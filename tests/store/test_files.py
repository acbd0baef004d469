"""A signed PDF, its Word file and copies are one document; its best file is shown."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import NotHeld, SeveralFiles
from pipeline.model import Document, Page
from pipeline.search import search
from pipeline.store import Store, codec
from pipeline.store.files import name_key, rivals
from pipeline.store.repair import repair
from tests.documents import TO_VERSION_14, directive, document, plan

ID = "dien-bien/tinh-uy/2016/08-ct-tu"


def as_file(path: str, *, ocr: bool = False, change: str = "") -> Document:
    """Return the directive as read from another file: a scan, or with other words at its end."""
    made = directive(path)
    first = made.pages[0]
    pages = (replace(first, text=first.text + change, source="ocr" if ocr else "text"), *made.pages[1:])
    return replace(made, pages=pages, sha256=f"sha of {path}")


WORD, SIGNED, SCAN = as_file("/b/ct08.docx"), as_file("/a/ct08-ky.pdf"), as_file("/a/quet.pdf", ocr=True)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "l.sqlite", create=True)


@pytest.mark.parametrize("order", [(WORD, SIGNED, SCAN), (SCAN, WORD, SIGNED), (SIGNED, SCAN, WORD)])
def test_three_files_are_one_document_whose_best_file_is_shown(order: tuple[Document, ...], store: Store) -> None:
    assert [store.add(each) for each in order] == [(ID, "added")] * 3
    [entry] = store.entries()
    assert entry.id == ID and entry.path == SIGNED.path and entry.pages_known
    assert entry.files == (SIGNED.path, SCAN.path, WORD.path)
    assert {hit.path for hit in search(store, "kỷ luật hành chính").hits} == {SIGNED.path}
    assert store.check() is None


def test_a_citation_counts_once(store: Store) -> None:
    for each in (WORD, SIGNED, plan()):
        store.add(each)
    [cited] = store.citations_of(store.find("08-CT/TU"))
    assert cited.reference.state == "resolved" and cited.document.number == "12-KH/TU"


def test_the_document_stays_while_a_file_is_left(store: Store) -> None:
    for each in (WORD, SIGNED, SCAN):
        store.add(each)
    store.remove_file(SIGNED.path)
    assert store.find(ID).files == (WORD.path, SCAN.path)
    assert store.document(ID).pages[0].text == WORD.pages[0].text
    store.remove_file(WORD.path)
    assert store.document(ID).pages[0].source == "ocr"
    store.remove_file(SCAN.path)
    assert store.entries() == [] and not search(store, "kỷ luật").hits
    assert store.check() is None


def test_other_words_under_one_number_are_another_document(store: Store) -> None:
    other = as_file("/c/khac.docx", change="\nCác cấp ủy báo cáo kết quả trước ngày 30 hằng tháng. " * 5 + "abc " * 9)
    other = replace(other, pages=(Page(1, 595.0, 842.0, (), "Nội dung khác hẳn, không có chữ nào chung cả."),))
    assert store.add(SIGNED)[0] != store.add(other)[0]
    assert len(store.entries()) == 2


def test_a_draft_and_a_secret_document_stay_apart(store: Store) -> None:
    store.add(SIGNED)
    marks = directive().header.marks
    for path, marked in (("/d.docx", replace(marks, draft=True)), ("/m.docx", replace(marks, secrecy="MẬT"))):
        made = as_file(path)
        store.add(replace(made, header=replace(made.header, marks=marked)), "for the test")
    assert len(store.entries()) == 3


def test_a_copy_byte_for_byte_is_no_second_document(store: Store) -> None:
    first = document("Một văn bản không có thể thức.", path="/x/a.txt")
    assert store.add(first)[0] == store.add(replace(first, path="/x/b.txt"))[0]
    [entry] = store.entries()
    assert entry.files == ("/x/a.txt", "/x/b.txt")
    store.remove_file("/x/a.txt")
    assert store.find(entry.id).path == "/x/b.txt"


def test_a_correction_goes_over_to_the_better_file(store: Store) -> None:
    store.add(WORD)
    store.correct(ID, {"title": "về kỷ luật"})
    store.add(SIGNED)
    assert store.find(ID).path == SIGNED.path and store.find(ID).title == "về kỷ luật"


@pytest.mark.parametrize("name", ["ct08-ky.pdf", "CT08-KY.PDF", "ct08-ky", "/a/ct08-ky.pdf", "/elsewhere/ct08.docx"])
def test_a_file_name_means_its_document(name: str, store: Store) -> None:
    for each in (WORD, SIGNED, plan()):
        store.add(each)
    assert store.find(name).id == ID


def test_a_file_name_that_several_documents_have_is_asked_about(store: Store) -> None:
    store.add(as_file("/một/van-ban.pdf"))
    store.add(plan("/hai/van-ban.docx"))
    with pytest.raises(SeveralFiles) as caught:
        store.find("van-ban")
    assert ID in caught.value.hint and "/hai/van-ban.docx" in caught.value.hint
    assert store.find("van-ban.pdf").id == ID
    with pytest.raises(NotHeld):
        store.find("99-CT/VAN-BAN")


def test_names_are_folded() -> None:
    assert name_key("/Thư mục/Chỉ thị 08.PDF") == name_key("C:\\x\\chi thi 08.pdf") == "chi thi 08.pdf"


def test_a_packed_document_is_unpacked_whole() -> None:
    for each in (directive(), plan()):
        assert codec.unpack_document(codec.pack_document(each)) == each


def test_an_older_library_has_its_copies_merged(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    with Store.open(path, create=True) as store:
        store.add(SIGNED)
        store.add(plan())
        other = replace(WORD, header=replace(WORD.header, number="99-CT/TU"), id="99")
        store.add(other)
    with sqlite3.connect(path) as connection:
        connection.create_function("fold", 1, str)
        connection.execute(
            "update documents set number = '08-CT/TU', header = json_set(header, '$.number', '08-CT/TU'),"
            " number_key = (select number_key from documents where id like '%08-ct-tu') where path = ?",
            (WORD.path,),
        )
        connection.executescript(TO_VERSION_14.replace("alter table set_aside drop column cause;", ""))
        connection.execute("pragma user_version = 15")
    connection.close()
    with Store.open(path) as store:
        assert [entry.files for entry in store.entries()] == [(), (SIGNED.path, WORD.path)]
        assert store.check() is None and len(store.citations_of(store.find(ID))) == 1


def test_a_repaired_library_keeps_all_files(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    with Store.open(path, create=True) as store:
        store.add(WORD)
        store.add(SIGNED)
    repair(path)
    with Store.open(path) as store:
        assert store.find(ID).files == (SIGNED.path, WORD.path)
        store.remove_file(SIGNED.path)
        assert store.find(ID).path == WORD.path


def test_documents_of_one_number_with_other_texts_know_of_each_other(store: Store) -> None:
    other = replace(as_file("/c/khac.pdf"), pages=(Page(1, 595, 842, (), "Nội dung khác hẳn về công tác cán bộ nữ."),))
    first, second = (store.add(each)[0] for each in (WORD, other))
    assert first != second
    assert rivals(store.connection, store.document(first)) == [second]
    assert rivals(store.connection, store.document(second)) == [first]

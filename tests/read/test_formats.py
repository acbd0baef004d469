"""The table of formats: detection by content, and a new format as one row."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import Library
from pipeline.commands.main import main
from pipeline.discovery import find_files
from pipeline.errors import UnreadableFile, UsageError
from pipeline.i18n import language, set_language
from pipeline.model import Line, Page
from pipeline.read import formats, libreoffice, read
from pipeline.read.formats import Format, begins_with, detect, is_text, pages_known, unicode_encoding
from pipeline.read.layout import page_of_lines

HTML = "<!DOCTYPE html><html><body><p>Chỉ thị</p></body></html>"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\n\n%PDF-1.4\n", "pdf"),
        (b"PK\x03\x04rest", "docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
        (b"\xff\xd8\xff\xe1", "image"),
        (b"MM\0*\0\0", "image"),
        (b"{\\rtf1\\ansi}", "rtf"),
        (HTML.encode(), "html"),
        (HTML.encode("utf-16"), "html"),
        (b"  <p>fragment", "html"),
        ("Chỉ thị".encode(), "txt"),
        ("Chỉ thị".encode("utf-16-le"), "txt"),
        (b"x < y and <p> further on", "txt"),
    ],
)
def test_content_decides_the_format(tmp_path: Path, content: bytes, name: str) -> None:
    path = tmp_path / "file.doc"
    path.write_bytes(content)
    assert detect(path).name == name


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.docx", b"", "empty"),
        ("a.pdf", HTML.encode(), "name of a PDF"),
        ("a.pdf", b"\x01\x02\x03", "name of a PDF"),
        (
            "a.docx",
            b"\x01\x02\x03",
            "PDF, OpenDocument (ODT), Word (DOCX), Word 97–2003 (DOC), RTF, ",
        ),
    ],
)
def test_other_files_are_refused(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as raised:
        detect(path)
    assert reason in raised.value.reason and raised.value.hint


@pytest.mark.parametrize(
    ("path", "lengths", "known"),
    [
        ("a.pdf", [9000, 9000], 2),
        ("A.PDF", [9000], 1),
        ("a.docx", [1800], 1),
        ("a.docx", [1801], 0),
        ("a.docx", [4500, 4500, 4501, 20], 2),
        ("a.html", [9000], 0),
    ],
)
def test_pages_that_bear_the_printed_numbers(path: str, lengths: list[int], known: int) -> None:
    assert pages_known(path, lengths) == known


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (b"\xef\xbb\xbfa", "utf-8-sig"),
        ("Số 1".encode("utf-16"), "utf-16"),
        ("Số 1".encode("utf-16-be"), "utf-16-be"),
        ("Số 1".encode(), None),
        (bytes(range(256)), None),
    ],
)
def test_unicode_encodings(content: bytes, encoding: str | None) -> None:
    assert unicode_encoding(content) == encoding


def test_control_characters_are_not_text() -> None:
    assert is_text("Số 08-CT/TU\r\n\tĐiện Biên\x1a")
    assert not is_text("a\0b")


def read_note(path: Path) -> Iterator[Page]:
    """Yield one page with a line for each line of a note."""
    rows = path.read_text(encoding="utf-8").splitlines()[1:]
    lines = [Line(text=text, x0=70, x1=500, top=20.0 * row, bottom=20.0 * row + 14, row=row)
             for row, text in enumerate(rows)]  # fmt: skip
    yield page_of_lines(1, 595, 842, lines)


NOTE = Format(
    name="note", label="Note", suffixes=(".note",), matches=begins_with(b"NOTE\n"),
    reader="tests.read.test_formats:read_note",
)  # fmt: skip


@pytest.fixture
def with_new_formats(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(formats, "FORMATS", (NOTE, *formats.FORMATS))
    spoken = language()
    set_language("en")
    yield
    set_language(spoken)


@pytest.mark.usefixtures("with_new_formats")
def test_a_new_row_is_ingested(tmp_path: Path) -> None:
    folder = tmp_path / "van-ban"
    folder.mkdir()
    (folder / "a.note").write_text("NOTE\nSố 08-CT/TU\nThực hiện kỷ luật.\n", encoding="utf-8")
    (folder / "b.other").write_text("NOTE\n", encoding="utf-8")
    with Library.open(tmp_path / "l.sqlite") as library, ThreadPoolExecutor(1) as threads:
        tally = library.ingest([folder], executor=threads)
        assert tally.added == 1
        assert [hit.path for hit in library.search("kỷ luật").hits] == [str(folder / "a.note")]


@pytest.mark.usefixtures("with_new_formats")
def test_a_new_row_is_in_the_help_and_in_the_errors(tmp_path: Path) -> None:
    assert "Note, PDF" in " ".join(CliRunner().invoke(main, ["ingest", "--help"]).output.split())
    with pytest.raises(UsageError, match=r"Note, PDF"):
        find_files([tmp_path])
    (tmp_path / "a.bin").write_bytes(b"\x01\x02")
    with pytest.raises(UnreadableFile, match=r"Note, PDF"):
        read(tmp_path / "a.bin")


@pytest.mark.skipif(libreoffice.available() is not None, reason=libreoffice.available() or "")
def test_odt_is_read_through_libreoffice(tmp_path: Path) -> None:
    source = tmp_path / "a.rtf"
    source.write_bytes(b"{\\rtf1\\ansi Chi bo hop.}")
    convert_to_odt(source)
    assert detect(tmp_path / "a.odt").name == "odt"
    assert read(tmp_path / "a.odt").pages[0].text == "Chi bo hop."


def convert_to_odt(source: Path) -> None:
    import subprocess

    subprocess.run(
        [
            str(libreoffice._soffice()), f"-env:UserInstallation={(source.parent / 'profile').as_uri()}", "--headless",
            "--convert-to", "odt", "--outdir", str(source.parent), str(source),
        ],
        check=True, capture_output=True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("Subject: =?utf-8?B?Q2jhu4k=?=\nMIME-Version: 1.0\nContent-Type: text/plain\n\nQ2hpIGLhu5k=\n", True),
        ("Kính gửi: Chi bộ\nNơi nhận: Văn phòng\nMIME-Version là gì?\n", False),
        ("Ghi chú: xem lại\nĐã xong.\n", False),
    ],
)
def test_a_message_is_refused_by_name_as_its_encoding_is_no_text(tmp_path: Path, text: str, refused: bool) -> None:
    path = tmp_path / "thu.txt"
    path.write_text(text, encoding="utf-8")
    if refused:
        with pytest.raises(UnreadableFile, match="e-mail"):
            read(path)
    else:
        assert read(path).pages

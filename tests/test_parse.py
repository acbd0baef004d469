"""One file → a document, or the reason why there is none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline import parse
from pipeline.errors import LimitReached, NeedsOcr, NeedsProgram, UnreadableFile
from pipeline.model import Document, SetAside
from pipeline.parse import outcome_of, parse_file
from tests.command import SAMPLE

DIRECTIVE = SAMPLE / "chi-thi-26-ct-ttg-2016.pdf"
SECRET = SAMPLE / "bao-cao-mat-2019.pdf"


def test_a_document_has_text_structure_and_mentions() -> None:
    document = parse_file(DIRECTIVE, sha256="5f")
    assert (document.header.type, document.header.number) == ("chỉ thị", "26/CT-TTg")
    assert document.header.date == date(2016, 9, 5)
    assert document.id and document.path == str(DIRECTIVE) and document.sha256 == "5f"
    assert all(page.text and not page.lines for page in document.pages)
    assert document.paragraphs[1] and any(document.mentions.values())


def test_a_document_without_a_letterhead_has_no_id(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Các cấp ủy thực hiện Chỉ thị số 05-CT/TW.\n", encoding="utf-8")
    document = parse_file(path)
    assert (document.id, document.header.number) == ("", None)
    assert [mention.number for mention in document.mentions[1]] == ["05-CT/TW"]


@pytest.mark.parametrize(("accept", "outcome"), [(False, SetAside), (True, Document)])
def test_a_secret_document_is_set_aside_unless_it_is_accepted(accept: bool, outcome: type) -> None:
    found = outcome_of(str(SECRET), "", "never", accept)
    assert isinstance(found, outcome)
    if isinstance(found, SetAside):
        assert found.secrecy == "MẬT" and "MẬT" in found.reason and "BNCTU" not in found.reason + found.hint


@pytest.mark.parametrize(
    ("error", "reason", "cause"),
    [
        (NeedsOcr("reason", hint="hint"), "Waiting for OCR", "program"),
        (NeedsProgram("This is a DOC file.", hint="hint"), "DOC", "program"),
        (UnreadableFile("The file is empty.", hint="hint"), "The file is empty.", "file"),
        (LimitReached("120 seconds", hint="hint"), "120 seconds", "limit"),
        (MemoryError(), "memory", "limit"),
        (RecursionError(), "nested", "file"),
        (PermissionError(13, "denied"), "cannot be opened", "machine"),
        (OSError(28, "no space"), "disk is full", "machine"),
        (ImportError("No module named 'lxml'"), "No module named 'lxml'", "program"),
        (KeyError("x"), "chithi itself failed on the file (KeyError", "file"),
    ],
)
def test_every_failure_has_a_reason_a_hint_and_a_cause(error: Exception, reason: str, cause: str) -> None:
    set_aside = parse._set_aside("a.pdf", error)
    assert set_aside.path == "a.pdf" and set_aside.hint
    assert reason in set_aside.reason and set_aside.cause == cause


def test_a_fault_of_ours_is_none_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.read.pdf.read_content", None)  # raises in our module, as a typo does
    found = outcome_of(str(DIRECTIVE), "", "never")
    assert isinstance(found, SetAside)
    assert "TypeError in pdf.py" in found.reason and "damaged" not in found.reason


def test_a_file_that_cannot_be_read_is_set_aside(tmp_path: Path) -> None:
    found = outcome_of(str(tmp_path / "none.pdf"), "", "never")
    assert isinstance(found, SetAside) and "cannot be opened" in found.reason


def test_a_lack_of_memory_is_left_to_the_caller(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def exhausted(*given: object) -> None:
        raise MemoryError

    monkeypatch.setattr(parse, "read", exhausted)
    with pytest.raises(MemoryError):
        outcome_of(str(DIRECTIVE), "", "never")


def test_a_text_without_a_letterhead_is_titled_by_its_first_line(tmp_path: Path) -> None:
    path = tmp_path / "ghi-chep.txt"
    path.write_text("--\nNội dung sinh hoạt tháng 11\nCác đồng chí chuẩn bị ý kiến.\n", encoding="utf-8")
    document = parse_file(path)
    assert document.header.title == "Nội dung sinh hoạt tháng 11"
    assert any("letterhead" in warning or "phần đầu" in warning for warning in document.warnings)


def test_a_letterhead_alone_gives_no_title(tmp_path: Path) -> None:
    path = tmp_path / "tham-luan.txt"
    path.write_text(
        "BAN TỔ CHỨC\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Hà Nội, ngày 09 tháng 10 năm 2025\n\nÝ KIẾN THAM LUẬN\n1. Đại biểu xã Mường Phăng\n",
        encoding="utf-8",
    )
    assert parse_file(path).header.title == "Ý KIẾN THAM LUẬN"

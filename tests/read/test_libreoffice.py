"""Word 97 and RTF → pages. LibreOffice is optional, and too large for CI to install."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline import doctor as machine
from pipeline.errors import NeedsOcr, UnreadableFile
from pipeline.model import SetAside
from pipeline.parse import outcome_of, parse_file
from pipeline.read import libreoffice, read
from pipeline.read.syllables import syllable_share
from tests.conftest import SHARED
from tests.gold import secrecy_layouts as layouts

# Not `optional`: LibreOffice takes half a gigabyte, so that CI, which requires all else, does without.
with_libreoffice = pytest.mark.skipif(libreoffice.available() is not None, reason=libreoffice.available() or "")
WORD_97 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture(scope="session")
def real_docs() -> dict[str, Path]:
    """Real DOC files that lie beside the checkout on some machines, by name."""
    found = {path.name: path for path in (SHARED / "data" / "doc").glob("*.doc")}
    if not found:
        pytest.skip("no real files beside this checkout")
    return found


@pytest.fixture
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "_soffice", lambda: None)


def rtf(text: str) -> bytes:
    """A text as RTF, a paragraph a line."""
    letters = "".join(
        "\\par\n" if letter == "\n" else letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in text
    )
    return b"{\\rtf1\\ansi " + letters.encode("ascii") + b"}"


@with_libreoffice
def test_old_fonts_in_old_files(real_docs: dict[str, Path]) -> None:
    (page,) = read(real_docs["viparse-tcvn3__2004-NghiDinh114_2003.doc"]).pages
    assert page.source == "repaired"
    assert "về cán bộ, công chức xã, phường, thị trấn" in page.text  # ư is a soft hyphen to Word
    assert "Chương I\nNhững quy định chung\nĐiều 1. Phạm vi áp dụng" in page.text


@with_libreoffice
def test_a_letterhead_made_with_tabs(real_docs: dict[str, Path]) -> None:
    header = parse_file(real_docs["viparse-vni__2006-quydinhkiemtra02.doc"]).header
    assert (header.type, header.number, header.date) == ("quy định", None, None)
    assert header.issuer == "Ủy ban nhân dân tỉnh Cà Mau"


@with_libreoffice
def test_every_real_file_is_vietnamese(real_docs: dict[str, Path]) -> None:
    for path in real_docs.values():
        assert syllable_share("\n".join(page.text for page in read(path).pages)) > 0.9, path.name


@with_libreoffice
def test_rtf_leaves_no_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, scratch = tmp_path / "văn bản;$(x).rtf", tmp_path / "tạm"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    path.write_bytes(rtf("Chi bộ họp.\nĐảng viên dự."))
    (page,) = read(path).pages
    assert page.text == "Chi bộ họp.\nĐảng viên dự."
    assert os.listdir(scratch) == [] and sorted(os.listdir(tmp_path)) == sorted([scratch.name, path.name])


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_killed_program_is_no_fault_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, runs, path = tmp_path / "soffice", tmp_path / "runs", tmp_path / "a.rtf"
    program.write_text(f"#!/bin/sh\necho >> '{runs}'\nkill -9 $$\n")
    program.chmod(0o700)
    path.write_bytes(rtf("Chi bộ họp."))
    monkeypatch.setattr(libreoffice, "_soffice", lambda: str(program))
    outcome = outcome_of(str(path), "", "never")
    assert isinstance(outcome, SetAside) and outcome.cause == "machine" and "was killed" in outcome.reason
    assert runs.read_text() == "\n\n"  # once more before it is set aside


@with_libreoffice
def test_a_broken_file(real_docs: dict[str, Path], tmp_path: Path) -> None:
    whole = real_docs["viparse-tcvn3__2004-B1-4-LLCN.doc"].read_bytes()
    path = tmp_path / "cut.doc"
    path.write_bytes(whole[:1024] + bytes(2000) + "WordDocument".encode("utf-16-le"))
    refused(path, "not a readable Word document")


@with_libreoffice
def test_a_time_limit(real_docs: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "_TIMEOUT", 0.01)
    refused(real_docs["viparse-tcvn3__2004-B1-4-LLCN.doc"], "seconds")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (bytes(600), "not a readable Word document"),
        ("Workbook".encode("utf-16-le"), "not a readable Word document"),
        ("EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    ],
)
def test_other_files_in_the_container_of_word_are_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "van-ban.doc"
    path.write_bytes(WORD_97 + content)
    refused(path, reason)


@pytest.mark.usefixtures("without_libreoffice")
def test_without_libreoffice_the_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    path = tmp_path / "van-ban.doc"
    path.write_bytes(WORD_97 + "WordDocument".encode("utf-16-le"))
    assert "libreoffice-writer-nogui" in refused(path, "Word 97").hint


@pytest.mark.usefixtures("without_libreoffice")
def test_doctor_reports_it_as_optional(tmp_path: Path) -> None:
    (check,) = [each for each in machine.examine(str(tmp_path / "l.sqlite")) if each.name == "LibreOffice"]
    assert not check.ok and check.passed and check.hint


def refused(path: Path, reason: str) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert reason in caught.value.reason and caught.value.hint and caught.value.path == str(path)
    return caught.value


@pytest.mark.parametrize("name", ["n38", "n40"])
def test_a_drawing_in_the_letterhead_waits_for_libreoffice(
    tmp_path: Path, name: str, without_libreoffice: None
) -> None:
    path = next(each for each in layouts.secret_layouts() if each.name == name).write(tmp_path)
    with pytest.raises(NeedsOcr, match="drawing at the top of page 1"):
        read(path)


@with_libreoffice
@pytest.mark.parametrize(("name", "degree"), [("n38", "TUYỆT MẬT"), ("n40", "TỐI MẬT"), ("k25", None), ("k26", None)])
def test_the_degree_that_a_drawing_shows(tmp_path: Path, name: str, degree: str | None) -> None:
    cases = (*layouts.secret_layouts(), *layouts.harmless_layouts())
    path = next(each for each in cases if each.name == name).write(tmp_path)
    assert parse_file(path).header.marks.secrecy == degree

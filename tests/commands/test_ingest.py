"""`chithi ingest` as a process: what is added again, and every kind of bad file."""

from __future__ import annotations

import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from pipeline.read.tesseract import available
from tests.command import ROOT, SAMPLE, Outcome, assert_fails, chithi, run
from tests.conftest import REQUIRE_ALL, optional


@optional(available())
def test_ingesting_again_reads_nothing(tmp_path: Path) -> None:
    library = tmp_path / "l.sqlite"
    assert chithi("ingest", SAMPLE, library=library).status == 1  # the document marked MẬT is set aside
    again = chithi("ingest", SAMPLE, "--json", library=library).json
    held = run(library, "list", "--json").json["documents"]
    assert (again["added"], again["updated"], again["pages"]) == (0, 0, 0)
    assert again["unchanged"] == len(held) >= 24
    assert sorted(again["documents"]) == sorted(entry["id"] for entry in held)
    assert [Path(item["path"]).stem for item in again["set_aside"]] == ["bao-cao-mat-2019"]


def test_a_missing_path_is_wrong_usage(tmp_path: Path) -> None:
    done = chithi("ingest", tmp_path / "khong-co", library=tmp_path / "l.sqlite")
    assert_fails(done, 2, "khong-co", "There is no such file or folder.")
    assert chithi("ingest", tmp_path / "khong-co", "--json", library=tmp_path / "l.sqlite").json["error"]["reason"]


def test_a_missing_path_does_not_stop_the_others(tmp_path: Path) -> None:
    done = chithi(
        "ingest",
        tmp_path / "khong-co",
        SAMPLE / "chi-thi-26-ct-ttg-2016.pdf",
        "--json",
        library=tmp_path / "l.sqlite",
    )
    assert done.status == 1
    assert done.json["documents"] == ["thu-tuong/2016/26-ct-ttg"]
    assert [item["path"] for item in done.json["set_aside"]] == [str(tmp_path / "khong-co")]


def test_an_empty_folder_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "rong").mkdir()
    assert_fails(
        chithi("ingest", tmp_path / "rong", library=tmp_path / "l.sqlite"), 2, "rong", "no file of a supported format"
    )


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Path]:
    """A folder with every bad file that people have, and one good one, added without OCR."""
    folder = tmp_path_factory.mktemp("mixed")
    good = (SAMPLE / "chi-thi-26-ct-ttg-2016.pdf").read_bytes()
    (folder / "good.pdf").write_bytes(good)
    (folder / "text.pdf").write_text("Đây không phải tệp PDF.", encoding="utf-8")
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "cut.pdf").write_bytes(good[: len(good) // 3])
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    (folder / "broken.docx").write_bytes(b"PK\x03\x04" + bytes(64))
    (folder / "scan.pdf").write_bytes((SAMPLE / "thong-bao-112-tb-vptu-2016.pdf").read_bytes())
    encrypt(folder / "locked.pdf")
    library = folder / "l.sqlite"
    return chithi("ingest", folder, "--ocr", "never", "--json", library=library), library


def encrypt(path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), encrypt="mat-khau")
    canvas.drawString(72, 720, "Khong ai doc duoc")
    canvas.save()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("text.pdf", "The file has the name of a PDF but not its content."),
        ("empty.pdf", "The file is empty."),
        ("cut.pdf", "The PDF is damaged and cannot be read."),
        ("old.doc", "The file is not a readable Word document."),
        ("broken.docx", "The file is not a readable Word document."),
        ("scan.pdf", "Waiting for OCR: The pages are images without a text layer."),
        ("locked.pdf", "The PDF is protected by a password."),
    ],
)
def test_each_bad_file_is_set_aside_with_its_reason(mixed: tuple[Outcome, Path], name: str, reason: str) -> None:
    (item,) = [each for each in mixed[0].json["set_aside"] if Path(each["path"]).name == name]
    assert item["reason"] == reason and item["hint"]


def test_the_good_file_among_them_is_added(mixed: tuple[Outcome, Path]) -> None:
    done, library = mixed
    assert done.status == 1
    assert (done.json["added"], len(done.json["set_aside"])) == (1, 7)
    assert run(library, "search", "kỷ cương", "--json").json["total"]


@pytest.mark.skipif(find_spec("watchfiles") is None and not REQUIRE_ALL, reason="watchfiles is not installed")
def test_folders_are_watched(tmp_path: Path) -> None:
    folder = tmp_path / "văn bản đến"
    folder.mkdir()
    (folder / "một.txt").write_text("Chỉ thị số 05-CT/TW ngày 15/5/2016", "utf-8")
    library = folder / "l.sqlite"  # its own changes are no reason to read again
    words = [
        sys.executable,
        "-u",
        str(ROOT / "cli.py"),
        "--library",
        str(library),
        "--lang",
        "en",
        "ingest",
        str(folder),
    ]
    with subprocess.Popen(
        [*words, "--watch"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout and process.stderr
        try:
            assert "1 added" in process.stdout.readline()
            assert "Watching" in process.stderr.readline()
            (folder / "hai.txt").write_text("Nghị quyết số 04-NQ/TW ngày 30/10/2016", "utf-8")
            assert "1 added, 0 updated, 1 unchanged" in process.stdout.readline()
            process.send_signal(signal.SIGINT)
            assert "Interrupted" in process.stderr.read()
            assert process.wait() == 130
        finally:
            process.kill()

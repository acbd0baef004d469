"""Files → the library: only changes are read, any executor will do, an interruption loses nothing."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import zipfile
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument

from pipeline import Library
from pipeline.discovery import InputFile
from pipeline.i18n import _, language, set_language
from pipeline.ingest import Tally
from pipeline.model import Cause, SetAside
from pipeline.read.tesseract import available
from tests.command import ROOT, SAMPLE, chithi
from tests.conftest import optional

SCAN = "thong-bao-112-tb-vptu-2016.pdf"
FILES = ("chi-thi-26-ct-ttg-2016.pdf", "cong-van-1386-ubnd-nc-2016.pdf", "huong-dan-12-hd-btctw-2018.docx")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of three files of the sample."""
    made = tmp_path / "van-ban"
    made.mkdir()
    for name in FILES:
        shutil.copy(SAMPLE / name, made)
    return made


def take_in(folder: Path, **options: Any) -> Tally:
    with Library.open(folder.parent / "l.sqlite") as library:
        return library.ingest([folder], **options)


def test_a_second_run_reads_only_changed_files(folder: Path) -> None:
    assert take_in(folder).added == 3
    assert (take_in(folder).unchanged, take_in(folder).pages) == (3, 0)
    shutil.copy(SAMPLE / "quy-dinh-37-qd-tw-2021.pdf", folder / FILES[0])
    tally = take_in(folder)
    assert (tally.added, tally.updated, tally.unchanged) == (0, 1, 2)
    with Library.open(folder.parent / "l.sqlite") as library:
        assert "37-QĐ/TW" in {entry.number for entry in library.entries()}
        assert "26/CT-TTg" not in {entry.number for entry in library.entries()}
        assert library.store.check() is None


def test_a_moved_file_keeps_its_document(folder: Path) -> None:
    take_in(folder)
    (folder / FILES[0]).rename(folder / "da-doi-ten.pdf")
    assert take_in(folder).unchanged == 3
    with Library.open(folder.parent / "l.sqlite") as library:
        assert {Path(entry.path).name for entry in library.entries()} == {"da-doi-ten.pdf", *FILES[1:]}


def test_files_that_change_places_keep_their_documents(folder: Path) -> None:
    take_in(folder)
    (folder / FILES[0]).rename(folder / "x.pdf")
    (folder / FILES[1]).rename(folder / FILES[0])
    (folder / "x.pdf").rename(folder / FILES[1])
    assert take_in(folder).unchanged == 3
    with Library.open(folder.parent / "l.sqlite") as library:
        paths = {entry.number: Path(entry.path).name for entry in library.entries()}
        assert (paths["26/CT-TTg"], paths["1386/UBND-NC"]) == (FILES[1], FILES[0])


def test_a_copy_outlives_the_change_of_its_original(folder: Path) -> None:
    shutil.copy(folder / FILES[0], folder / "ban-sao.pdf")
    take_in(folder)
    shutil.copy(SAMPLE / "quy-dinh-37-qd-tw-2021.pdf", folder / FILES[0])
    take_in(folder)
    with Library.open(folder.parent / "l.sqlite") as library:
        assert {"26/CT-TTg", "37-QĐ/TW"} <= {entry.number for entry in library.entries()}


def test_a_failed_file_is_not_tried_again_in_the_same_way(folder: Path) -> None:
    (folder / "hong.pdf").write_bytes(b"%PDF-1.4 broken")
    shutil.copy(SAMPLE / "thong-bao-112-tb-vptu-2016.pdf", folder)
    first = take_in(folder, ocr="never")
    read: list[str] = []
    assert [item.reason for item in take_in(folder, ocr="never", on_file=read.append).set_aside] == [
        item.reason for item in sorted(first.set_aside, key=lambda item: item.path)
    ]
    assert read == []
    take_in(folder, on_file=read.append)  # another way: with OCR
    assert "thong-bao-112-tb-vptu-2016.pdf" in {Path(path).name for path in read} or available()


def test_what_was_set_aside_is_tried_again_on_request(folder: Path) -> None:
    (folder / "hong.pdf").write_bytes(b"%PDF-1.4 broken")
    take_in(folder)
    read: list[str] = []
    assert len(take_in(folder, retry=True, on_file=read.append).set_aside) == 1
    assert [Path(path).name for path in read] == ["hong.pdf"]


def test_a_killed_worker_is_no_fault_of_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.workers.parse", _kill_on_letter)
        assert [item.cause for item in take_in(folder).set_aside] == ["machine"]
    tally = take_in(folder)
    assert (tally.added, tally.unchanged, tally.set_aside) == (1, 2, [])


def _refuse(cause: Cause, source: InputFile, **options: Any) -> SetAside:
    return SetAside(source.path, "reason", "hint", cause=cause)


@pytest.mark.parametrize("cause", ["file", "program", "limit"])
def test_another_machine_is_worth_another_attempt(folder: Path, monkeypatch: pytest.MonkeyPatch, cause: Cause) -> None:
    with ThreadPoolExecutor(1) as threads:
        with monkeypatch.context() as patch:
            patch.setattr("pipeline.workers.parse", partial(_refuse, cause))
            assert len(take_in(folder, executor=threads).set_aside) == 3
        assert len(take_in(folder, executor=threads).set_aside) == 3  # nothing has changed
        monkeypatch.setattr("pipeline.machine._programs", lambda: iter(["libreoffice 25.8"]))
        assert take_in(folder, executor=threads).added == 3


def test_a_container_that_costs_too_much_is_set_aside_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(folder / "goi.zip", "w") as packed:
        for number in range(5):
            packed.writestr(f"{number}.txt", f"Điều {number}. Tổ chức thực hiện nghị quyết số {number}.")
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.containers._MAX_MEMBERS", 2)
        tally = take_in(folder)
    (item,) = tally.set_aside
    assert (tally.added, item.path, item.cause) == (5, str(folder / "goi.zip"), "limit")
    tally = take_in(folder)  # within the limit
    assert (tally.added, tally.unchanged) == (3, 5)
    with Library.open(folder.parent / "l.sqlite") as library:
        assert library.files_set_aside() == []


def test_files_set_aside_are_forgotten_when_they_are_deleted(folder: Path) -> None:
    bad = folder / "hong.pdf"
    bad.write_bytes(b"%PDF-1.4 broken")
    with zipfile.ZipFile(folder / "goi.zip", "w") as packed:
        packed.write(bad, "a.pdf")
        packed.write(folder / FILES[0], "b.pdf")
    assert len(take_in(folder).set_aside) == 2
    bad.unlink()
    with zipfile.ZipFile(folder / "goi.zip", "w") as packed:
        packed.write(folder / FILES[0], "b.pdf")
    take_in(folder)
    with Library.open(folder.parent / "l.sqlite") as library:
        assert library.files_set_aside() == []


def test_reasons_are_in_the_language_of_the_reader(folder: Path) -> None:
    spoken = language()
    (folder / "rong.pdf").touch()
    set_language("vi")
    assert take_in(folder).set_aside[0].reason == _("The file is empty.") != "The file is empty."
    set_language("en")
    with Library.open(folder.parent / "l.sqlite") as library:
        (item,) = library.files_set_aside()
    set_language(spoken)
    assert item.reason == "The file is empty."


def test_other_than_regular_files_are_set_aside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ong", "ong.pdf", "ong.zip"):
        os.mkfifo(folder / name)
    monkeypatch.chdir(folder)  # the path of a socket must be short
    (folder / "gay.pdf").symlink_to(folder / "khong-co.pdf")
    (folder / "ten-\udcff.pdf").write_bytes((SAMPLE / FILES[0]).read_bytes())
    (folder / "ten-\udcff.zip").write_bytes(b"")
    (folder / "muc-\udcff").mkdir()
    (folder / "muc-\udcff" / "a.pdf").write_bytes((SAMPLE / FILES[0]).read_bytes())
    (folder / "khac-\udcff.xyz").write_bytes(b"x")
    aside = ["gay.pdf", "muc-\\xff/a.pdf", "o-cam.pdf", "ong.pdf", "ong.zip", "ten-\\xff.pdf", "ten-\\xff.zip"]
    with socket.socket(socket.AF_UNIX) as plug:
        plug.bind("o-cam.pdf")
        for added in (3, 0):  # named once, however often the folder is added
            tally = take_in(folder)
            assert (tally.added, tally.skipped) == (added, {"": 1, ".xyz": 1})
            assert sorted(os.path.relpath(item.path, folder) for item in tally.set_aside) == aside
            with Library.open(folder.parent / "l.sqlite") as library:
                assert [os.path.relpath(item.path, folder) for item in library.files_set_aside()] == aside
    with Library.open(folder.parent / "l.sqlite") as library:
        devices = library.ingest(["/dev/null", folder / FILES[0]]).set_aside
    assert [item.path for item in devices] == ["/dev/null"]


def test_any_executor_will_do(folder: Path) -> None:
    with ThreadPoolExecutor(2) as threads:
        assert take_in(folder, executor=threads).added == 3


def test_a_broken_executor_loses_no_file(folder: Path) -> None:
    class Dying(Executor):
        def submit(self, fn: Any, /, *args: Any, **options: Any) -> Future[Any]:
            future: Future[Any] = Future()
            try:
                if FILES[1] in args[0].path:
                    raise BrokenExecutor("the cluster has stopped")
                future.set_result(fn(*args, **options))
            except Exception as error:
                future.set_exception(error)
            return future

    tally = take_in(folder, executor=Dying())
    assert tally.added + len(tally.set_aside) == 3
    assert all(item.reason and item.hint for item in tally.set_aside)


def test_a_file_that_kills_its_worker_spares_the_others(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.workers.parse", _kill_on_letter)
    tally = take_in(folder, jobs=2)
    assert tally.added == 2
    (item,) = tally.set_aside
    assert Path(item.path).name == FILES[1] and item.reason and item.hint


def _kill_on_letter(source: Any, **options: Any) -> Any:
    from pipeline.parse import outcome_of

    if FILES[1] in source.path:
        os.kill(os.getpid(), signal.SIGKILL)
    return outcome_of(source.path, source.sha256, **options)


def test_a_kill_leaves_whole_documents_and_a_sound_index(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    words = [
        sys.executable,
        str(ROOT / "cli.py"),
        "--library",
        str(path),
        "ingest",
        str(SAMPLE),
        "--ocr",
        "never",
    ]
    running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    while running.poll() is None and not _documents(path):
        os.sched_yield()  # until the first document is in
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    with Library.open(path) as library:
        assert library.store.check() is None
        before = {entry.id for entry in library.entries()}
        library.ingest([SAMPLE], ocr="never")
        assert before <= {entry.id for entry in library.entries()}
        assert library.store.check() is None


def _documents(path: Path) -> int:
    if not path.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return int(connection.execute("select count(*) from documents").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def test_nothing_of_a_secret_document_is_stored(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    with Library.open(path) as library:
        tally = library.ingest([SAMPLE / "bao-cao-mat-2019.pdf"])
    (item,) = tally.set_aside
    assert "MẬT" in item.reason and not tally.documents
    for file in tmp_path.iterdir():
        written = file.read_bytes()
        for word in ("Nội chính", "44-BC/BNCTU"):
            assert word.encode() not in written


@optional(available())
def test_pages_that_wait_for_ocr_are_read_when_they_can_be(tmp_path: Path) -> None:
    bound, library = tmp_path / "dong-tap.pdf", tmp_path / "l.sqlite"
    whole = PdfDocument.new()
    for name in ("nghi-quyet-05-nq-cb-2016.pdf", SCAN):
        whole.import_pages(PdfDocument(SAMPLE / name), [0])
    whole.save(bound)

    def run(*words: str) -> Any:
        return chithi(*words, "--json", library=library).json

    assert run("ingest", "--ocr", "never", str(bound))["added"] == 1
    listed = run("list")["documents"][0]
    shown = run("show", listed["id"])
    assert listed["waiting_for_ocr"] == shown["waiting_for_ocr"] == [2]
    assert not shown["pages"][1]["text"]
    assert any("2" in warning and "--ocr auto" in warning for warning in shown["warnings"])
    assert any("waiting" in check["name"] for check in run("doctor")["checks"])
    assert run("ingest", "--ocr", "never", str(bound))["unchanged"] == 1
    assert run("ingest", str(bound))["updated"] == 1
    shown = run("show", run("list")["documents"][0]["id"])
    assert shown["pages"][1]["source"] == "ocr"
    assert not shown["waiting_for_ocr"]
    assert run("ingest", str(bound))["unchanged"] == 1

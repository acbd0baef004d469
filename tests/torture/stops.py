"""An ingest that is interrupted or killed at a random moment: nothing is lost, twice, half, or left behind."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from itertools import zip_longest
from pathlib import Path

import psutil

from pipeline.api import Library
from pipeline.store.repair import faults
from tests.command import ROOT, SAMPLE

_FILES = (
    "chi-thi-08-ct-tu-dien-bien-2016.pdf", "cong-van-1386-ubnd-nc-2016.pdf", "huong-dan-12-hd-btctw-2018.docx",
    "quyet-dinh-1126-qd-ubnd-2020.pdf",
)  # fmt: skip


class Office:
    """A folder of documents, a Word 97 file among them, with a folder for temporary files and a library."""

    def __init__(self, folder: Path) -> None:
        self.documents, self.temporary, self.folder = folder / "documents", folder / "temporary", folder
        self.library = folder / "library.sqlite"
        for each in (self.documents, self.temporary):
            each.mkdir()
        for name in _FILES:
            shutil.copy(SAMPLE / name, self.documents)
        if soffice := shutil.which("soffice"):
            profile = (folder / "profile").as_uri()
            words = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "doc"]
            source = str(self.documents / "huong-dan-12-hd-btctw-2018.docx")
            subprocess.run([*words, "--outdir", str(folder), source], check=True, capture_output=True)
            for old in folder.glob("*.doc"):
                shutil.move(old, self.documents / "cu.doc")
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("CHITHI")},
            "TMPDIR": str(self.temporary),
            "XDG_CACHE_HOME": str(folder / "cache"),
        }

    def ingest(self) -> subprocess.Popen[str]:
        """Start an ingest in a process group of its own."""
        words = ["--library", str(self.library), "--lang", "en", "ingest", str(self.documents)]
        return subprocess.Popen(
            [sys.executable, str(ROOT / "cli.py"), *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            encoding="utf-8", env=self.environment, cwd=self.folder, start_new_session=True,
        )  # fmt: skip

    def forget(self) -> None:
        """Delete the library."""
        for each in self.folder.glob("library.sqlite*"):
            each.unlink()

    def exported(self) -> str:
        """Return the library as text; fail when anything is wrong with it, or any document is there twice."""
        with Library.open(self.library) as library:
            assert list(faults(library.store)) == [], ("faults in the library", list(faults(library.store)))
            paths = sorted(row["path"] for row in library.store.connection.execute("select path from files"))
            assert paths == sorted(map(str, self.documents.iterdir())), ("files", paths)
            target = self.folder / "export.jsonl"
            library.export(target, force=True)
        return "\n".join(sorted(target.read_text("utf-8").splitlines()))

    def left(self) -> list[str]:
        """Return the temporary files and processes that are left."""
        own = f"TMPDIR={self.temporary}"
        programs = []
        for program in psutil.process_iter():
            try:
                if f"TMPDIR={program.environ().get('TMPDIR')}" == own and program.status() != psutil.STATUS_ZOMBIE:
                    programs.append(f"{program.pid} {' '.join(program.cmdline())[:80]}")
            except psutil.Error:
                continue
        parts = [str(each) for each in self.folder.glob(".chithi-*")]
        return [*map(str, self.temporary.iterdir()), *parts, *programs]


def kills(count: int) -> int:
    """Kill the parent, a worker, or everything that it started; then ingest again, and compare."""
    return _trial(min(count, 200), _kill)


def interrupts(count: int) -> int:
    """Interrupt an ingest with Ctrl-C; nothing may be left at once."""
    return _trial(min(count, 40), _interrupt)


def _trial(count: int, stop: object) -> int:
    seed = int(os.environ.get("SEED", "1"))
    bad = 0
    with tempfile.TemporaryDirectory() as name:
        office = Office(Path(name))
        began = time.monotonic()
        office.ingest().communicate()
        whole, reference = time.monotonic() - began, office.exported()
        for number in range(count):
            choose = random.Random(seed * 1000 + number)
            office.forget()
            what = ""
            try:
                what = stop(office, choose, whole)  # type: ignore[operator]
                done = office.ingest()
                out, err = done.communicate()
                assert done.returncode == 0 and "Traceback" not in err, ("status", done.returncode, out, err)
                differing = _differing(office.exported(), reference)
                assert not differing, ("the export differs", differing)
                assert office.left() == [], ("left behind", office.left())
                print(number, what, flush=True)
            except AssertionError as error:
                bad += 1
                print(number, "FAILED", what, error, flush=True)
    print(f"{count} moments, {bad} failed")
    return bad


def _differing(export: str, reference: str) -> list[str]:
    """Return the lines of an export that another one lacks, from where they differ."""
    lines, others = export.splitlines(), reference.splitlines()
    differing = []
    for line, other in zip_longest(lines, others, fillvalue=""):
        if line != other:
            same = next((at for at, pair in enumerate(zip(line, other, strict=False)) if pair[0] != pair[1]), 0)
            place = max(same - 60, 0)
            differing += [f"now {line[place : place + 200]}", f"before {other[place : place + 200]}"]
    return differing


def _kill(office: Office, choose: random.Random, whole: float) -> str:
    process = office.ingest()
    moment = choose.uniform(0.1, whole)
    time.sleep(moment)
    what = choose.choice(("parent", "worker", "group"))
    programs = [process.pid]
    running = ""
    try:
        children = psutil.Process(process.pid).children(recursive=True)
        running = ", LibreOffice" if any("soffice" in each.name() for each in children) else ""
        if what == "worker" and children:
            programs = [choose.choice(children).pid]
        elif what == "group":
            programs += [each.pid for each in children if "soffice" not in each.name()]
    except psutil.Error:
        pass
    for pid in programs:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.wait()
    return f"{what} after {moment:.1f} s{running}"


def _interrupt(office: Office, choose: random.Random, whole: float) -> str:
    process = office.ingest()
    moment = choose.uniform(0.02, whole)
    time.sleep(moment)
    os.killpg(process.pid, signal.SIGINT)
    _out, err = process.communicate()
    assert "Traceback" not in err and process.returncode in (0, 130), (process.returncode, err)
    assert office.left() == [], office.left()
    return f"after {moment:.2f} s: {process.returncode}"

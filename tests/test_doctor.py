"""What doctor finds on a machine and in a library."""

from __future__ import annotations

import os
import re
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import doctor
from pipeline.doctor import PACKAGES, Check, examine
from pipeline.store import Store
from tests.command import ROOT
from tests.documents import directive


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.sqlite"
    with Store.open(path, create=True) as store:
        store.add(directive())
    return path


def check_of(library: Path, name: str) -> Check | None:
    return next((check for check in examine(str(library)) if check.name == name), None)


def test_every_package_that_chithi_needs_is_checked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [re.split(r"[<>=!~ ;\[]", each)[0] for each in project["dependencies"]]
    assert sorted(PACKAGES) == sorted(needed)


def test_a_missing_package_is_named_with_its_remedy(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "PACKAGES", ("click", "no-such-package"))
    assert check_of(library, "click").ok  # type: ignore[union-attr]
    missing = check_of(library, "no-such-package")
    assert missing and not missing.passed and missing.hint == "Run: pip install no-such-package."


def test_what_pdf_needs_is_optional(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    check = check_of(library, "WeasyPrint")
    assert check and check.passed and not check.ok and "chithi[pdf]" in check.hint and "libpango" in check.hint


def test_pango_is_named_where_it_alone_is_missing(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "weasyprint.py").write_text("print('advice')\nraise OSError('cannot load library libpango-1.0-0')\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    check = check_of(library, "WeasyPrint")
    assert check and check.passed and not check.ok and check.hint.startswith("Install Pango")
    assert capsys.readouterr().out == ""


def test_a_sound_library_passes(library: Path) -> None:
    assert check_of(library, "library") == Check("library", True, str(library))
    assert check_of(library, "waiting for OCR") is None
    assert check_of(library, "FTS4").ok  # type: ignore[union-attr]


def test_no_library_yet(tmp_path: Path) -> None:
    check = check_of(tmp_path / "none.sqlite", "library")
    assert check and check.ok and "does not exist yet" in check.detail
    assert not (tmp_path / "none.sqlite").exists()


@pytest.mark.parametrize("content", [b"text", b"SQLite format 3\0" + b"\0" * 200])
def test_a_file_that_is_not_a_library(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mine"
    path.write_bytes(content)
    check = check_of(path, "library")
    assert check and not check.passed and "--library" in check.hint
    assert path.read_bytes() == content


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize(("mode", "passed"), [(0o600, True), (0o640, False), (0o604, False)])
def test_a_library_that_others_can_read(library: Path, mode: int, passed: bool) -> None:
    library.chmod(mode)
    check = check_of(library, "library")
    assert check and check.passed is passed
    assert passed or check.hint == f"Run: chmod 600 {library}"


def test_pages_that_wait_for_ocr_are_a_hint_and_not_a_failure(library: Path) -> None:
    with Store.open(library) as store:
        store.add(replace(directive(), waiting=(1,)))
    check = check_of(library, "waiting for OCR")
    assert check and not check.ok and check.passed and check.detail.startswith("1 document ")


def test_the_own_registry_is_named_where_there_is_one(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert check_of(library, "the office's own registry") is None
    (tmp_path / "office").mkdir()
    monkeypatch.setenv("CHITHI_REGISTRY", str(tmp_path / "office"))
    check = check_of(library, "the office's own registry")
    assert check and check.ok and check.detail == str(tmp_path / "office")

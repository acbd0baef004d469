"""The programs that chithi calls, on every system."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.i18n import set_language
from pipeline.system.programs import find_program, how_to_install


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    find_program.cache_clear()
    monkeypatch.setenv("PATH", "")


def test_tesseract_is_found_where_its_windows_installer_puts_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ProgramFiles", str(tmp_path))
    program = Path(rf"{tmp_path}\Tesseract-OCR\tesseract.exe")  # one name with backslashes, except on Windows
    program.touch()
    assert find_program("tesseract", "win32") == str(program)
    assert find_program("tesseract", "linux") is None


def test_a_program_on_the_path_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_program("soffice", "linux") == str(program)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("program", ["tesseract", "soffice"])
def test_each_system_has_its_own_installer(program: str, language: str) -> None:
    set_language(language)
    assert "apt-get" in how_to_install(program, "linux")
    assert "brew" in how_to_install(program, "darwin")
    on_windows = how_to_install(program, "win32")
    assert "Windows" in on_windows and "apt-get" not in on_windows and "brew" not in on_windows

"""The viewer that opens a document: which one, and with which arguments."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.system.viewer import open_at

linux = pytest.mark.skipif(sys.platform != "linux", reason="the programs of Linux, as shell scripts")


@linux
@pytest.mark.parametrize(
    ("installed", "name", "arguments", "sentence"),
    [
        (["okular", "evince"], "a.pdf", ["evince", "--page-index=3", "{file}"], "evince opens {file} at page 3."),
        (["okular", "firefox"], "a.pdf", ["okular", "--page", "3", "{file}"], "okular opens {file} at page 3."),
        (["firefox"], "đ a.PDF", ["firefox", "{url}#page=3"], "firefox opens {file} at page 3."),
        (["evince", "xdg-open"], "a.docx", ["xdg-open", "{file}"], "xdg-open opens {file}; turn to page 3."),
        (["xdg-open"], "--page.pdf", ["xdg-open", "{file}"], "xdg-open opens {file}; turn to page 3."),
    ],
)
def test_the_first_program_of_the_table_is_used(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    installed: list[str],
    name: str,
    arguments: list[str],
    sentence: str,
) -> None:
    called = tmp_path / "called"
    os.mkfifo(called)  # reading it waits for the program
    folder = tmp_path / "bin"
    folder.mkdir()
    for program in installed:
        (folder / program).write_text(f'#!/bin/sh\nprintf "%s\\n" {program} "$@" > "{called}"\n')
        (folder / program).chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("LANGUAGE", "en")
    file = tmp_path / name
    file.touch()
    values = {"file": str(file), "url": file.as_uri()}
    assert open_at(str(file), 3) == sentence.format(**values)
    assert called.read_text("utf-8").splitlines() == [each.format(**values) for each in arguments]


def test_what_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UsageError, match=r"a\.pdf"):
        open_at(str(tmp_path / "a.pdf"), 1)
    (tmp_path / "a.pdf").touch()
    with pytest.raises(UsageError) as caught:
        open_at(str(tmp_path / "a.pdf"), 1)
    assert "evince" in caught.value.hint

"""What is written for other programs."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import UnwritableFile
from pipeline.export import export
from pipeline.model import Marks
from pipeline.store import Store
from tests.documents import DIRECTIVE_PAGE, directive, plan


@pytest.fixture
def library(tmp_path: Path) -> Store:
    made = Store.open(tmp_path / "library.sqlite", create=True)
    made.add(directive())
    secret = plan()
    made.add(replace(secret, header=replace(secret.header, marks=Marks(secrecy="MẬT"))), accept_secret="tests")
    return made


def test_a_line_for_each_document_and_none_for_a_secret_one(library: Store, tmp_path: Path) -> None:
    exported = export(library, library.entries(), tmp_path / "all.jsonl")
    lines = (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()
    (document,) = map(json.loads, lines)
    assert (exported.documents, exported.left_out) == ((directive().id,), 1)
    assert document["header"]["number"] == "08-CT/TU" and document["pages"][0]["text"] == DIRECTIVE_PAGE
    assert [each["number"] for each in document["references"]] == ["04-NQ/TW"]
    assert stat.S_IMODE(os.stat(tmp_path / "all.jsonl").st_mode) == 0o600 or os.name == "nt"


def test_a_folder_with_text_and_metadata(library: Store, tmp_path: Path) -> None:
    export(library, library.entries(), tmp_path / "out")
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["dien-bien-tinh-uy-2016-08-ct-tu.json", "dien-bien-tinh-uy-2016-08-ct-tu.txt"]
    text = (tmp_path / "out" / names[1]).read_text(encoding="utf-8")
    assert text.split("\f")[0] == DIRECTIVE_PAGE and "MẬT" not in text


@pytest.mark.parametrize("name", ["all.jsonl", "out"])
def test_nothing_is_replaced(library: Store, tmp_path: Path, name: str) -> None:
    export(library, library.entries(), tmp_path / name)
    with pytest.raises(UnwritableFile, match=name):
        export(library, library.entries(), tmp_path / name)

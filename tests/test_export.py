"""What is written for other programs."""

from __future__ import annotations

import json
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import ChithiError, UnwritableFile
from pipeline.export import export, opensearch_index
from pipeline.index.analysis import words_of
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


def test_parquet_is_read_by_a_database(library: Store, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    target = tmp_path / "all.parquet"
    export(library, library.entries(), target)
    rows = duckdb.sql(f"select number, date, page, text from '{target}' order by page").fetchall()
    assert rows[0] == ("08-CT/TU", date(2016, 3, 30), 1, DIRECTIVE_PAGE)
    assert len(rows) == len(directive().pages)


def test_requests_are_read_by_the_client_of_a_search_engine(library: Store, tmp_path: Path) -> None:
    actions = pytest.importorskip("opensearchpy.helpers.actions")
    serializer = pytest.importorskip("opensearchpy.serializer").JSONSerializer()
    export(library, library.entries(), tmp_path / "out", format_name="opensearch")
    lines = [json.loads(line) for line in (tmp_path / "out" / "bulk.ndjson").read_text("utf-8").splitlines()]
    documents = [{"_index": "a", **first["index"], "_source": second} for first, second in batched(lines)]
    chunks = list(actions._chunk_actions(map(actions.expand_action, documents), 500, 1 << 20, serializer))
    (data, requests), = chunks  # fmt: skip
    assert 2 * len(data) == len(requests) == len(lines)
    source = lines[1]
    index = json.loads((tmp_path / "out" / "index.json").read_text("utf-8"))
    assert set(source) == set(index["mappings"]["properties"])
    assert (source["number"], source["date"], source["text"]) == ("08-CT/TU", "2016-03-30", DIRECTIVE_PAGE)


def batched(lines: list[Any]) -> Iterator[tuple[Any, Any]]:
    return zip(lines[::2], lines[1::2], strict=True)


@pytest.mark.parametrize("text", ["Kỷ luật Đảng đoàn, Mỹ thuật, kĩ sư; 08-CT/TU", "Quỹ quý, hi sinh lí luận ti vi"])
def test_the_index_of_a_search_engine_folds_words_as_ours_does(text: str) -> None:
    analysis = opensearch_index()["settings"]["analysis"]
    for pair in analysis["char_filter"]["d"]["mappings"]:
        text = text.replace(*pair.split(" => "))
    by_y = analysis["filter"]["i_to_y"]
    found = re.findall(r"[^\W_]+", text.lower())
    plain = [unicodedata.normalize("NFD", word).encode("ascii", "ignore").decode() for word in found]  # asciifolding
    replaced = [re.sub(by_y["pattern"], by_y["replacement"].replace("$", "\\"), word) for word in plain]
    assert tuple(replaced) == words_of(text)


@pytest.mark.parametrize("name", ["all.jsonl", "all.parquet", "out"])
def test_an_interrupted_export_leaves_nothing(library: Store, tmp_path: Path, name: str) -> None:
    entries = [replace(each, id=name, secrecy=None) for each in library.entries() for name in (each.id, "none")]
    before = sorted(tmp_path.iterdir())
    with pytest.raises(ChithiError):
        export(library, entries, tmp_path / name)
    assert sorted(tmp_path.iterdir()) == before

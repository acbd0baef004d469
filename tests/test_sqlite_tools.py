"""Other SQLite programs, each with its real package, on a library of ours: with our functions and without."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from pipeline import sqlite_tools
from pipeline.store import Store
from tests.command import ROOT
from tests.conftest import optional
from tests.documents import directive, plan

needs_datasette = optional(None if find_spec("datasette") else "datasette is not installed")
SPELLINGS = ("đảng viên", "dang vien", "ĐẢNG VIÊN")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tools") / "library.sqlite"
    with Store.open(path, create=True) as made:
        made.add(directive())
        made.add(plan())
    return path


def names(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as plain:
        return [row[0] for row in plain.execute("select name from sqlite_master where type in ('table', 'view')")]


@contextmanager
def served(path: Path, *, plugin: bool, metadata: dict[str, Any] | None = None) -> Iterator[Any]:
    """Give a function that asks Datasette's application over HTTP for a path, and returns status and text."""
    from datasette.app import Datasette
    from datasette.plugins import pm

    pm.unregister(name="chithi")  # an installation of chithi beside Datasette
    pm.unblock("chithi") if pm.is_blocked("chithi") else None
    if plugin:
        pm.register(sqlite_tools, "chithi")
    datasette = Datasette([str(path)], metadata=metadata)

    async def ask(url: str) -> tuple[int, str]:
        answer = await datasette.client.get(url, follow_redirects=True)
        return answer.status_code, answer.text

    try:
        yield lambda url: asyncio.run(ask(url))
    finally:
        pm.unregister(name="chithi")
        datasette.executor.shutdown()


def test_views_have_what_people_look_for(library: Path) -> None:
    with closing(sqlite3.connect(library)) as plain:
        plain.row_factory = sqlite3.Row
        [row] = plain.execute("select * from citations where document_number = '12-KH/TU'")
        assert (row["page"], row["number"], row["state"], row["held"]) == (1, "08-CT/TU", "resolved", 1)
        assert "Chỉ thị số 08-CT/TU" in row["sentence"] and row["target"].endswith("08-ct-tu")
        assert plain.execute("select number, title from documents order by date").fetchone()[0] == "08-CT/TU"
        [key] = plain.execute("pragma foreign_key_list(pages)").fetchall()
        assert (key["table"], key["from"], key["to"]) == ("documents", "document", "key")


def test_no_table_or_view_needs_our_functions(library: Path) -> None:
    with closing(sqlite3.connect(library)) as plain:
        for name in names(library):
            plain.execute(f"select * from {name}").fetchall()
        assert not plain.execute("select 1 from sqlite_master where type = 'trigger'").fetchall()


@needs_datasette
@pytest.mark.parametrize("plugin", [True, False])
def test_datasette_shows_every_table(library: Path, plugin: bool) -> None:
    with served(library, plugin=plugin) as ask:
        for name in names(library):
            assert ask(f"/library/{name}")[0] == 200, name
        status, page = ask("/library/pages")
        assert status == 200 and "/library/documents/" in page  # the foreign key is a link


@needs_datasette
def test_datasette_finds_every_spelling(library: Path) -> None:
    with served(library, plugin=True) as ask:
        found = [ask(f"/library/passages.json?_shape=array&_search={words}") for words in SPELLINGS]
        assert {status for status, _text in found} == {200}
        assert found[0][1] == found[1][1] == found[2][1] and json.loads(found[0][1])
        folded = json.loads(ask("/library.json?sql=select+fold('Đảng')&_shape=arrayfirst")[1])
        assert folded == ["dang"]


@needs_datasette
def test_datasette_without_the_plugin_finds_every_spelling_by_the_metadata_file(library: Path) -> None:
    metadata = json.loads((ROOT / "docs" / "how-to" / "datasette.json").read_text("utf-8"))
    assert metadata == {"databases": {"library": sqlite_tools.METADATA}}
    with served(library, plugin=False, metadata=metadata) as ask:
        found = [ask(f"/library/search.json?_shape=array&words={words}") for words in SPELLINGS]
        assert {status for status, _text in found} == {200}
        assert found[0][1] == found[1][1] == found[2][1] and json.loads(found[0][1])


@optional(None if find_spec("sqlite_utils") else "sqlite-utils is not installed")
def test_sqlite_utils(library: Path) -> None:
    def run(*words: str) -> Any:
        done = subprocess.run(
            [sys.executable, "-m", "sqlite_utils", *words], capture_output=True, encoding="utf-8", check=True
        )
        return json.loads(done.stdout)

    assert {each["view"] for each in run("views", str(library))} >= {"citations", "passages", "relations"}
    [row] = run("query", str(library), "select number, page from citations where document_number = '12-KH/TU'")
    assert row == {"number": "08-CT/TU", "page": 1}
    for name in names(library):
        run("rows", str(library), name, "--limit", "1")
    from sqlite_utils import Database
    from sqlite_utils.plugins import pm

    pm.unregister(name="chithi")
    pm.register(sqlite_tools, "chithi-test")
    try:
        with closing(Database(library).conn) as connection:
            assert connection.execute("select fold('Đảng')").fetchone() == ("dang",)
    finally:
        pm.unregister(name="chithi-test")


@optional(None if shutil.which("sqlite3") else "the sqlite3 shell is not installed")
def test_the_sqlite3_shell(library: Path) -> None:
    query = "select number, page, held from citations where document_number = '12-KH/TU'"
    done = subprocess.run(["sqlite3", library, query], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "08-CT/TU|1|1"


@optional(None if find_spec("duckdb") else "duckdb is not installed")
def test_duckdb(library: Path) -> None:
    """DuckDB's extension for SQLite comes from the network; without it DuckDB gets the view's rows as JSON."""
    import duckdb

    with closing(duckdb.connect()) as duck:
        try:
            duck.execute("load sqlite")
            duck.execute(f"attach '{library}' as library (type sqlite, read_only)")
            source = "library.citations"
        except duckdb.Error:
            with closing(sqlite3.connect(library)) as plain:
                plain.row_factory = sqlite3.Row
                rows = [dict(row) for row in plain.execute("select * from citations")]
            path = library.with_name("citations.json")
            path.write_text(json.dumps(rows), "utf-8")
            source = f"read_json('{path}')"
        found = duck.execute(f"select number, page from {source} where document_number = '12-KH/TU'").fetchall()
        assert found == [("08-CT/TU", 1)]

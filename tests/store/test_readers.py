"""A process that writes and one that reads: neither waits for the other, and each sees whole documents."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pipeline.index import Index
from pipeline.search import search
from pipeline.store import Store
from pipeline.store.connection import snapshot
from tests.command import ROOT
from tests.documents import document
from tests.index.pages import SMALL

PAGES = 3
# Adds a document of three pages in one transaction and holds that open, then adds one more, each when told.
WRITER = """
import sys
from pipeline.store import Store, documents
from tests.documents import document

with Store.open(sys.argv[1]) as library:
    library.connection.execute("begin immediate")
    second = document("luật", "luật", "luật", path="/second.pdf", number="2-CT/TU")
    documents.insert_document(library.connection, library.index, second)
    print("written", flush=True)
    sys.stdin.readline()
    library.connection.execute("commit")
    print("kept", flush=True)
    sys.stdin.readline()
    library.remove(library.find("1-CT/TU").id)
    print("removed", flush=True)
"""


def found(library: Store) -> tuple[int, set[str | None]]:
    results = search(library, "luật")
    return results.total, {hit.number for hit in results.hits}


def test_a_reader_is_never_blocked_by_an_ingest(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Store.open(path, create=True) as library:
        library.add(document(*["luật"] * PAGES, number="1-CT/TU", path="/first.pdf"))
        Index(library.connection, SMALL).compact()
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert writer.stdin and writer.stdout

    def told(word: str = "") -> str:
        assert writer.stdin and writer.stdout
        if word:
            writer.stdin.write(f"{word}\n")
            writer.stdin.flush()
        return writer.stdout.readline().strip()

    try:
        assert told() == "written"
        with Store.open(path) as reader:
            reader.connection.execute("pragma busy_timeout = 0")
            assert found(reader) == (PAGES, {"1-CT/TU"})
            with snapshot(reader.connection):
                assert found(reader) == (PAGES, {"1-CT/TU"})
                assert told("go on") == "kept"
                # What began before sees what was there then, whatever is kept meanwhile.
                assert found(reader) == (PAGES, {"1-CT/TU"})
            assert found(reader) == (2 * PAGES, {"1-CT/TU", "2-CT/TU"})
            with snapshot(reader.connection):
                assert found(reader)[0] == 2 * PAGES
                assert told("go on") == "removed"
                assert found(reader)[0] == 2 * PAGES
            assert found(reader) == (PAGES, {"2-CT/TU"})
            assert writer.wait(30) == 0
            assert reader.check() is None
    finally:
        writer.kill()
        writer.communicate()


def test_a_reader_finds_every_page_during_compaction(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    pages = 4000
    with Store.open(path, create=True) as library, Store.open(path) as reader:
        library.index = Index(library.connection, SMALL)
        library.add(document(*["kỷ luật"] * pages, path="/many.pdf"))
        seen: set[int] = set()

        def look(statement: str) -> None:
            if "impacts" in statement or "doc_freqs" in statement:
                seen.add(search(reader, "luật").total)

        for more in ("first", "second"):
            pages += 500
            with library.bulk():
                library.add(document(*["kỷ luật"] * 500, path=f"/{more}.pdf"))
                library.connection.set_trace_callback(look)
            library.connection.set_trace_callback(None)
            assert seen == {pages}
            seen.clear()
        assert library.check() is None

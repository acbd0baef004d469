"""The same pages in other engines: FTS5, tantivy and recoll, each as it is set up out of the box."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline import Library
from pipeline.vietnamese.text import tone_key
from tests.gold.search.queries import CUTS, Ask, Place, has_pages, plain

Pages = dict[Place, str]
_MOST = CUTS[-1]


def pages_of(library: Library) -> Pages:
    """Return the text of every page, by file and page."""
    return {
        Place(Path(entry.path).name, page.number, "" if has_pages(entry.path) else plain(page.text)): page.text
        for entry in library.entries()
        for page in library.document(entry.id).pages
    }


def words(text: str) -> list[str]:
    """Return the words of a text with their tones."""
    return re.findall(r"[^\W_]+", tone_key(text))


def fts5(pages: Pages, *, toned: bool) -> Ask:
    """SQLite's bm25(), any word will do; without tones, or with them."""
    places = list(pages)
    connection = sqlite3.connect(":memory:")
    connection.execute(
        f"create virtual table t using fts5(body, tokenize='unicode61 remove_diacritics {2 - 2 * toned}')"
    )
    connection.executemany("insert into t (rowid, body) values (?, ?)", enumerate(pages.values()))

    def ask(text: str) -> list[list[Place]]:
        match = " OR ".join(f'"{word}"' for word in dict.fromkeys(words(text)))
        rows = connection.execute(f"select rowid from t where t match ? order by bm25(t) limit {_MOST}", (match,))
        return [[places[row[0]]] for row in rows]

    return ask


def tantivy(pages: Pages) -> Ask:
    """Tantivy with its default analyser and parser."""
    import tantivy as peer

    places = list(pages)
    builder = peer.SchemaBuilder()
    builder.add_text_field("place", stored=True, tokenizer_name="raw")
    builder.add_text_field("body")
    index = peer.Index(builder.build())
    writer = index.writer()
    for number, text in enumerate(pages.values()):
        writer.add_document(peer.Document(place=str(number), body=" ".join(words(text))))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def ask(text: str) -> list[list[Place]]:
        query = index.parse_query(" ".join(words(text)), ["body"])
        hits = searcher.search(query, _MOST).hits
        return [[places[int(searcher.doc(address)["place"][0])]] for _score, address in hits]

    return ask


@contextmanager
def recoll(pages: Pages) -> Iterator[Ask | None]:
    """Recoll over the pages as text files: all words, any of them where no page has all; None without recoll."""
    if shutil.which("recollindex") is None or shutil.which("recollq") is None:
        yield None
        return
    places = list(pages)
    with TemporaryDirectory() as folder:
        texts = Path(folder) / "texts"
        texts.mkdir()
        for number, text in enumerate(pages.values()):
            (texts / f"{number}.txt").write_text(text, "utf-8")
        (Path(folder) / "recoll.conf").write_text(f"topdirs = {texts}\n", "utf-8")
        quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(["recollindex", "-c", folder], **quiet)  # type: ignore[call-overload]

        def ask(text: str) -> list[list[Place]]:
            for mode in ("-a", "-o"):
                command = ["recollq", "-c", folder, mode, "-b", "-n", f"0-{_MOST}", " ".join(words(text))]
                out = subprocess.run(command, capture_output=True, text=True, check=False).stdout
                if found := re.findall(r"/(\d+)\.txt", out):
                    return [[places[int(number)]] for number in found[:_MOST]]
            return []

        yield ask

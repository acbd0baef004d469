"""The same passages in a library of ours and in what it is measured beside; each is made once and kept."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.index import COLUMN_WEIGHTS, folded
from pipeline.model import Header
from pipeline.store import Store, codec
from pipeline.vietnamese.numbers import number_key
from tests.bench.search_text import Passage, passages

_AT_ONCE = 5000
_FTS5 = f"""
create virtual table passages using fts5 (
  body, heading, title, number, file, content='', tokenize='unicode61 remove_diacritics 2'
);
insert into passages (passages, rank) values ('rank', 'bm25({", ".join(map(str, COLUMN_WEIGHTS))})');
"""


def made(path: Path, make: Callable[[Path], None]) -> Path:
    """What stands at `path`, made by `make` unless it was before; what was broken off is made anew."""
    done = path.with_name(f"{path.name}.done")
    if not done.exists():
        for each in path.parent.glob(f"{path.name}*"):
            shutil.rmtree(each) if each.is_dir() else each.unlink()
        began = time.perf_counter()
        make(path)
        done.touch()
        print(f"made {path.name} in {time.perf_counter() - began:.0f} s", flush=True)
    return path


def library(path: Path, count: int) -> None:
    """A library with `count` passages, each a page."""
    with Store.open(path, create=True) as ours:
        connection = ours.connection
        for rows in _batches(count):
            connection.execute("begin")
            connection.executemany(
                "insert into documents (key, id, path, sha256, number, number_key, date, title, header, outline,"
                " warnings, page_count) values (?, ?, ?, ?, ?, ?, ?, ?, ?, '[]', '[]', 1)",
                [_document(row) for _key, row in rows if row.page == 1],
            )
            connection.executemany(
                "insert into pages values (?, ?, ?, 1, 1, 'text', ?, ?, '[]')",
                [(key, row.document, row.page, row.heading, row.body) for key, row in rows],
            )
            connection.executemany(
                "insert into _passages values (?, ?, ?, 0, ?, '', null)",
                [(key, row.document, row.page, row.heading) for key, row in rows],
            )
            ours.index.add({key: _folded(row) for key, row in rows})
            connection.execute("commit")
        connection.execute(
            "update documents set first_key = (select min(key) from pages where document = documents.key),"
            " page_count = (select count(*) from pages where document = documents.key),"
            " passage_count = (select count(*) from pages where document = documents.key)"
        )
        ours.index.merge(count)
        connection.execute("pragma wal_checkpoint(truncate)").fetchall()


def _document(row: Passage) -> tuple[object, ...]:
    day = date(2000 + row.document % 26, 1 + row.document % 12, 15)
    header = codec.encode_record(Header(number=row.number, date=day, title=row.title))
    name = f"bench/{row.document}"
    key = number_key(row.number)
    return row.document, name, f"/{name}.pdf", name, row.number, key, day.isoformat(), row.title, header


def _folded(row: Passage) -> tuple[str, str, str, str, str]:
    number = f" {row.number}" if row.page == 1 else ""
    body, heading, title, number = map(folded, (row.body, row.heading, row.title, number))
    return body, heading, title, number, str(row.document) if row.page == 1 else ""


def _batches(count: int) -> Iterator[list[tuple[int, Passage]]]:
    numbered = enumerate(passages(count), 1)
    while rows := list(islice(numbered, _AT_ONCE)):
        yield rows


def text_size(count: int) -> int:
    """Bytes of the passages' text, titles and headings included."""
    return sum(len("".join(row[2:]).encode()) for row in passages(count))


def fts5(path: Path, count: int) -> None:
    """An FTS5 table that holds no text; its rank weighs columns as we do."""
    connection = sqlite3.connect(path)
    connection.executescript(f"pragma synchronous = off; {_FTS5}")
    for rows in _batches(count):
        connection.executemany(
            "insert into passages (rowid, body, heading, title, number, file) values (?, ?, ?, ?, ?, ?)",
            [(key, *_folded(row)) for key, row in rows],
        )
        connection.commit()
    connection.execute("insert into passages (passages) values ('optimize')")
    connection.commit()
    connection.execute("vacuum")
    connection.close()


def tantivy(path: Path, count: int) -> None:
    """A tantivy index of all columns in one field, which is the least work for it."""
    import tantivy as peer

    path.mkdir()
    builder: Any = peer.SchemaBuilder()
    builder.add_text_field("text", stored=False)
    index = peer.Index(builder.build(), path=str(path))
    writer = index.writer(256_000_000, 1)
    for rows in _batches(count):
        for _key, row in rows:
            writer.add_document(peer.Document(text=" ".join(_folded(row))))
    writer.commit()
    writer.wait_merging_threads()


def recoll(path: Path, count: int) -> None:
    """A recoll index of the passages as files, in folders of a thousand."""
    texts = path / "texts"
    for rows in _batches(count):
        for key, row in rows:
            folder = texts / str(key // 1000)
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{key}.txt").write_text("\n".join(row[2:]), "utf-8")
    settings = f"topdirs = {texts}\nindexstripchars = 1\nunac_except_trans =\n"
    (path / "recoll.conf").write_text(settings, "utf-8")
    subprocess.run(["recollindex", "-c", str(path)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

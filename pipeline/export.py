"""Text and metadata of documents for other programs, in the formats of FORMATS; secret ones are left out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, count, islice
from pathlib import Path
from shutil import rmtree
from typing import NamedTuple

from .contract import Json, dumps, reference, show_result
from .errors import MissingPart, UnwritableFile
from .i18n import _
from .model import Entry
from .store import Store
from .system.files import output_file, part_beside, write
from .system.os_errors import describe
from .vietnamese.text import ONSETS_BEFORE_Y, slug


@dataclass(frozen=True, slots=True)
class Exported:
    """The path of an export, the ids of its documents, and the number of secret ones left out."""

    path: Path
    documents: tuple[str, ...]
    left_out: int


class Exporter(NamedTuple):
    """An export format: its name and its writer, which takes the store, entries, target and `force`."""

    name: str
    write: Callable[[Store, Sequence[Entry], Path, bool], None]


def export(
    store: Store, entries: Sequence[Entry], target: Path, *, force: bool = False, format_name: str | None = None
) -> Exported:
    """Write documents to `target` in a format of FORMATS; by default JSON Lines for a name in .jsonl or `-`, Parquet
    for one in .parquet, else a folder. Only their owner can read the files, as with the library.

    Raises:
        UnwritableFile: The file exists, or the folder is not empty, and `force` is off; or the system refuses.
        MissingPart: The package for Parquet is not installed.
    """
    chosen = [entry for entry in entries if not entry.secrecy]
    by_ending = "jsonl" if str(target) == "-" else {".jsonl": "jsonl", ".parquet": "parquet"}.get(target.suffix)
    name = format_name or by_ending or "folder"
    next(each for each in FORMATS if each.name == name).write(store, chosen, target, force)
    return Exported(target, tuple(entry.id for entry in chosen), len(entries) - len(chosen))


def _write_lines(store: Store, entries: Sequence[Entry], target: Path, force: bool) -> None:
    """Write an object for each document: what `chithi show --json` prints, with its references."""
    lines = (f"{json.dumps(each, ensure_ascii=False)}\n".encode() for each in _objects(store, entries))
    write(lines, target, force=force, replace_own=False)


def _write_folder(store: Store, entries: Sequence[Entry], target: Path, force: bool) -> None:
    """Write NAME.json, the same object, and NAME.txt, whose pages are separated by form feeds, for each document."""
    with _folder(target, force=force) as folder:
        for name, each in zip(_names(entries), _objects(store, entries), strict=True):
            text = "\f".join(page["text"] for page in each["pages"])
            for ending, content in ((".json", dumps(each)), (".txt", text)):
                write([f"{content}\n".encode()], folder / f"{name}{ending}", replace_own=False)


def _write_parquet(store: Store, entries: Sequence[Entry], target: Path, force: bool) -> None:
    """Write a table with a row for each page."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        reason, hint = _("The package for Parquet is not installed."), _("Run: pip install 'chithi[parquet]'.")
        raise MissingPart(reason, hint=hint) from error
    types = {"date": pyarrow.date32(), "page": pyarrow.int32()}
    schema = pyarrow.schema([(name, types.get(name, pyarrow.string())) for name in PAGE_COLUMNS])
    rows = _pages(store, entries)
    with (
        output_file(target, force=force, replace_own=False) as temporary,
        parquet.ParquetWriter(temporary, schema, compression="zstd") as table,
    ):
        while batch := list(islice(rows, _PAGES_AT_ONCE)):
            table.write_batch(pyarrow.RecordBatch.from_pylist(batch, schema=schema))


def _write_opensearch(store: Store, entries: Sequence[Entry], target: Path, force: bool) -> None:
    """Write a folder with `index.json`, the body that makes the index, and `bulk.ndjson`, a request for each page."""
    with _folder(target, force=force) as folder:
        write([f"{dumps(opensearch_index())}\n".encode()], folder / "index.json", replace_own=False)
        write(map(_request, _pages(store, entries)), folder / "bulk.ndjson", replace_own=False)


def _request(page: Json) -> bytes:
    source = {**page, "date": page["date"] and page["date"].isoformat()}
    action = {"index": {"_id": f"{page['document']}#{page['page']}"}}
    return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in (action, source)).encode()


def opensearch_index() -> Json:
    """Return settings and mappings of an index that folds words as chithi's own does, and has exact tones beside."""
    by_y = {"type": "pattern_replace", "pattern": f"^({'|'.join(ONSETS_BEFORE_Y)})i$", "replacement": "$1y"}
    folded = ["lowercase", "asciifolding", "i_to_y"]
    analyzers = {
        "folded": {"type": "custom", "tokenizer": "words", "char_filter": ["d"], "filter": folded},
        "toned": {"type": "custom", "tokenizer": "words", "filter": ["lowercase"]},
    }
    analysis = {
        "char_filter": {"d": {"type": "mapping", "mappings": ["đ => d", "Đ => D"]}},
        "tokenizer": {"words": {"type": "pattern", "pattern": r"[^\p{L}\p{N}\p{M}]+"}},
        "filter": {"i_to_y": by_y},
        "analyzer": analyzers,
    }
    text = {"type": "text", "analyzer": "folded", "fields": {"toned": {"type": "text", "analyzer": "toned"}}}
    types = {"title": text, "text": text, "date": {"type": "date"}, "page": {"type": "integer"}}
    properties = {name: types.get(name, {"type": "keyword"}) for name in PAGE_COLUMNS}
    return {"settings": {"analysis": analysis}, "mappings": {"dynamic": "strict", "properties": properties}}


PAGE_COLUMNS = ("document", "type", "number", "date", "issuer", "title", "path", "page", "text")
_PAGES_AT_ONCE = 1000


def _pages(store: Store, entries: Sequence[Entry]) -> Iterator[Json]:
    """Yield a row with the columns PAGE_COLUMNS for each page."""
    for entry in entries:
        document = store.document(entry.id)
        header = document.header
        own = (document.id, header.type, header.number, header.date, header.issuer, header.title, document.path)
        for page in document.pages:
            yield dict(zip(PAGE_COLUMNS, (*own, page.number, page.text), strict=True))


FORMATS = (
    Exporter("folder", _write_folder),
    Exporter("jsonl", _write_lines),
    Exporter("parquet", _write_parquet),
    Exporter("opensearch", _write_opensearch),
)


@contextmanager
def _folder(target: Path, *, force: bool) -> Iterator[Path]:
    """Yield a new folder, whose files get into the folder `target` when all are written."""
    target = target.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if target.exists() and any(target.iterdir()) and not force:
            raise UnwritableFile(
                _("The folder is not empty; nothing was written."),
                hint=_("Name an empty folder, or replace its files with --force."),
                path=target,
            )
        new = part_beside(target)
        new.mkdir(mode=0o700)
        try:
            yield new
            target.mkdir(exist_ok=True, mode=0o700)
            for file in new.iterdir():
                file.replace(target / file.name)
        finally:
            rmtree(new, ignore_errors=True)
    except OSError as error:
        raise UnwritableFile(
            _("The folder cannot be written ({error}).").format(error=describe(error)),
            hint=_("Name another folder, in one that you may write to."),
            path=target,
        ) from error


def _objects(store: Store, entries: Sequence[Entry]) -> Iterator[Json]:
    for entry in entries:
        references = [
            {"page": entry.page_of(page), "part": page, **reference(each)} for page, each in store.references_of(entry)
        ]
        yield {**show_result(store.document(entry.id), entry.files), "references": references}


def _names(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield a file name for each document, made of its id; a count keeps ids apart whose slugs are the same."""
    taken: set[str] = set()
    for entry in entries:
        plain = slug(entry.id)[:120]
        name = next(name for name in chain((plain,), (f"{plain}-{n}" for n in count(2))) if name not in taken)
        taken.add(name)
        yield name

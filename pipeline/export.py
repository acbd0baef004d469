"""Text and metadata of documents for other programs, as a folder of files or JSON Lines; secret ones are left out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from .contract import Json, dumps, reference, show_result
from .errors import UnwritableFile
from .i18n import _
from .model import Entry
from .store import Store
from .system.files import write
from .system.os_errors import describe
from .vietnamese.text import slug


@dataclass(frozen=True, slots=True)
class Exported:
    """The path of an export, the ids of its documents, and the number of secret ones left out."""

    path: Path
    documents: tuple[str, ...]
    left_out: int


def export(store: Store, entries: Sequence[Entry], target: Path, *, force: bool = False) -> Exported:
    """Write documents to `target`: JSON Lines for a name in .jsonl or `-`, else a folder with NAME.json and NAME.txt.

    An object is what `chithi show --json` prints, with the document's references. The pages of a text are separated by
    form feeds. Only their owner can read the files, as with the library.

    Raises:
        UnwritableFile: The file exists, or the folder is not empty, and `force` is off; or the system refuses.
    """
    chosen = [entry for entry in entries if not entry.secrecy]
    objects = _objects(store, chosen)
    if str(target) == "-" or target.suffix == ".jsonl":
        lines = (f"{json.dumps(each, ensure_ascii=False)}\n".encode() for each in objects)
        write(lines, target, force=force, replace_own=False)
    else:
        _make_folder(target, force=force)
        for name, each in zip(_names(chosen), objects, strict=True):
            text = "\f".join(page["text"] for page in each["pages"])
            for ending, content in ((".json", dumps(each)), (".txt", text)):
                write([f"{content}\n".encode()], target / f"{name}{ending}", force=force, replace_own=False)
    return Exported(target, tuple(entry.id for entry in chosen), len(entries) - len(chosen))


def _make_folder(target: Path, *, force: bool) -> None:
    try:
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
        empty = not any(target.iterdir())
    except OSError as error:
        raise UnwritableFile(
            _("The folder cannot be written ({error}).").format(error=describe(error)),
            hint=_("Name another folder, in one that you may write to."),
            path=target,
        ) from error
    if not empty and not force:
        raise UnwritableFile(
            _("The folder is not empty; nothing was written."),
            hint=_("Name an empty folder, or replace its files with --force."),
            path=target,
        )


def _objects(store: Store, entries: Sequence[Entry]) -> Iterator[Json]:
    for entry in entries:
        references = [
            {"page": entry.page_of(page), "part": page, **reference(each)} for page, each in store.references_of(entry)
        ]
        yield {**show_result(store.document(entry.id)), "references": references}


def _names(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield a file name for each document, made of its id; a count keeps ids apart whose slugs are the same."""
    taken: set[str] = set()
    for entry in entries:
        plain = slug(entry.id)[:120]
        name = next(name for name in chain((plain,), (f"{plain}-{n}" for n in count(2))) if name not in taken)
        taken.add(name)
        yield name

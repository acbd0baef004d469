"""Text and metadata of documents for other programs: a folder of files, or JSON Lines. Never of secret ones."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import contract as json_of
from .contract import Json, dumps
from .errors import UnwritableFile
from .i18n import _
from .model import Entry
from .output.document import as_json
from .store import Store
from .system.os_errors import describe
from .vietnamese.text import slug


@dataclass(frozen=True, slots=True)
class Exported:
    """Where it was written, the ids of what was, and how many secret documents were not."""

    path: Path
    documents: tuple[str, ...]
    left_out: int


def export(store: Store, entries: Sequence[Entry], target: Path) -> Exported:
    """Write documents to `target`: JSON Lines for a name in .jsonl, else a folder with NAME.json and NAME.txt.

    An object is what `chithi show --json` prints, with the document's references. Pages of a text are parted by a
    form feed. Nothing that is there is written over: raises UnwritableFile.
    """
    chosen = [entry for entry in entries if not entry.secrecy]
    if target.exists() and (target.suffix == ".jsonl" or not target.is_dir() or any(target.iterdir())):
        raise UnwritableFile(
            _("It is there already; nothing was written."), hint=_("Name a new file or an empty folder."), path=target
        )
    try:
        if target.suffix == ".jsonl":
            _write(target, (f"{json.dumps(each, ensure_ascii=False)}\n" for each in _objects(store, chosen)))
        else:
            target.mkdir(parents=True, exist_ok=True, mode=0o700)
            for name, each in zip(_names(chosen), _objects(store, chosen), strict=True):
                _write(target / f"{name}.json", (dumps(each), "\n"))
                _write(target / f"{name}.txt", ("\f".join(page["text"] for page in each["pages"]), "\n"))
    except OSError as error:
        raise UnwritableFile(
            _("It cannot be written ({error}).").format(error=describe(error)),
            hint=_("Check the disk and what you may write."),
            path=error.filename or target,
        ) from error
    return Exported(target, tuple(entry.id for entry in chosen), len(entries) - len(chosen))


def _objects(store: Store, entries: Sequence[Entry]) -> Iterator[Json]:
    for entry in entries:
        cites = store.cited_by(entry)
        references = [{"page": page, **json_of.reference(reference)} for page, reference in cites]
        yield {**as_json(store.document(entry.id)), "references": references}


def _names(entries: Sequence[Entry]) -> Iterator[str]:
    """A file name for each, made of its id, which is unique but for what a slug folds."""
    taken: set[str] = set()
    for entry in entries:
        plain = slug(entry.id)[:120]
        name = plain
        for count in range(2, len(entries) + 2):
            if name not in taken:
                break
            name = f"{plain}-{count}"
        taken.add(name)
        yield name


def _write(path: Path, parts: Iterator[str] | tuple[str, ...]) -> None:
    """A new file, readable by its owner only, as the library is."""
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        file.writelines(parts)

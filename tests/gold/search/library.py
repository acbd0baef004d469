"""The library that queries are asked of: real files from a list, read once and kept for the next run."""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline import Library
from pipeline.store.connection import SCHEMA_VERSION
from tests.command import SAMPLE
from tests.gold.headers import SHARED

KEPT = Path(tempfile.gettempdir()) / "chithi-gold"
_FOLDERS = (SAMPLE, SHARED / "data" / "pdf", SHARED / "data" / "doc")


def usual_files() -> list[Path]:
    """Return the files of the sample and of the shared folder, where that is present."""
    return [path for folder in _FOLDERS if folder.exists() for path in sorted(folder.iterdir()) if path.is_file()]


def listed_files(listing: Path, folders: Sequence[Path]) -> list[Path]:
    """Return the files that a list has, one on a line: a path, or a name that one of the folders has."""
    found = []
    for name in filter(None, map(str.strip, listing.read_text(encoding="utf-8").splitlines())):
        places = (Path(name.split("\t")[0]), *(folder / Path(name.split("\t")[0]).name for folder in folders))
        path = next((place for place in places if place.is_file()), None)
        if path is None:
            print(f"not found: {name}", file=sys.stderr)
        else:
            found.append(path)
    return found


def folders(others: Iterable[Path] = ()) -> list[Path]:
    """Return the folders in which the files of a list are looked for."""
    return [*_FOLDERS, *others]


def library_of(files: Sequence[Path]) -> Path:
    """Return the library of these files, read now unless an earlier run has read them; without OCR."""
    content = "\n".join(f"{path} {path.stat().st_size}" for path in sorted(files))
    name = hashlib.sha256(f"{SCHEMA_VERSION}\n{content}".encode()).hexdigest()[:16]
    path = KEPT / f"{name}.sqlite"
    if not path.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        with Library.open(unfinished) as library:
            tally = library.ingest(files, ocr="never", accept_secret="measurement")
            print(f"read {len(files)} files into {path} ({len(tally.set_aside)} set aside)", file=sys.stderr)
            library.store.connection.execute("pragma wal_checkpoint(truncate)").fetchall()
        unfinished.rename(path)
    return path

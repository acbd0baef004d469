"""Cache of pages read by OCR, in the user's cache folder; it may be deleted at any time.

A page's file is named by a hash of its document's content, its number, the engine and the code that read it, which
reveals nothing about its text. Only the caller knows whether a document is secret and must not be cached: `parse`
decides after the header is read. Folder and files are readable by their owner only. CHITHI_CACHE names another folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from ..model import Line, Page
from ..model.page import Place

# What decides the text of a page read by OCR: a change of these modules makes cached pages invalid.
_MODULES = ("encodings", "layout", "ocr", "ocr_correction", "page_image", "scanned_tables", "syllables", "tesseract")
_TUPLES = ("doubtful", "raised")  # fields of Line that JSON makes lists


def folder() -> Path:
    """Return the cache folder of the platform."""
    if named := os.environ.get("CHITHI_CACHE"):
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("chithi", appauthor=False) / "ocr"


def load(path: Path, numbers: Iterable[int], engine: str) -> dict[int, Page]:
    """Return those of a file's pages with these numbers that are cached, by number."""
    pages = {}
    if folder().is_dir():
        digest = _sha256(path)
        for number in numbers:
            with suppress(OSError, ValueError, TypeError, KeyError):  # a damaged entry is read by OCR again
                data = json.loads(_entry(digest, number, engine).read_bytes())
                lines = tuple(_line(line) for line in data.pop("lines"))
                pages[number] = Page(**data, lines=lines)
    return pages


def _line(data: dict[str, Any]) -> Line:
    tuples = {name: tuple(data[name]) for name in _TUPLES}
    place = None
    if data["place"]:
        row, column, columns, merged = data["place"]
        place = Place(row, column, columns, tuple(merged))
    return Line(**{**data, **tuples, "place": place})


def store(path: Path, pages: Iterable[Page], engine: str) -> None:
    """Cache pages of a file that is not secret; a folder that cannot be written is ignored."""
    digest = _sha256(path)
    for page in pages:
        entry = _entry(digest, page.number, engine)
        if entry.exists():
            continue
        with suppress(OSError):
            entry.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            folder().chmod(0o700)
            # A temporary file has mode 0600; renaming makes the entry appear complete.
            with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=entry.parent, delete=False) as file:
                json.dump(asdict(page), file, ensure_ascii=False)
            os.replace(file.name, entry)


def remove(path: Path, numbers: Iterable[int], engine: str) -> None:
    """Remove cached pages of a file that turns out to be secret."""
    if folder().is_dir():
        digest = _sha256(path)
        for number in numbers:
            with suppress(OSError):
                _entry(digest, number, engine).unlink()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _entry(digest: str, number: int, engine: str) -> Path:
    name = hashlib.sha256(f"{digest} {number} {engine} {_code_hash()}".encode()).hexdigest()
    return folder() / name[:2] / f"{name}.json"


@cache
def _code_hash() -> str:
    here = Path(__file__).parent
    files = [
        *(here / f"{name}.py" for name in _MODULES),
        here.parent / "vietnamese" / "secrecy.py",
        *sorted((here / "tables").glob("*.tsv")),
    ]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()

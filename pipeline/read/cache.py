"""Pages read by OCR, kept in the user's cache folder so that a second run costs nothing.

A page is named by a hash of its file's content, its number, the engine and the code that read it; nothing of that
tells what it says. Only who knows that a document is not secret may keep its pages: `parse` does, after the header
is read. Folder and files are the owner's alone. The folder may be removed at any time; CHITHI_CACHE names another
one.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from pathlib import Path

from ..model import Line, Page

_CODE = ("encodings", "layout", "misreadings", "ocr", "picture", "second_look", "stamps", "syllable")


def folder() -> Path:
    """Where pages are kept."""
    if named := os.environ.get("CHITHI_CACHE"):
        return Path(named)
    if sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    elif os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "chithi" / "ocr"


def held(path: Path, numbers: Iterable[int], engine: str) -> dict[int, Page]:
    """The pages of a file with these numbers that are kept, by number."""
    kept = {}
    if folder().is_dir():
        content = _content(path)
        for number in numbers:
            with suppress(OSError, ValueError, TypeError, KeyError):  # what cannot be read is read anew
                data = json.loads(_place(content, number, engine).read_bytes())
                listed = ("doubtful", "raised")
                lines = tuple(
                    Line(**{**line, **{key: tuple(line[key]) for key in listed}}) for line in data.pop("lines")
                )
                kept[number] = Page(**data, lines=lines)
    return kept


def keep(path: Path, pages: Iterable[Page], engine: str) -> None:
    """Keep pages of a file that is known not to be secret; a folder that cannot be written keeps none."""
    content = _content(path)
    for page in pages:
        place = _place(content, page.number, engine)
        if place.exists():
            continue
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            folder().chmod(0o700)
            # A file made so is the owner's alone, and whole or not there under its name.
            with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=place.parent, delete=False) as file:
                json.dump(asdict(page), file, ensure_ascii=False)
            os.replace(file.name, place)


def forget(path: Path, numbers: Iterable[int], engine: str) -> None:
    """Remove the pages of a file that are kept, as of one that proves secret."""
    if folder().is_dir():
        content = _content(path)
        for number in numbers:
            with suppress(OSError):
                _place(content, number, engine).unlink()


def _content(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _place(content: str, number: int, engine: str) -> Path:
    name = hashlib.sha256(f"{content} {number} {engine} {_code()}".encode()).hexdigest()
    return folder() / name[:2] / f"{name}.json"


@cache
def _code() -> str:
    """A hash of what makes pages of pictures: whenever that changes, pages are read anew."""
    here = Path(__file__).parent
    files = [
        *(here / f"{name}.py" for name in _CODE),
        here.parent / "vietnamese" / "secrecy.py",
        *sorted((here / "tables").glob("*.tsv")),
    ]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()

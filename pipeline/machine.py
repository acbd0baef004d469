"""What this machine reads files with, as one short key: when it changes, files set aside are worth another attempt."""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version

_READERS = (
    "chithi", "lxml", "olefile", "pdfminer.six", "pdfplumber", "pillow", "pypdfium2", "python-docx", "readability-lxml",
)  # fmt: skip


def fingerprint(*settings: object) -> str:
    """Return the key of this machine's programs, packages and limits, and of the settings of an ingest."""
    return hashlib.sha256("\n".join([*map(str, settings), *_parts()]).encode()).hexdigest()[:16]


def _parts() -> Iterator[str]:
    for name in _READERS:
        with suppress(PackageNotFoundError):
            yield f"{name} {version(name)}"
    yield from _programs()
    yield f"{platform.python_version()} {os.cpu_count()} {_memory()}"


def _programs() -> Iterator[str]:
    from .read import libreoffice, tesseract

    if libreoffice.available() is None:
        yield f"libreoffice {libreoffice.changed()}"
    if tesseract.available() is None:
        yield tesseract.version()


def _memory() -> str:
    """Return the memory of the machine and the limit of this process, where the system says so."""
    found = []
    with suppress(AttributeError, OSError, ValueError):
        found.append(str(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")))
    with suppress(ImportError):
        import resource

        found.append(str(resource.getrlimit(resource.RLIMIT_AS)))
    return " ".join(found)

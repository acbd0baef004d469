"""Checks of this machine: what chithi needs, what is missing, and how to get it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .errors import ChithiError
from .i18n import _, ngettext

PACKAGES = (
    "click", "lxml", "pdfminer.six", "pdfplumber", "platformdirs", "psutil", "pypdfium2", "python-docx",
    "readability-lxml", "spacy", "sqlite-fts4",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Check:
    """The result of one check.

    Attributes:
        name: What was checked.
        ok: Whether nothing is missing.
        detail: What was found.
        hint: What to do if something is missing.
        optional: Whether chithi works without it.
    """

    name: str
    ok: bool
    detail: str
    hint: str = ""
    optional: bool = False

    @property
    def passed(self) -> bool:
        """Whether chithi works with what was found."""
        return self.ok or self.optional


def examine(library: str, *, thoroughly: bool = False) -> list[Check]:
    """Check everything that a part of chithi needs, and the library file; `thoroughly`, every document of it too."""
    path = Path(library)
    return [
        *_packages(),
        _sqlite(),
        _ocr(),
        _libreoffice(),
        _pdf(),
        _library(path, thoroughly=thoroughly),
        *_waiting(path),
        *_own_registry(),
    ]


def _packages() -> Iterator[Check]:
    for name in PACKAGES:
        try:
            yield Check(name, True, version(name))
        except PackageNotFoundError:
            yield Check(name, False, _("not installed"), _("Run: pip install {name}.").format(name=name))


def _sqlite() -> Check:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("create virtual table t using fts4(x, tokenize=unicode61 'remove_diacritics=2')")
    except sqlite3.OperationalError as error:
        return Check("FTS4", False, str(error), _("Use a Python whose SQLite is 3.27 or newer and has FTS4."))
    finally:
        connection.close()
    return Check("FTS4", True, f"SQLite {sqlite3.sqlite_version}")


def _ocr() -> Check:
    from .read.tesseract import available

    if missing := available():
        return Check("OCR", False, _("scans cannot be read"), missing)
    return Check("OCR", True, _("ready for Vietnamese"))


def _libreoffice() -> Check:
    from .read import formats
    from .read.libreoffice import available

    converted = formats.listed(formats.converted())
    if missing := available():
        problem = _("{formats} cannot be read").format(formats=converted)
        return Check("LibreOffice", False, problem, missing, optional=True)
    return Check("LibreOffice", True, _("ready for {formats}").format(formats=converted))


def _pdf() -> Check:
    """Return whether study packs can be PDF: WeasyPrint loads the system's Pango when it is imported."""
    from .digest.render.pdf import available

    if missing := available():
        return Check("WeasyPrint", False, _("study packs cannot be PDF"), missing, optional=True)
    return Check("WeasyPrint", True, _("ready for PDF"))


def _own_registry() -> Iterator[Check]:
    """Yield a check of the registry's tables, if a row is faulty or the office has rows of its own."""
    from .registry import load
    from .system.paths import own_registry

    folder = Path(own_registry())
    name = _("the office's own registry")
    if faults := load().check():
        detail = f"{folder}: {' '.join(map(str, faults))}"
        yield Check(name, False, detail, _("Correct these rows; faulty rows are ignored."))
    elif folder.is_dir():
        yield Check(name, True, str(folder))


def _library(path: Path, *, thoroughly: bool = False) -> Check:
    name = _("library")
    if not path.exists():
        return Check(name, True, _("{path}: does not exist yet; the first ingest creates it").format(path=path))
    try:
        from .store import Store, library_error
        from .store.connection import has_log
        from .store.repair import faults

        with Store.open(path) as store:
            problem = " ".join(faults(store)) if thoroughly else store.check()
            shared = not has_log(store.connection)
    except ChithiError as error:
        return Check(name, False, error.reason, error.hint)
    except sqlite3.OperationalError as error:
        described = library_error(error)
        return Check(name, False, described.reason, described.hint)
    except (sqlite3.DatabaseError, ValueError, LookupError, TypeError, AttributeError) as error:
        problem = str(error)
    if problem:
        return Check(name, False, problem, _("Run: chithi doctor --repair."))
    if os.name == "posix" and path.stat().st_mode & 0o077:
        hint = _("Run: chmod 600 {path}").format(path=path)
        return Check(name, False, _("{path} can be read by others").format(path=path), hint)
    if shared:
        return Check(name, False, str(path), shared_library(), optional=True)
    return Check(name, True, str(path))


def shared_library() -> str:
    """Return what applies to a library on a network share, where there is no write-ahead log."""
    return _(
        "The library is on a network share: searches wait while documents are added, and only one computer should add "
        "documents at a time."
    )


def _waiting(path: Path) -> Iterator[Check]:
    """Yield a check that fails if the library has documents with pages that need OCR."""
    if not path.exists():
        return
    from .store import Store

    try:
        with Store.open(path) as store:
            count = len(store.waiting_for_ocr())
    except (ChithiError, sqlite3.Error, ValueError):  # reported by the check of the library
        return
    if count:
        detail = ngettext("{count} document has pages that wait", "{count} documents have pages that wait", count)
        hint = _("Run chithi ingest --ocr auto on their folders again; chithi list names them.")
        yield Check(_("waiting for OCR"), False, detail.format(count=count), hint, optional=True)

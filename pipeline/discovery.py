"""Paths → the files to read: what folders hold, and what cannot be opened."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import UsageError
from .i18n import _
from .model import SetAside
from .read import formats
from .system.os_errors import describe

Paths = Sequence[str | os.PathLike[str]]


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read: its absolute path, the SHA-256 of its content, its size in bytes."""

    path: str
    sha256: str
    size: int


def find_files(paths: Paths) -> tuple[list[Path], list[SetAside]]:
    """Return the files named, and those of known suffixes in the folders named, in order and each once.

    The second list has what cannot be read: missing paths, devices, folders without permission, broken links.
    Raises UsageError, for the first of these, when no file is found.
    """
    found: dict[Path, None] = {}
    errors: list[UsageError] = []
    for name in paths:
        try:
            found.update(dict.fromkeys(_files_at(name, errors)))
        except UsageError as error:
            errors.append(error)
        except OSError as error:
            errors.append(_cannot_open(name, error))
    if errors and not found:
        raise errors[0]
    return list(found), [SetAside(error.path or "", error.reason, error.hint) for error in errors]


def _files_at(name: str | os.PathLike[str], errors: list[UsageError]) -> list[Path]:
    """Return the files in a folder, or the file itself. Raises UsageError when there are none."""
    path = Path(name)
    if not os.fspath(name):
        raise UsageError(_("There is no such file or folder."), hint=_("Check the name."), path="“”")
    if not path.is_dir():
        return [_regular_file(path)]
    files = sorted(_walk(path, errors))
    if not files:
        raise UsageError(
            _("The folder has no file of a supported format ({formats}).").format(formats=formats.listed()),
            hint=_("Name a folder that has one."),
            path=_printable(path),
        )
    return files


def _walk(folder: Path, errors: list[UsageError]) -> Iterator[Path]:
    """Yield the files of known suffixes below a folder, linked folders included, each folder once."""
    suffixes = formats.suffixes()
    seen = set[str]()
    for root, folders, names in os.walk(
        folder, onerror=lambda error: errors.append(_cannot_open(error.filename, error)), followlinks=True
    ):
        if os.path.realpath(root) in seen:
            folders.clear()  # a link to a folder above
            continue
        seen.add(os.path.realpath(root))
        for name in names:
            # `~$…` are Word's lock files, names with a leading dot are hidden.
            if os.path.splitext(name)[1].lower() in suffixes and not name.startswith(("~$", ".")):
                try:
                    yield _regular_file(Path(root, name))
                except UsageError as error:
                    errors.append(error)


def _regular_file(path: Path) -> Path:
    """Return the file's absolute path. Raises UsageError if it is not a regular file or its name is not UTF-8."""
    if not path.is_file():
        reason = _("This is not a regular file.") if path.exists() else _("There is no such file or folder.")
        raise UsageError(reason, hint=_("Check the name."), path=_printable(path))
    if _printable(path) != str(path):
        raise UsageError(_("The file's name is not UTF-8."), hint=_("Rename it."), path=_printable(path))
    return path.resolve()


def _cannot_open(path: str | os.PathLike[str], error: OSError) -> UsageError:
    return UsageError(
        _("It cannot be opened: {error}.").format(error=describe(error)),
        hint=_("Check the name, and that you may read it."),
        path=_printable(path),
    )


def _printable(path: str | os.PathLike[str]) -> str:
    """Return a path as text, with bytes that are not UTF-8 escaped."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def hashed(path: Path) -> InputFile | SetAside:
    """Return a file with the hash of its content, or why it cannot be opened."""
    try:
        with path.open("rb") as file:
            return InputFile(str(path), hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)
    except OSError as error:
        return SetAside(
            str(path),
            _("The file cannot be opened: {error}.").format(error=describe(error)),
            _("Check that you may read it."),
        )

"""Paths → the files to read: what folders, ZIP files and messages hold, what is left out, what cannot be opened."""

from __future__ import annotations

import hashlib
import math
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from . import containers
from .errors import ChithiError, LimitReached, MissingPart, UsageError
from .i18n import _
from .model import Cause, SetAside
from .read import formats
from .system.os_errors import describe

Paths = Sequence[str | os.PathLike[str]]

# Files of the system or of a program that are no documents: never counted as left out.
_OF_PROGRAMS = frozenset(("thumbs.db", "desktop.ini", "__macosx"))
_LIBRARIES = (".sqlite", ".sqlite-shm", ".sqlite-wal")
_LOCK, _HIDDEN = "~$", "."  # how the names of Word's lock files and of hidden files begin
_PARTS_OF_A_PAGE = ("_files", "_tệp", ".files")  # what a browser adds to a page's name for the folder of its pictures

# What people read but chithi cannot: a folder that has such files is done in part.
_READABLE = frozenset((
    ".7z", ".bmp", ".csv", ".djvu", ".epub", ".gif", ".gz", ".heic", ".heif", ".md", ".mobi", ".odp", ".ods", ".p7m",
    ".pages", ".pps", ".ppsx", ".ppt", ".pptm", ".pptx", ".rar", ".tar", ".tgz", ".webp", ".wpd", ".wps", ".xls",
    ".xlsb", ".xlsm", ".xlsx", ".xps",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read: its absolute path (see `containers` for one in a ZIP file), its content's SHA-256, its size."""

    path: str
    sha256: str
    size: int


@dataclass(slots=True)
class Found:
    """What was found at some paths.

    Attributes:
        files: the files to read, in order and each once.
        members: those in containers, whose content has been looked at.
        containers: the ZIP files and messages that have been looked into.
        set_aside: what cannot be read: missing paths, devices, folders without permission, damaged containers.
        skipped: how many files of folders and containers are of no supported format, by suffix.
        seconds: how long looking into a container may take.
    """

    files: dict[Path, None] = field(default_factory=dict)
    members: dict[str, InputFile] = field(default_factory=dict)
    containers: list[str] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    seconds: float = math.inf


def is_readable(suffix: str) -> bool:
    """Return whether files that end so are documents that a person would read."""
    return suffix in _READABLE


def kinds(skipped: Counter[str]) -> str:
    """Return the files left out by kind, as a list for people: `.xlsx (3), without ending (1)`."""
    unnamed = _("without ending")
    return ", ".join(f"{suffix or unnamed} ({count})" for suffix, count in skipped.most_common())


def find_files(paths: Paths, *, follow: bool = False, seconds: float = math.inf) -> Found:
    """Return the files named, and those of supported formats in the folders and containers named.

    Symbolic links in a folder that lead out of it are set aside unless `follow` is on. Looking into a container may
    take so many `seconds`.

    Raises UsageError, for the first path with nothing to read, when no file is found at all.
    """
    found = Found(seconds=seconds)
    errors: list[UsageError] = []
    for name in paths:
        try:
            _add(name, found, follow=follow)
        except UsageError as error:
            errors.append(error)
        except OSError as error:
            errors.append(_cannot_open(name, error))
    aside = [_set_aside(error) for error in errors]
    if errors and not found.files and not found.members and not found.set_aside:
        raise errors[0]
    found.set_aside = [*aside, *found.set_aside]
    return found


def _add(name: str | os.PathLike[str], found: Found, *, follow: bool) -> None:
    """Add a file, or what a folder or container holds. Raises UsageError when that is nothing."""
    path = Path(name)
    if not os.fspath(name):
        raise UsageError(_("There is no such file or folder."), hint=_("Check the name."), path="“”")
    if not path.is_dir():
        file = _regular_file(path)
        if not containers.is_container(file):
            found.files[file] = None
            return
    here = Found(seconds=found.seconds)
    if path.is_dir():
        for inner in sorted(_walk(path, here, follow=follow)):
            _add_from_folder(inner, here)
    else:
        _add_members(file, here)
    if not here.files and not here.members and not here.set_aside:
        raise _nothing_in(path, here.skipped)
    found.files |= here.files
    found.members |= here.members
    found.containers += here.containers
    found.set_aside += here.set_aside
    found.skipped += here.skipped


def _nothing_in(path: Path, skipped: Counter[str]) -> UsageError:
    supported = f"{formats.listed()}, {containers.kinds()}"
    if skipped:
        reason = _("The folder has no file of a supported format ({formats}), only: {kinds}.")
    else:
        reason = _("The folder has no file of a supported format ({formats}).")
    return UsageError(
        reason.format(formats=supported, kinds=kinds(skipped)),
        hint=_("Name a folder that has one."),
        path=_printable(path),
    )


def _walk(folder: Path, found: Found, *, follow: bool) -> Iterator[Path]:
    """Yield the files below a folder, each folder once; links that lead out of it only if they are followed."""
    base = os.path.realpath(folder)
    seen = set[str]()

    def note(error: OSError) -> None:
        found.set_aside.append(_set_aside(_cannot_open(error.filename, error)))

    for root, folders, names in os.walk(folder, onerror=note, followlinks=True):
        if os.path.realpath(root) in seen:
            folders.clear()  # a link to a folder above
            continue
        seen.add(os.path.realpath(root))
        pages = {os.path.splitext(name)[0] for name in names if name.lower().endswith((".htm", ".html"))}
        here = [each for each in folders if not _is_part_of_a_page(each, pages)]
        folders[:] = [each for each in here if follow or _stays_in(base, Path(root, each), found)]
        for name in names:
            path = Path(root, name)
            if not _is_of_a_program(name) and (follow or _stays_in(base, path, found)):
                yield path


def _stays_in(base: str, path: Path, found: Found) -> bool:
    """Return whether a path is in the folder `base`, where links lead too; else set it aside."""
    if not path.is_symlink():
        return True
    target = os.path.realpath(path)
    if target == base or target.startswith(base + os.sep):
        return True
    reason = _("It is a link that leads out of the folder, and was not followed.")
    hint = _("Name what it leads to, or use --follow.")
    found.set_aside.append(_set_aside(UsageError(reason, hint=hint, path=_printable(path))))
    return False


def _is_part_of_a_page(folder: str, pages: set[str]) -> bool:
    return any(folder.endswith(ending) and folder[: -len(ending)] in pages for ending in _PARTS_OF_A_PAGE)


def _is_of_a_program(name: str) -> bool:
    return name.startswith((_LOCK, _HIDDEN)) or name.lower() in _OF_PROGRAMS or name.lower().endswith(_LIBRARIES)


def _add_from_folder(path: Path, found: Found) -> None:
    """Add a file of a folder if its format is supported, else count it as left out."""
    try:
        suffix = path.suffix.lower()
        if containers.has_suffix(path):
            file = _regular_file(path)
            if containers.is_container(file):
                _add_members(file, found)
            else:
                found.files[file] = None
        elif suffix in formats.suffixes() or (not suffix and formats.is_binary_document(path)):
            file = _regular_file(path)
            if formats.is_too_small(file, suffix):
                found.skipped[suffix] += 1
            else:
                found.files[file] = None
        else:
            found.skipped[suffix] += 1
    except UsageError as error:
        found.set_aside.append(_set_aside(error))
    except OSError as error:
        found.set_aside.append(_set_aside(_cannot_open(path, error)))


def _add_members(path: Path, found: Found) -> None:
    """Add the files in a container."""
    found.containers.append(str(path))
    try:
        for member in containers.members(path, found.seconds):
            _add_member(member, found)
    except ChithiError as error:
        found.set_aside.append(_set_aside(error, path))


def _add_member(member: containers.Member, found: Found) -> None:
    parts = member.name.rpartition(containers.SEPARATOR)[2].split("/")
    suffix = os.path.splitext(parts[-1])[1].lower()
    if any(map(_is_of_a_program, parts)):
        return
    if member.refused:
        found.set_aside.append(_set_aside(member.refused, member.name))
        return
    if suffix not in formats.suffixes():
        found.skipped[suffix] += 1
        return
    try:
        with member.open() as content:
            if formats.is_too_small(content, suffix):
                found.skipped[suffix] += 1
                return
        with member.open() as content:
            found.members[member.name] = InputFile(member.name, _digest(content), member.size)
    except containers.ERRORS:
        found.set_aside.append(_set_aside(containers.damaged(member.name), member.name))


def _digest(content: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := content.read(1 << 20):
        digest.update(block)
    return digest.hexdigest()


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
            cause="machine",
        )


def _regular_file(path: Path) -> Path:
    """Return the file's absolute path. Raises UsageError if it is not a regular file or its name is not UTF-8."""
    if not path.is_file():
        reason = _("This is not a regular file.") if path.exists() else _("There is no such file or folder.")
        raise UsageError(reason, hint=_("Check the name."), path=_printable(path))
    if _printable(path) != str(path):
        raise UsageError(_("The file's name is not UTF-8."), hint=_("Rename it."), path=_printable(path))
    return path.resolve()


def _set_aside(error: ChithiError, path: str | Path = "") -> SetAside:
    """Return why a file is not read; what the machine lacks or forbids is never a fault of the file."""
    cause: Cause = "file"
    match error:
        case LimitReached():
            cause = "limit"
        case MissingPart():
            cause = "program"
        case UsageError():
            cause = "machine"
    return SetAside(error.path or str(path), error.reason, error.hint, cause=cause)


def _cannot_open(path: str | os.PathLike[str], error: OSError) -> UsageError:
    return UsageError(
        _("It cannot be opened: {error}.").format(error=describe(error)),
        hint=_("Check the name, and that you may read it."),
        path=_printable(path),
    )


def _printable(path: str | os.PathLike[str]) -> str:
    """Return a path as text, with bytes that are not UTF-8 escaped."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")

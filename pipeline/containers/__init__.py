"""ZIP files and e-mail messages as folders of files.

A file in one has a path like `/van-ban/a.zip!/b.docx`, in a ZIP file in a message `/thu.eml!/a.zip!/b.docx`. Nothing is
unpacked but the one file that is read, into a private folder, and only after its size has been weighed. What looking
into a container may cost is limited, since the process that writes the library does it.
"""

from __future__ import annotations

import io
import math
import os
import shutil
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from importlib import import_module
from lzma import LZMAError
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any, NamedTuple

from ..errors import ChithiError, LimitReached, UnreadableFile
from ..i18n import N_, _
from ..system.scratch import scratch_folder
from .member import Member
from .zip_file import opened

__all__ = [
    "ERRORS",
    "SEPARATOR",
    "Member",
    "damaged",
    "exists",
    "file_of",
    "has_suffix",
    "is_container",
    "kinds",
    "local_file",
    "members",
]

SEPARATOR = "!/"
_MAX_DEPTH = 3  # containers in one another
_MAX_SIZE = 256 << 20  # bytes of one file, unpacked
_MAX_TOTAL = 4 << 30  # bytes of all files in a container and those in it
_MAX_MEMBERS = 20_000  # files in a container and those in it
_BLOCK = 1 << 20  # bytes read at a time
_IN_MEMORY = 16 << 20  # bytes of a container in a container; larger ones are spooled to a file without a name

# What a damaged or unusual container raises when a file is taken out of it.
ERRORS = (zipfile.BadZipFile, zlib.error, LZMAError, EOFError, OSError, RuntimeError, ValueError)

Lister = Callable[[IO[bytes]], Iterator[Member]]


class Kind(NamedTuple):
    """A kind of container: msgid of its name, its suffixes, and `module:function` that lists a file's members."""

    label: str
    suffixes: tuple[str, ...]
    lister: str

    def members(self, file: IO[bytes]) -> Iterator[Member]:
        """Yield the members. Raises UnreadableFile, MissingPart and ERRORS."""
        module, function = self.lister.split(":")
        lister: Lister = getattr(import_module(module, __package__), function)
        return lister(file)


KINDS = (
    Kind("ZIP", (".zip",), ".zip_file:members"),
    Kind(N_("e-mail and web archives (EML, MHT)"), (".eml", ".mht", ".mhtml"), ".message:members"),
    Kind(N_("e-mail of Outlook (MSG)"), (".msg",), ".outlook:members"),
)


def kinds() -> str:
    """Return the kinds as a list for people."""
    return ", ".join(_(kind.label) for kind in KINDS)


def has_suffix(name: str | os.PathLike[str]) -> bool:
    """Return whether a file's suffix is that of a container."""
    return _kind_of(name) is not None


def is_container(name: str | os.PathLike[str]) -> bool:
    """Return whether a file is a container, by its suffix; a Word file that is called .zip is none."""
    if not has_suffix(name):
        return False
    if not os.fspath(name).lower().endswith(".zip"):
        return True
    try:
        with open(name, "rb") as file, opened(file) as packed:
            return not {"[Content_Types].xml", "mimetype"} & set(packed.namelist())
    except (UnreadableFile, *ERRORS):
        return True


def exists(path: str) -> bool:
    """Return whether there is a file at a path, or the container that it is in."""
    return os.path.exists(path) or _split(path) is not None


def file_of(path: str) -> str:
    """Return the path of the file on the disk: the outermost container, or the file itself."""
    parts = None if os.path.exists(path) else _split(path)
    return str(parts[0]) if parts else path


class _Exhausted(LimitReached):
    """A container that has cost all that looking into it may cost."""


class _Budget:
    """What looking into a container, and those in it, may cost still."""

    def __init__(self, path: Path, seconds: float) -> None:
        self._path, self._seconds = path, seconds
        self._members, self._declared, self._unpacked = _MAX_MEMBERS, _MAX_TOTAL, 2 * _MAX_TOTAL
        self._end = time.monotonic() + seconds

    def take(self, member: Member) -> None:
        """Count a member. Raises _Exhausted."""
        self._members -= 1
        self._declared -= member.size
        if self._members < 0:
            raise self._exhausted(_("It packs more than {count} files.").format(count=_MAX_MEMBERS))
        if self._declared < 0:
            size = _MAX_TOTAL >> 20
            raise self._exhausted(_("Unpacked, its files take more than {size} MB.").format(size=size))
        self._look_at_time()

    def read(self, source: IO[bytes], size: int = -1) -> bytes:
        """Read from a member, whatever size it declares. Raises _Exhausted."""
        self._look_at_time()
        content = source.read(size)
        self._unpacked -= len(content)
        if self._unpacked < 0:
            size = _MAX_TOTAL >> 20
            raise self._exhausted(_("Unpacked, its files take more than {size} MB.").format(size=size))
        return content

    def _look_at_time(self) -> None:
        if time.monotonic() > self._end:
            reason = _("Looking into it took longer than {seconds} seconds.")
            raise self._exhausted(reason.format(seconds=round(self._seconds)))

    def _exhausted(self, reason: str) -> _Exhausted:
        hint = _("The files before that were read; unpack it yourself and add the others.")
        return _Exhausted(reason, hint=hint, path=self._path)


class _Metered(io.RawIOBase):
    """A member that is open for reading within a budget."""

    def __init__(self, source: IO[bytes], budget: _Budget) -> None:
        self._source, self._budget = source, budget

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return whether the member can be read from another place."""
        return self._source.seekable()

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to another place."""
        return self._source.seek(offset, whence)

    def tell(self) -> int:
        """Return the place."""
        return self._source.tell()

    def readinto(self, buffer: Any) -> int:
        """Read into a buffer. Raises _Exhausted."""
        content = self._budget.read(self._source, len(buffer))
        buffer[: len(content)] = content
        return len(content)

    def close(self) -> None:
        """Close the member."""
        self._source.close()
        super().close()


def members(path: Path, seconds: float = math.inf) -> Iterator[Member]:
    """Yield every file in a container and in those within it, named by its whole path.

    One that cannot be taken out, or is too large, has the error as its `refused`. Raises UnreadableFile, MissingPart
    and OSError for the container itself; LimitReached, also when a member is read, when all that looking into it may
    cost is spent, which includes the `seconds` until the last member was read.
    """
    with path.open("rb") as file:
        yield from _walk(file, _expect_kind(path), str(path), depth=1, budget=_Budget(path, seconds))


def _walk(file: IO[bytes], kind: Kind, prefix: str, *, depth: int, budget: _Budget) -> Iterator[Member]:
    for member in _listed(kind, file, prefix):
        path = f"{prefix}{SEPARATOR}{member.name}"
        inner = _kind_of(member.name)
        refused = member.refused or _weighed(member, path, depth if inner else 0)
        budget.take(member._replace(size=0) if refused else member)
        member = member._replace(refused=refused, open=partial(_metered, member.open, budget))
        if member.refused or inner is None:
            yield member._replace(name=path)
            continue
        try:
            with _spooled(member) as content:
                yield from _walk(content, inner, path, depth=depth + 1, budget=budget)
        except _Exhausted:
            raise
        except ChithiError as error:
            yield member._replace(name=path, refused=error)
        except ERRORS:
            yield member._replace(name=path, refused=damaged(path))


def _metered(opener: Callable[[], IO[bytes]], budget: _Budget) -> IO[bytes]:
    return io.BufferedReader(_Metered(opener(), budget), _BLOCK)


def _weighed(member: Member, path: str, depth: int) -> UnreadableFile | None:
    """Return the error for a member that is too large or too deep to be taken out."""
    if member.size > _MAX_SIZE:
        return LimitReached(
            _("Unpacked it would be too large ({size} MB).").format(size=member.size >> 20),
            hint=_("Unpack it yourself and add the files."),
            path=path,
        )
    if depth >= _MAX_DEPTH:
        return LimitReached(
            _("It lies in more than {count} files that pack others.").format(count=_MAX_DEPTH),
            hint=_("Unpack it yourself and add the files."),
            path=path,
        )
    return None


@contextmanager
def local_file(path: str) -> Iterator[Path]:
    """Yield where a file can be read: its own path, or a private copy of a file in a container.

    Raises UnreadableFile when it cannot be taken out, FileNotFoundError when it is no longer there.
    """
    parts = None if os.path.exists(path) else _split(path)
    if parts is None:
        yield Path(path)
        return
    container, names = parts
    with scratch_folder() as folder:
        copy = folder / f"file{os.path.splitext(path)[1].lower()}"
        try:
            with container.open("rb") as file:
                _extract(file, _expect_kind(container), names, copy)
        except (ChithiError, FileNotFoundError):
            raise
        except ERRORS as error:
            raise damaged(path) from error
        yield copy


def _extract(file: IO[bytes], kind: Kind, names: list[str], copy: Path) -> None:
    name, *inner = names
    for member in kind.members(file):
        if member.name != name:
            continue
        if member.refused:
            raise member.refused
        with _spooled(member) as content:
            if inner:
                _extract(content, _expect_kind(name), inner, copy)
            else:
                with copy.open("wb") as target:
                    shutil.copyfileobj(content, target)
        return
    raise FileNotFoundError(name)


@contextmanager
def _spooled(member: Member) -> Iterator[IO[bytes]]:
    """Yield a file in which one can seek with the content of a member, no more than it declares."""
    with SpooledTemporaryFile(_IN_MEMORY) as content:
        with member.open() as source:
            shutil.copyfileobj(source, content)
        content.seek(0)
        yield content


def _listed(kind: Kind, file: IO[bytes], path: str) -> Iterator[Member]:
    """Yield a container's members. Raises UnreadableFile with its path."""
    try:
        yield from kind.members(file)
    except ChithiError as error:
        raise type(error)(error.reason, hint=error.hint, path=path) from error
    except ERRORS as error:
        raise damaged(path) from error


def damaged(path: str | Path) -> UnreadableFile:
    """Return the error for a container, or a file in one, that cannot be unpacked."""
    return UnreadableFile(
        _("It is damaged, or packed in a way that is not known."),
        hint=_("Open it in another program, save its files in a folder and add that."),
        path=path,
    )


def _split(path: str) -> tuple[Path, list[str]] | None:
    """Return the container of a path and the names from there on; None where there is no such container."""
    place = path.find(SEPARATOR)
    while place >= 0:
        with suppress(OSError, ValueError):
            if os.path.isfile(path[:place]):
                return Path(path[:place]), path[place + len(SEPARATOR) :].split(SEPARATOR)
        place = path.find(SEPARATOR, place + 1)
    return None


def _kind_of(name: str | os.PathLike[str]) -> Kind | None:
    suffix = os.path.splitext(name)[1].lower()
    return next((kind for kind in KINDS if suffix in kind.suffixes), None)


def _expect_kind(name: str | os.PathLike[str]) -> Kind:
    kind = _kind_of(name)
    if kind is None:
        raise FileNotFoundError(name)
    return kind

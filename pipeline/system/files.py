"""Writing the user's files: atomically, and never over a file that chithi did not write.

Every output format carries a mark that names its generator, where that format has a place for it: the metadata of HTML,
PDF, DOCX and SVG, a comment in Markdown and DOT, a key in JSON. In text the mark is followed by a checksum of the other
bytes. An existing file is replaced only if it has the mark and nobody has edited it since.
"""

from __future__ import annotations

import errno
import hashlib
import os
import platform
import re
import stat
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from secrets import token_hex
from shutil import copyfileobj, rmtree
from typing import Any, BinaryIO, NamedTuple

from ..errors import UnwritableFile, UsageError
from ..i18n import _
from .os_errors import describe
from .scratch import scratch_folder

GENERATOR = "chithi"
MARK = f"generator: {GENERATOR}"  # for formats with comments or a free text field
_PRIVATE = 0o600
_TEXT_MARK = re.compile(rb'(?:generator: |"generator": "|name="generator" content=")chithi\b(?P<seal> [0-9a-f]{16}\b)?')
_DOCX_SAVED = re.compile(rb"<dcterms:(?:created|modified)[^>]*>([^<]*)<")  # one time, until it is saved again
_LONGEST_TEXT = 64 << 20  # bytes; chithi writes no longer texts
_SAMPLE = 4096  # bytes at the start and at the end of a text file in which the mark is looked for
_PACKAGE = __package__.rpartition(".")[0]


class Format(NamedTuple):
    """An output format: a row of a command's FORMATS, from which its options, help and messages derive.

    Attributes:
        name: The value of `--format`.
        label: A proper name for people.
        endings: The file endings, in lower case with the dot.
        renderer: `module:function`, the module absolute or relative to this package; loaded on use.
        binary: Whether the output cannot be shown on a terminal.
    """

    name: str
    label: str
    endings: tuple[str, ...]
    renderer: str
    binary: bool = False

    def render(self, *values: Any) -> bytes:
        """Return `values` rendered in this format."""
        module, _colon, function = self.renderer.partition(":")
        content: bytes | str = getattr(import_module(module, _PACKAGE), function)(*values)
        return content if isinstance(content, bytes) else content.encode()


def list_endings(formats: Iterable[Format]) -> str:
    """Return the formats with their endings: `Markdown (.md, .markdown), PDF (.pdf)`."""
    return ", ".join(f"{_(each.label)} ({', '.join(each.endings)})" for each in formats)


def select_format(formats: Sequence[Format], asked: str | None, name: str | None) -> Format:
    """Return the format called `asked`, else the one that the ending of the file `name` means, else the first.

    Raises:
        UsageError: The ending is not one of the format's; the message lists those that are written.
    """
    candidates = [each for each in formats if asked in (None, each.name)]
    ending = Path(name or "").suffix.lower()
    found = next((each for each in candidates if ending in each.endings), None)
    if found or not ending or _is_stream(name or ""):
        return found or candidates[0]
    raise UsageError(
        _("The ending {ending} does not fit the format; these do: {formats}.").format(
            ending=ending, formats=list_endings(candidates)
        ),
        hint=_("Give the file one of these endings."),
        path=name,
    )


def mode_within(path: str | os.PathLike[str]) -> int:
    """Return the mode for a file that quotes the file at `path`: readable by nobody who cannot read that one."""
    return _PRIVATE | (stat.S_IMODE(os.stat(path).st_mode) & 0o066)


def write(
    content: Iterable[bytes], name: str | Path, *, force: bool = False, replace_own: bool = True, mode: int = _PRIVATE
) -> None:
    """Write `content` to the file `name`, or to standard output for `-`; the arguments are those of `output_file`."""
    if _is_stream(name):
        with _explained(name), _opened(name) as stream:
            stream.writelines(content)
        return
    if replace_own:
        content = [seal(b"".join(content))]
    with output_file(name, force=force, replace_own=replace_own, mode=mode) as temporary, temporary.open("wb") as file:
        file.writelines(content)


def seal(content: bytes) -> bytes:
    """Return a text with the checksum of its other bytes after its mark; content without a mark as it is."""
    if content.startswith((b"%PDF", b"PK")):
        return content
    marks = [match for match in _TEXT_MARK.finditer(content) if _is_sampled(match, content)]
    if not marks or any(match["seal"] for match in marks):
        return content
    end = marks[-1].end()
    return content[:end] + b" " + _checksum(content) + content[end:]


def _is_sampled(match: re.Match[bytes], content: bytes) -> bool:
    return match.end() <= _SAMPLE or match.start() >= len(content) - _SAMPLE


def _checksum(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest()[:16].encode()


def _is_sealed(content: bytes) -> bool:
    """Return whether a text has the mark, and the checksum after it, if there is one, is that of its other bytes."""
    marks = [match for match in _TEXT_MARK.finditer(content) if _is_sampled(match, content)]
    sealed = [match for match in marks if match["seal"]]
    if not sealed:
        return bool(marks)
    return any(
        match["seal"][1:] == _checksum(content[: match.start("seal")] + content[match.end("seal") :])
        for match in sealed
    )


@contextmanager
def output_file(
    name: str | Path, *, force: bool = False, replace_own: bool = True, mode: int = _PRIVATE
) -> Iterator[Path]:
    """Yield the path of a temporary file that becomes the file `name` at the end, or is deleted after an error.

    Links are followed. For `-`, a named pipe or a device, the content is copied there at the end.

    Args:
        name: The file to write.
        force: Replace any existing file.
        replace_own: Replace an existing file that chithi wrote, or that is empty.
        mode: The permissions of the file, less those that the umask or the replaced file deny.

    Raises:
        UnwritableFile: The file exists and is not to be replaced, or the system refuses.
    """
    with _explained(name):
        if _is_stream(name):
            with scratch_folder() as folder:
                temporary = folder / "output"
                yield temporary
                with _opened(name) as stream, temporary.open("rb") as file:
                    copyfileobj(file, stream)
            return
        target = Path(name).resolve()
        replaces = _may_replace(target, force=force, replace_own=replace_own)
        if replaces:
            mode &= _PRIVATE | target.stat().st_mode
        temporary = part_beside(target)
        try:
            os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
            yield temporary
            _publish(temporary, target, replaces=replaces)
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def part_beside(target: Path) -> Path:
    """Return a new name for something unfinished beside `target`, and delete what killed programs left there."""
    start = f".chithi-{hashlib.sha256(platform.node().encode()).hexdigest()[:6]}-"
    for part in target.parent.glob(f"{start}*.part*"):
        with suppress(OSError, ValueError):
            if not _is_running(int(part.name.split("-")[2])):
                rmtree(part) if part.is_dir() else part.unlink()
    return target.with_name(f"{start}{os.getpid()}-{token_hex(4)}.part")


def _is_running(number: int) -> bool:
    import psutil

    return bool(psutil.pid_exists(number))


def is_own(path: Path) -> bool:
    """Return whether the file is empty or carries the mark of a file written by chithi.

    A file that was edited since, or saved by another program, is the user's own work.
    """
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    if head.startswith(b"%PDF"):
        return _is_own_pdf(path)
    if head.startswith(b"PK"):
        properties = _docx_properties(path)
        return MARK.encode() in properties and len({match[1] for match in _DOCX_SAVED.finditer(properties)}) == 1
    if not head or path.stat().st_size > _LONGEST_TEXT:
        return not head
    return _is_sealed(path.read_bytes())


@contextmanager
def _explained(name: str | Path) -> Iterator[None]:
    """Raise UnwritableFile for what the system refuses; a reader that closed its pipe is left to click."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UnwritableFile(
            _("The file cannot be written ({error}).").format(error=describe(error)),
            hint=_("Name another file, in a folder that exists and that you may write to."),
            path=name,
        ) from error


@contextmanager
def _opened(name: str | Path) -> Iterator[BinaryIO]:
    """Yield standard output for `-`, else the pipe or device of that name, for bytes."""
    if str(name) == "-":
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    else:
        with open(name, "wb") as stream:
            yield stream


def _is_stream(name: str | Path) -> bool:
    """Return whether the name is that of a pipe or device; `/dev/stdout` cannot be resolved if it is a pipe."""
    return str(name) == "-" or (os.path.exists(name) and not os.path.isfile(name) and not os.path.isdir(name))


def _may_replace(target: Path, *, force: bool, replace_own: bool) -> bool:
    """Return whether there is a file to replace. Raises UnwritableFile when it must be kept."""
    if not target.exists():
        return False
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "", target)
    hint = _("Name another file, or replace this one with --force.")
    if not force and not replace_own:
        raise UnwritableFile(_("The file exists already; nothing was written."), hint=hint, path=target)
    if not force and not is_own(target):
        raise UnwritableFile(
            _("The file was not written by chithi, or was edited since, and is not replaced."), hint=hint, path=target
        )
    return True


def _publish(temporary: Path, target: Path, *, replaces: bool) -> None:
    """Give a finished file its name; a new name is never taken from a file created meanwhile."""
    if replaces:
        temporary.replace(target)
        return
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if target.exists():
            raise FileExistsError(errno.EEXIST, "", target) from None
        temporary.rename(target)


def _is_own_pdf(path: Path) -> bool:
    """Return whether chithi made the PDF and no program has saved it since; a later saving appends an end of file."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as pdf:
            names = [str(pdf.get_metadata_value(key)) for key in ("Creator", "Producer")]
    except pypdfium2.PdfiumError:
        return False
    return names[0] == GENERATOR and names[1].startswith("WeasyPrint") and path.read_bytes().count(b"%%EOF") == 1


def _docx_properties(path: Path) -> bytes:
    try:
        with zipfile.ZipFile(path) as parts, parts.open("docProps/core.xml") as part:
            return part.read(_SAMPLE)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError):  # damaged, no document, encrypted
        return b""

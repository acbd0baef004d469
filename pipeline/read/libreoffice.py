"""Formats that LibreOffice converts to DOCX before `docx` reads them: Word 97–2003, RTF and OpenDocument.

LibreOffice is optional. Every conversion has a temporary profile: conversions can run in parallel, the user's settings
do not apply, and no macro runs. The conversion keeps paragraphs, but not pages, which these files do not store.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from ..errors import LimitReached, NeedsOcr, NeedsProgram, ProgramKilled, UnreadableFile
from ..i18n import _
from ..model import Page
from ..system.programs import find_program, how_to_install
from ..system.scratch import scratch_folder
from . import formats
from .docx import not_word, read_docx
from .formats import PictureReader, ignore_pictures

_TIMEOUT = 120  # seconds; a book takes ten
_SIGNALLED = 128  # its launcher ends with this and the signal's number; a file that it cannot read is 0
# Input files are untrusted: no macros, no updating of links, no network access.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
)


def available() -> str | None:
    """Return None when LibreOffice is installed, else how to install it."""
    if _soffice():
        return None
    needed = formats.listed(formats.converted())
    return _("To read {formats}: {step}.").format(formats=needed, step=how_to_install("soffice"))


def changed() -> int:
    """Return when LibreOffice's program was last replaced, as a number; 0 when it is not installed."""
    program = _soffice()
    return os.stat(program).st_mtime_ns if program else 0


def read_word_97(path: Path, read_picture: PictureReader = ignore_pictures) -> Iterator[Page]:
    """Yield the pages of a Word 97–2003 document; see `read_converted`."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UnreadableFile(
            _("The document is protected by a password."), hint=_("Save a copy without it and add that."), path=path
        )
    if "WordDocument".encode("utf-16-le") not in content:  # Excel and PowerPoint share the container
        raise not_word(path)
    yield from read_converted(path, read_picture)


def read_converted(path: Path, read_picture: PictureReader = ignore_pictures) -> Iterator[Page]:
    """Yield the pages of a file of any format that has an import filter.

    Raises UnreadableFile when the file is damaged or locked, NeedsProgram when LibreOffice is missing.
    """
    file_format = formats.detect(path)
    if missing := available():
        raise NeedsProgram(
            _("This is a {format} file, which is read through LibreOffice.").format(format=_(file_format.label)),
            hint=_("{hint} Or save it as DOCX or PDF and add that.").format(hint=missing),
            path=path,
        )
    with scratch_folder() as folder:
        converted = _convert(path, file_format.import_filter, folder)
        try:
            yield from read_docx(converted, read_picture)
        except NeedsOcr:
            raise
        except UnreadableFile as error:
            raise UnreadableFile(error.reason, hint=error.hint, path=path) from error


def degree_in_drawings(path: Path, read_picture: PictureReader) -> str | None:
    """Return the degree of secrecy that drawings at the top of page 1 of a Word file show, as a person sees them.

    Shapes and pictures in EMF or WMF can only be seen when the page is rendered. Raises NeedsOcr where that is not
    possible.
    """
    from .pictures import picture_in, pictures_on

    if missing := available():
        reason = _("A drawing at the top of page 1 may be a mark of secrecy, and only LibreOffice can show it.")
        raise NeedsOcr(reason, hint=missing, path=path)
    with scratch_folder() as folder:
        shown = _convert(path, "MS Word 2007 XML", folder, "pdf")
        for box in pictures_on(shown, 1):
            if image := picture_in(shown, 1, box):
                content = BytesIO()
                image.save(content, "PNG")
                if degree := read_picture(content.getvalue()):
                    return degree
    return None


def _convert(path: Path, import_filter: str, folder: Path, output: str = "docx:MS Word 2007 XML") -> Path:
    """Convert a file in a temporary folder; return the DOCX or PDF."""
    # A copy under a plain name, because the file's own name may contain anything.
    source, target = folder / "source.doc", folder / "converted" / f"source.{output.split(':')[0]}"
    shutil.copyfile(path, source)
    profile = folder / "profile"
    command = [
        _soffice() or "soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
        "--nolockcheck", "--nodefault", f"--infilter={import_filter}", "--convert-to", output,
        "--outdir", str(target.parent), str(source),
    ]  # fmt: skip
    for _attempt in range(2):  # the system kills large programs when memory is short: the file may be innocent
        shutil.rmtree(profile, ignore_errors=True)
        _write_settings(profile)
        target.unlink(missing_ok=True)
        if 0 <= _run(command, folder, path) < _SIGNALLED:
            break
    else:
        raise ProgramKilled(
            _("LibreOffice was killed while it read the document."), hint=_("Add the file again."), path=path
        )
    if not target.is_file():
        raise not_word(path)
    return target


def _run(command: list[str], folder: Path, path: Path) -> int:
    """Run LibreOffice, and always end it with all processes that it started; return its exit status."""
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
        env={**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            return process.wait(_TIMEOUT)
        except subprocess.TimeoutExpired as error:
            raise LimitReached(
                _("LibreOffice could not read the document in {seconds} seconds.").format(seconds=_TIMEOUT),
                hint=_("Open it in Word and save it again."),
                path=path,
            ) from error
        finally:
            _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and, where the system has process groups, all that it started."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()


def _write_settings(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    user = profile / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )


def _soffice() -> str | None:
    """Return the path of LibreOffice's program, None when it is not found."""
    return find_program("soffice") or find_program("libreoffice")

"""DOC (Word 97 to 2003) and RTF → pages: LibreOffice makes a DOCX of the file, which `docx` reads.

LibreOffice is optional. Each file has a profile of its own, thrown away with
it: conversions may run side by side, no setting of the user counts, and no macro
runs. The paragraphs come out, pages do not: the file does not store them.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ..errors import UnreadableFile
from ..i18n import _
from ..model import Page
from .docx import read_docx

_SECONDS = 120  # a book takes ten
_FILTERS = {b"{\\rtf": "Rich Text Format", b"\xd0\xcf\x11\xe0": "MS Word 97"}
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)
# No macros, no links followed, nothing fetched: a file from outside is only ever text here.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
)


def available() -> str | None:
    """None when LibreOffice is there, else how to get it."""
    if _soffice():
        return None
    if sys.platform.startswith("linux"):
        return _("Install LibreOffice to read DOC (Debian: apt-get install libreoffice-writer-nogui).")
    return _("Install LibreOffice to read DOC.")


def read_doc(path: Path) -> Iterator[Page]:
    """The pages of a DOC or RTF; raises UnreadableFile when it is broken, locked, or LibreOffice is missing."""
    kind = _filter_of(path)
    if missing := available():
        hint = _("{hint} Or save it as DOCX or PDF and add that.").format(hint=missing)
        raise UnreadableFile(_("This is a Word 97 document."), hint=hint, path=path)
    with TemporaryDirectory(prefix="chithi-", ignore_cleanup_errors=True) as folder:
        made = _converted(path, kind, Path(folder))
        try:
            yield from read_docx(made)
        except UnreadableFile as error:
            raise UnreadableFile(error.reason, hint=error.hint, path=path) from error


def _filter_of(path: Path) -> str:
    """The filter that reads the file; raises UnreadableFile for what shares Word's container but is no text."""
    content = path.read_bytes()
    if content.startswith(b"{\\rtf"):
        return _FILTERS[b"{\\rtf"]
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UnreadableFile(
            _("The document is protected by a password."), hint=_("Save a copy without it and add that."), path=path
        )
    if "WordDocument".encode("utf-16-le") not in content:
        raise UnreadableFile(
            _("The file is no readable Word document."), hint=_("Open it in Word and save it anew."), path=path
        )
    return _FILTERS[content[:4]]


def _converted(path: Path, kind: str, folder: Path) -> Path:
    """The DOCX that LibreOffice makes of the file in `folder`."""
    # The name given may hold anything; LibreOffice sees a plain one.
    source, made = folder / "source.doc", folder / "made" / "source.docx"
    shutil.copyfile(path, source)
    profile = folder / "profile"
    _write_settings(profile)
    words = [
        _soffice() or "soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
        "--nolockcheck", "--nodefault", f"--infilter={kind}", "--convert-to", "docx:MS Word 2007 XML",
        "--outdir", str(made.parent), str(source),
    ]  # fmt: skip
    _run(words, folder, path)
    if not made.is_file():
        raise UnreadableFile(
            _("The file is no readable Word document."), hint=_("Open it in Word and save it anew."), path=path
        )
    return made


def _run(words: list[str], folder: Path, path: Path) -> None:
    """Run LibreOffice and end it with all that it started, whatever happens."""
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder)}
    with subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise UnreadableFile(
                _("LibreOffice could not read the document in {seconds} seconds.").format(seconds=_SECONDS),
                hint=_("Open it in Word and save it anew."),
                path=path,
            ) from error
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and, where the system has groups, all that it started."""
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


@cache
def _soffice() -> str | None:
    """Where LibreOffice is, None if nowhere known."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if os.path.isfile(place)), None)

"""Adding documents: files are sent or a folder is named, read in the background, and what needs a person is listed."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from starlette.responses import Response

from ..errors import UsageError
from ..i18n import _
from ..read.page_picture import has_pictures
from ..vietnamese.text import nfc
from .document_page import as_read, type_names
from .pages import render
from .visit import Visit, redirect

if TYPE_CHECKING:
    from ..model import SetAside

FOLDER = "van-ban"  # beside the library, for files that come through the page
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]')
# Names that mean devices on Windows.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_MAX_NAME = 150
_MARKED = re.compile(r"\bMẬT\b")
_LISTED, _FORMS = 200, 20
_DONE = 286


class Aside(NamedTuple):
    """A file set aside, and whether trying again may help: never with a secret one."""

    item: SetAside
    name: str
    secret: bool


def add_page(visit: Visit) -> Response:
    """Show how to add documents, how far reading is, and the three lists of what needs a person."""
    known = visit.known
    entries = list(known.entries.values())
    aside = [
        Aside(item, os.path.basename(item.path), _MARKED.search(item.reason) is not None)
        for item in visit.library.files_set_aside()
    ]
    incomplete = [entry for entry in entries if not (entry.number and entry.date and entry.title)]
    run = visit.office.reader.run
    added = run.tally.documents if run and run.tally else []
    # With this status htmx asks no more.
    status = _DONE if visit.is_partial and not (run and run.is_running) else 200
    return render(
        visit, "add_lists.html" if visit.is_partial else "add.html", status, here_name="add", run=run,
        aside=aside[:_LISTED], asides=len(aside), again=[each for each in aside if not each.secret],
        waiting=[entry for entry in entries if entry.waiting][:_LISTED],
        incomplete=incomplete[:_LISTED],
        forms={entry.id: visit.library.document(entry.id) for entry in incomplete[:_FORMS]}, as_read=as_read,
        types=type_names(), pictured=has_pictures, saved=visit.query("saved"),
        added=[known.entries[each] for each in added if each in known.entries][:_LISTED],
        folders=visit.office.settings.folders, folder=os.path.join(visit.office.folder, FOLDER),
    )  # fmt: skip


def add_files(visit: Visit) -> Response:
    """Keep the files that were sent and read them, or read a folder of this computer, or stop."""
    reader = visit.office.reader
    if visit.field("stop"):
        if reader.run:
            reader.run.stopping = True
        return redirect("/add")
    if retry := [path for path in visit.fields("retry") if path]:
        held = {item.path for item in visit.library.files_set_aside() if not _MARKED.search(item.reason)}
        _start(visit, [path for path in retry if path in held], _("files set aside"), retry=True)
    elif ocr := [path for path in visit.fields("ocr") if path]:
        waiting = {entry.path for entry in visit.known.entries.values() if entry.waiting}
        _start(visit, [path for path in ocr if path in waiting], _("scans"), retry=True)
    elif visit.field("settings"):
        _start(visit, visit.office.settings.folders, _("the folders of the settings"))
    elif path := visit.field("path").strip('"'):
        if not os.path.exists(path):
            raise UsageError(_("There is no such file or folder."), hint=_("Go back and check the name."), path=path)
        _start(visit, [os.path.abspath(path)], os.path.basename(path.rstrip("/\\")) or path)
    elif files := visit.files("files"):
        target = os.path.join(visit.office.folder, FOLDER)
        os.makedirs(target, exist_ok=True)
        kept = [keep_file(target, each.filename or "", each.file) for each in files]
        _start(visit, kept, os.path.basename(kept[0]) if len(kept) == 1 else _("the files sent"))
    return redirect("/add")


def _start(visit: Visit, paths: Sequence[str], what: str, *, retry: bool = False) -> None:
    if paths and not visit.office.reader.start(paths, what, retry=retry):
        raise UsageError(_("Other files are being read."), hint=_("Wait until they are done, then add these."))


def keep_file(folder: str, name: str, content: BinaryIO) -> str:
    """Write a file that was sent into a folder, never over another one, and return its path.

    The same content under the same name is not written again.
    """
    safe = safe_name(name)
    stem, ending = os.path.splitext(safe)
    number = 1
    while True:
        path = os.path.join(folder, safe if number == 1 else f"{stem} ({number}){ending}")
        try:
            with open(path, "xb") as target:
                shutil.copyfileobj(content, target, 1 << 20)
        except FileExistsError:
            if _has_content(path, content):
                return path
            number += 1
        else:
            return path


def safe_name(name: str) -> str:
    """Return a file's name without folders and without what a system would not take."""
    last = nfc(name).replace("\\", "/").rsplit("/", 1)[-1]
    plain = _UNSAFE.sub("_", last).strip(" .")
    stem, ending = os.path.splitext(plain)
    stem, ending = stem[:_MAX_NAME].strip(), ending[:12]
    if not stem or _RESERVED.match(stem):
        stem = f"tep_{stem}"
    return f"{stem}{ending}"


def _has_content(path: str, content: BinaryIO) -> bool:
    content.seek(0)
    try:
        with open(path, "rb") as file:
            while True:
                one, other = file.read(1 << 20), content.read(1 << 20)
                if one != other:
                    return False
                if not one:
                    return True
    finally:
        content.seek(0)

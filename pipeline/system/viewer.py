"""Opening a document at a page in a viewer; corpora/registry/viewers.tsv lists the programs in order of preference."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from ..errors import UsageError
from ..i18n import _
from .tables import Record, read_registry_table


def open_at(path: str, page: int | None) -> str:
    """Open a file at a page (None: the first) without waiting for the viewer; return a sentence that says so.

    Raises UsageError when the file does not exist or no viewer is installed.
    """
    if not os.path.isfile(path):
        raise UsageError(
            _("The file no longer exists."), hint=_("Ingest its folder again: chithi ingest FOLDER."), path=path
        )
    for row in _viewers(path):
        if found := shutil.which(row["program"]):
            values = {"file": os.path.abspath(path), "page": page or 1, "url": Path(path).absolute().as_uri()}
            subprocess.Popen(
                [found, *(word.format(**values) for word in row["arguments"].split())],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
            sentence = _("{program} opens {path} at page {page}.")
            if "{page}" not in row["arguments"]:
                sentence = _("{program} opens {path}; turn to page {page}.")
            if page is None:
                sentence = _("{program} opens {path}.")
            return sentence.format(program=row["program"], path=path, page=page)
    raise UsageError(_("No program was found that shows the file."), hint=_("Install evince or okular."), path=path)


def _viewers(path: str) -> list[Record]:
    """Return the rows of programs for this kind of file and this system."""
    kind = os.path.splitext(path)[1].lstrip(".").lower()
    return [
        row
        for row in read_registry_table("viewers")
        if row["kind"] in {kind, "any"} and row["system"] in {sys.platform, "any"}
    ]

"""The programs that chithi calls: where they are on this machine, and how to install those that are missing."""

from __future__ import annotations

import os
import re
import shutil
import sys
from functools import cache

from ..i18n import N_, _
from .tables import read_registry_table

_INSTALLATION = {
    ("tesseract", "linux"): "apt-get install tesseract-ocr tesseract-ocr-vie",
    ("tesseract", "darwin"): "brew install tesseract tesseract-lang",
    ("tesseract", "win32"): N_("install Tesseract for Windows, with Vietnamese ticked among its languages"),
    ("soffice", "linux"): "apt-get install libreoffice-writer-nogui",
    ("soffice", "darwin"): "brew install --cask libreoffice",
    ("soffice", "win32"): N_("install LibreOffice for Windows"),
}


@cache
def find_program(name: str, system: str = sys.platform) -> str | None:
    """Return the path of a program: on the PATH, or where installers for this system put it (programs.tsv).

    Args:
        name: `tesseract` or `soffice`.
        system: A value of `sys.platform`.
    """
    if found := shutil.which(name):
        return found
    rows = read_registry_table("programs")
    paths = (_expanded(row["path"]) for row in rows if (row["program"], row["system"]) == (name, system))
    return next((path for path in paths if os.path.isfile(path)), None)


def how_to_install(name: str, system: str = sys.platform) -> str:
    """Return a command, or words in the user's language, that installs a program on this system."""
    return _(_INSTALLATION.get((name, system), _INSTALLATION[name, "linux"]))


def _expanded(path: str) -> str:
    """Return a path with the values of its `%VARIABLES%`, which `os.path.expandvars` knows on Windows only."""
    return re.sub(r"%([^%]+)%", lambda match: os.environ.get(match[1], match[0]), path)

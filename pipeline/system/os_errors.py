"""Errors of the system, SQLite and TOML in the user's language; their own texts are English or the machine's."""

from __future__ import annotations

import errno
import re
import sqlite3

from ..i18n import _


def describe(error: OSError | sqlite3.Error | UnicodeDecodeError) -> str:
    """Return the reason in a few words, for use in brackets or after a colon; the error's number if it is not known."""
    if isinstance(error, OSError):
        return _reasons().get(error.errno or 0) or _("system error {number}").format(number=error.errno or 0)
    if isinstance(error, UnicodeDecodeError):
        return _("it is not UTF-8 text")
    name = getattr(error, "sqlite_errorname", "") or ""
    return next((reason for prefix, reason in _sqlite_reasons().items() if name.startswith(prefix)), name or str(error))


def describe_toml(error: ValueError) -> str:
    """Return where a file is no TOML, or that it is no UTF-8 text, for use after a colon."""
    if isinstance(error, UnicodeDecodeError):
        return _("it is not UTF-8 text")
    place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    if place is None:
        return _("something is missing at its end")
    return _("see line {line}, column {column}").format(line=place[1], column=place[2])


def _reasons() -> dict[int, str]:
    return {
        errno.EACCES: _("permission denied"),
        errno.EPERM: _("permission denied"),
        errno.ENOENT: _("no file or folder has that name"),
        errno.ENOTDIR: _("a part of its path is not a folder"),
        errno.EISDIR: _("it is a folder"),
        errno.EEXIST: _("the name is taken"),
        errno.ENOTEMPTY: _("the folder is not empty"),
        errno.ENAMETOOLONG: _("its name is too long"),
        errno.EINVAL: _("its name is not allowed here"),
        errno.ELOOP: _("its links form a loop"),
        errno.ENOSPC: _("the disk is full"),
        errno.EDQUOT: _("your share of the disk is full"),
        errno.EFBIG: _("the file would be too large"),
        errno.EROFS: _("the disk is read-only"),
        errno.EIO: _("the disk cannot be read or written"),
        errno.EBUSY: _("another program uses it"),
        errno.ETXTBSY: _("another program uses it"),
        errno.EMFILE: _("too many files are open"),
        errno.ENFILE: _("too many files are open"),
        errno.ENOMEM: _("the memory is full"),
        errno.ENODEV: _("the disk is missing"),
        errno.ENXIO: _("the disk is missing"),
    }


def _sqlite_reasons() -> dict[str, str]:
    """Return reasons by the beginning of SQLite's name for the error."""
    return {
        "SQLITE_CANTOPEN": _("permission denied"),
        "SQLITE_READONLY": _("it is read-only"),
        "SQLITE_PERM": _("permission denied"),
        "SQLITE_BUSY": _("another program uses it"),
        "SQLITE_LOCKED": _("another program uses it"),
        "SQLITE_FULL": _("the disk is full"),
        "SQLITE_IOERR": _("the disk cannot be read or written"),
        "SQLITE_NOMEM": _("the memory is full"),
        "SQLITE_CORRUPT": _("the file is damaged"),
        "SQLITE_NOTADB": _("the file is damaged"),
    }

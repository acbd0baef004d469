"""Errors of the operating system and SQLite in the user's language; their own texts are English or the machine's."""

from __future__ import annotations

import errno
import sqlite3

from ..i18n import _


def describe(error: OSError | sqlite3.Error) -> str:
    """Return the reason in a few words, for use in brackets or after a colon; the error's number if it is not known."""
    if isinstance(error, OSError):
        return _reasons().get(error.errno or 0) or _("error {number} of the system").format(number=error.errno or 0)
    code = getattr(error, "sqlite_errorname", "") or ""
    beginnings = _sqlite_reasons().items()
    return next((reason for name, reason in beginnings if code.startswith(name)), code or str(error))


def _reasons() -> dict[int, str]:
    return {
        errno.EACCES: _("you may not do that here"),
        errno.EPERM: _("you may not do that here"),
        errno.ENOENT: _("there is no file or folder of that name"),
        errno.ENOTDIR: _("a part of its path is no folder"),
        errno.EISDIR: _("it is a folder"),
        errno.EEXIST: _("there is one of that name"),
        errno.ENOTEMPTY: _("the folder is not empty"),
        errno.ENAMETOOLONG: _("its name is too long"),
        errno.EINVAL: _("its name may not be so here"),
        errno.ELOOP: _("its links lead in a circle"),
        errno.ENOSPC: _("the disk is full"),
        errno.EDQUOT: _("your share of the disk is full"),
        errno.EFBIG: _("the file would be too large"),
        errno.EROFS: _("the disk may only be read"),
        errno.EIO: _("the disk cannot be read or written"),
        errno.EBUSY: _("another program uses it"),
        errno.ETXTBSY: _("another program uses it"),
        errno.EMFILE: _("too many files are open"),
        errno.ENFILE: _("too many files are open"),
        errno.ENOMEM: _("the memory is full"),
        errno.ENODEV: _("the disk is not there"),
        errno.ENXIO: _("the disk is not there"),
    }


def _sqlite_reasons() -> dict[str, str]:
    """Return reasons by the beginning of SQLite's name for the error."""
    return {
        "SQLITE_CANTOPEN": _("you may not do that here"),
        "SQLITE_READONLY": _("it may only be read"),
        "SQLITE_PERM": _("you may not do that here"),
        "SQLITE_BUSY": _("another program uses it"),
        "SQLITE_LOCKED": _("another program uses it"),
        "SQLITE_FULL": _("the disk is full"),
        "SQLITE_IOERR": _("the disk cannot be read or written"),
        "SQLITE_NOMEM": _("the memory is full"),
        "SQLITE_CORRUPT": _("the file is damaged"),
        "SQLITE_NOTADB": _("the file is damaged"),
    }

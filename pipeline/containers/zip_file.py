"""The files in a ZIP file, with Vietnamese names as they were typed."""

from __future__ import annotations

import os
import struct
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import IO

from ..errors import LimitReached, UnreadableFile
from ..i18n import _
from ..vietnamese.text import nfc
from .member import Member, plain_name, unique_name

_MAX_MEMBERS = 20_000
_MAX_DIRECTORY = 8 << 20  # bytes of the list of members, which `zipfile` holds in memory whole; 400 for a member
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x06"  # APPNOTE.TXT 4.3.16 and 4.3.14: where the list ends
_LONGEST_END = 22 + 0xFFFF + 20 + 56  # bytes of these records, with the longest comment
_UTF8, _ENCRYPTED = 0x800, 0x1  # flags of a file in a ZIP file


def members(file: IO[bytes]) -> Iterator[Member]:
    """Yield the files in a ZIP file, in its order. Raises LimitReached and zipfile's errors."""
    with opened(file) as packed:
        entries = [entry for entry in packed.infolist() if not entry.is_dir()]
        if len(entries) > _MAX_MEMBERS:
            raise LimitReached(
                _("It packs more than {count} files.").format(count=_MAX_MEMBERS),
                hint=_("Unpack it yourself and add the files."),
            )
        taken = set[str]()
        for entry in entries:
            name = unique_name(plain_name(_name(entry)) or "file", taken)
            refused = _protected() if entry.flag_bits & _ENCRYPTED else None
            yield Member(name, entry.file_size, partial(packed.open, entry), refused)


def opened(file: IO[bytes]) -> zipfile.ZipFile:
    """Return a ZIP file opened for reading. Raises LimitReached for a list of members that would fill the memory."""
    file.seek(max(file.seek(0, os.SEEK_END) - _LONGEST_END, 0))
    tail = file.read()
    sizes = [0]
    for signature, form, offset in ((_END, "<L", 12), (_END_64, "<Q", 40)):
        place = tail.rfind(signature)
        if place >= 0 and len(tail) >= place + offset + 8:
            sizes.append(struct.unpack_from(form, tail, place + offset)[0])
    size = max(each for each in sizes if each != 0xFFFFFFFF)  # that means: see the record of ZIP64
    if size > _MAX_DIRECTORY:
        raise LimitReached(
            _("The list of its files is too long ({size} MB).").format(size=size >> 20),
            hint=_("Unpack it yourself and add the files."),
        )
    return zipfile.ZipFile(file)


def _protected() -> UnreadableFile:
    return UnreadableFile(
        _("The file is protected by a password."), hint=_("Unpack it with the password and add the files.")
    )


def _name(entry: zipfile.ZipInfo) -> str:
    """Return a file's name; where its encoding is not declared, it is UTF-8, or that of Vietnamese Windows, or DOS.

    `zipfile` reads an undeclared one as code page 437, as the format says, but few programs write that.
    """
    if entry.flag_bits & _UTF8:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "cp1258"):
        try:
            name = nfc(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or all(letter.isascii() or letter.isalpha() for letter in name):
            return name
    return entry.filename

"""What kind of file this is, told by its first bytes: names lie."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["pdf", "docx", "doc", "html", "txt"]

_MAGIC: dict[bytes, Kind] = {b"PK\x03\x04": "docx", b"\xd0\xcf\x11\xe0": "doc", b"{\\rtf": "doc"}
_MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|form|div|span|center|font|table|p|br|h[1-6]|ul)\b",
    re.I,
)
_NO_TEXT = re.compile(r"[\0-\x08\x0e-\x19\x1b-\x1f\x7f\ufffe\uffff]")  # 1A ended the files of DOS
# Marks at a text's start, and the encoding that each stands for.
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_LATIN = re.compile(r"[\t-\r -\u024f\u0300-\u036f\u1e00-\u1eff\u2000-\u20cf\ufeff]")
_ENOUGH_LATIN = 0.95  # of the characters, so that pairs of bytes are taken for UTF-16


def kind_of(head: bytes) -> Kind | None:
    """The kind of the file that begins with `head` (about a kilobyte); None when no reader knows it."""
    if b"%PDF-" in head:
        return "pdf"
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return kind
    encoding = unicode_of(head)
    start = head.decode(encoding or "latin-1", "ignore")
    if not start.strip() or not is_text(start):
        return None
    return "html" if start.lstrip("\ufeff \t\r\n").startswith("<") and _MARKUP.search(start) else "txt"


def is_text(text: str) -> bool:
    """Whether it is free of the control characters that only binary files have."""
    return _NO_TEXT.search(text) is None


def unicode_of(content: bytes) -> str | None:
    """The Unicode encoding that the content's first bytes speak of, by a mark or by their pattern; None for neither."""
    for bom, encoding in _BOMS.items():
        if content.startswith(bom):
            return encoding
    sample = content[:1024]
    if b"\0" not in sample:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "ignore")
        if len(_LATIN.findall(text)) > _ENOUGH_LATIN * max(len(text), 1):
            return encoding
    return None

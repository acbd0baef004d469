"""The parts of a message that Outlook saved (MSG): its text and what is attached, through olefile.

The names of the streams are those of [MS-OXMSG]: `__substg1.0_`, the property's tag, its type (001F Unicode, 001E
the code page's, 0102 bytes).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import IO, Any

from ..errors import MissingPart, UnreadableFile
from ..i18n import _
from .member import Member, plain_name, unique_name

_BODY, _HTML, _NAME, _SHORT_NAME, _DATA = "1000", "1013", "3707", "3704", "3701"
_ATTACHMENT = "__attach_version1.0_"


def members(file: IO[bytes]) -> Iterator[Member]:
    """Yield the text of a message, then its attachments. Raises MissingPart, UnreadableFile."""
    try:
        import olefile
    except ImportError as error:
        raise MissingPart(
            _("The package for Outlook's messages is not installed."), hint=_("Run: pip install 'chithi[msg]'.")
        ) from error
    if not olefile.isOleFile(file):
        raise UnreadableFile(_("This is no e-mail message."), hint=_("Check that it is the right file."))
    file.seek(0)
    with olefile.OleFileIO(file) as message:
        if html := _bytes(message, [], _HTML):
            yield _member("message.html", html)
        elif text := _string(message, [], _BODY).strip():
            yield _member("message.txt", text.encode("utf-8-sig"))
        taken = {"message.html", "message.txt"}
        folders = sorted({names[0] for names in message.listdir() if names[0].startswith(_ATTACHMENT)})
        for folder in folders:
            name = _string(message, [folder], _NAME) or _string(message, [folder], _SHORT_NAME)
            name = unique_name(plain_name(name) or "file", taken)
            if message.exists([folder, f"__substg1.0_{_DATA}000D"]):
                yield Member(name, 0, refused=_attached_message())
            else:
                yield _member(name, _bytes(message, [folder], _DATA))


def _member(name: str, content: bytes) -> Member:
    return Member(name, len(content), partial(BytesIO, content))


def _attached_message() -> UnreadableFile:
    return UnreadableFile(
        _("A message is attached to this one."), hint=_("Save it from Outlook as a file of its own and add that.")
    )


def _bytes(message: Any, folder: list[str], tag: str) -> bytes:
    stream = [*folder, f"__substg1.0_{tag}0102"]
    return bytes(message.openstream(stream).read()) if message.exists(stream) else b""


def _string(message: Any, folder: list[str], tag: str) -> str:
    for kind, encoding in (("001F", "utf-16-le"), ("001E", "cp1258")):
        stream = [*folder, f"__substg1.0_{tag}{kind}"]
        if message.exists(stream):
            return str(message.openstream(stream).read().decode(encoding, "replace")).rstrip("\0")
    return ""

"""The parts of an e-mail message (EML): its text and what is attached, through the standard library."""

from __future__ import annotations

import email
import os
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.policy import default
from functools import partial
from io import BytesIO
from typing import IO

from ..errors import LimitReached, UnreadableFile
from ..i18n import _
from .member import Member, plain_name, unique_name

_TEXTS = {"text/html": "message.html", "text/plain": "message.txt"}
_TNEF = ("application/ms-tnef", "application/vnd.ms-tnef")
_MAX_PARTS = 1000
_MAX_SIZE = 100 << 20  # bytes; it is held in memory several times over, and mail servers take 50 MB at most


def members(file: IO[bytes]) -> Iterator[Member]:
    """Yield the text of a message as `message.html` or `message.txt`, then its attachments. Raises UnreadableFile."""
    if file.seek(0, os.SEEK_END) > _MAX_SIZE:
        raise LimitReached(
            _("The message has more than {size} MB.").format(size=_MAX_SIZE >> 20),
            hint=_("Save its attachments in a folder and add that."),
        )
    file.seek(0)
    message = email.message_from_binary_file(file, _class=EmailMessage, policy=default)
    if not message.keys() or not isinstance(message, EmailMessage):
        raise UnreadableFile(_("This is no e-mail message."), hint=_("Check that it is the right file."))
    taken = set[str]()
    body = message.get_body(("html", "plain"))
    if body is not None and (text := _text(body)).strip():
        yield _member(unique_name(_TEXTS.get(body.get_content_type(), "message.txt"), taken), text.encode("utf-8-sig"))
    for place, part in enumerate(_attachments(message, body)):
        if place >= _MAX_PARTS:
            return
        name = unique_name(plain_name(_name(part)) or "file", taken)
        if part.get_content_type() in _TNEF or name.lower() == "winmail.dat":
            yield Member(name, 0, refused=_outlook_only())
        else:
            yield _member(name, _content(part))


def _member(name: str, content: bytes) -> Member:
    return Member(name, len(content), partial(BytesIO, content))


def _attachments(message: Message, body: Message | None) -> Iterator[Message]:
    """Yield the parts that are files, those of inner multiparts too, but not the other forms of the text."""
    parts = message.get_payload()
    if message is body or not message.is_multipart() or not isinstance(parts, list):
        if message is not body and (message.get_filename() or message.get_content_maintype() != "text"):
            yield message
        return
    if message.get_content_type() == "message/rfc822":
        yield message
        return
    for part in parts:
        if isinstance(part, Message):
            yield from _attachments(part, body)


def _name(part: Message) -> str:
    """Return the name of a part: its own, or one by what it is."""
    try:
        name = part.get_filename() or ""
    except (ValueError, IndexError, LookupError):  # malformed headers
        name = ""
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if part.get_content_type() == "message/rfc822":
        return name if name.lower().endswith(".eml") else f"{name or 'message'}.eml"
    return name or f"file.{part.get_content_subtype().removeprefix('x-')}"


def _content(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        return bytes(inner[0]) if isinstance(inner, list) and isinstance(inner[0], Message) else b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(part: Message) -> str:
    """Return the text of a part in its declared encoding, or as UTF-8 where that is unknown."""
    content = _content(part)
    try:
        return content.decode(part.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError):
        return content.decode("utf-8", "replace")


def _outlook_only() -> UnreadableFile:
    return UnreadableFile(
        _("The attachments are packed in a form that only Outlook reads (winmail.dat)."),
        hint=_("Save them from Outlook, or ask for them as ordinary attachments."),
    )

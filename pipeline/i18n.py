"""Messages in Vietnamese and English, through gettext.

Msgids are English; the Vietnamese is in `locale/vi/LC_MESSAGES/chithi.po` and, compiled by `make locale`, in the `.mo`
file next to it. Text of documents is never translated. The language is kept in the environment variable `LANGUAGE`, so
that worker processes and click's own messages use the same one.
"""

from __future__ import annotations

import gettext
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

LANGUAGES = ("vi", "en")
_DOMAIN = "chithi"
_FOLDER = os.path.join(os.path.dirname(__file__), "locale")
_SETTINGS = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")

_asked: ContextVar[str] = ContextVar("language", default="")

# For click's own messages, which come from gettext.gettext.
gettext.bindtextdomain(_DOMAIN, _FOLDER)
gettext.textdomain(_DOMAIN)


@lru_cache
def _catalogue(setting: str) -> gettext.NullTranslations:
    """Return the messages for a locale; gettext.gettext would look for their file at every message."""
    return gettext.translation(_DOMAIN, _FOLDER, languages=[setting[:2].lower()], fallback=True)


class Message(str):
    """A message in the current language that can be stored, and read in another language later.

    Attributes:
        msgid: the message in the code.
        values: what `format` has put in.
    """

    msgid: str
    values: Mapping[str, object]

    def __new__(cls, text: str, msgid: str, values: Mapping[str, object] | None = None) -> Message:
        """Return `text`, the translation of `msgid`."""
        message = super().__new__(cls, text)
        message.msgid, message.values = msgid, values or {}
        return message

    def format(self, *args: object, **values: object) -> Message:
        """Return the message with its values."""
        return Message(super().format(*args, **values), self.msgid, values)

    def __reduce__(self) -> tuple[object, ...]:
        """Support pickling, for the way back from a worker process."""
        return (Message, (str(self), self.msgid, self.values))


def _(msgid: str) -> str:
    """Return a message in the current language."""
    return Message(_catalogue(_current()).gettext(msgid), msgid)


def stored(text: str) -> str:
    """Return JSON of a message, for `restored`; that of a text that is no message is the text."""
    return json.dumps(_plain(text), ensure_ascii=False)


def restored(text: str) -> str:
    """Return a stored message in the current language."""
    return _translated(json.loads(text))


def _plain(value: object) -> object:
    if isinstance(value, Message):
        values = {name: _plain(each) for name, each in value.values.items()}
        return {"msgid": value.msgid, "values": values, "text": str(value)}
    return value if isinstance(value, int | float) else str(value)


def _translated(value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    translated = _catalogue(_current()).gettext(value["msgid"])
    values = {
        name: each if isinstance(each, int | float) else _translated(each) for name, each in value["values"].items()
    }
    try:
        return Message(translated.format(**values) if values else translated, value["msgid"], values)
    except (KeyError, IndexError, ValueError):  # the message has other values by now
        return str(value["text"])


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return a message about a number of things in the current language."""
    return _catalogue(_current()).ngettext(singular, plural, count)


def N_(msgid: str) -> str:  # noqa: N802, the name that tools for gettext know
    """Mark a msgid that is translated where it is shown."""
    return msgid


def default_language() -> str:
    """Return `en` when the locale is English, else `vi`."""
    return "en" if _setting(_SETTINGS[1:]).lower().startswith("en") else "vi"


def _setting(names: Iterable[str]) -> str:
    """Return the first of these environment variables that is set, or an empty string."""
    return next((value for name in names if (value := os.environ.get(name))), "")


def _current() -> str:
    return _asked.get() or _setting(_SETTINGS)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Use `vi` or `en` in this context only, as for one request of several; an empty string changes nothing."""
    token = _asked.set(language)
    try:
        yield
    finally:
        _asked.reset(token)


def set_language(language: str) -> None:
    """Use `vi` or `en` from now on, in this process and those that it starts."""
    os.environ["LANGUAGE"] = language


def language() -> str:
    """Return the current language: `vi` or `en`."""
    return _asked.get() or os.environ.get("LANGUAGE") or default_language()

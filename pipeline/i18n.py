"""Messages in Vietnamese and English, through gettext.

Msgids are English; the Vietnamese is in `locale/vi/LC_MESSAGES/chithi.po` and, compiled by `make locale`, in the `.mo`
file next to it. Text of documents is never translated. The language is kept in the environment variable `LANGUAGE`, so
that worker processes and click's own messages use the same one.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterable
from functools import lru_cache

LANGUAGES = ("vi", "en")
_DOMAIN = "chithi"
_FOLDER = os.path.join(os.path.dirname(__file__), "locale")
_SETTINGS = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")

# For click's own messages, which come from gettext.gettext.
gettext.bindtextdomain(_DOMAIN, _FOLDER)
gettext.textdomain(_DOMAIN)


@lru_cache
def _catalogue(setting: str) -> gettext.NullTranslations:
    """Return the messages for a locale; gettext.gettext would look for their file at every message."""
    return gettext.translation(_DOMAIN, _FOLDER, languages=[setting[:2].lower()], fallback=True)


def _(msgid: str) -> str:
    """Return a message in the current language."""
    return _catalogue(_setting(_SETTINGS)).gettext(msgid)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return a message about a number of things in the current language."""
    return _catalogue(_setting(_SETTINGS)).ngettext(singular, plural, count)


def N_(msgid: str) -> str:  # noqa: N802, the name that tools for gettext know
    """Mark a msgid that is translated where it is shown."""
    return msgid


def default_language() -> str:
    """Return `en` when the locale is English, else `vi`."""
    return "en" if _setting(_SETTINGS[1:]).lower().startswith("en") else "vi"


def _setting(names: Iterable[str]) -> str:
    """Return the first of these environment variables that is set, or an empty string."""
    return next((value for name in names if (value := os.environ.get(name))), "")


def set_language(language: str) -> None:
    """Use `vi` or `en` from now on, in this process and those that it starts."""
    os.environ["LANGUAGE"] = language


def language() -> str:
    """Return the current language: `vi` or `en`."""
    return os.environ.get("LANGUAGE") or default_language()

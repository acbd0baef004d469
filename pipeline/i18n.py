"""Messages in Vietnamese and English, through gettext.

Msgids are English; the Vietnamese is in `locale/vi/LC_MESSAGES/chithi.po` and, compiled by `make locale`, in the `.mo`
file next to it. Text of documents is never translated. The language is kept in the environment variable `LANGUAGE`, so
that worker processes and click's own messages use the same one.
"""

from __future__ import annotations

import gettext
import os

LANGUAGES = ("vi", "en")
_DOMAIN = "chithi"

gettext.bindtextdomain(_DOMAIN, os.path.join(os.path.dirname(__file__), "locale"))
gettext.textdomain(_DOMAIN)

_ = gettext.gettext
ngettext = gettext.ngettext


def N_(msgid: str) -> str:  # noqa: N802, the name that tools for gettext know
    """Mark a msgid that is translated where it is shown."""
    return msgid


def default_language() -> str:
    """Return `en` when the locale is English, else `vi`."""
    settings = (os.environ.get(key) for key in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((value for value in settings if value), "")
    return "en" if locale.lower().startswith("en") else "vi"


def set_language(language: str) -> None:
    """Use `vi` or `en` from now on, in this process and those that it starts."""
    os.environ["LANGUAGE"] = language


def language() -> str:
    """Return the current language: `vi` or `en`."""
    return os.environ.get("LANGUAGE") or default_language()

"""The words on the screen, in Vietnamese and English, through gettext.

The msgids are English; Vietnamese stands in `locale/vi/LC_MESSAGES/chithi.po`
and, compiled by `make locale`, in the `.mo` beside it. Text that comes from a document
never passes through here. The choice lives in the process's environment
(`LANGUAGE`), so worker processes and click's own messages speak the same language.
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
    """`en` when the locale asks for English, else `vi`."""
    settings = (os.environ.get(key) for key in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((value for value in settings if value), "")
    return "en" if locale.lower().startswith("en") else "vi"


def set_language(language: str) -> None:
    """Speak `vi` or `en` from here on, in this process and those that it starts."""
    os.environ["LANGUAGE"] = language


def language() -> str:
    """The language spoken: `vi` or `en`."""
    return os.environ.get("LANGUAGE") or default_language()

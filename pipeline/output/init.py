"""What `chithi init` made, and the next step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..i18n import _

if TYPE_CHECKING:
    from ..settings import Settings


def lines(library: str, settings_file: str, settings: Settings) -> Iterator[str]:
    """Yield where the library and the settings are, and what to do next."""
    yield _("Library: {path}").format(path=library)
    yield _("Settings: {path}").format(path=settings_file)
    if settings.folders:
        yield _("Next: chithi ingest")
    else:
        yield _("Next: chithi ingest FOLDER")

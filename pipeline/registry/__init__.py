"""What is known before any document is read: types, issuing bodies, places, terms, works.

All of it stands in the TSV files of corpora/registry; a new type or body is one row
there. Loading is lazy and cached, an index is built when first asked for.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ..system.paths import own_registry, registry_data
from .bodies import LEVELS, PLACE, UNIT, Body
from .changes import Change, Changes
from .terms import Term, Terms
from .types import DocumentType, Types
from .works import CENTRAL

__all__ = ["CENTRAL", "FOLDER", "LEVELS", "PLACE", "UNIT", "Body", "Change", "DocumentType", "Registry", "Term", "load"]

FOLDER = Path(registry_data())


class Registry(Changes, Types, Terms):
    """The tables and the questions asked of them. Names are compared without regard to case or tone placement."""


@cache
def load(extra: Path | None = None) -> Registry:
    """The registry, with the tables of an office's own folder added to those that come along.

    `extra` is that folder, else `folders.own_registry` tells it.
    """
    return Registry(FOLDER, extra or Path(own_registry()))

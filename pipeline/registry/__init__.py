"""What is known before any document is read: types, issuing bodies, places, terms, works.

The data are the TSV files of corpora/registry, so a new type or body is one row there. Each table is read when it is
first needed.
"""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path

from ..i18n import _
from ..system.paths import own_registry, registry_data
from ..system.tables import Fault, Record, Tables
from .bodies import LEVELS, PLACE, UNIT, Bodies, Body, Places
from .relations import Relations
from .terms import Term, Terms
from .types import DocumentType, Types
from .works import CENTRAL, Change, Changes, Works

__all__ = ["CENTRAL", "FOLDER", "LEVELS", "PLACE", "UNIT", "Body", "Change", "DocumentType", "Registry", "Term", "load"]

FOLDER = Path(registry_data())


class Registry:
    """The registry's tables, each with the questions that it answers."""

    def __init__(self, folder: Path = FOLDER, extra: Path | None = None) -> None:
        """`folder` has every table; `extra`, an office's own folder, may have some, with the same columns."""
        self._tables = Tables(folder, *([extra] if extra else []))

    @cached_property
    def types(self) -> Types:
        """The types of documents."""
        return Types(self._tables)

    @cached_property
    def terms(self) -> Terms:
        """The terms of the Central Committee."""
        return Terms(self._tables)

    @cached_property
    def places(self) -> Places:
        """The provinces and cities."""
        return Places(self._tables)

    @cached_property
    def bodies(self) -> Bodies:
        """The issuing bodies."""
        return Bodies(self._tables, self.places)

    @cached_property
    def works(self) -> Works:
        """The works that documents cite, with their names and plenums."""
        return Works(self._tables, self.bodies)

    @cached_property
    def changes(self) -> Changes:
        """What replaced, amended or continued a work."""
        return Changes(self._tables, self.works, self.relations)

    @cached_property
    def relations(self) -> Relations:
        """The relations between documents, with their effects."""
        return Relations(self._tables)

    def rows(self, table: str) -> list[Record]:
        """Return the rows of one table (`relations`), column → cell; those of the office's own folder last."""
        return self._tables.rows(table)

    def check(self) -> list[Fault]:
        """Return the faults of all tables; rows with a fault of form are left out."""
        problem = _("“{value}” is not a body of bodies.tsv; write its name in full or add it there.")
        unknown = [
            Fault(path, line, "issuer", problem.format(value=row["issuer"]))
            for path, line, row in self._tables.located_rows("documents")
            if row["issuer"] and not self.bodies.named(row["issuer"])
        ]
        return [*self._tables.check(), *unknown]


@cache
def load(extra: Path | None = None) -> Registry:
    """Return the registry, with the rows of an office's own folder after those that come with chithi.

    `extra` is that folder, by default the one of `paths.own_registry`.
    """
    return Registry(FOLDER, extra or Path(own_registry()))

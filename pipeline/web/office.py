"""What all requests share: the library's path, one open library for each thread, and what is known of its documents."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..api import Library
from ..settings import Settings, read_settings
from .reading import Reader

if TYPE_CHECKING:
    from ..chain import Status
    from ..model import Entry

FACETS = ("force", "type", "issuer", "year")
UNKNOWN = "?"  # the value of what is not known
_Stamp = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What the library holds at one moment: open documents by id, what is known of their force,
    and the ids and numbers of secret ones, which no page may have.

    `facets` are the values that each document has in the filters of the search page: FACETS, in this order.
    """

    stamp: _Stamp
    day: date
    entries: Mapping[str, Entry]
    statuses: Mapping[str, Status]
    secret: frozenset[str]
    facets: Mapping[str, tuple[str, str, str, str]]

    @property
    def pages(self) -> int:
        """The number of pages of all documents."""
        return sum(entry.pages for entry in self.entries.values())


class Office:
    """One library and its settings, for the threads that answer requests."""

    def __init__(self, path: str) -> None:
        """Serve the library at `path`, which is made when it is absent."""
        self.path = os.path.abspath(path)
        self._local = threading.local()
        self._lock = threading.Lock()
        self._known: Known | None = None
        self.reader = Reader(self.path)

    @property
    def folder(self) -> str:
        """The folder of the library."""
        return os.path.dirname(self.path)

    @property
    def settings(self) -> Settings:
        """The settings beside the library, as they are now."""
        return read_settings(self.path)

    def library(self) -> Library:
        """Return this thread's own open library."""
        library: Library | None = getattr(self._local, "library", None)
        if library is None or not os.path.exists(self.path):
            library = self._local.library = Library.open(self.path)
        return library

    def known(self, library: Library) -> Known:
        """Return what the library holds, read again only after a change."""
        stamp, day = self._stamp(), date.today()
        known = self._known
        if known is None or (known.stamp, known.day) != (stamp, day):
            with self._lock:
                known = self._known
                if known is None or (known.stamp, known.day) != (stamp, day):
                    every = library.entries()
                    entries = {entry.id: entry for entry in every if not entry.secrecy}
                    hidden = (name for entry in every if entry.secrecy for name in (entry.id, entry.number) if name)
                    statuses = library.statuses(day)
                    facets = {each.id: _facets_of(each, statuses.get(each.id)) for each in entries.values()}
                    known = self._known = Known(stamp, day, entries, statuses, frozenset(hidden), facets)
        return known

    def _stamp(self) -> _Stamp:
        """Return what changes with every change of the library."""
        stamp: list[int] = []
        for path in (self.path, f"{self.path}-wal"):
            try:
                found = os.stat(path)
            except FileNotFoundError:
                stamp += (0, 0)
            else:
                stamp += (found.st_mtime_ns, found.st_size)
        return tuple(stamp)


def _facets_of(entry: Entry, status: Status | None) -> tuple[str, str, str, str]:
    """Return whether a document is in force today (`in`, `out`), its type, its issuer and its year."""
    force = UNKNOWN if status is None or status.in_force is None else "in" if status.in_force else "out"
    return force, entry.type or UNKNOWN, entry.issuer or UNKNOWN, str(entry.date.year) if entry.date else UNKNOWN

"""What other programs use: a library with everything that it can do, and references in plain text."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from . import model, store
from .errors import NotHeld
from .store import default_path
from .vietnamese.text import nfc

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from .chain.missing import Missing
    from .chain.status import Status
    from .ingest import Tally
    from .search import Results

__all__ = ["Library", "default_path", "tag"]


class Library(store.Store):
    """A library file: takes files in, is searched, and gives study packs.

    What each method needs is loaded when it is first called, so a search costs no
    spaCy and no pdfplumber.
    """

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, create: bool = True) -> Self:
        """The library at `path`, made when absent unless `create` is off. Raises LibraryError."""
        return super().open(path, create=create)

    def find(self, name: str) -> model.Entry:
        """The document with this id or number, or that it names as a query may: `Chỉ thị 08`, `NQTW4 khóa XII`.

        Raises NotHeld where that is none or several.
        """
        try:
            return super().find(name)
        except NotHeld:
            from .search.numbers import named_documents

            named = named_documents(self.connection, nfc(name))
            if len(named.keys) != 1 or any(map(str.isalnum, named.rest)):
                raise
            row = self.connection.execute("select id from documents where key = ?", named.keys).fetchone()
            return super().find(row["id"])

    def ingest(
        self,
        paths: Sequence[str | os.PathLike[str]],
        *,
        jobs: int | None = None,
        ocr: model.OcrMode = "auto",
        executor: Executor | None = None,
        accept_secret: str | None = None,
        on_start: Callable[[int], None] = lambda count: None,
        on_file: Callable[[str], None] = lambda path: None,
    ) -> Tally:
        """Take files and folders in: see `pipeline.ingest.ingest`."""
        from .ingest import ingest

        return ingest(
            self,
            paths,
            jobs=jobs,
            ocr=ocr,
            executor=executor,
            accept_secret=accept_secret,
            on_start=on_start,
            on_file=on_file,
        )

    def search(self, query: str, **options: Any) -> Results:
        """The pages that answer `query`, best first: see `pipeline.search.search` for the options."""
        from .search import search

        return search(self, query, **options)

    def similar(self, document: str, **options: Any) -> Results:
        """The documents most like one held: see `pipeline.search.similar.similar`."""
        from .search.similar import similar

        return similar(self, document, **options)

    def digest(
        self,
        query: str = "",
        *,
        agenda: str | None = None,
        documents: Sequence[str] = (),
        around: Sequence[str] = (),
        month: str | None = None,
        since: date | None = None,
        until: date | None = None,
        came_in: bool = False,
        title: str | None = None,
        unit: str | None = None,
        sentences: int | None = None,
        minutes: int | None = None,
        plain: bool = False,
    ) -> model.Digest:
        """A study pack; `agenda` is a file that says the same as the other arguments, which go before it.

        What chooses documents is told in `pipeline.digest.Request`, what shapes the pack in
        `pipeline.digest.Settings`. Raises UsageError when nothing chooses any or the agenda is wrong, NotHeld when
        none is held, SecretDocument when one named is secret, NotGrounded when a quotation differs from its page.
        """
        from .digest import Request, Settings, digest_of, read_agenda

        asked = {
            "query": query, "documents": documents, "around": around, "month": month, "since": since,
            "until": until, "came_in": came_in, "title": title, "unit": unit, "sentences": sentences,
            "minutes": minutes, "plain": plain,
        }  # fmt: skip
        told = (read_agenda(agenda) if agenda else {}) | {key: value for key, value in asked.items() if value}
        request = Request(**{key: told.pop(key) for key in Request.__slots__ if key in told})
        return digest_of(self, request, Settings(**told))

    def status(self, name: str, as_of: date | None = None) -> Status:
        """Whether the work that `name` (id or number) means is in force on a day, today unless given, and who says so.

        Raises NotHeld when nobody knows it, SecretDocument for one that was accepted although it is secret.
        """
        from .chain.status import status

        return status(self, name, as_of or date.today())

    def missing(self, limit: int = 50) -> list[Missing]:
        """The works cited in most documents that the library lacks."""
        from .chain.missing import missing

        return missing(self, limit)


def tag(
    text: str, *, day: date | None = None, issuer: str | None = None, library: store.Store | None = None
) -> list[model.Reference]:
    """The references in `text`, resolved against the registry and, if given, a library.

    `day` and `issuer` are those of the document that the text is from: they decide what a
    bare number means. Offsets count characters of the NFC text.
    """
    from .references import cited, resolve
    from .registry import load

    registry = load()
    place = registry.places.named_in(issuer) if issuer else None
    citing = model.Citing(issuer, day, place)
    held = library.held if library else _nothing_held
    return [resolve(mention, citing, registry, held) for mention in cited(nfc(text), registry)]


def _nothing_held(name: str) -> Sequence[model.Work]:
    return ()

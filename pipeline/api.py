"""The public interface for other programs: a library file with everything it can do, and citations in plain text.

Each method imports what it needs when it is first called, so a search loads neither spaCy nor pdfplumber.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Self

from .errors import NotHeld, SeveralFiles
from .store import Store, default_path
from .store.filters import Filters
from .vietnamese.text import nfc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from concurrent.futures import Executor
    from datetime import date, datetime
    from pathlib import Path
    from types import TracebackType
    from typing import Unpack

    from . import model
    from .chain import Cascade, Citation, Graph, LibraryStats, MissingWork, NumberSeries, Status
    from .chain.comparison import Comparison
    from .export import Exported
    from .ingest import Tally
    from .search import Results, Sort
    from .search.within import Sentence
    from .store.saved_searches import SavedSearch
    from .worker_process import Limits

__all__ = ["Filters", "Library", "default_path", "registry_status", "tag"]

_TOPIC_HITS = 100  # pages of a search whose documents make the citation map of a topic


class Library:
    """A library file, open. Use it as a context manager, or close it.

    Wherever a method takes a document's name, that is its id (`dien-bien/tinh-uy/2016/08-ct-tu`), its number typed
    any way (`08-CT/TU`, `08 ct tu`), or any other name that a search query understands (`NQTW4 khóa XII`), or the name
    or path of its file.

    Attributes:
        store: The stored documents, for what has no method here.
    """

    def __init__(self, store: Store) -> None:
        """Wrap an open store; `Library.open` opens one."""
        self.store = store

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, create: bool = True) -> Self:
        """Open the library at `path`.

        Args:
            path: The library file; `default_path()` is the one that the command line uses.
            create: Create the file when there is none.

        Raises:
            LibraryError: The file is not a library, is of a newer version, cannot be opened, or does not exist
                while `create` is off.
        """
        return cls(Store.open(path, create=create))

    def close(self) -> None:
        """Close the file."""
        self.store.close()

    def __enter__(self) -> Self:
        """Return the library itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    # Documents

    def find(self, name: str) -> model.Entry:
        """Return the entry of the document that `name` means.

        Raises:
            NotHeld: The library has no such document, or several.
        """
        try:
            return self.store.find(name)
        except SeveralFiles:
            raise
        except NotHeld:
            from .search.numbers import named_documents

            named = named_documents(self.store.connection, nfc(name))
            if len(named.keys) != 1 or any(map(str.isalnum, named.rest_of(nfc(name)))):
                raise
            row = self.store.connection.execute("select id from documents where key = ?", named.keys).fetchone()
            return self.store.find(row["id"])

    def document(self, name: str) -> model.Document:
        """Return the whole document that `name` means: header, pages, outline, citations.

        Raises:
            NotHeld: The library has no such document, or several.
        """
        return self.store.document(self.find(name).id)

    def entries(self, **filters: Unpack[Filters]) -> list[model.Entry]:
        """Return the documents that pass the filters, the newest first and undated ones last."""
        return self.store.entries(**filters)

    def correct(
        self,
        name: str,
        *,
        number: str | None = None,
        date: date | str | None = None,
        type: str | None = None,
        issuer: str | None = None,
        title: str | None = None,
    ) -> model.Document:
        """Correct fields of a document's header by hand, and return the document; the file is not changed.

        An empty string means that the document has no such field; None leaves the field as it is.

        Args:
            name: The document, by id or number.
            number: The whole number, `08-CT/TU`.
            date: The day of issue.
            type: The type, `chỉ thị`.
            issuer: The body that issued it.
            title: The title.

        Raises:
            NotHeld: The library has no such document, or several.
            UsageError: A number or a type is none.
        """
        given = {"number": number, "date": date, "type": type, "issuer": issuer, "title": title}
        return self.store.correct(
            self.find(name).id, {field: value for field, value in given.items() if value is not None}
        )

    def undo_correction(self, name: str) -> model.Document:
        """Restore a document's header as it was read, and return the document.

        Raises:
            NotHeld: The library has no such document, or several.
        """
        return self.store.correct(self.find(name).id, None)

    def files_set_aside(self) -> list[model.SetAside]:
        """Return the files that did not become documents, each with the reason."""
        from .store.input_files import files_set_aside

        return files_set_aside(self.store)

    def ingest(
        self,
        paths: Sequence[str | os.PathLike[str]],
        *,
        jobs: int | None = None,
        ocr: model.OcrMode = "auto",
        executor: Executor | None = None,
        accept_secret: str | None = None,
        limits: Limits | None = None,
        retry: bool = False,
        follow: bool = False,
        on_start: Callable[[int], None] = lambda count: None,
        on_file: Callable[[str], None] = lambda path: None,
    ) -> Tally:
        """Add files and folders; read only what is new or has changed.

        Args:
            paths: Files and folders.
            jobs: Number of worker processes; None means one for each processor.
            ocr: Whether pages without text are read from their image: `auto`, `never` or `always`.
            executor: Where files are read, instead of processes of this machine.
            limits: Time and memory for one file.
            accept_secret: Reason for adding documents marked as secret; without one they are set aside.
            retry: Read files again that were set aside before.
            follow: Follow links that lead out of a folder.
            on_start: Called once with the number of files to read.
            on_file: Called with the path of each file that has been read.

        Returns:
            The counts, and each file set aside with its reason.

        Raises:
            UsageError: There is nothing to read at `paths`.
            WorkerError: The worker processes cannot be started.
        """
        from .ingest import ingest
        from .worker_process import NORMAL

        return ingest(
            self.store,
            paths,
            jobs=jobs,
            ocr=ocr,
            executor=executor,
            accept_secret=accept_secret,
            limits=limits or NORMAL,
            retry=retry,
            follow=follow,
            on_start=on_start,
            on_file=on_file,
        )

    def remove(self, *names: str) -> list[str]:
        """Remove documents, leaving their files alone, and return their ids.

        The path of one of several files removes that file from its document.

        Raises:
            NotHeld: One of them is not in the library; then none is removed.
        """
        entries = [(os.path.abspath(name), self.find(name)) for name in names]
        with self.store.bulk():
            for path, entry in entries:
                if path in entry.files:
                    self.store.remove_file(path)
                else:
                    self.store.remove(entry.id)
        return [entry.id for _path, entry in entries]

    # Search

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        start: int = 0,
        sort: Sort = "relevance",
        facets: bool = False,
        count: bool = False,
        explain: bool = False,
        whole: bool = False,
        model: str = "",
        **filters: Unpack[Filters],
    ) -> Results:
        """Return the pages that match `query`; whatever is typed, this raises nothing.

        Args:
            query: Words with or without tone marks, "a phrase", document numbers, fields (see docs/query.md).
            limit: Maximum number of hits.
            start: Number of hits to skip.
            sort: `relevance` for the best hits first, `date` for the newest.
            facets: Count the documents found by year, type and issuer.
            count: Count the pages found of each document.
            explain: Give the parts of each score.
            whole: Return only pages with every word.
            model: Folder of a model (`model.onnx`, `tokenizer.json`) that orders the best pages by meaning too; a
                UsageError is raised where it cannot be used.
            **filters: Limits on the documents, in addition to those of the query.
        """
        from .search import search

        return search(
            self.store,
            query,
            limit=limit,
            start=start,
            sort=sort,
            facets=facets,
            count=count,
            explain=explain,
            whole=whole,
            model=model,
            **filters,
        )

    def sentences(self, query: str, pages: Sequence[tuple[str, int]]) -> dict[tuple[str, int], Sentence]:
        """Return the sentence that answers a query best on each of these pages (document id and number)."""
        from .search.within import sentences_of

        return sentences_of(self.store, query, pages)

    def spans_within(self, document: model.Document, query: str) -> dict[int, list[tuple[int, int]]]:
        """Return the places of a query's words in a document: offsets in the text, by page number."""
        from .search.within import spans_within

        return spans_within(self.store, query, {page.number: page.text for page in document.pages})

    def similar(self, name: str, *, limit: int = 10, start: int = 0) -> Results:
        """Return the documents most like the one that `name` means, each with its most similar page.

        Raises:
            NotHeld: The library has no such document, or several.
        """
        from .search.similar import similar

        return similar(self.store, self.find(name).id, limit=limit, start=start)

    def save_search(self, name: str, query: str, **filters: Unpack[Filters]) -> None:
        """Save a search under a name, replacing the one of that name; what it finds now counts as seen."""
        from .search.saved import save

        save(self.store, name, query, dict[str, Any](filters))

    def run_saved_search(
        self,
        name: str,
        *,
        new: bool = False,
        limit: int = 10,
        start: int = 0,
        sort: Sort = "relevance",
        facets: bool = False,
        explain: bool = False,
        model: str = "",
        **filters: Unpack[Filters],
    ) -> Results:
        """Run a saved search; the options are those of `search`, and `filters` override the saved ones.

        Args:
            name: Name of the search, in any case and with or without tone marks.
            new: Return only documents that this search has not shown before, and count them as seen.

        Raises:
            NotHeld: There is no search of that name.
        """
        from .search.saved import search_saved

        order: dict[str, Any] = {"limit": limit, "start": start, "sort": sort, "facets": facets, "explain": explain}
        return search_saved(self.store, name, new=new, model=model, **order, **filters)

    def saved_searches(self) -> list[SavedSearch]:
        """Return the saved searches by name."""
        from .store import saved_searches

        return saved_searches.saved_searches(self.store.connection)

    def forget_search(self, name: str) -> None:
        """Delete a saved search.

        Raises:
            NotHeld: There is no search of that name.
        """
        from .store import saved_searches

        saved_searches.delete_search(self.store.connection, name)

    # Citations and validity

    def cites(self, name: str) -> list[Citation]:
        """Return what a document cites, in order, each citation with its sentence.

        Raises:
            NotHeld: The library has no such document, or several.
        """
        from .chain import outgoing_citations

        return outgoing_citations(self.store, self.find(name))

    def cited_by(self, name: str) -> list[Citation]:
        """Return the citations of a document in others, the newest document first, without secret ones.

        Raises:
            NotHeld: The library has no such document, or several.
        """
        from .chain import incoming_citations

        return incoming_citations(self.store, self.find(name).id)

    def status(self, name: str, as_of: date | None = None) -> Status:
        """Return whether a work is in force, and the sources for that.

        The work may be in the library, in the registry, or only cited by the library's documents.

        Args:
            name: Id, number or other name of the work, or a citation of it.
            as_of: The day in question; None means today.

        Raises:
            NotHeld: Neither the library nor the registry has the work, or several have the number.
            SecretDocument: The work was added although it is secret.
        """
        from .chain import status_of

        return status_of(self.store, self._id_or(name), as_of or _today())

    def compare(self, name: str, newer: str | None = None) -> Comparison:
        """Return what a document kept, changed and dropped of the one that it replaces.

        Args:
            name: The old document.
            newer: The new one; None for that which is known to have replaced the old one. If they are given the wrong
                way round, they are swapped.

        Raises:
            NotHeld: The library lacks one of them, or nothing says what replaced the old one.
            SecretDocument: One of them is marked as secret.
        """
        from .chain.citations import work_of
        from .chain.comparison import Comparison, compare_documents
        from .digest.choose import refuse_secret
        from .i18n import _

        old = refuse_secret(self.find(name))
        claims = [claim for claim in self.status(old.id).ended_by if claim.by]
        if newer is None and not claims:
            raise NotHeld(
                _("Nothing known says what replaced {document}.").format(document=old.number or old.id),
                hint=_("Name the new document after the old one."),
            )
        new = refuse_secret(self.find(newer if newer is not None else claims[0].by.id if claims[0].by else ""))
        if newer is not None and any(claim.by and claim.by.id == old.id for claim in self.status(new.id).ended_by):
            old, new = new, old
            claims = [claim for claim in self.status(old.id).ended_by if claim.by]
        claim = next((each for each in claims if each.by and each.by.id == new.id), None)
        counterparts = compare_documents(self.store.document(old.id), self.store.document(new.id))
        return Comparison(work_of(old), work_of(new), claim, counterparts)

    def statuses(self, as_of: date | None = None) -> dict[str, Status]:
        """Return the status of every document of which anything is known, by id, without secret ones."""
        from .chain import known_statuses

        return known_statuses(self.store, as_of or _today())

    def missing(self, limit: int = 50) -> list[MissingWork]:
        """Return the works that most documents cite and the library lacks, at most `limit`."""
        from .chain import missing_works

        return missing_works(self.store, limit)

    def gaps(self, **filters: Unpack[Filters]) -> list[NumberSeries]:
        """Return the number series of issuers in which numbers are missing, the nearly complete ones first."""
        from .chain import number_gaps

        return number_gaps(self.entries(**filters))

    def graph(
        self, name: str | None = None, *, topic: str | None = None, as_of: date | None = None, limit: int = 30
    ) -> Graph:
        """Return the citation map of a document, of the documents that a search for `topic` finds, or of all.

        Args:
            name: The document at the center of the map, as for `status`.
            topic: A query, used when `name` is None.
            as_of: Day on which works are marked as ended; None means today.
            limit: Maximum number of works.

        Raises:
            NotHeld: Neither the library nor the registry has the work, or several have the number.
            SecretDocument: The work was added although it is secret.
        """
        from .chain import find_work, graph_among, graph_around

        as_of = as_of or _today()
        if name:
            work, _entry = find_work(self.store, self._id_or(name))
            return graph_around(self.store, work, as_of, limit)
        entries = self.entries()
        if topic:
            found = {hit.id for hit in self.search(topic, limit=_TOPIC_HITS).hits}
            entries = [entry for entry in entries if entry.id in found]
        return graph_among(self.store, entries, as_of, limit)

    def cascade(self, name: str, *, as_of: date | None = None, limit: int = 30) -> Cascade:
        """Return the map of the documents that implement a work, level by level, and the levels without any.

        The arguments and errors are those of `graph`.
        """
        from .chain import find_work, implementation_cascade

        work, _entry = find_work(self.store, self._id_or(name))
        return implementation_cascade(self.store, work, as_of or _today(), limit)

    def stats(self, as_of: date | None = None) -> LibraryStats:
        """Return counts of documents and citations; `as_of` (None: today) decides which works have ended."""
        from .chain import library_stats

        return library_stats(self.store, as_of or _today())

    def refresh_citations(self, ids: Iterable[str], *, number: str | None = None) -> None:
        """Resolve again the citations that may mean works (by id) of the registry that were added, changed or removed.

        Args:
            ids: The works.
            number: The number of a work that is not in the registry any more.
        """
        from .registry import load

        works = [(work_id, load().works.get(work_id)) for work_id in ids]
        self.store.resolve_again([(work_id, work.number if work else number) for work_id, work in works])

    # Output

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
        in_force: bool = False,
        with_ended: bool = False,
        new: bool = False,
        title: str | None = None,
        unit: str | None = None,
        audience: Sequence[str] = (),
        session: date | datetime | None = None,
        place: str | None = None,
        members: str | None = None,
        sentences: int | None = None,
        minutes: int | None = None,
        pages: int | None = None,
        parts: Sequence[str] = (),
        full: bool = False,
        plain: bool = False,
    ) -> model.Digest:
        """Return a study pack, in which every point is quoted word for word with its page.

        Args:
            query: A search whose documents are included.
            agenda: TOML file with the same options as these arguments, which override it.
            documents: Documents to include, by id or number.
            around: Documents to include with those that they implement and those that implement them.
            month: Month of issue, `2016-03`.
            since: First day of issue.
            until: Last day of issue.
            came_in: Apply `month`, `since` and `until` to the day on which the library got a document.
            in_force: Leave out documents of the period that are known not to be in force on the day of the session.
            with_ended: Include documents that a search finds although they are no longer in force.
            new: Include what the library got since the last pack; `remember_pack` ends that time.
            title: Title of the pack.
            unit: Party cell that the pack is for, and its committee after a comma.
            audience: Actors whose tasks are the cell's own, instead of cells, committees and members.
            session: Day of the session, with its hour if known; force is stated for that day.
            place: Place of the session, for the letterhead.
            members: TOML or CSV file with the members' names and roles.
            sentences: Number of points for each document.
            minutes: Length of the session.
            pages: Most pages of the handout; None for 2 for one document, 4 for several, 6 for a search.
            parts: Annexes of the handout, by the names in `pipeline.digest.render.annexes.PARTS`.
            full: Include everything, instead of a handout.
            plain: Include only the documents and their sources.

        Raises:
            UsageError: Nothing selects any documents, or the agenda or the file of members is wrong.
            NotHeld: No document is selected, or one that was named is not in the library.
            SecretDocument: A document that was named, or every document selected, is secret.
            NotGrounded: A quotation differs from its page.
        """
        from .digest import Request, digest_of, read_agenda, settings_of

        given = {
            "query": query, "documents": documents, "around": around, "month": month, "since": since,
            "until": until, "came_in": came_in, "in_force": in_force, "with_ended": with_ended, "new": new,
            "title": title,
            "unit": unit, "audience": audience, "session": session, "place": place, "members": members,
            "sentences": sentences, "minutes": minutes, "pages": pages, "parts": parts, "full": full, "plain": plain,
        }  # fmt: skip
        options = (read_agenda(agenda) if agenda else {}) | {key: value for key, value in given.items() if value}
        for key in ("documents", "around"):
            options[key] = [self._id_or(name) for name in options.get(key, ())]
        request = Request(**{key: options.pop(key) for key in Request.__slots__ if key in options})
        return digest_of(self.store, request, settings_of(options))

    def remember_pack(self) -> None:
        """Remember that a pack was made now, for the next one with `new`."""
        from .digest import remember_pack

        remember_pack(self.store)

    def export(
        self, target: Path, *, force: bool = False, format_name: str | None = None, **filters: Unpack[Filters]
    ) -> Exported:
        """Write text and metadata of the documents that pass the filters, except secret ones.

        Args:
            target: A `.jsonl` or `.parquet` file, a folder, or `-` for JSON Lines on standard output.
            force: Replace existing files; else the file must be new, the folder new or empty.
            format_name: `folder`, `jsonl`, `parquet` or `opensearch`; by default what the target's name means.

        Raises:
            UnwritableFile: `target` exists and `force` is off, or it cannot be written.
            MissingPart: The package for Parquet is not installed.
        """
        from .export import export

        return export(self.store, self.entries(**filters), target, force=force, format_name=format_name)

    def back_up(self, target: Path, *, force: bool = False) -> int:
        """Copy the library, secret documents included, to a file and return its size in bytes.

        Args:
            target: The file, or `-` for standard output.
            force: Replace an existing file.

        Raises:
            UnwritableFile: `target` exists and `force` is off, it is the library, or it cannot be written.
            LibraryError: The copy is damaged.
        """
        from .store.connection import back_up

        return back_up(self.store.connection, target, force=force)

    def _id_or(self, name: str) -> str:
        """Return the id of the document that `name` means, or `name` when the library does not have exactly one."""
        try:
            return self.find(name).id
        except SeveralFiles:
            raise
        except NotHeld:
            return name


def registry_status(name: str, as_of: date | None = None) -> Status:
    """Return whether a work of the registry is in force, as `Library.status`, where there is no library.

    Args:
        name: Id, number or other name of the work, or a citation of it.
        as_of: The day in question; None means today.

    Raises:
        NotHeld: The registry does not have the work, or several have the number.
    """
    from .chain import status_of

    return status_of(None, name, as_of or _today())


def tag(
    text: str, *, day: date | None = None, issuer: str | None = None, library: Library | None = None
) -> list[model.Reference]:
    """Find the citations in a text and resolve them against the registry and, if given, a library.

    Args:
        text: Plain text; it is normalized to NFC.
        day: Date of the document that the text is from, which decides what a bare number means.
        issuer: Issuer of that document, for the same purpose.
        library: Library whose documents citations may mean.

    Returns:
        The references in order; their offsets count characters of the NFC text.
    """
    from .model import Citing
    from .references import find_linked_mentions, resolve
    from .registry import load

    registry = load()
    place = registry.places.named_in(issuer) if issuer else None
    citing = Citing(issuer, day, place)
    held = library.store.works if library else _nothing_held
    return [resolve(mention, citing, registry, held) for mention in find_linked_mentions(nfc(text), registry)]


def _nothing_held(name: str) -> Sequence[model.Work]:
    return ()


def _today() -> date:
    from datetime import date

    return date.today()

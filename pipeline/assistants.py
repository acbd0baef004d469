"""A server for assistants (Model Context Protocol, standard input and output): pages, citations, status, packs.

Every answer has the words of the document with its page, and what speaks for a work that is named; nothing of a secret
document is answered. The library is only read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any

from . import contract
from .api import Library
from .errors import ChithiError, MissingPart, SecretDocument
from .i18n import _
from .read.formats import printed_pages
from .store.filters import Filters

if TYPE_CHECKING:
    from mcp.server import MCPServer

    from .model import Document, Entry

Answer = dict[str, Any]

_INSTRUCTIONS = """\
Directives and resolutions of the Communist Party of Vietnam and the Vietnamese state, in the library of an office.
State only what an answer has: quote `text`, `sentence` or `snippet` word for word with the document's number and page.
A page that is null is unknown: give the section instead. A citation that is `ambiguous` or `unknown` must not be
presented as a certain work; a status `unknown` is not "in force". Dates are ISO 8601."""


def serve(library_path: str) -> None:
    """Answer an assistant on standard input and output until it closes them.

    Args:
        library_path: The library file, which must exist.

    Raises:
        MissingPart: The extra `[mcp]` is not installed.
        LibraryError: There is no library at `library_path`.
    """
    Library.open(library_path, create=False).close()
    server(library_path).run("stdio")


def server(library_path: str) -> MCPServer[Any]:
    """Return the server, not yet running.

    Args:
        library_path: The library file.

    Raises:
        MissingPart: The extra `[mcp]` is not installed.
    """
    try:
        from mcp.server import MCPServer
        from mcp.types import ToolAnnotations
    except ImportError as error:
        raise MissingPart(
            _("The server for assistants needs the package mcp, which is not installed."),
            hint=_("Run: pip install 'chithi[mcp]'."),
        ) from error
    result: MCPServer[Any] = MCPServer("chithi", instructions=_INSTRUCTIONS, log_level="ERROR")
    tools = _Tools(library_path)
    for tool in (tools.search, tools.read_page, tools.list_documents, tools.references, tools.status, tools.tasks,
                 tools.study_pack):  # fmt: skip
        annotations = ToolAnnotations(read_only_hint=True, open_world_hint=False)
        result.add_tool(_in_one_sentence(tool), annotations=annotations, structured_output=True)
    return result


def _in_one_sentence(tool: Callable[..., Answer]) -> Callable[..., Answer]:
    """Return the tool with errors that are known as one sentence, which the assistant is shown."""

    @wraps(tool)
    def call(*args: Any, **options: Any) -> Answer:
        try:
            return tool(*args, **options)
        except ChithiError as problem:
            from mcp.server.mcpserver.exceptions import ToolError

            raise ToolError(str(problem)) from problem

    return call


class _Tools:
    """The tools; an assistant reads their docstrings. Each call opens the library anew, in a thread of the server's."""

    def __init__(self, library_path: str) -> None:
        self._path = library_path

    @contextmanager
    def _library(self) -> Iterator[Library]:
        with Library.open(self._path, create=False) as library:
            yield library

    def search(
        self,
        query: str,
        limit: int = 10,
        type: str | None = None,
        issuer: str | None = None,
        since: date | None = None,
        until: date | None = None,
        in_force: date | None = None,
    ) -> Answer:
        """Find pages by words (with or without tone marks), a "phrase", a document number or a question, best first.

        `type` is a type of document (chỉ thị), `issuer` a part of the issuing body's name; `since` and `until` limit
        the day of issue; `in_force` leaves out documents that had ended on that day.
        """
        filters: Filters = {"type": type, "issuer": issuer, "since": since, "until": until, "in_force": in_force}
        with self._library() as library:
            results = library.search(query, limit=min(max(limit, 1), 50), **filters)
            secret = _secret_ids(library)
            answer = contract.search_result(results)
        hits = [hit for hit in answer["hits"] if hit["id"] not in secret]
        return {**answer, "hits": hits, "secret_left_out": len(answer["hits"]) - len(hits)}

    def read_page(self, document: str, page: int = 1) -> Answer:
        """Return the text of a page of a document, which is named by id or number (08-CT/TU), with its header.

        `page` is the `page` of another answer, or its `part` where that is null.
        """
        with self._library() as library:
            found = _open_document(library, document)
        text = next((each.text for each in found.pages if each.number == page), None)
        if text is None:
            raise ChithiError(
                _("The document has no page or part {page}; its last one is {last}.").format(
                    page=page, last=len(found.pages)
                )
            )
        printed = printed_pages(found)
        return {
            "id": found.id,
            "header": contract.header(found.header),
            "page": page if page <= printed else None,
            "part": page,
            "of": len(found.pages) if printed == len(found.pages) else None,
            "text": text,
            "warnings": list(contract.warnings(found)),
        }

    def list_documents(self, type: str | None = None, issuer: str | None = None, year: int | None = None) -> Answer:
        """List the documents of the library, the newest first."""
        filters: Filters = {"type": type, "issuer": issuer}
        if year:
            filters |= {"since": date(year, 1, 1), "until": date(year, 12, 31)}
        with self._library() as library:
            entries = library.entries(**filters)
        return {"documents": [contract.entry(each) for each in entries if not each.secrecy]}

    def references(self, document: str) -> Answer:
        """List what a document cites and what cites it, each with its sentence, page, state and evidence."""
        with self._library() as library:
            entry = _open_entry(library, document)
            return contract.refs_result(entry, library.cites(entry.id), library.cited_by(entry.id))

    def status(self, work: str, as_of: date | None = None) -> Answer:
        """Say whether a work is in force on a day (default: today), with the sentence and page of each change."""
        with self._library() as library:
            return contract.status_result(library.status(work, as_of))

    def tasks(self, document: str) -> Answer:
        """List the tasks that a document gives: who, with whom, what, by when, and the words of the document."""
        items = self.study_pack(documents=[document])["items"]
        return {"tasks": [task for item in items for task in item["tasks"]]}

    def study_pack(
        self,
        query: str = "",
        documents: list[str] | None = None,
        month: str | None = None,
        unit: str | None = None,
    ) -> Answer:
        """Return points, tasks, dates and questions for a study session, quoted word for word with their pages.

        The pack is of the named documents, of those issued in a month (2016-03), or of those that a search finds.
        """
        with self._library() as library:
            return contract.digest_result(library.digest(query, documents=documents or (), month=month, unit=unit))


def _secret_ids(library: Library) -> set[str]:
    return {entry.id for entry in library.entries() if entry.secrecy}


def _open_entry(library: Library, name: str) -> Entry:
    """Return the entry of a document. Raises SecretDocument for a secret one."""
    entry = library.find(name)
    if entry.secrecy:
        raise SecretDocument(_("The document is secret; nothing of it is given to an assistant."))
    return entry


def _open_document(library: Library, name: str) -> Document:
    return library.document(_open_entry(library, name).id)

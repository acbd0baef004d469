"""One request: what a page's function is given, and how its answer or error becomes a response."""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from contextvars import copy_context
from dataclasses import dataclass
from datetime import date

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ..api import Library
from ..errors import ChithiError, NotHeld, SecretDocument, UsageError
from ..i18n import _
from ..model import Entry
from ..vietnamese.dates import parse_date
from .guard import Keys
from .office import Known, Office

_MAX_FILES, _MAX_FIELDS, _MAX_FIELD = 20_000, 20_000, 1 << 20
_STATUS: dict[type[ChithiError], int] = {NotHeld: 404, SecretDocument: 404, UsageError: 400}


@dataclass(frozen=True, slots=True)
class Visit:
    """A request with the library that answers it; `form` is empty unless something was sent."""

    office: Office
    library: Library
    request: Request
    keys: Keys
    form: FormData

    @property
    def known(self) -> Known:
        """What the library holds."""
        return self.office.known(self.library)

    @property
    def is_partial(self) -> bool:
        """Whether htmx asks for a part of the page."""
        return self.request.headers.get("hx-request") == "true"

    def query(self, name: str, default: str = "") -> str:
        """Return a value of the address, without surrounding blanks."""
        return self.request.query_params.get(name, default).strip()

    def choices(self, name: str) -> list[str]:
        """Return all values of that name in the address."""
        return [value for value in self.request.query_params.getlist(name) if value]

    def number(self, name: str, default: int, most: int = 10_000) -> int:
        """Return a whole number of the address; `default` where there is none."""
        value = self.query(name)
        return min(int(value), most) if value.isascii() and value.isdigit() and len(value) < 9 else default

    def field(self, name: str) -> str:
        """Return a value that was sent."""
        value = self.form.get(name)
        return value.strip() if isinstance(value, str) else ""

    def fields(self, name: str) -> list[str]:
        """Return all values of that name that were sent."""
        return [value for value in self.form.getlist(name) if isinstance(value, str)]

    def files(self, name: str) -> list[UploadFile]:
        """Return the files that were sent."""
        return [value for value in self.form.getlist(name) if isinstance(value, UploadFile) and value.filename]

    def entry(self, document_id: str | None = None) -> Entry:
        """Return the document of this id, or the one that the address names. Raises NotHeld, for secret ones too."""
        wanted = document_id or self.request.path_params["id"]
        found = self.known.entries.get(wanted)
        if found is None:
            raise NotHeld(_("The library has no document “{name}”.").format(name=wanted))
        return found


Handler = Callable[[Visit], Response]


class Desk:
    """Runs the functions of pages in threads, each with its own library."""

    def __init__(self, office: Office, keys: Keys, threads: Executor, on_error: Callable[..., Response]) -> None:
        """Answer for `office`; `on_error` makes the page of an error from the visit's parts."""
        self.office, self.keys, self.threads, self.on_error = office, keys, threads, on_error

    def endpoint(self, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        """Return the function that Starlette calls for a page."""

        async def answer(request: Request) -> Response:
            form = FormData()
            if request.method == "POST":
                form = await request.form(max_files=_MAX_FILES, max_fields=_MAX_FIELDS, max_part_size=_MAX_FIELD)
                given = form.get("csrf")
                if not isinstance(given, str) or not secrets.compare_digest(given.encode(), self.keys.form.encode()):
                    raise HTTPException(403)
            try:
                here = copy_context()  # the language of this browser
                return await asyncio.get_running_loop().run_in_executor(
                    self.threads, here.run, self._answer, handler, request, form
                )
            finally:
                await form.close()

        return answer

    def _answer(self, handler: Handler, request: Request, form: FormData) -> Response:
        try:
            visit = Visit(self.office, self.office.library(), request, keys=self.keys, form=form)
            return handler(visit)
        except ChithiError as problem:
            return self.on_error(self, request, problem, status_of(problem))
        except sqlite3.Error as error:
            from ..store import library_error

            return self.on_error(self, request, library_error(error), 503)


def status_of(problem: ChithiError) -> int:
    """Return the HTTP status of an error."""
    return next((code for kind, code in _STATUS.items() if isinstance(problem, kind)), 503)


def redirect(path: str) -> Response:
    """Return the answer to a form: go and get this page."""
    return RedirectResponse(path, 303)


def day_of(text: str, default: date) -> date:
    """Return the date typed, or a default where it is none."""
    return parse_date(text) or default

"""The table of pages, errors as pages, and the application that a server runs."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from ..errors import ChithiError
from ..i18n import LANGUAGES, _, language
from .add_page import add_files, add_page
from .document_page import correct_header, document_page, page_marks, page_picture, send_file
from .guard import LANGUAGE_COOKIE, Guard, Keys
from .office import Office
from .overview_page import map_page, overview_page
from .pages import FOLDER, page
from .search_page import save_search, search_page
from .session_page import (
    begin_session,
    save_session,
    session_file,
    session_length,
    session_page,
    sessions_page,
)
from .visit import Desk, Handler, Visit, redirect

_YEAR = 365 * 24 * 3600  # seconds
_THREADS = 4  # each with its own open library

PAGES: Sequence[tuple[str, Handler]] = (
    ("/", search_page),
    ("/add", add_page),
    ("/session", sessions_page),
    ("/session/{key}", session_page),
    ("/session/{key}/length", session_length),
    ("/session/{key}/file/{format}", session_file),
    ("/overview", overview_page),
    ("/map", map_page),
    ("/picture/{page:int}/{id:path}", page_picture),
    ("/marks/{page:int}/{id:path}", page_marks),
    ("/file/{id:path}", send_file),
    ("/document/{id:path}", document_page),
)
FORMS: Sequence[tuple[str, Handler]] = (
    ("/saved", save_search),
    ("/correct/{id:path}", correct_header),
    ("/add", add_files),
    ("/session", begin_session),
    ("/session/{key}", save_session),
)


def make_app(office: Office, keys: Keys, port: int) -> ASGIApp:
    """Return the application for one library.

    Args:
        office: The library and its settings.
        keys: The secrets of this run.
        port: Where the server listens; requests for another host are refused.
    """
    threads = ThreadPoolExecutor(_THREADS, "page")
    desk = Desk(office, keys, threads, _problem)
    routes = [
        *(Route(path, desk.endpoint(handler)) for path, handler in PAGES),
        *(Route(path, desk.endpoint(handler), methods=["POST"]) for path, handler in (*FORMS, ("/language", _switch))),
        Mount("/static", StaticFiles(directory=FOLDER / "static")),
    ]

    async def refuse(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return _refusal(desk, request, error.status_code)

    async def fail(request: Request, error: Exception) -> Response:
        return _problem(desk, request, ChithiError(_("Something failed that should not.")), 500, repr(error)[:500])

    app = Starlette(routes=routes, exception_handlers={HTTPException: refuse, Exception: fail})
    return Guard(app, keys=keys, port=port)


def _switch(visit: Visit) -> Response:
    """Let this browser have the language asked for from now on."""
    wanted, back = visit.field("language"), visit.field("back")
    answer = redirect(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/")
    if wanted in LANGUAGES:
        answer.set_cookie(LANGUAGE_COOKIE, wanted, max_age=_YEAR, httponly=True, samesite="strict")
    return answer


def _refusal(desk: Desk, request: Request, status: int) -> Response:
    """Return the page for an address or a form that cannot be answered."""
    sentences = {
        403: (_("This form is too old"), _("chithi was started again after the page was opened."),
              _("Go back, load the page again and repeat.")),
        404: (_("There is no such page"), _("The address leads nowhere."), ""),
        405: (_("There is no such page"), _("The address leads nowhere."), ""),
    }  # fmt: skip
    heading, reason, hint = sentences.get(
        status, (_("That cannot be read"), _("The browser sent something that chithi cannot read."), "")
    )
    return _error_page(desk, request, status, heading=heading, reason=reason, hint=hint)


def _problem(desk: Desk, request: Request, problem: ChithiError, status: int, detail: str = "") -> Response:
    """Return the page for an error of ours: what happened, that nothing is lost, and what to do."""
    headings = {404: _("Not found"), 400: _("That does not work"), 503: _("The library cannot be used now")}
    return _error_page(
        desk, request, status, heading=headings.get(status, _("That failed")), reason=problem.reason,
        hint=problem.hint, file=problem.path or "", detail=detail or type(problem).__name__, lost=status >= 500,
    )  # fmt: skip


def _error_page(
    desk: Desk, request: Request, status: int, *, heading: str, reason: str, hint: str, file: str = "",
    detail: str = "", lost: bool = False,
) -> Response:  # fmt: skip
    retry = str(request.url.path) if request.method == "GET" and status >= 500 else ""
    return page(
        "error.html", status, csrf=desk.keys.form, language=language(), office="", known=None, here="/", here_name="",
        heading=heading, reason=reason, hint=hint, file=file, detail=detail, retry=retry, lost=lost,
    )  # fmt: skip

"""Templates → pages: the environment with both languages, and how documents, days and states are written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse, Response

from ..chain import svg
from ..chain.layout import BOX_HEIGHT, BOX_WIDTH
from ..i18n import _, language, ngettext
from ..output.terminal import safe
from ..vietnamese.citation import cite, official_date
from ..vietnamese.text import clip

if TYPE_CHECKING:
    from ..chain import Status
    from ..model import Entry, Hit, Work
    from .visit import Visit

FOLDER = Path(__file__).parent
# A document's number, which must not break over two lines.
_NUMBER = re.compile(r"\b\d[\w.]*(?:/\d{4})?[-/][A-ZĐ][\w/Đđ-]*")


@cache
def environment() -> Environment:
    """Return the templates with what they may call."""
    found = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    found.install_gettext_callables(_, ngettext, newstyle=False)  # type: ignore[attr-defined]
    found.filters.update(
        day=day,
        numbers=numbers,
        marked=marked,
        kept=kept,
        count=count,
        path=document_path,
        short=short,
        clip=clip,
        basename=os.path.basename,
        sentence=lambda found: marked(found.text, found.spans),
    )
    found.globals.update(title_of=title_of, badge=badge, asset=asset, address=address, cite=cite)
    found.globals.update(
        level_name=svg.level_name, line_class=svg.line_class, line_path=svg.line_path, box=(BOX_WIDTH, BOX_HEIGHT)
    )
    return found


def render(visit: Visit, template: str, status: int = 200, /, **values: Any) -> Response:
    """Return a page.

    Args:
        visit: The request.
        template: Name of the template.
        status: HTTP status.
        **values: What the template shows.
    """
    known = visit.known
    settings = visit.office.settings
    return page(
        template, status, csrf=visit.keys.form, language=language(), office=settings.unit, known=known,
        here=visit.request.url.path, partial=visit.is_partial, **values,
    )  # fmt: skip


def page(template: str, status: int = 200, /, **values: Any) -> Response:
    """Return a page from all that its template needs."""
    return HTMLResponse(environment().get_template(template).render(**values), status)


def _printable(value: Any) -> Any:
    """Return what a template prints, without control characters; nothing for None."""
    if isinstance(value, Markup):
        return value
    return safe(value) if isinstance(value, str) else "" if value is None else value


@cache
def asset(name: str) -> str:
    """Return the address of a file of static/, which changes with its content."""
    import hashlib

    content = (FOLDER / "static" / name).read_bytes()
    return f"/static/{name}?{hashlib.sha256(content).hexdigest()[:12]}"


def address(path: str, **values: object) -> str:
    """Return a path with a query of the values that are not empty; lists give several."""
    pairs = [
        (name, each)
        for name, value in values.items()
        for each in (value if isinstance(value, list | tuple) else [value])
        if each not in (None, "", False)
    ]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def document_path(document_id: str) -> str:
    """Return the path of a document's page."""
    return f"/document/{quote(document_id)}"


def day(value: date | datetime | None) -> str:
    """Return `06/6/2016`, or nothing for an unknown day."""
    return official_date(value) if value else ""


def count(value: int) -> str:
    """Return a number with the separator of thousands of the language: `1.240`."""
    return f"{value:,}".replace(",", "." if language() == "vi" else ",")


def numbers(text: str | None) -> Markup:
    """Return text in which the numbers of documents do not break over two lines."""
    plain = str(escape(safe(text)))
    return Markup(_NUMBER.sub(lambda match: f'<span class="nb">{match[0]}</span>', plain))


def title_of(value: Entry | Hit | Work) -> Markup:
    """Return what a document is called: its type and number, `Kế hoạch, chưa có số`."""
    name = (value.type or _("document")).capitalize()
    if value.number:
        return Markup('{} <span class="nb">{}</span>').format(safe(name), safe(value.number))
    return Markup("{}").format(_("{type}, without number").format(type=safe(name)))


def short(value: Entry | Hit | Work) -> str:
    """Return a document in a few plain words: `Chỉ thị 08-CT/TU, 30/3/2016`."""
    name = (value.type or _("document")).capitalize()
    called = f"{name} {value.number}" if value.number else _("{type}, without number").format(type=name)
    return f"{called}, {day(value.date)}" if value.date else called


def marked(text: str, spans: Iterable[tuple[int, int]]) -> Markup:
    """Return text with these spans in <mark>."""
    pieces, done = [], 0
    for start, end in spans:
        pieces += [numbers(text[done:start]), Markup("<mark>{}</mark>").format(safe(text[start:end]))]
        done = end
    return Markup("").join([*pieces, numbers(text[done:])])


def kept(pairs: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that are not empty."""
    return {name: value for name, value in pairs.items() if value}


def badge(status: Status | None, *, long: bool = False) -> Markup:
    """Return whether a work is in force, in words with a sign; what is not known is said to be not known.

    Args:
        status: None where nothing is known.
        long: Name the day too.
    """
    kind, words = force(status, long=long)
    return Markup('<span class="st st-{}">{}</span>').format(kind, words)


def force(status: Status | None, *, long: bool = False) -> tuple[str, str]:
    """Return the class and the words of a status."""
    if status is None or status.state == "not known":
        return ("part", _("Amended in part")) if status and status.amended_by else ("unk", _("Force not known"))
    if status.state == "not yet in force":
        begins = status.since or status.work.date
        return "unk", _("In force from {day}").format(day=day(begins)) if begins else _("Not yet in force")
    if status.in_force is False:
        since = ended_on(status)
        return "end", _("No longer in force from {day}").format(day=day(since)) if long and since else _(
            "Not in force any more"
        )
    return ("part", _("Amended in part")) if status.amended_by else ("ok", _("In force"))


def ended_on(status: Status) -> date | None:
    """Return the day from which a work is no longer in force, where it is known."""
    days = [claim.since for claim in status.ended_by if claim.since]
    return min(days, default=status.until)

"""A pack as PDF, made by WeasyPrint from the printed form of its HTML, and its picture as PNG.

The page is that of Hướng dẫn 05-HD/VPTW (27/5/2026): A4, margins of 20, 15, 20 and 30 mm, Times New Roman, the page
number 14 above the text from the second page on.
"""

from __future__ import annotations

import gc
import io
import logging
from contextlib import redirect_stdout

from lxml import etree

from ...errors import MissingPart
from ...i18n import _
from ...model import Digest
from .html import render_printed
from .session_handout import PAGES

_ROOMS = (1.0, 0.95, 0.88)  # parts of a page that a handout uses, until its pages suffice
_PNG_WIDTH = 600  # points
_PNG_SCALE = 3.0  # pixels a point, sharp on paper


def render(digest: Digest) -> bytes:
    """Return the pack as PDF. Raises MissingPart where WeasyPrint or the system's Pango is not installed."""
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    collects = gc.isenabled()
    gc.disable()  # all boxes live to the end: searching them for garbage takes a tenth of the time
    try:
        for room in _ROOMS:
            content = _print(render_printed(digest, room).decode())
            if digest.full or digest.parts or _pages(content) <= (digest.pages or PAGES[digest.kind]):
                break
        return content
    finally:
        if collects:
            gc.enable()


def _pages(content: bytes) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(content))


def render_png(svg: str) -> bytes | None:
    """Return an SVG picture as PNG, for formats without SVG; None where WeasyPrint or Pango is not installed."""
    import pypdfium2

    _x, _y, width, height = map(float, etree.fromstring(svg.encode()).get("viewBox").split())
    size = f"{_PNG_WIDTH}pt {_PNG_WIDTH * height / width}pt"
    style = f"@page {{ size: {size}; margin: 0 }} body {{ margin: 0; line-height: 0 }}"
    style += f" svg {{ width: {_PNG_WIDTH}pt; height: {_PNG_WIDTH * height / width}pt }}"
    try:
        pdf = _print(f"<!DOCTYPE html><meta charset=utf-8><style>{style}</style>{svg}")
    except MissingPart:
        return None
    file = io.BytesIO()
    pypdfium2.PdfDocument(pdf)[0].render(scale=_PNG_SCALE).to_pil().save(file, "PNG", optimize=True)
    return file.getvalue()


def available() -> str | None:
    """Return None when WeasyPrint and the system's Pango are installed, else how to install what is missing."""
    try:
        with redirect_stdout(io.StringIO()):  # it prints advice where a library of the system is missing
            import weasyprint  # noqa: F401
    except ImportError:
        return _("Run: pip install 'chithi[pdf]', and install Pango (Debian: libpango-1.0-0).")
    except OSError:  # WeasyPrint is there, a library that it loads is not
        return _("Install Pango (Debian: libpango-1.0-0 and libpangoft2-1.0-0).")
    return None


def _print(page: str) -> bytes:
    """Return an HTML page as PDF; nothing is fetched but the data inside it."""
    if missing := available():
        reason = _("PDF needs WeasyPrint and Pango, which are not installed.")
        raise MissingPart(reason, hint=_("{step} Or use --format docx.").format(step=missing))
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    content: bytes = HTML(string=page, url_fetcher=URLFetcher(allowed_protocols=("data",))).write_pdf()
    return content

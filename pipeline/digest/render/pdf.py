"""A pack as PDF, set by WeasyPrint from the printed form of its HTML.

The page is A4 with the margins of Hướng dẫn 36-HD/VPTW (20 mm, the left one 30 mm), Times New Roman 14 and the page's
number above the text, from the second page on.
"""

from __future__ import annotations

import gc
import logging

from ...errors import MissingPart
from ...i18n import _
from ...model import Digest
from .html import render_printed


def render(digest: Digest) -> bytes:
    """The pack as PDF. Raises MissingPart where WeasyPrint or the system's Pango is not installed."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:
        raise MissingPart(
            _("PDF needs WeasyPrint and Pango, which are not installed."),
            hint=_("Run: pip install 'chithi[pdf]', and install Pango (Debian: libpango-1.0-0); or use --format docx."),
        ) from error
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    page = render_printed(digest).decode()
    collecting = gc.isenabled()
    gc.disable()  # boxes are many and live to the end: looking for garbage among them costs a tenth of the time
    try:
        # Only what the page itself holds: nothing is fetched, whatever a document says.
        made: bytes = HTML(string=page, url_fetcher=URLFetcher(allowed_protocols=("data",))).write_pdf()
    finally:
        if collecting:
            gc.enable()
    return made

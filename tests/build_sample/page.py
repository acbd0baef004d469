"""A source as PDF."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.build_sample.closing import closing, closing_height
from tests.build_sample.fonts import speller
from tests.build_sample.letterhead import letterhead
from tests.build_sample.sheet import LEADING, Sheet
from tests.build_sample.source import Source

NOTICE = "A sample document of the project chithi; not the text of a real document."


def pdf(source: Source) -> bytes:
    """The document with its text layer. Raises FontError."""
    data = BytesIO()
    canvas = Canvas(data, pagesize=A4, invariant=1, pageCompression=1, initialFontName="Helvetica")
    canvas.setTitle(source.name)
    canvas.setSubject(NOTICE)
    sheet = Sheet(canvas, speller(source.font))
    letterhead(sheet, source)
    for left, block in zip(range(len(source.body) - 1, -1, -1), source.body, strict=True):
        if not left:  # no signature is alone on a page
            sheet.need(closing_height(sheet, source) + 2 * LEADING)
        sheet.put(block)
    closing(sheet, source)
    canvas.showPage()
    canvas.save()
    return data.getvalue()

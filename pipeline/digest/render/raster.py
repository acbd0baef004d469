"""An SVG picture as PNG, for outputs that take no SVG."""

from __future__ import annotations

import io

from lxml import etree

_WIDTH = 600  # points
_SCALE = 3.0  # pixels a point: sharp on paper


def png(svg: str) -> bytes | None:
    """The picture, as wide as its `viewBox` is to its height; None where WeasyPrint or Pango is not installed."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError):
        return None
    import pypdfium2

    _x, _y, width, height = map(float, etree.fromstring(svg.encode()).get("viewBox").split())
    tall = _WIDTH * height / width
    style = f"@page {{ size: {_WIDTH}pt {tall}pt; margin: 0 }} svg {{ width: {_WIDTH}pt; height: {tall}pt }}"
    page = f"<!DOCTYPE html><meta charset=utf-8><style>{style} body {{ margin: 0; line-height: 0 }}</style>{svg}"
    drawn = pypdfium2.PdfDocument(HTML(string=page, url_fetcher=URLFetcher(allowed_protocols=())).write_pdf())
    file = io.BytesIO()
    drawn[0].render(scale=_SCALE).to_pil().save(file, "PNG", optimize=True)
    return file.getvalue()

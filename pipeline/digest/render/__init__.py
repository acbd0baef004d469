"""The output formats of a study pack: one row each, and a module that is loaded when it is asked for."""

from __future__ import annotations

from ...i18n import N_
from ...model import Digest
from ...system.files import Format, select_format

__all__ = ["FORMATS", "render"]

# The first one is the default. A renderer takes a Digest and returns bytes; it raises MissingPart where a package or
# library that it needs is not installed.
FORMATS = [
    Format("md", "Markdown", (".md", ".markdown"), ".digest.render.markdown:render"),
    Format("html", "HTML", (".html", ".htm"), ".digest.render.html:render"),
    Format("docx", "Word", (".docx",), ".digest.render.docx:render", binary=True),
    Format("pdf", "PDF", (".pdf",), ".digest.render.pdf:render", binary=True),
    Format("pptx", "PowerPoint", (".pptx",), ".digest.render.slides:render", binary=True),
    Format("ics", "iCalendar", (".ics",), ".digest.render.calendar_file:render"),
    Format("txt", N_("Text to read aloud"), (".txt",), ".digest.render.read_aloud:render"),
]


def render(digest: Digest, name: str) -> bytes:
    """Return the pack in the format of that name. Raises MissingPart."""
    return select_format(FORMATS, name, None).render(digest)

"""Files inside of a file, which are not read: attachments and portfolios of PDF, embedded objects of Word."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from ..vietnamese.text import nfc, squeeze
from .page_image import inspect_pdf

_MOST, _LONGEST_NAME = 200, 120  # names that are listed; characters of each
_EMBEDDED = "word/embeddings/"


def names_in_pdf(path: Path) -> list[str]:
    """Return the names of the files that are attached to a PDF or to its pages."""
    return inspect_pdf(path, lambda document: list(dict.fromkeys(_attached(document))), default=list[str]())


def names_in_docx(path: Path) -> list[str]:
    """Return the names of the files that are embedded in a Word file."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.startswith(_EMBEDDED) and not name.endswith("/")]
    except (OSError, zipfile.BadZipFile):
        return []
    return [posixpath.basename(name) for name in names][:_MOST]


def _attached(document: pypdfium2.PdfDocument) -> Iterator[str]:
    for place in range(min(document.count_attachments(), _MOST)):
        yield _tidy(document.get_attachment(place).get_name())
    for page in document:
        for place in range(raw.FPDFPage_GetAnnotCount(page)):
            annotation = raw.FPDFPage_GetAnnot(page, place)
            try:
                if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_FILEATTACHMENT:
                    attached = raw.FPDFAnnot_GetFileAttachment(annotation)
                    yield _tidy(pypdfium2.PdfAttachment(attached, document).get_name()) if attached else "?"
            finally:
                raw.FPDFPage_CloseAnnot(annotation)


def _tidy(name: str) -> str:
    """Return a name for a message, on one line and of limited length."""
    plain = squeeze("".join(letter if letter.isprintable() else " " for letter in nfc(name)))
    return plain[:_LONGEST_NAME] or "?"

"""Builds corpora/sample/files from corpora/sample/sources, in the look of the offices that issue such papers.

    source.py    a TOML file -> Source, its body as blocks
    fonts.py     the typefaces, and how a text is spelled in them (Unicode, TCVN3, with a fall-back face)
    typeset.py   words into lines, lines onto a canvas
    sheet.py     the page as it fills: paragraphs, tables, breaks
    letterhead.py, closing.py   the head and the foot of a document
    page.py      all of it -> PDF
    scan.py      the same pages as pictures
    word.py      the same document as DOCX

A build depends on its source and on the typefaces alone: dates are fixed, noise is seeded.
"""

from tests.build_sample.build import build, built_name, stale

__all__ = ["build", "built_name", "stale"]

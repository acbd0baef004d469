"""A word that OCR found on a picture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A word in pixels as Tesseract found it; `line` is the number of its block, paragraph and line."""

    line: tuple[int, ...]
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float
    doubtful: bool = False

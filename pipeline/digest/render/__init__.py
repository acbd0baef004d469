"""A pack → Markdown, HTML, DOCX or PDF: a module each, loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from ...model import Digest
from ...system.files import write

__all__ = ["FORMATS", "format_of", "render", "write"]

# A form of output (also the ending of its files) and its module, whose `render` makes it.
FORMATS = {"md": "markdown", "html": "html", "docx": "docx", "pdf": "pdf"}


def render(digest: Digest, form: str) -> bytes:
    """The pack in a form of `FORMATS`. Raises MissingPart when a package or library that it needs is not installed."""
    made: bytes = import_module(f".{FORMATS[form]}", __package__).render(digest)
    return made


def format_of(name: str | None) -> str:
    """The form that a file's ending asks for; Markdown when it says nothing."""
    ending = Path(name or "").suffix.lower().removeprefix(".")
    return {"htm": "html", "markdown": "md"}.get(ending, ending if ending in FORMATS else "md")

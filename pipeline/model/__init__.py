"""The frozen dataclasses that flow through the whole pipeline.

A file becomes pages of positioned lines (`Page`, `Line`), pages become a
`Document` with its `Header`, outline (`Section`) and references
(`Mention`, once resolved a `Reference`), a search gives `Hit`s, a study pack is
a `Digest`. Nothing here knows how any of it is made.

Lengths are PDF points, the origin is the page's top left corner, pages count
from 1, offsets count characters of NFC text.

Each stage has its module, and a module loads when a name of it is first used: making
thirty dataclasses takes as long as a search.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .digest import (
        Deadline,
        Digest,
        DigestItem,
        Ended,
        Explained,
        Figure,
        Form,
        FormKind,
        FormPart,
        Member,
        Notice,
        OwnTask,
        PackKind,
        Point,
        Question,
        Reason,
        Role,
        Session,
        Source,
        SourcePage,
        Step,
        Task,
    )
    from .document import Cause, Cell, Document, Header, Marks, Paragraph, ParagraphKind, SetAside, Signer, Validity
    from .hit import Copy, Hit, Section
    from .library import AcceptedSecret, CitedIn, Entry
    from .page import Line, OcrMode, Page, Place, Reading, TextSource
    from .reference import UNNAMED, Citing, Mention, Reference, Relation, State, Work

__all__ = [
    "UNNAMED",
    "AcceptedSecret",
    "Cause",
    "Cell",
    "CitedIn",
    "Citing",
    "Copy",
    "Deadline",
    "Digest",
    "DigestItem",
    "Document",
    "Ended",
    "Entry",
    "Explained",
    "Figure",
    "Form",
    "FormKind",
    "FormPart",
    "Header",
    "Hit",
    "Line",
    "Marks",
    "Member",
    "Mention",
    "Notice",
    "OcrMode",
    "OwnTask",
    "PackKind",
    "Page",
    "Paragraph",
    "ParagraphKind",
    "Place",
    "Point",
    "Question",
    "Reading",
    "Reason",
    "Reference",
    "Relation",
    "Role",
    "Section",
    "Session",
    "SetAside",
    "Signer",
    "Source",
    "SourcePage",
    "State",
    "Step",
    "Task",
    "TextSource",
    "Validity",
    "Work",
]

_MODULES = {
    "digest": (
        "Deadline",
        "Digest",
        "DigestItem",
        "Ended",
        "Explained",
        "Figure",
        "Form",
        "FormKind",
        "FormPart",
        "Member",
        "Notice",
        "OwnTask",
        "PackKind",
        "Point",
        "Question",
        "Reason",
        "Role",
        "Session",
        "Source",
        "SourcePage",
        "Step",
        "Task",
    ),
    "document": (
        "Cause",
        "Cell",
        "Document",
        "Header",
        "Marks",
        "Paragraph",
        "ParagraphKind",
        "SetAside",
        "Signer",
        "Validity",
    ),
    "hit": ("Copy", "Hit", "Section"),
    "library": ("AcceptedSecret", "CitedIn", "Entry"),
    "page": ("Line", "OcrMode", "Page", "Place", "Reading", "TextSource"),
    "reference": ("UNNAMED", "Citing", "Mention", "Reference", "Relation", "State", "Work"),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        found = globals()[name] = getattr(import_module(f".{_HOME[name]}", __package__), name)
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""The forms of citation, one module each: a pattern with its examples beside it.

A new form is a new module of this package that defines FORM; it is discovered here, and the tests run its examples.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from ...model import Mention
from ..input_text import InputText, Opening

ParseForm = Callable[[InputText, Opening], list[Mention]]


@dataclass(frozen=True, slots=True)
class CitationForm:
    """One form of citation.

    Attributes:
        name: the form in English, for test reports.
        priority: forms of a smaller number are tried first; the first that matches an opening has it.
        opens: the groups of `Vocabulary.trigger` after which the form can continue.
        parse: returns the mentions that begin at an opening, an empty list where it is another form or none.
        examples: pairs of a text, in which ⟦ and ⟧ enclose each expected span, and the output of `describe_mention`
            for the spans, joined by ` | `.
        counter_examples: texts without any citation.
    """

    name: str
    priority: int
    opens: frozenset[str]
    parse: ParseForm
    examples: tuple[tuple[str, str], ...]
    counter_examples: tuple[str, ...]


@cache
def citation_forms() -> tuple[CitationForm, ...]:
    """Return the form of every module of this package, by priority."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    return tuple(sorted((module.FORM for module in modules), key=lambda form: form.priority))


def describe_mention(mention: Mention) -> str:
    """Return a mention's fields in one line: `nghị quyết 18-NQ/TW 2017-10-25`, `nghị quyết TW4 khóa XII`."""
    parts = (
        mention.type,
        mention.number,
        mention.date and mention.date.isoformat(),
        mention.plenum and f"TW{mention.plenum}",
        mention.term and f"khóa {mention.term}",
        *mention.articles,
    )
    return " ".join(str(part) for part in parts if part)

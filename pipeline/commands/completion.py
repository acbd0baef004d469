"""Words that a shell completes from the library: numbers, types, issuers and saved searches."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from ..errors import ChithiError
from ..vietnamese.text import fold

if TYPE_CHECKING:
    from ..api import Library

Completion = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]
_MOST = 50


def complete_from(words: Callable[[click.Context], Iterable[tuple[str, str]]]) -> Completion:
    """Return a completion for click: the words, each with a note, that have all that was typed, tone marks aside.

    A shell completes nothing rather than show an error: where there is no library, there are no words.
    """

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        typed = fold(incomplete)
        try:
            found = [(word, note) for word, note in words(ctx) if typed in fold(word)]
        except ChithiError:
            return []
        found.sort(key=lambda each: not fold(each[0]).startswith(typed))
        return [CompletionItem(word, help=note) for word, note in found[:_MOST]]

    return complete


def documents(ctx: click.Context) -> Iterable[tuple[str, str]]:
    """Return the numbers of the library's documents with their titles; the id where there is no number."""
    return ((each.number or each.id, each.title or "") for each in _library(ctx).entries())


def types(ctx: click.Context) -> Iterable[tuple[str, str]]:
    """Return the types of the library's documents."""
    return _distinct(each.type for each in _library(ctx).entries())


def issuers(ctx: click.Context) -> Iterable[tuple[str, str]]:
    """Return the issuers of the library's documents."""
    return _distinct(each.issuer for each in _library(ctx).entries())


def saved_searches(ctx: click.Context) -> Iterable[tuple[str, str]]:
    """Return the names of the saved searches with their queries."""
    return ((each.name, each.query) for each in _library(ctx).saved_searches())


def _distinct(values: Iterable[str | None]) -> Iterable[tuple[str, str]]:
    return ((value, "") for value in sorted({value for value in values if value}))


def _library(ctx: click.Context) -> Library:
    from .base import open_library

    root = ctx.find_root()
    ctx.obj = root.params.get("library_file")  # the group's own function does not run for a completion
    return open_library(ctx)

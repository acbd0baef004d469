"""Mentions of short texts, for tables of tests."""

from __future__ import annotations

from pipeline.model import Mention
from pipeline.references import find_linked_mentions, find_mentions
from pipeline.references.input_text import InputText
from pipeline.references.kinds import describe_mention
from pipeline.registry import Registry, load
from pipeline.vietnamese.text import nfc


def source(text: str, registry: Registry | None = None) -> InputText:
    """Return a text as the grammar reads it."""
    return InputText(nfc(text), registry or load())


def mentions(text: str, registry: Registry | None = None) -> list[Mention]:
    """Return the mentions of a text."""
    return list(find_mentions(nfc(text), registry or load()))


def only(text: str) -> Mention:
    """Return the one mention of a text."""
    found = mentions(text)
    assert len(found) == 1, [each.text for each in found]
    return found[0]


def described(text: str) -> list[str]:
    """Return the fields of each mention, as the examples of a form write them."""
    return [describe_mention(each) for each in mentions(text)]


def linked(text: str, own_type: str | None = None) -> list[tuple[str, str | None]]:
    """Return the text of each linked mention with the number of its antecedent."""
    found = find_linked_mentions(nfc(text), load(), own_type)
    return [(each.text, each.antecedent.number if each.antecedent else None) for each in found]

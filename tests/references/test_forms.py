"""Every citation form on the examples and counter-examples beside its pattern, and a form added as a module."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.references import kinds
from pipeline.references.kinds import citation_forms
from pipeline.vietnamese.text import nfc
from tests.references.texts import described, mentions

EXAMPLES = [(form.name, *example) for form in citation_forms() for example in form.examples]
COUNTER_EXAMPLES = [(form.name, text) for form in citation_forms() for text in form.counter_examples]

PLUGIN = r'''
"""Papers of a session of a people's council, cited by session."""

from pipeline.model import Mention
from pipeline.references.grammar import compile_pattern
from pipeline.references.kinds import CitationForm

_SESSION = compile_pattern(r"\s+ky\s+hop\s+thu\s+(?P<session>\d+)(?!\w)")


def parse(source, opening):
    found = _SESSION.match(source.folded, opening.end)
    return [Mention(opening.start, found.end(), "", opening.type_name)] if found else []


FORM = CitationForm(
    name="session", priority=45, opens=frozenset({"type"}), parse=parse,
    examples=(("⟦Nghị quyết kỳ họp thứ 9⟧ của tỉnh", "nghị quyết"),), counter_examples=("kỳ họp thứ 9",),
)
'''


@pytest.mark.parametrize(("form", "marked", "fields"), EXAMPLES)
def test_example(form: str, marked: str, fields: str) -> None:
    check_example(marked, fields)


@pytest.mark.parametrize(("form", "text"), COUNTER_EXAMPLES)
def test_counter_example(form: str, text: str) -> None:
    assert [each.text for each in mentions(text)] == []


def check_example(marked: str, fields: str) -> None:
    marked = nfc(marked)
    plain = re.sub("[⟦⟧]", "", marked)
    assert [each.text for each in mentions(plain)] == re.findall("⟦(.*?)⟧", marked, re.DOTALL)
    assert " | ".join(described(plain)) == fields


def test_every_form_has_examples_and_counter_examples() -> None:
    assert len({form.name for form in citation_forms()}) == len(citation_forms())
    assert all(form.examples and form.counter_examples for form in citation_forms())


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Add a module to the package of forms."""
    (tmp_path / "session.py").write_text(PLUGIN, encoding="utf-8")
    monkeypatch.setattr(kinds, "__path__", [*kinds.__path__, str(tmp_path)])
    citation_forms.cache_clear()
    yield
    monkeypatch.undo()
    citation_forms.cache_clear()


def test_a_form_is_one_module(plugin: None) -> None:
    form = next(each for each in citation_forms() if each.name == "session")
    assert [each.name for each in citation_forms()].index("session") == 4  # by priority
    for marked, fields in form.examples:
        check_example(marked, fields)
    for text in form.counter_examples:
        assert mentions(text) == []

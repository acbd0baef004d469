"""Every form of citation on its examples and counter-examples; they stand beside its pattern."""

import re

import pytest

from pipeline.references import find_mentions
from pipeline.references.kinds import citation_forms, describe
from pipeline.registry import load
from pipeline.vietnamese.text import nfc

EXAMPLES = [(form.name, *example) for form in citation_forms() for example in form.examples]
COUNTERS = [(form.name, text) for form in citation_forms() for text in form.counter_examples]


@pytest.mark.parametrize(("form", "marked", "wanted"), EXAMPLES)
def test_example(form: str, marked: str, wanted: str) -> None:
    marked = nfc(marked)
    found = find_mentions(re.sub("[⟦⟧]", "", marked), load())
    assert [each.text for each in found] == re.findall("⟦(.*?)⟧", marked, re.DOTALL)
    assert " | ".join(describe(each) for each in found) == wanted


@pytest.mark.parametrize(("form", "text"), COUNTERS)
def test_counter_example(form: str, text: str) -> None:
    assert [each.text for each in find_mentions(nfc(text), load())] == []

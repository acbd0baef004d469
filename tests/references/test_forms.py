"""Every form of citation on its examples and counter-examples; they stand beside its pattern."""

import re

import pytest

from pipeline.references import find
from pipeline.references.form import told
from pipeline.references.kinds import FORMS
from pipeline.registry import load
from pipeline.vietnamese.text import nfc

EXAMPLES = [(form.name, *example) for form in FORMS for example in form.examples]
COUNTERS = [(form.name, text) for form in FORMS for text in form.counters]


@pytest.mark.parametrize(("form", "marked", "wanted"), EXAMPLES)
def test_example(form: str, marked: str, wanted: str) -> None:
    marked = nfc(marked)
    found = find(re.sub("[⟦⟧]", "", marked), load())
    assert [each.text for each in found] == re.findall("⟦(.*?)⟧", marked, re.DOTALL)
    assert " | ".join(told(each) for each in found) == wanted


@pytest.mark.parametrize(("form", "text"), COUNTERS)
def test_counter_example(form: str, text: str) -> None:
    assert [each.text for each in find(nfc(text), load())] == []

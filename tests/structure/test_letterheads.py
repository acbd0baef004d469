"""The gold of letterheads: nothing of a number, type or date may be read wrong, and little be missed."""

import pytest

from tests.gold.letterheads import LAYOUTS, letterheads, wrong_in

# In text files nothing tells a title from the text but where it stands.
MAY_BE_MISSED = {"text": {"title"}, "merged": {"signers", "recipients"}}


@pytest.mark.parametrize("part", ["dev", "held"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_letterheads_are_read(part: str, layout: str) -> None:
    wrong = [(case.name, field, got) for case, field, got, _right in wrong_in(part, layout)]
    firm = [each for each in wrong if each[1] not in MAY_BE_MISSED.get(layout, set())]
    fields = 10 * sum(1 for _ in letterheads(part))
    assert len(firm) <= 0.05 * fields, firm
    assert not [each for each in wrong if each[1] in {"number", "type", "date"} and each[2] and layout != "merged"]

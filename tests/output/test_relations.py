"""Relations in the reader's language, from either side."""

import pytest

from pipeline.i18n import set_language
from pipeline.output.relations import active, passive
from pipeline.registry import load


def test_every_relation_is_named_in_both_directions_and_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    english = [name(each) for name in (active, passive) for each in load().relations]
    assert all(name.isascii() for name in english)
    set_language("vi")
    assert not {name(each) for name in (active, passive) for each in load().relations} & set(english)


@pytest.mark.parametrize(
    ("language", "does", "done"), [("en", "replaces", "replaced by"), ("vi", "thay thế", "được thay thế bởi")]
)
def test_a_relation_is_read_from_either_side(
    monkeypatch: pytest.MonkeyPatch, language: str, does: str, done: str
) -> None:
    monkeypatch.setenv("LANGUAGE", language)
    assert (active("thay thế"), passive("thay thế")) == (does, done)

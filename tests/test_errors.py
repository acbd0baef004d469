"""The errors: one sentence, an exit status, and the way back from a worker process."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from pipeline import errors
from pipeline.errors import ChithiError, UsageError

CLASSES = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, ChithiError)]


@pytest.mark.parametrize("kind", CLASSES)
def test_an_error_survives_pickling(kind: type[ChithiError]) -> None:
    sent = pickle.loads(pickle.dumps(kind("Sai.", hint="Sửa.", path=Path("a.pdf"))))
    assert type(sent) is kind
    assert (sent.reason, sent.hint, sent.path) == ("Sai.", "Sửa.", "a.pdf")


@pytest.mark.parametrize("kind", CLASSES)
def test_only_wrong_usage_has_status_2(kind: type[ChithiError]) -> None:
    assert kind.exit_code == (2 if kind is UsageError else 3)
    assert kind.__doc__


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (ChithiError("Sai."), "Sai."),
        (ChithiError("Sai.", hint="Sửa."), "Sai. Sửa."),
        (ChithiError("Sai.", path="a.pdf"), "a.pdf: Sai."),
        (ChithiError("Sai.", hint="Sửa.", path="a.pdf"), "a.pdf: Sai. Sửa."),
    ],
)
def test_the_sentence_names_file_reason_and_hint(error: ChithiError, sentence: str) -> None:
    assert str(error) == sentence

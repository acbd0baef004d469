"""The accuracy on the gold."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import MissingPart
from pipeline.evaluate import evaluate


def test_without_gold_there_is_no_score(tmp_path: Path) -> None:
    with pytest.raises(MissingPart, match="no gold"):
        evaluate(tmp_path)

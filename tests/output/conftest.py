"""Values whose lines are tested, and English as the language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import click
import pytest

from pipeline.i18n import set_language
from pipeline.model import Entry, Mention, Reference, Work

WORK = Work("tinh-uy/2016/08", "chỉ thị", "08-CT/TU", "Tỉnh ủy", date(2016, 3, 30), "về \x1b[31mkỷ luật")
ENTRY = Entry("tinh-uy/2016/08", "08-CT/TU", "chỉ thị", "Tỉnh ủy", date(2016, 3, 30), "về kỷ luật", 3, "/08.pdf")
SHORT = "Chỉ thị số 08-CT/TU, ngày 30/3/2016 của Tỉnh ủy"
FULL = f"{SHORT} về [31mkỷ luật"


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    set_language("en")


def shown(lines: Iterable[str]) -> list[str]:
    """Return lines without colours."""
    return [click.unstyle(line) for line in lines]


def reference(text: str = "Chỉ thị 08-CT/TU", relation: str | None = None, target: Work | None = WORK) -> Reference:
    """Return a resolved citation, or an unknown one without a target."""
    mention = Mention(start=0, end=len(text), text=text, relation=relation)
    return Reference(mention=mention, state="resolved" if target else "unknown", rule="", target=target)

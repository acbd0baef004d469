"""The rules that code and documentation rest on are in force, as the registry knows it."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pipeline.registry import load
from tests.command import ROOT

# A rule is cited by its type and number, without `số`; documents in examples are cited as documents cite them.
RULE = re.compile(
    r"(?:Hướng dẫn|Nghị định|Quy định|Chỉ thị|Thông tư)\s+(\d+(?:/\d{4})?[-/][A-ZĐ]+[\w/-]*)(?: \(([\d/]+)\))?"
)
DOCS = [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
MODULES = sorted((ROOT / "pipeline").rglob("*.py"))


def prose_of(path: Path) -> str:
    """Return the comments and docstrings of a module, or the text of a page, without examples in backquotes."""
    text = path.read_text("utf-8")
    if path.suffix == ".md":
        return re.sub(r"```.*?```|`[^`\n]+`", "", text, flags=re.DOTALL)
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    comments = [each.string for each in tokens if each.type == tokenize.COMMENT]
    scopes = (ast.Module, ast.ClassDef, ast.FunctionDef)
    strings = [ast.get_docstring(node) or "" for node in ast.walk(ast.parse(text)) if isinstance(node, scopes)]
    return re.sub(r"`[^`\n]+`", "", "\n".join((*comments, *strings)))


def rules_in(text: str) -> Iterator[tuple[str, str | None]]:
    for match in RULE.finditer(" ".join(text.split())):
        yield match[1], match[2]


def is_dead(number: str, day: str | None) -> bool:
    """Return whether the registry knows that every work that the citation can mean has ended."""
    registry = load()
    ended = set(registry.changes.ended_by(date.today()))
    works = [work for work in registry.works if work.number == number]
    if day and "/" in day:
        numbers = [int(part) for part in day.split("/")]
        works = [work for work in works if work.date == date(*reversed(numbers))] if len(numbers) == 3 else works
    return bool(works) and all(work.id in ended for work in works)


@pytest.mark.parametrize("path", [*MODULES, *DOCS], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_dead_rule_is_cited(path: Path) -> None:
    assert [number for number, day in rules_in(prose_of(path)) if is_dead(number, day)] == []


def test_a_dead_rule_would_be_found() -> None:
    assert is_dead("36-HD/VPTW", None) and is_dead("36-HD/VPTW", "3/4/2018")
    assert not is_dead("05-HD/VPTW", "27/5/2026") and not is_dead("30/2020/NĐ-CP", None)
    cited = "by Hướng dẫn 36-HD/VPTW (3/4/2018), and Quy định số 47-QĐ/TW"
    assert list(rules_in(cited)) == [("36-HD/VPTW", "3/4/2018")]

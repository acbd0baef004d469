"""The English of the code: words of a private dialect are rare in docstrings and comments."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from tests.command import ROOT

# "stands" for "is", "told" for "said", "behind" for "after", "gone" for "deleted": say what happens.
DIALECT = re.compile(r"\b(stands?|told|tells?|behind|gone|went)\b", re.IGNORECASE)
MOST = 5  # in 10,000 words


def prose(path: Path) -> Iterator[str]:
    """Yield the docstrings and comments of a module."""
    text = path.read_text("utf-8")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield ast.get_docstring(node) or ""
    yield from (
        each.string for each in tokenize.generate_tokens(io.StringIO(text).readline) if each.type == tokenize.COMMENT
    )


def test_docstrings_and_comments_are_in_plain_english() -> None:
    words = 0
    found = []
    for path in sorted((ROOT / "pipeline").rglob("*.py")):
        for text in prose(path):
            words += len(re.findall(r"\w+", text))
            found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in DIALECT.finditer(text)]
    assert len(found) <= MOST * words / 10_000, found

"""Rows for other programs: what a command lists, as CSV, TSV or NDJSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Row = Mapping[str, Any]
# A spreadsheet would run a cell that begins with one of these (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def lines(rows: Iterable[Row], format_name: str) -> Iterator[str]:
    """Yield the lines of `rows`, in CSV and TSV after a line of column names.

    Args:
        rows: Rows with the same keys, of values that JSON knows. In CSV and TSV, lists and objects are written as JSON,
            line breaks as blanks, and text that a spreadsheet would run as a formula after an apostrophe.
        format_name: csv, tsv or ndjson.
    """
    if format_name == "ndjson":
        yield from (json.dumps(row, ensure_ascii=False) for row in rows)
        return
    columns: list[str] = []
    for row in rows:
        if not columns:
            columns = list(row)
            yield _line(columns, format_name)
        yield _line([_cell(row.get(column)) for column in columns], format_name)


def _line(cells: list[str], format_name: str) -> str:
    text = io.StringIO()
    csv.writer(text, "excel-tab" if format_name == "tsv" else "excel", lineterminator="").writerow(cells)
    return text.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        plain = " ".join(value.split())
        return f"'{plain}" if plain.startswith(_FORMULA) else plain
    return json.dumps(value, ensure_ascii=False)

"""A small Excel workbook, written part by part."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DAYS = range(30_000, 60_000)  # numbers that are written as days


def workbook(path: Path, rows: Sequence[Sequence[str | int]], *, before_sheet: str = "", cover: str = "") -> Path:
    """Write rows into a workbook and return its path; empty cells are left out, as Excel does.

    A text for the cover goes on a sheet of its own before that of the rows.
    """
    first = '<sheet name="Bìa" sheetId="2" r:id="r2"/>' if cover else ""
    texts = [cell for row in rows for cell in row if isinstance(cell, str) and cell]
    lines = "".join(f'<row r="{line}">{_cells(line, row, texts)}</row>' for line, row in enumerate(rows, 1) if row)
    shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    parts = {
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{LINKS}"><sheets>{first}'
        '<sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="r1" Type="{LINKS}/worksheet" Target="worksheets/first.xml"/>'
        f'<Relationship Id="r2" Type="{LINKS}/worksheet" Target="worksheets/cover.xml"/></Relationships>',
        "xl/worksheets/cover.xml": f"<worksheet {MAIN}><sheetData><row r='1'>{_cell('A1', cover, ())}</row></sheetData>"
        "</worksheet>",
        "xl/worksheets/first.xml": f"{before_sheet}<worksheet {MAIN}><sheetData>{lines}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst {MAIN}>{shared}</sst>",
        "xl/styles.xml": f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
    }
    with zipfile.ZipFile(path, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return path


def _cells(line: int, row: Sequence[str | int], texts: Sequence[str]) -> str:
    return "".join(_cell(f"{chr(65 + place)}{line}", cell, texts) for place, cell in enumerate(row) if cell != "")


def _cell(reference: str, cell: str | int, texts: Sequence[str]) -> str:
    if isinstance(cell, int):
        return f'<c r="{reference}" s="{int(cell in DAYS)}"><v>{cell}</v></c>'
    if reference[1:] == "1":  # the headings as inline text
        return f'<c r="{reference}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
    return f'<c r="{reference}" t="s"><v>{texts.index(cell)}</v></c>'

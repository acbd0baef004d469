"""Rows of a spreadsheet: CSV, TSV, or the sheets of an Excel workbook (Office Open XML, ECMA-376)."""

from __future__ import annotations

import csv
import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

from ..errors import UnreadableFile
from ..i18n import _

_MAX_BYTES = 100_000_000  # of a workbook's parts, unpacked
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}  # built-in number formats of dates
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')  # parts of a number format that are no codes
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)

Row = tuple[int, list[str]]


def read_sheets(path: Path) -> list[list[Row]]:
    """Return the rows of each sheet that are not empty, with their line or row numbers; a date is written in ISO.

    Raises:
        UnreadableFile: The file is not text in UTF-8 or UTF-16, and not a workbook.
    """
    with path.open("rb") as file:
        packed = file.read(4) == b"PK\x03\x04"
    sheets = _workbook_sheets(path) if packed else [list(_text_rows(path))]
    return [[(line, cells) for line, cells in rows if any(cell.strip() for cell in cells)] for rows in sheets]


def _text_rows(path: Path) -> Iterator[Row]:
    data = path.read_bytes()
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        hint = _("Save it as “CSV UTF-8” or as an Excel workbook (.xlsx).")
        raise UnreadableFile(_("The text is not UTF-8."), hint=hint, path=path) from error
    first = text.partition("\n")[0]
    delimiter = max("\t;,", key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        hint = _("Save it anew as “CSV UTF-8” or as an Excel workbook (.xlsx).")
        raise UnreadableFile(
            _("The table cannot be read ({error}).").format(error=error), hint=hint, path=path
        ) from error


def _workbook_sheets(path: Path) -> list[list[Row]]:
    try:
        with zipfile.ZipFile(path) as workbook:
            if sum(each.file_size for each in workbook.infolist()) > _MAX_BYTES:
                raise ValueError
            return _Workbook(workbook).sheets()
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, ElementTree.ParseError) as error:
        hint = _("Open it in Excel or LibreOffice and save it anew as .xlsx or as “CSV UTF-8”.")
        raise UnreadableFile(_("The file is not a readable workbook."), hint=hint, path=path) from error


class _Workbook:
    """The sheets of a workbook."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        root = self._part("xl/workbook.xml")
        properties = root.find(f"{_MAIN}workbookPr")
        self._epoch = _EPOCH_1904 if properties is not None and properties.get("date1904") in ("1", "true") else _EPOCH
        self._links = [each.get(_LINK) for each in root.iter(f"{_MAIN}sheet")]
        self._strings = [_text(each) for each in self._part("xl/sharedStrings.xml", optional=True)]
        self._dates = self._date_styles()

    def sheets(self) -> list[list[Row]]:
        """Return the rows of every sheet, in the order of the workbook."""
        return [list(self._rows(self._target(link))) for link in self._links]

    def _rows(self, sheet: str) -> Iterator[Row]:
        for row in self._part(sheet).iter(f"{_MAIN}row"):
            cells: list[str] = []
            for cell in row.iter(f"{_MAIN}c"):
                place = _column(cell.get("r") or "", len(cells))
                cells += [""] * (place - len(cells))
                cells.append(self._value(cell))
            yield int(row.get("r") or 0), cells

    def _part(self, name: str, *, optional: bool = False) -> ElementTree.Element:
        if optional and name not in self._file.namelist():
            return ElementTree.Element("none")
        data = self._file.read(name)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise ValueError(name)  # a workbook has none; entities could be endless
        return ElementTree.fromstring(data)

    def _target(self, link: str | None) -> str:
        for each in self._part("xl/_rels/workbook.xml.rels"):
            if each.get("Id") == link:
                return posixpath.normpath(posixpath.join("/xl", each.get("Target") or "")).lstrip("/")
        raise KeyError(link)

    def _date_styles(self) -> frozenset[int]:
        """Return the styles of cells whose number is a day."""
        styles = self._part("xl/styles.xml", optional=True)
        formats = {
            int(each.get("numFmtId") or 0): _QUOTED.sub("", each.get("formatCode") or "")
            for each in styles.iter(f"{_MAIN}numFmt")
        }
        dates = _DATE_FORMATS | {key for key, code in formats.items() if re.search(r"[dmyDMY]", code)}
        cells = styles.find(f"{_MAIN}cellXfs")
        used: Sequence[ElementTree.Element] = () if cells is None else list(cells)
        return frozenset(place for place, each in enumerate(used) if int(each.get("numFmtId") or 0) in dates)

    def _value(self, cell: ElementTree.Element) -> str:
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            return _text(cell)
        value = cell.findtext(f"{_MAIN}v") or ""
        if kind == "s":
            return self._strings[int(value)]
        if kind == "n" and value and int(cell.get("s") or 0) in self._dates:
            return (self._epoch + timedelta(days=float(value))).date().isoformat()
        return value.removesuffix(".0") if kind == "n" else value[:10] if kind == "d" else value


def _text(element: ElementTree.Element) -> str:
    """Return the text of a string's runs, without the phonetic ones."""
    spoken = {id(each) for run in element.iter(f"{_MAIN}rPh") for each in run.iter(f"{_MAIN}t")}
    return "".join(each.text or "" for each in element.iter(f"{_MAIN}t") if id(each) not in spoken)


def _column(reference: str, following: int) -> int:
    """Return the place of a cell by its reference (`C7`), or else the next one."""
    place = 0
    for letter in re.sub(r"\d", "", reference):
        place = place * 26 + ord(letter.upper()) - ord("A") + 1
    return place - 1 if place else following

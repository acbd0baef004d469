"""Footnotes and their marks, from the letters' size and height to the paragraph."""

from pathlib import Path

from pipeline.read.pdf import read_pdf
from pipeline.registry import load
from pipeline.structure import structure
from tests.pdf_of import pdf_of

BODY = (
    b"BT /F1 13 Tf 16 TL 72 700 Td (Can cu Luat so 95/2025/QH15) Tj /F1 8 Tf 5 Ts (%s) Tj /F1 13 Tf 0 Ts (, xet to) Tj"
)
MORE = b"(trinh cua co quan trong nam 2024) ' (va cac quy dinh khac co lien quan.) ' ET"
NOTES = b"BT /F1 9 Tf 11 TL 72 120 Td (1 Dieu 24, Dieu 26.) Tj (2 Dieu 7.) ' ET"


def notes(tmp_path: Path, mark: bytes) -> list[tuple[str, str | None]]:
    page = next(read_pdf(pdf_of(tmp_path / "f.pdf", [b" ".join([BODY % mark, MORE, NOTES])])))
    found = structure([page], load()).paragraphs[1]
    return [
        (page.text[each.start : each.end], None if each.anchor is None else page.text[: each.anchor].split()[-1])
        for each in found
        if each.kind == "footnote"
    ]


def test_a_footnote_knows_the_place_of_its_mark(tmp_path: Path) -> None:
    assert notes(tmp_path, b"1") == [("1 Dieu 24, Dieu 26.", "95/2025/QH15"), ("2 Dieu 7.", None)]


def test_a_mark_without_its_note_links_nothing(tmp_path: Path) -> None:
    assert notes(tmp_path, b"7") == [("1 Dieu 24, Dieu 26.", None), ("2 Dieu 7.", None)]

"""DOCX → pages: columns, rendered page breaks, and archives that are not documents."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement

from pipeline.errors import NeedsOcr, UnreadableFile
from pipeline.read import read
from pipeline.read.docx import read_docx
from tests.conftest import SHARED
from tests.docx_of import cell, docx_of, paragraph, run, table
from tests.gold import secrecy_layouts as layouts


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A letterhead as a table, two paragraphs, a page break that Word rendered between them."""
    document = docx.Document()
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    left.text, right.text = (
        "TỈNH ỦY ĐIỆN BIÊN\n*\nSố 08-CT/TU",
        "ĐẢNG CỘNG SẢN VIỆT NAM\nĐiện Biên, ngày 30 tháng 3 năm 2016",
    )
    document.add_paragraph("Trang đầu nói về tình hình.")
    second = document.add_paragraph()
    second.add_run()._r.append(OxmlElement("w:lastRenderedPageBreak"))
    second.add_run("Trang sau nói về nhiệm vụ.")
    document.save(str(tmp_path / "a.docx"))
    return tmp_path / "a.docx"


def test_the_columns_of_a_letterhead_share_rows(letter: Path) -> None:
    lines = read(letter).pages[0].lines
    (motto,) = [line for line in lines if line.text == "ĐẢNG CỘNG SẢN VIỆT NAM"]
    (issuer,) = [line for line in lines if line.text == "TỈNH ỦY ĐIỆN BIÊN"]
    assert motto.row == issuer.row and motto.x0 > issuer.x1


def test_pages_are_those_that_word_rendered(letter: Path) -> None:
    pages = read(letter).pages
    assert [page.number for page in pages] == [1, 2]
    assert "tình hình" in pages[0].text and pages[1].text == "Trang sau nói về nhiệm vụ."


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w:p/>" * (12 << 20))
    with pytest.raises(UnreadableFile, match="MB"):
        read(path)


def test_another_archive_is_not_a_word_document(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ghi-chu.txt", "không phải Word")
    with pytest.raises(UnreadableFile):
        read(path)


BOX = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"


SHOWN = {
    "block control": (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('Trong khung.')}</w:sdtContent></w:sdt>",
        "Trong khung.",
    ),
    "inline control": (
        f"<w:p>{run('Hạn ')}<w:sdt><w:sdtContent>{run('30/6')}</w:sdtContent></w:sdt>{run('.')}</w:p>",
        "Hạn 30/6.",
    ),
    "smart tag": (f"<w:p>{run('Họp tại ')}<w:smartTag>{run('Mường Phăng')}</w:smartTag></w:p>", "Họp tại Mường Phăng"),
    "custom XML": (f"<w:p><w:customXml>{run('Thẻ')}</w:customXml></w:p>", "Thẻ"),
    "link": (f"<w:p><w:hyperlink>{run('Nghị quyết 04')}</w:hyperlink></w:p>", "Nghị quyết 04"),
    "insertion": (
        f"<w:p>{run('Trước ')}<w:ins>{run('ngày 15')}</w:ins><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del></w:p>",
        "Trước ngày 15",
    ),
    "move": (
        f"<w:p><w:moveFrom>{run('Chỗ cũ')}</w:moveFrom></w:p><w:p><w:moveTo>{run('Chỗ mới')}</w:moveTo></w:p>",
        "Chỗ mới",
    ),
    "deleted paragraph mark": (
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('Nối ')}</w:p>{paragraph('liền.')}",
        "Nối liền.",
    ),
    "guide above letters": (
        f"<w:p><w:r><w:ruby><w:rt>{run('x')}</w:rt><w:rubyBase>{run('Chữ')}</w:rubyBase></w:ruby></w:r></w:p>",
        "Chữ",
    ),
    "hidden": (f"<w:p>{run('Công khai.')}{run(' Ẩn.', '<w:vanish/>')}</w:p>", "Công khai."),
    "not hidden": ('<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Hiện</w:t></w:r></w:p>', "Hiện"),
    "capitals": (f"<w:p>{run('chỉ thị', '<w:caps/>')}</w:p>", "CHỈ THỊ"),
    "simple field": (f'<w:p><w:fldSimple w:instr="DATE">{run("1/1/2026")}</w:fldSimple></w:p>', "1/1/2026"),
    "complex field": (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("Điều 5")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        f"{run(' sau')}</w:p>",
        "Điều 5 sau",
    ),
    "hyphen": ("<w:p><w:r><w:t>31</w:t><w:noBreakHyphen/><w:t>CT/TU</w:t></w:r></w:p>", "31-CT/TU"),
    "line break": ("<w:p><w:r><w:t>Một</w:t><w:br/><w:t>Hai</w:t></w:r></w:p>", "Một|Hai"),
    "sign": ('<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t> Có</w:t></w:r></w:p>', "☑ Có"),
    "text box": (f"<w:p>{run('Trên hình')}{BOX.format(paragraph('Trong hộp'))}</w:p>", "Trên hình|Trong hộp"),
    "alternatives": (
        f"<w:p><mc:AlternateContent><mc:Choice>{BOX.format(paragraph('Hộp'))}</mc:Choice>"
        f"<mc:Fallback>{BOX.format(paragraph('Hộp'))}</mc:Fallback></mc:AlternateContent></w:p>",
        "Hộp",
    ),
    "WordArt": ('<w:p><w:r><w:pict><v:shape><v:textpath string="MẬT"/></v:shape></w:pict></w:r></w:p>', "MẬT"),
    "formula": ("<w:p><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>", "a+b"),
    "fraction": (
        f"<w:p>{run('Số kíp =')}<m:oMath><m:f><m:num><m:r><m:t>4.000</m:t></m:r></m:num>"
        f"<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>{run('cái')}</w:p>",
        "Số kíp = 4.000/2 cái",
    ),
    "power": (
        "<w:p><m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>3</m:t></m:r></m:sup></m:sSup>"
        "<m:rad><m:deg/><m:e><m:r><m:t>a+b</m:t></m:r></m:e></m:rad></m:oMath></w:p>",
        "10^3√(a+b)",
    ),
    "nested table": (
        table(cell(paragraph("A")) + cell(paragraph("B")), cell(table(cell(paragraph("C")))) + cell(paragraph("D"))),
        "A|B|C|D",
    ),
    "cell in a control": (
        table(f"<w:sdt><w:sdtContent>{cell(paragraph('A'))}</w:sdtContent></w:sdt>{cell(paragraph('B'))}"),
        "A|B",
    ),
    "row in a control": (
        f"<w:tbl><w:sdt><w:sdtContent><w:tr>{cell(paragraph('A'))}{cell(paragraph('B'))}</w:tr></w:sdtContent></w:sdt>"
        "</w:tbl>",
        "A|B",
    ),
    "deleted row": (
        table(f"<w:trPr><w:del/></w:trPr>{cell(paragraph('Bỏ'))}", cell(paragraph("A")) + cell(paragraph("B"))),
        "A|B",
    ),
    "merged downwards": (
        table(
            cell(paragraph("Gộp"), '<w:vMerge w:val="restart"/>') + cell(paragraph("B1")),
            cell(paragraph("Gộp"), "<w:vMerge/>") + cell(paragraph("B2")),
        ),
        "Gộp|B1|B2",
    ),
    "merge without a beginning": (table(cell(paragraph("A"), "<w:vMerge/>") + cell(paragraph("B1"))), "A|B1"),
}


@pytest.mark.parametrize(("body", "lines"), SHOWN.values(), ids=SHOWN)
def test_every_word_that_word_shows_is_read_once(tmp_path: Path, body: str, lines: str) -> None:
    (page,) = read(docx_of(tmp_path / "a.docx", body)).pages
    assert "|".join(line.text for line in page.lines) == lines


def test_automatic_numbers_are_text(tmp_path: Path) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{label}"/></w:lvl>'
        for place, form, label in ((0, "decimal", "Điều %1."), (1, "lowerLetter", "%2)"))
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="3">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num>'
    )
    number = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
    styled = '<w:style w:type="paragraph" w:styleId="Article"><w:pPr>' + number.format(0) + "</w:pPr></w:style>"
    body = (
        paragraph("Phạm vi", '<w:pStyle w:val="Article"/>')
        + paragraph("Áp dụng", number.format(1))
        + paragraph("Đối tượng", '<w:pStyle w:val="Article"/>')
        + paragraph("Không đánh số", '<w:pStyle w:val="Article"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    (page,) = read(docx_of(tmp_path / "a.docx", body, {"numbering": numbering, "styles": styled})).pages
    assert page.text.splitlines() == ["Điều 1. Phạm vi", "a) Áp dụng", "Điều 2. Đối tượng", "Không đánh số"]


def test_a_footnote_is_read_at_the_foot_of_its_page_and_knows_its_mark(tmp_path: Path) -> None:
    note = f'<w:footnote w:id="2"><w:p>{run("Thay thế Quy định số 47-QĐ/TW.")}</w:p></w:footnote>'
    separator = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    body = (
        f'<w:p>{run("Quy định số 37-QĐ/TW")}<w:r><w:footnoteReference w:id="2"/></w:r>{run(" nêu rõ.")}</w:p>'
        + "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Trang sau.</w:t></w:r></w:p>"
    )
    first, second = read(docx_of(tmp_path / "a.docx", body, {"footnotes": separator + note})).pages
    assert first.text == "Quy định số 37-QĐ/TW1 nêu rõ.\n1 Thay thế Quy định số 47-QĐ/TW."
    assert [line.text[place:] for line in first.lines for place in line.raised] == ["1 nêu rõ."]
    assert first.lines[1].size < first.lines[0].size
    assert second.text == "Trang sau."


@pytest.mark.parametrize(
    ("titled", "kind", "lines"),
    [
        ("", "default", ["TỈNH ỦY ĐIỆN BIÊN", "Nội dung."]),
        ("<w:titlePg/>", "first", ["TỈNH ỦY ĐIỆN BIÊN", "Nội dung."]),
        ("<w:titlePg/>", "default", ["Nội dung.", "TỈNH ỦY ĐIỆN BIÊN"]),
    ],
    ids=["of every page", "of the first page", "of later pages"],
)
def test_a_running_head_is_read_once(tmp_path: Path, titled: str, kind: str, lines: list[str]) -> None:
    section = f'<w:sectPr><w:headerReference w:type="{kind}" r:id="header1"/>{titled}</w:sectPr>'
    head = paragraph("TỈNH ỦY ĐIỆN BIÊN") + paragraph("12")
    (page,) = read(docx_of(tmp_path / "a.docx", paragraph("Nội dung.") + section, {"header1": head})).pages
    assert page.text.splitlines() == lines


def test_a_degree_at_the_foot_of_every_page_is_on_the_first(tmp_path: Path) -> None:
    section = '<w:sectPr><w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'
    for mark, lines in (("TỐI MẬT", ["TỐI MẬT", "Nội dung."]), ("Trang cuối", ["Nội dung.", "Trang cuối"])):
        path = docx_of(tmp_path / "a.docx", paragraph("Nội dung.") + section, {"footer1": paragraph(mark)})
        assert read(path).pages[0].text.splitlines() == lines


def test_another_document_within_is_read(tmp_path: Path) -> None:
    body = paragraph("Trước") + '<w:altChunk r:id="aFChunk1"/>' + paragraph("Sau")
    parts = {"aFChunk1": "<html><body><p>Ở <b>giữa</b></p></body></html>"}
    (page,) = read(docx_of(tmp_path / "a.docx", body, parts)).pages
    assert page.text.split() == ["Trước", "Ở", "giữa", "Sau"]


def test_a_page_begins_where_word_broke_it(tmp_path: Path) -> None:
    body = (
        paragraph("Một")
        + "<w:p><w:r><w:t>Cuối trang </w:t><w:lastRenderedPageBreak/><w:t>đầu trang</w:t></w:r></w:p>"
        + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        + paragraph("Ba")
    )
    pages = read(docx_of(tmp_path / "a.docx", body)).pages
    assert [page.text for page in pages] == ["Một\nCuối trang", "đầu trang", "Ba"]


def test_the_strict_form_is_read(tmp_path: Path) -> None:
    usual = docx_of(tmp_path / "a.docx", paragraph("Nội dung chỉ thị."))
    path = tmp_path / "strict.docx"
    with zipfile.ZipFile(usual) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            new.writestr(name, content)
    assert read(path).pages[0].text == "Nội dung chỉ thị."


def test_the_cases_that_were_read_wrong() -> None:
    folder = SHARED / "cases" / "docx"
    if not folder.is_dir():
        pytest.skip("no cases beside this checkout")
    texts = {path.name: "\n".join(page.text for page in read(path).pages) for path in folder.iterdir()}
    assert "I. Tình hình\n1. Kết quả" in texts["d01-autonumber.docx"]
    assert "Điều 2. Trách nhiệm" in texts["d02-autodieu.docx"]
    assert "trước ngày 15/9/2019 và báo cáo" in texts["d03-tracked.docx"]
    assert "Phần công khai." in texts["d14-hidden.docx"]
    assert texts["merged-cell.docx"].count("GỘPDỌC") == 1


MARK = layouts.picture("MẬT")


@pytest.mark.parametrize(
    ("place", "picture", "on_top"),
    [
        ("left", layouts.INLINE, True),
        ("above", layouts.FLOATING, True),
        ("header", layouts.VML, True),
        ("anchored", layouts.FLOATING, True),
        ("left", layouts.VML, True),
        ("end", layouts.INLINE, False),
        ("end", '<w:p><w:r><w:br w:type="page"/><w:t>Phụ lục</w:t></w:r></w:p>' + layouts.FLOATING, False),
    ],
)
def test_a_picture_of_the_letterhead_is_read_for_a_mark(tmp_path: Path, place: str, picture: str, on_top: bool) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(layouts.word_file(MARK, "Nội dung.", **{place: picture}))
    seen: list[bytes] = []

    def read_picture(content: bytes) -> str:
        seen.append(content)
        return "TỐI MẬT"

    text = "".join(page.text for page in read_docx(path, read_picture))
    assert ("TỐI MẬT" in text) is on_top
    assert [content.startswith(b"\x89PNG") for content in seen] == [True] * on_top
    assert "TỐI MẬT" not in "".join(page.text for page in read_docx(path))


def test_a_picture_that_cannot_be_read_keeps_the_document_out(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(layouts.word_file(MARK, "Nội dung.", left=layouts.INLINE))
    with pytest.raises(NeedsOcr):
        read(path, ocr="never")
    damaged = path.read_bytes().replace(b"\x89PNG", b"EMF.")
    path.write_bytes(damaged)
    with pytest.raises(UnreadableFile):
        read(path, ocr="never")

"""The builder of the sample: pages show what their sources say, and the files are those of their sources."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx as python_docx
import pdfplumber
import pytest

from tests.build_sample import build, stale
from tests.build_sample.fonts import FontError, font_file, spell_fallback, spell_tcvn3, tcvn3
from tests.build_sample.source import PageBreak, Paragraph, Source, SourceError, Table, blocks, load
from tests.conftest import optional

FACES = [f"LiberationSerif-{weight}" for weight in ("Regular", "Bold", "Italic", "BoldItalic")]


def _missing() -> str:
    try:
        for face in (*FACES, "LiberationSans-Regular"):
            font_file(face)
    except FontError as error:
        return str(error)
    return ""


needs_fonts = optional(_missing())

SOURCE = """
[build]
output = "{output}"
font = "{font}"
columns = "{columns}"
[letterhead]
style = "party"
left = ["TỈNH ỦY ĐIỆN BIÊN", "*"]
number = "Số 08-CT/TU"
right = ["ĐẢNG CỘNG SẢN VIỆT NAM"]
date = "Điện Biên, ngày 30 tháng 3 năm 2016"
secrecy = "MẬT"
[title]
type = "CHỈ THỊ"
text = "về kỷ luật"
[closing]
authority = "T/M BAN THƯỜNG VỤ"
position = "PHÓ BÍ THƯ"
signer = "Nguyễn Văn A"
recipients = ["Các huyện ủy,", "Lưu Văn phòng Tỉnh ủy."]
[body]
text = '''
# I. MỤC ĐÍCH
Ủy ban kiểm tra nhắc nhở những người đi muộn.
| STT | Nhiệm vụ |
| 1 | Kiểm tra giờ làm việc |
===
Trang sau.
'''
"""


def _source(folder: Path, output: str = "pdf", font: str = "unicode", columns: str = "two") -> Source:
    path = folder / "mau.toml"
    path.write_text(SOURCE.format(output=output, font=font, columns=columns), "utf-8")
    return load(path)


def _pages(data: bytes) -> list[str]:
    with pdfplumber.open(BytesIO(data)) as file:
        return [page.extract_text() for page in file.pages]


def test_body_marks() -> None:
    body = "^ Chương I\n# I. MỘT\n## 1. Hai\n\n- ba\n| a | b |\n| 1 |  |\n===\n#thẻ"
    assert list(blocks(body)) == [
        Paragraph("Chương I", "centred"),
        Paragraph("I. MỘT", "heading"),
        Paragraph("1. Hai", "subheading"),
        Paragraph("- ba"),
        Table((("a", "b"), ("1", ""))),
        PageBreak(),
        Paragraph("#thẻ"),
    ]


def test_a_wrong_source_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"mau\.toml: font is one of unicode, tcvn3, fallback"):
        _source(tmp_path, font="vni")
    with pytest.raises(SourceError, match=r"no source khong-co\.toml"):
        load(tmp_path / "khong-co.toml")


def test_tcvn3_bytes() -> None:
    # 7 letters in both cases, and 12 vowels with 5 tones each
    assert len(tcvn3()) == 7 * 2 + 12 * 5
    assert len(set(tcvn3().values())) == len(tcvn3())


@needs_fonts
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cộng hòa xã hội", [(".VnTime", "Céng hßa x· héi")]),
        ("ĐẢNG CỘNG SẢN", [(".VnTimeH", "®¶ng céng s¶n")]),
        ("Ủy ban", [(".VnTimeH", "ñ"), (".VnTime", "y ban")]),
        ("Số 17-CT/TU", [(".VnTime", "Sè 17-CT/TU")]),
    ],
)
def test_tcvn3_spelling(text: str, expected: list[tuple[str, str]]) -> None:
    assert [tuple(run) for run in spell_tcvn3(text, "Regular")] == expected


@needs_fonts
def test_a_letter_that_cannot_be_shown_is_refused() -> None:
    with pytest.raises(FontError, match="ü"):
        spell_tcvn3("Zürich", "Regular")
    with pytest.raises(FontError, match="中"):
        spell_fallback("中", "Regular")


@needs_fonts
def test_text_layers(tmp_path: Path) -> None:
    unicode = _pages(build(_source(tmp_path)))
    assert "Ủy ban kiểm tra nhắc nhở những người đi muộn." in unicode[0]
    assert unicode[1].startswith("2\nTrang sau.")
    assert _pages(build(_source(tmp_path, font="fallback"))) == unicode
    legacy = _pages(build(_source(tmp_path, font="tcvn3")))[0]
    assert "ñy ban kiÓm tra nh¾c nhë nh÷ng ng\xadêi ®i muén." in legacy


@needs_fonts
def test_header_columns(tmp_path: Path) -> None:
    shared = _pages(build(_source(tmp_path, columns="one-line")))[0]
    assert shared.startswith("TỈNH ỦY ĐIỆN BIÊN ĐẢNG CỘNG SẢN VIỆT NAM\n*\nSố 08-CT/TU Điện Biên, ngày 30 tháng 3")
    apart = _pages(build(_source(tmp_path)))[0].splitlines()
    assert {"TỈNH ỦY ĐIỆN BIÊN", "ĐẢNG CỘNG SẢN VIỆT NAM", "Số 08-CT/TU", "MẬT"} <= set(apart)


@needs_fonts
def test_a_scan_has_no_text_layer(tmp_path: Path) -> None:
    data = build(_source(tmp_path, output="scan"))
    assert _pages(data) == ["", ""]
    assert len(data) < 300_000


@needs_fonts
def test_docx(tmp_path: Path) -> None:
    document = python_docx.Document(BytesIO(build(_source(tmp_path, output="docx"))))
    assert [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"] == ["I. MỤC ĐÍCH"]
    left, right = document.tables[0].rows[0].cells
    assert left.text.splitlines() == ["TỈNH ỦY ĐIỆN BIÊN", "*", "Số 08-CT/TU", "MẬT"]
    assert right.text.splitlines() == ["ĐẢNG CỘNG SẢN VIỆT NAM", "Điện Biên, ngày 30 tháng 3 năm 2016"]


@needs_fonts
@pytest.mark.parametrize("output", ["pdf", "scan", "docx"])
def test_the_same_bytes_each_time(tmp_path: Path, output: str) -> None:
    source = _source(tmp_path, output=output)
    assert build(source) == build(source)


@needs_fonts
def test_the_files_are_those_of_their_sources() -> None:
    assert list(stale()) == []

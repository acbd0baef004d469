"""Text files → pages: their encoding, pages and columns."""

from __future__ import annotations

import csv
import random
import unicodedata
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

import pipeline.read
from pipeline.errors import UnreadableFile
from pipeline.parse import parse_file
from pipeline.read import read
from pipeline.vietnamese.text import nfc

TABLES = Path(pipeline.read.__file__).parent / "tables"
DIRECTIVE = nfc("""\
      TỈNH ỦY ĐIỆN BIÊN                     ĐẢNG CỘNG SẢN VIỆT NAM
              *
       Số 08-CT/TU                    Điện Biên, ngày 30 tháng 3 năm 2016

                                CHỈ THỊ
          về tăng cường kỷ luật, kỷ cương hành chính

    Thời gian qua, các cấp ủy đã quán triệt Nghị quyết số 04-NQ/TW, ngày
30/10/2016 của Ban Chấp hành Trung ương đến từng chi bộ.

    1. Các cấp ủy tổ chức học tập, gắn với công việc của từng cơ quan.
    2. Ban Tổ chức Tỉnh ủy theo dõi, đôn đốc việc thực hiện.

Nơi nhận:                              T/M BAN THƯỜNG VỤ
- Các huyện ủy,                            BÍ THƯ
- Lưu Văn phòng Tỉnh ủy.

                                       Trần Văn Mẫu
""")


def file_of(folder: Path, content: bytes, name: str = "van-ban.txt") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def words(path: Path) -> list[str]:
    return " ".join(page.text for page in read(path).pages).split()


def old_letters(text: str, table: str) -> str:
    """`text` in an encoding of before Unicode, as Windows of the West shows it."""
    with (TABLES / f"{table}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))[1:]
    if table == "vni":
        spelled = {nfc(letter): old for old, letter in reversed(rows)}
        return "".join(spelled.get(letter, letter) for letter in text)
    spelled = {nfc(letter): chr(int(code, 16)) for code, letter in reversed(rows) if int(code, 16) < 256}
    return "".join(spelled.get(letter) or spelled.get(letter.lower(), letter) for letter in text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = file_of(tmp_path, DIRECTIVE.replace("\n", "\r\n").encode(encoding))
    assert words(path) == DIRECTIVE.split()
    assert read(path).pages[0].source == "text"


def test_the_header_of_a_typed_letterhead(tmp_path: Path) -> None:
    document = parse_file(file_of(tmp_path, DIRECTIVE.encode()))
    header = document.header
    assert (header.type, header.number, header.issuer) == ("chỉ thị", "08-CT/TU", "Tỉnh ủy Điện Biên")
    assert (header.date, header.place) == (date(2016, 3, 30), "Điện Biên")
    assert header.title and header.title.lower().startswith("về tăng cường kỷ luật")
    assert header.signers[0].name == "Trần Văn Mẫu"
    assert header.recipients == ("Các huyện ủy", "Lưu Văn phòng Tỉnh ủy")
    assert [section.label for section in document.outline] == ["1", "2"]
    (mention,) = document.mentions[1]
    assert (mention.number, mention.date) == ("04-NQ/TW", date(2016, 10, 30))


@pytest.mark.parametrize("table", ["tcvn3", "vni"])
def test_legacy_encodings(tmp_path: Path, table: str) -> None:
    old = old_letters(DIRECTIVE, table).encode("cp1252")
    path = file_of(tmp_path, old)
    (page,) = read(path).pages
    assert page.source == "repaired"
    assert [word.lower() for word in page.text.split()] == [word.lower() for word in DIRECTIVE.split()]
    header = parse_file(path).header
    assert (header.number, header.issuer, header.date) == ("08-CT/TU", "Tỉnh ủy Điện Biên", date(2016, 3, 30))


def test_capitals_of_tcvn3(tmp_path: Path) -> None:
    path = file_of(tmp_path, old_letters(DIRECTIVE, "tcvn3").encode("cp1252"))
    text = read(path).pages[0].text
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text and "CHỈ THỊ" in text
    assert "Thời gian qua, các cấp ủy đã" in text


def test_the_code_page_of_windows(tmp_path: Path) -> None:
    tones = str.maketrans({"ỉ": "i\u0309", "ờ": "ơ\u0300", "ị": "i\u0323", "ệ": "ê\u0323", "ộ": "ô\u0323"})
    text = "Chỉ thị của thời điện tử, việc học và việc làm, cả ngày và đêm ở cơ quan nhà"
    composed = "".join(
        letter if letter.isascii() or letter in "ăâêôơưđ" else _with_mark(letter) for letter in text.translate(tones)
    )
    assert words(file_of(tmp_path, composed.encode("cp1258"))) == text.split()


def _with_mark(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    if len(parts) == 3:
        return unicodedata.normalize("NFC", parts[0] + parts[1]) + parts[2]
    base = unicodedata.normalize("NFC", parts)
    return base if base in "ăâêôơưđ" else parts


def test_one_wrong_byte_costs_one_letter(tmp_path: Path) -> None:
    found = words(file_of(tmp_path, DIRECTIVE.encode() + b"\xff"))
    assert found[:-1] == DIRECTIVE.split()


def test_english_stays(tmp_path: Path) -> None:
    text = "The café of the naïve façade, and the résumé of the people with the déjà vu of the village."
    path = file_of(tmp_path, text.encode("cp1252"))
    assert words(path) == text.split()


def test_only_form_feeds_begin_pages(tmp_path: Path) -> None:
    pages = read(file_of(tmp_path, "một\n\fhai\n\fba\n\f".encode())).pages
    assert [page.text for page in pages] == ["một", "hai", "ba"]
    assert len(read(file_of(tmp_path, "dòng chữ\n".encode() * 500)).pages) == 1


def test_a_very_long_text_is_split_at_blank_lines(tmp_path: Path) -> None:
    block = "Mỗi chi bộ họp một lần trong tháng.\n" * 20 + "\n"
    pages = read(file_of(tmp_path, (block * 400).encode())).pages
    assert len(pages) == 3
    assert sum(len(page.text.split()) for page in pages) == len(block.split()) * 400


def test_lines_that_are_not_wrapped_are_paragraphs(tmp_path: Path) -> None:
    line = "Các cấp ủy tổ chức học tập và làm theo " * 6
    (page,) = read(file_of(tmp_path, f"{line}\n{line}\nHết.\n".encode())).pages
    assert [below.top - above.bottom > above.size for above, below in pairwise(page.lines)] == [True, True]


@pytest.mark.parametrize(
    "content",
    [
        random.Random(7).randbytes(4000),
        b"\x7fELF" + bytes(300),
        b"MZ\x90\x00" + bytes(range(256)) * 4,
        ("chữ " * 600).encode() + bytes(range(32)),
        b"\xff\xfe" + b"\x00\xd8" * 200,
        b" \n\t ",
        b"\xff\xfe",
    ],
)
def test_binary_content_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(file_of(tmp_path, content))
    assert caught.value.hint and caught.value.path and "\n" not in str(caught.value)


def test_a_text_called_word_is_a_text(tmp_path: Path) -> None:
    assert words(file_of(tmp_path, DIRECTIVE.encode(), "van-ban.doc")) == DIRECTIVE.split()


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.read.txt._MAX_SIZE", 100)
    with pytest.raises(UnreadableFile, match="MB"):
        read(file_of(tmp_path, DIRECTIVE.encode()))

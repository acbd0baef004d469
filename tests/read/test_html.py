"""Pages of portals → one page with its letterhead in two columns, without the portal around it."""

from __future__ import annotations

from base64 import b64encode
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import UnreadableFile
from pipeline.parse import parse_file
from pipeline.read import read
from pipeline.read.html import read_html
from pipeline.vietnamese.secrecy import degree_of
from pipeline.vietnamese.text import nfc
from tests.read.test_txt import old_letters

LETTERHEAD = """
<table border="0" cellspacing="0" cellpadding="0"><tbody><tr>
<td width="223" valign="top"><p align="center"><b>BỘ XÂY DỰNG<br>-------</b></p></td>
<td width="367" valign="top"><p align="center"><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc
<br>---------------</b></p></td></tr>
<tr><td><p align="center">Số: 01/2024/TT-BXD</p></td>
<td><p align="right"><i>Hà Nội, ngày 15 tháng 3 năm 2024</i></p></td></tr></tbody></table>"""
BODY = """
<p>&nbsp;</p><p align="center"><a name="loai_1"><b>THÔNG TƯ</b></a></p>
<p style="text-align: center"><a name="loai_1_name">VỀ QUẢN LÝ CHẤT LƯỢNG<br>CÔNG TRÌNH MẪU</a></p>
<p><i>Căn cứ <a href="/luat">Luật Xây dựng</a> ngày 18 tháng 6 năm 2014;</i></p>
<p><a name="dieu_1"><b>Điều 1. Phạm vi điều chỉnh</b></a></p>
<p>Thông tư này quy định một số nội dung về quản lý chất lượng công trình, áp dụng với cơ quan, tổ chức, cá nhân
trong hoạt động xây dựng trên lãnh thổ Việt Nam, trừ công trình mẫu.</p>
<p><b>Điều 2. Hiệu lực</b></p><p>1. Thông tư này có hiệu lực từ ngày 01 tháng 5 năm 2024.</p>
<p>2. Bãi bỏ <a href="/26">Thông tư số 26/2016/TT-BXD</a>.</p>
<table border="1"><tr><td>TT</td><td>Tên</td><td>Mức</td></tr>
<tr><td>1</td><td>Cầu</td><td>Cấp <b>II</b></td></tr></table>
<table><tr><td><p><b><i>Nơi nhận:</i></b><br>- Như Điều 2;<br>- Lưu: VT.</p></td>
<td><p align="center"><b>KT. BỘ TRƯỞNG<br>THỨ TRƯỞNG<br><br><br>Nguyễn Văn Mẫu</b></p></td></tr></table>"""
MENU = '<ul class="nav">' + "".join(
    f'<li><a href="/{name}">{name}</a></li>' for name in ("Trang chủ", "Thời sự", "Tra cứu")
)
PORTAL = nfc(f"""<!DOCTYPE html>
<!-- saved from url=(0041)https://portal.example/van-ban/1 -->
<html><head><meta charset="utf-8"><title>Thông tư 01 - Cổng</title><script>var a = "<p>kịch bản</p>";</script>
<style>p {{ color: red }}</style></head><body><form id="aspnetForm"><div id="top">{MENU}</ul></div>
<div class="breadcrumb"><a href="/">Đường dẫn</a> » <a href="/xd">Xây dựng</a></div>
<h1>Thông tư 01/2024/TT-BXD tiêu đề của cổng</h1><div class="tabs"><a>Tóm tắt</a> <a>Lược đồ</a></div>
<div class="content1"><div><div>{LETTERHEAD}{BODY}</div></div></div>
<div class="sidebar"><h3>Liên quan</h3><ul><li><a href="/1">Nghị định mẫu số một của cổng</a></li>
<li><a href="/2">Nghị định mẫu số hai</a></li><li><a href="/3">Nghị định mẫu số ba</a></li></ul></div>
<div style="display: none">Đăng nhập</div><footer>Chân trang. Giấy phép số 27/GP-TTĐT.</footer></form></body></html>""")


def file_of(folder: Path, content: str | bytes, name: str = "van-ban.html") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def text_of(folder: Path, content: str | bytes) -> str:
    return "\n".join(page.text for page in read(file_of(folder, content)).pages)


def test_the_header_and_closing_of_a_portal_page(tmp_path: Path) -> None:
    document = parse_file(file_of(tmp_path, PORTAL))
    header = document.header
    assert (header.type, header.number, header.issuer) == ("thông tư", "01/2024/TT-BXD", "Bộ Xây dựng")
    assert (header.date, header.place) == (date(2024, 3, 15), "Hà Nội")
    assert header.title == nfc("VỀ QUẢN LÝ CHẤT LƯỢNG CÔNG TRÌNH MẪU")
    assert (header.signers[0].name, header.signers[0].authority) == (nfc("Nguyễn Văn Mẫu"), "K/T")
    assert header.recipients == (nfc("Như Điều 2"), "Lưu: VT")
    assert [section.label for section in document.outline] == [nfc("Điều 1"), nfc("Điều 2"), "1", "2"]
    assert "26/2016/TT-BXD" in {mention.number for mention in document.mentions[1]}


def test_the_letterhead_has_two_columns(tmp_path: Path) -> None:
    (page,) = read(file_of(tmp_path, PORTAL)).pages
    for left, right in (("BỘ XÂY DỰNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("Số: 01/2024/TT-BXD", "Hà Nội, ngày")):
        one = next(line for line in page.lines if line.text == nfc(left))
        other = next(line for line in page.lines if line.text.startswith(nfc(right)))
        assert one.row == other.row and one.x1 < page.width / 2 <= other.x0


def test_nothing_of_the_portal_and_all_of_the_document(tmp_path: Path) -> None:
    text = text_of(tmp_path, PORTAL)
    for foreign in (
        "kịch bản",
        "color",
        "Trang chủ",
        "Đường dẫn",
        "tiêu đề của cổng",
        "Liên quan",
        "Đăng nhập",
        "Giấy phép",
    ):
        assert nfc(foreign) not in text
    assert text.startswith(nfc("BỘ XÂY DỰNG CỘNG HÒA")) and text.endswith(nfc("Nguyễn Văn Mẫu"))
    assert nfc("TT Tên Mức\n1 Cầu Cấp II") in text


@pytest.mark.parametrize("form", ["fragment", "named .doc", "utf-16", "layout table", "upper case"])
def test_other_ways_to_save_it(tmp_path: Path, form: str) -> None:
    made: str | bytes = {
        "fragment": LETTERHEAD + BODY,
        "layout table": f"<html><table><tr><td>{MENU}</ul></td><td>{LETTERHEAD}{BODY}</td></tr></table></html>",
        "upper case": PORTAL.replace("<table", "<TABLE").replace("<td", "<TD").replace("<p", "<P"),
    }.get(form, PORTAL)
    content = nfc(str(made)).encode("utf-16" if form == "utf-16" else "utf-8")
    path = file_of(tmp_path, content, "van-ban.doc" if form == "named .doc" else "trang.htm")
    header = parse_file(path).header
    assert (header.number, header.issuer, header.date) == ("01/2024/TT-BXD", "Bộ Xây dựng", date(2024, 3, 15))


@pytest.mark.parametrize("table", ["tcvn3", "vni"])
def test_legacy_encodings_are_recognised_by_their_font(tmp_path: Path, table: str) -> None:
    font = ".VnTime" if table == "tcvn3" else "VNI-Times"
    words = nfc("Các cấp ủy đảng quán triệt nghị quyết đến từng chi bộ, từng đảng viên trong quý một")
    content = f'<html><body><p><font face="{font}">{old_letters(words, table)}</font></p></body></html>'
    (page,) = read(file_of(tmp_path, content.encode("cp1252"))).pages
    assert (page.text, page.source) == (words, "repaired")


def test_a_page_without_a_letterhead_is_kept_whole(tmp_path: Path) -> None:
    form = f"<h3>PHỤ LỤC</h3>{LETTERHEAD}<p>Mẫu đơn.</p>"
    words = "".join(f"<p>Đoạn thứ {number} của một bài viết dài, có nhiều câu chữ để đọc.</p>" for number in range(60))
    text = text_of(tmp_path, f"<html><body><h1>Tin tức</h1>{words}{form}</body></html>")
    assert text.startswith(nfc("Tin tức")) and nfc("Đoạn thứ 59") in text and nfc("Mẫu đơn.") in text


def test_a_stamp_above_the_letterhead_stays(tmp_path: Path) -> None:
    content = f"<html><body><h1>Tiêu đề</h1><p>TỐI MẬT</p>{LETTERHEAD}{BODY}</body></html>"
    assert parse_file(file_of(tmp_path, content)).header.marks.secrecy == nfc("TỐI MẬT")


def test_numbered_lists_keep_their_numbers(tmp_path: Path) -> None:
    text = text_of(tmp_path, "<html><p>Nhiệm vụ</p><ol><li>Học tập<li>Làm theo</ol><ol type=a><li>Một</ol>")
    assert text.split("\n") == [nfc(line) for line in ("Nhiệm vụ", "1. Học tập", "2. Làm theo", "a) Một")]


def test_a_very_long_page_is_split(tmp_path: Path) -> None:
    content = "<html><body>" + "<p>Mỗi chi bộ họp một lần trong tháng.</p>" * 8000 + "</body></html>"
    assert len(read(file_of(tmp_path, content)).pages) == 3


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 300_000 + "x",
        "<table><tr><td>" * 50_000,
        "<ol>" + "<li>b" * 10_000,
        "<p " + " ".join(f"a{number}=1" for number in range(200_000)) + ">một chữ",
        '<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]><p>một &b;</p>',
        "<table><tr><td colspan=99999999999>một</td><td colspan=-1>hai</td></tr></table>",
        "<frameset><frame src=a></frameset>",
        "<p>một\0chữ</p>",
    ],
    ids=["deep", "tables", "list", "attributes", "entities", "colspan", "frames", "nul"],
)
def test_malicious_markup_is_read_quickly(tmp_path: Path, bomb: str) -> None:
    try:
        pages = read(file_of(tmp_path, f"<html>{bomb}" if not bomb.startswith("<!") else bomb)).pages
    except UnreadableFile as error:
        assert error.reason and error.hint and "\n" not in str(error)
    else:
        assert len(pages) == 1


@pytest.mark.parametrize("content", ["<html></html>", "<html><body><script>x()</script></body></html>"])
def test_a_page_without_words_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(UnreadableFile):
        read(file_of(tmp_path, content))


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.read.html._MAX_MARKUP", 100)
    with pytest.raises(UnreadableFile, match="MB"):
        read(file_of(tmp_path, PORTAL))


BODY = "<h1>CHỈ THỊ</h1><p>" + "Các chi bộ thực hiện nghiêm túc. " * 30 + "</p>"
HEAD = "<table><tr><td>TỈNH ỦY<br>Số 31-CT/TU</td><td>ĐẢNG CỘNG SẢN VIỆT NAM</td></tr></table>"


@pytest.mark.parametrize(
    "columns",
    [
        "<div style='float:left'>{}</div><div style='float: right'>{}</div>",
        "<div style='display:inline-block;width:40%'>{}</div><div style='display: inline-block'>{}</div>",
        "<section style='display:table-cell'>{}</section>\n<section style='display:table-cell'>{}</section>",
    ],
)
def test_blocks_side_by_side_are_columns(tmp_path: Path, columns: str) -> None:
    head = columns.format("<p>TỈNH ỦY</p><p>Số 31-CT/TU</p>", "<p>ĐẢNG CỘNG SẢN VIỆT NAM</p><p>Ngày 12</p>")
    page = next(read_html(file_of(tmp_path, head + BODY)))
    assert page.text.startswith("TỈNH ỦY ĐẢNG CỘNG SẢN VIỆT NAM\nSố 31-CT/TU Ngày 12\nCHỈ THỊ\n")


def test_a_left_column_above_the_motto_stays(tmp_path: Path) -> None:
    head = "<p>Trang chủ</p><p>TỈNH ỦY</p><p>*</p><p>Số 31-CT/TU</p><p>ĐẢNG CỘNG SẢN VIỆT NAM</p>"
    assert text_of(tmp_path, head + BODY).startswith("TỈNH ỦY\n*\nSố 31-CT/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nCHỈ THỊ")


@pytest.mark.parametrize(
    "mark",
    [
        "<header><p>TỐI MẬT</p></header>",
        "<aside>TỐI MẬT</aside>",
        "<div role='banner'>T Ố I  M Ậ T</div>",
        "<svg><text>TỐI MẬT</text></svg>",
        "<div class='menu'>Trang chủ</div><div>TỐI MẬT</div>",
    ],
)
def test_a_mark_around_the_document_is_its_first_line(tmp_path: Path, mark: str) -> None:
    page = next(read_html(file_of(tmp_path, f"{mark}<main>{HEAD}{BODY}</main>")))
    assert degree_of(page.lines[0].text) == "TỐI MẬT"


def test_a_mark_that_a_style_sets_on_top_is_read_first(tmp_path: Path) -> None:
    text = text_of(tmp_path, f"{HEAD}{BODY}<span style='position:fixed;top:0'>TUYỆT MẬT</span>")
    assert text.startswith("TUYỆT MẬT\n")


@pytest.mark.parametrize(
    "other",
    [
        "<nav><a href='a'>TUYỆT MẬT</a><br><a href='b'>MẬT</a></nav>",
        "<p style='display: none'>MẬT</p>",
        "<select><option>MẬT</select>",
        "<header>BẢO MẬT THÔNG TIN</header>",
    ],
)
def test_other_words_around_the_document_are_not_marks(tmp_path: Path, other: str) -> None:
    assert text_of(tmp_path, f"{other}<main>{HEAD}{BODY}</main>").startswith("TỈNH ỦY ĐẢNG CỘNG SẢN")


@pytest.mark.parametrize(
    ("place", "seen"),
    [
        ("<div>{}</div><main>" + HEAD + BODY + "</main>", True),
        ("{}" + HEAD + BODY, True),
        (HEAD + "{}" + BODY, True),
        (HEAD + BODY + "<p>a</p>" * 20 + "{}", False),
    ],
)
def test_pictures_of_a_letterhead_are_read(tmp_path: Path, place: str, seen: bool) -> None:
    (tmp_path / "trang_files").mkdir()
    (tmp_path / "trang_files" / "dấu.png").write_bytes(b"saved")
    encoded = b64encode(b"embedded" * 9).decode()
    sources = (
        "trang_files/d%E1%BA%A5u.png",
        f"data:image/png;base64,{encoded}",
        "../a.png",
        "http://example.org/a.png",
        "",
    )
    pictures = "".join(f"<img src='{source}'>" for source in sources)
    read: list[bytes] = []

    def read_picture(content: bytes) -> str:
        read.append(content)
        return "MẬT"

    page = next(read_html(file_of(tmp_path, place.format(pictures)), read_picture))
    assert read == ([b"saved", b"embedded" * 9] if seen else [])
    assert ("MẬT" in page.text.splitlines()) is seen
    assert page.text.index("TỈNH ỦY") < 20

"""Adding documents: files are kept and read, nothing is overwritten, secret files are not tried again."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest

from pipeline.web.add_page import keep_file, safe_name
from tests.web.browser import Visitor, all_words, words
from tests.web.conftest import SAMPLE

DIRECTIVE = SAMPLE / "chi-thi-08-ct-tu-dien-bien-2016.pdf"


def wait(visitor: Visitor) -> str:
    """Return the page when the files are read."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        text: str = visitor.get("/add").text
        if "hx-trigger" not in text:
            return text
    raise AssertionError("still reading")


def test_files_that_are_sent_come_into_the_library(tmp_path: Path) -> None:
    library = tmp_path / "Thư viện của tôi" / "library.sqlite"
    with Visitor(library) as visitor:
        names = (DIRECTIVE, SAMPLE / "bao-cao-mat-2019.pdf")
        sent = [("files", (f"../../{path.name}", path.read_bytes())) for path in names]
        assert visitor.post("/add", files=sent).status_code == 303
        assert "Thêm 1" in wait(visitor)
        assert {path.name for path in (library.parent / "van-ban").iterdir()} == {path.name for path in names}
        page = visitor.page("/add")
        aside = page.xpath("//section[@aria-labelledby='a-aside']")[0]
        assert "bao-cao-mat-2019.pdf" in words(aside)
        assert not aside.cssselect("button")
        assert [words(each) for each in page.cssselect("section h2")[-3:]] == [
            "Để riêng: 1", "Chờ nhận dạng chữ: 0", "Thiếu phần đầu: 0",
        ]  # fmt: skip


def test_a_folder_is_read_where_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "Văn bản đến 2016"
    folder.mkdir()
    (folder / "một.pdf").write_bytes(DIRECTIVE.read_bytes())
    with Visitor(tmp_path / "library.sqlite") as visitor:
        visitor.post("/add", path=str(folder))
        wait(visitor)
        assert "Chỉ thị 08-CT/TU" in all_words(visitor.page("/"), "//b")
        assert not (tmp_path / "van-ban").exists()
        assert visitor.post("/add", path="/không/có").status_code == 400


def test_an_incomplete_header_is_filled_in_beside_its_page(tmp_path: Path) -> None:
    with Visitor(tmp_path / "library.sqlite") as visitor:
        text = "TỈNH ỦY ĐIỆN BIÊN\n*\n\nCHỈ THỊ\nvề tiết kiệm điện\n\nCác chi bộ tắt đèn khi ra về."
        visitor.post("/add", files=[("files", ("chi thi.txt", text.encode()))])
        wait(visitor)
        form = visitor.page("/add").xpath("//section[@aria-labelledby='a-head']//form[contains(@action, 'correct')]")[0]
        values = {"number": "15-CT/TU", "date": "12/4/2019", "title": "về tiết kiệm điện", "back": "add"}
        answer = visitor.post(form.get("action"), **values)
        assert answer.headers["location"].startswith("/add?saved")
        page = visitor.page("/add", saved="saved")
        assert "Thiếu phần đầu: 0" in words(page)
        assert "Đã lưu bản sửa" in words(page)


def test_a_file_is_never_overwritten(tmp_path: Path) -> None:
    first = keep_file(str(tmp_path), "a.pdf", io.BytesIO(b"one"))
    assert keep_file(str(tmp_path), "a.pdf", io.BytesIO(b"one")) == first
    second = keep_file(str(tmp_path), "a.pdf", io.BytesIO(b"two"))
    assert (Path(first).read_bytes(), Path(second).read_bytes()) == (b"one", b"two")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "passwd"), ("C:\\a\\Chỉ thị 08.pdf", "Chỉ thị 08.pdf"), ("con.pdf", "tep_con.pdf"),
        ("..", "tep_"), ("", "tep_"), ('a"<b>|?.pdf', "a__b___.pdf"), ("a\x00b.pdf", "a_b.pdf"),
        ("x" * 400 + ".pdf", "x" * 150 + ".pdf"),
    ],
)  # fmt: skip
def test_names_lose_folders_and_what_systems_refuse(name: str, expected: str) -> None:
    assert safe_name(name) == expected


def test_what_cannot_be_read_is_tried_again(tmp_path: Path) -> None:
    with Visitor(tmp_path / "library.sqlite") as visitor:
        visitor.post("/add", files=[("files", ("hong.pdf", b"%PDF-1.4 nothing"))])
        wait(visitor)
        aside = visitor.page("/add").xpath("//section[@aria-labelledby='a-aside']")[0]
        path = aside.xpath(".//input[@name='retry']")[0].get("value")
        Path(path).write_bytes(DIRECTIVE.read_bytes())
        visitor.post("/add", retry=path)
        assert "Thêm 1" in wait(visitor)
        assert visitor.post("/add", retry="/etc/passwd").status_code == 303

"""A document's page: status first, marked words, citations with evidence, the header put right, nothing secret."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from pipeline import Library
from pipeline.model import Marks
from tests.documents import document
from tests.web.browser import Visitor, all_words, words

DIRECTIVE = "dien-bien/tinh-uy/2016/08-ct-tu"
ENDED = "trung-uong/2000/quy-dinh-76-qd-tw"


def test_what_is_ended_is_said_first_with_the_sentence_and_its_page(visitor: Visitor) -> None:
    page = visitor.page(f"/document/{ENDED}")
    state = page.cssselect(".state")[0]
    assert "Hết hiệu lực từ 02/01/2020" in words(state)
    assert "213-QĐ/TW" in words(state)
    assert any("thay thế Quy định số 76-QĐ/TW" in words(each) for each in state.cssselect("q"))
    assert "tr. 3" in words(state)


def test_what_is_not_known_is_not_called_in_force(visitor: Visitor) -> None:
    state = words(visitor.page(f"/document/{DIRECTIVE}").cssselect(".state")[0])
    assert "Chưa rõ còn hiệu lực hay không" in state
    assert "Còn hiệu lực" not in state
    earlier = words(visitor.page(f"/document/{ENDED}", as_of="1/1/2019").cssselect(".state")[0])
    assert "Hết hiệu lực" not in earlier


def test_words_are_marked_in_text_and_picture(visitor: Visitor) -> None:
    page = visitor.page(f"/document/{DIRECTIVE}", q="ky luat hanh chinh", page=2)
    assert len(page.cssselect("#page-text mark")) == 4
    assert len(page.cssselect(".picture svg rect")) == 4
    assert words(page.cssselect(".back [role=status]")[0]).startswith("Chỗ khớp")


def test_the_text_of_a_page_is_whole_and_word_for_word(visitor: Visitor, library_path: Path) -> None:
    with Library.open(library_path) as library:
        for each in library.document(DIRECTIVE).pages:
            shown = visitor.page(f"/document/{DIRECTIVE}", page=each.number, q="kỷ luật").get_element_by_id("page-text")
            assert "".join(words(shown).split()) == "".join(each.text.split())


def test_citations_have_state_evidence_and_sentence(visitor: Visitor) -> None:
    cites = visitor.page(f"/document/{DIRECTIVE}").get_element_by_id("cites")
    assert words(cites.cssselect("h2")[0]) == "Viện dẫn 9 văn bản"
    held = next(each for each in cites.cssselect("li") if "47-QĐ/TW, 01/11/2011" in words(each))
    assert {"Có trong thư viện", "Hết hiệu lực từ 25/10/2021"} <= {words(each) for each in held.cssselect(".st")}
    assert "Nhận ra nhờ" in words(held)
    assert held.cssselect("q")


def test_a_page_is_sent_as_a_picture(visitor: Visitor) -> None:
    answer = visitor.get(f"/picture/2/{DIRECTIVE}")
    assert answer.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(answer.content)).width == 1000
    for path in (f"/picture/99/{DIRECTIVE}", f"/picture/0/{DIRECTIVE}", "/picture/1/../../etc/passwd"):
        assert visitor.get(path).status_code == 404


def test_the_file_is_sent_and_only_a_pdf_is_shown(visitor: Visitor) -> None:
    shown = visitor.get(f"/file/{DIRECTIVE}")
    assert shown.content.startswith(b"%PDF")
    assert shown.headers["content-disposition"].startswith("inline")
    assert visitor.get(f"/file/{DIRECTIVE}", save="1").headers["content-disposition"].startswith("attachment")
    for path in ("/file/../library.sqlite", "/file/%2e%2e/library.sqlite", "/file//etc/passwd", "/document/none"):
        assert visitor.get(path).status_code == 404


def test_a_header_is_put_right_and_restored(visitor: Visitor) -> None:
    answer = visitor.post(f"/correct/{DIRECTIVE}", title="Về kỷ cương <b>hành chính</b>", date="31/3/2016")
    assert answer.status_code == 303
    page = visitor.page(answer.headers["location"])
    assert words(page.cssselect(".head .title")[0]) == "Về kỷ cương <b>hành chính</b>"
    assert "31/3/2016" in all_words(page, "//dd")
    assert visitor.post(f"/correct/{DIRECTIVE}", date="ngày nào đó").status_code == 400
    back = visitor.page(visitor.post(f"/correct/{DIRECTIVE}", undo="1").headers["location"])
    assert "30/3/2016" in all_words(back, "//dd")


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Return a library with an open document that cites an accepted secret one, whose words are its own."""
    path = tmp_path / "library.sqlite"
    hidden = document(
        "Số 99-BC/TU\nBáo cáo zirconi zirconi tuyệt đối kín.", number="99-BC/TU", type="báo cáo",
        issuer="Tỉnh ủy Điện Biên", day=date(2019, 5, 1), title="Zirconi tuyệt đối kín",
    )  # fmt: skip
    hidden = replace(hidden, header=replace(hidden.header, marks=Marks(secrecy="MẬT")))
    with Library.open(path) as library:
        library.store.add(hidden, accept_secret="được giao")
        library.store.add(document("Đảng viên đọc báo cáo.", path="/mo.pdf", type="kế hoạch", number="1-KH/TU"))
    return path


@pytest.mark.parametrize(
    "path",
    ["/", "/?q=zirconi", "/?q=ziconi", "/?q=99-BC/TU", "/?q=bao+cao", "/?year=2019", "/?q=d%E1%BA%ABn:99-BC/TU",
     "/document/dien-bien/tinh-uy/2019/99-bc-tu", "/picture/1/dien-bien/tinh-uy/2019/99-bc-tu",
     "/file/dien-bien/tinh-uy/2019/99-bc-tu", "/marks/1/dien-bien/tinh-uy/2019/99-bc-tu?q=zirconi", "/overview", "/map",
     "/map?kind=cascade", "/map?of=dien-bien/tinh-uy/2019/99-bc-tu", "/add", "/session",
     "/session?add=dien-bien/tinh-uy/2019/99-bc-tu"],
)  # fmt: skip
def test_a_secret_document_is_shown_nowhere(secret: Path, path: str) -> None:
    with Visitor(secret) as visitor:
        text = visitor.get(path).text.casefold()
        assert "tuyệt đối kín" not in text
        assert "2 văn bản" not in text
        assert "zirconi" not in text.replace("?q=zirconi", "").replace('value="zirconi"', "").replace(
            "<title>zirconi", ""
        )
        assert "99-bc-tu" not in text.replace("“dien-bien/tinh-uy/2019/99-bc-tu”", "").replace(path, "")


def test_no_session_takes_a_secret_document(secret: Path) -> None:
    with Visitor(secret) as visitor:
        for asked in ({"month": "5/2019"}, {"topic": "zirconi"}, {"document": "dien-bien/tinh-uy/2019/99-bc-tu"}):
            assert visitor.post("/session", **asked).status_code == 404
        begun = visitor.post("/session", topic="đảng viên").headers["location"]
        answer = visitor.post(begun, add="99-BC/TU")
        assert answer.status_code == 404 and "zirconi" not in answer.text.casefold()
        assert "99-bc" not in visitor.get(begun).text.casefold()


HOSTILE = "</p><script>alert(1)</script> <img src=x onerror=alert(1)> {{ 7 * 7 }} \x1b[31m \u202e"


def test_text_and_names_of_files_stay_text(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        added, _change = library.store.add(
            document(HOSTILE, title=HOSTILE, issuer=HOSTILE, type="chỉ thị", path='/a/"><script>x</script>.pdf')
        )
    with Visitor(path) as visitor:
        for where, values in ((f"/document/{added}", {}), ("/", {"q": "alert"}), ("/", {})):
            text = visitor.get(where, **values).text
            assert "<script>alert" not in text
            assert "<script>x" not in text
            assert "<img src=x" not in text
            assert "\x1b" not in text
            assert "\u202e" not in text

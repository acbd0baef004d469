"""Markdown that shows what documents say as text."""

from __future__ import annotations

import pytest
from lxml import html
from markdown_it import MarkdownIt

from pipeline.digest import Settings, make_digest
from pipeline.digest.render import render
from pipeline.digest.render.markdown import escape
from pipeline.vietnamese.text import squeeze
from tests.digest.render.hostile import ATTACKS, SEEN, hostile_pack
from tests.digest.test_digest import document


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "# đầu đề",
        "- mục",
        "1. mục",
        "a | b",
        "[x](y)",
        "*đậm*",
        "\x1b[31mđỏ",
        "\u202eđảo",
    ],
)
def test_markdown_shows_hostile_text_as_text(hostile: str) -> None:
    shown = escape(hostile)
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert not shown.startswith(("#", "- ", "1. "))
    for special in "<[*|":
        assert special not in shown.replace(f"\\{special}", "")


def test_markdown_names_page_and_section() -> None:
    text = render(make_digest([(document(), ())], settings=Settings(full=True)), "md").decode()
    assert "## 1. Chỉ thị số 08-CT/TU" in text
    assert "trang 1, mục II" in text or "page 1, mục II" in text


@pytest.mark.parametrize("name", ATTACKS)
def test_a_renderer_of_markdown_sees_only_text(name: str) -> None:
    text = render(hostile_pack(ATTACKS[name]), "md").decode()
    page = html.fromstring(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text))
    assert not {"script", "img", "a", "s"} & {element.tag for element in page.iter()}
    assert squeeze(page.text_content()).count(squeeze(SEEN[name])) > 20

"""The HTML of a pack: one file, all document text escaped, a link from every quotation to its page."""

from __future__ import annotations

import pytest
from lxml import html

from pipeline.digest import Settings, make_digest
from pipeline.digest.render import render
from pipeline.vietnamese.text import squeeze
from tests.digest.render.hostile import ATTACKS, SEEN, hostile_pack
from tests.digest.test_digest import document

LIVE = {"script", "svg", "iframe", "object", "embed", "link", "form", "base"}


@pytest.mark.parametrize("name", ATTACKS)
def test_hostile_text_is_text(name: str) -> None:
    page = html.fromstring(render(hostile_pack(ATTACKS[name]), "html"))
    assert not LIVE & {element.tag for element in page.iter()}
    assert not [key for element in page.iter() for key in element.attrib if key.startswith("on")]
    assert {link.get("href")[:1] for link in page.iter("a")} == {"#"}
    assert all(picture.get("src").startswith("data:image/svg+xml;base64,") for picture in page.iter("img"))
    assert squeeze(page.text_content()).count(squeeze(SEEN[name])) > 20
    assert not set("\x1b\x07\x9b\u202e\u2066\u200b\x00") & set(page.text_content())


def test_nothing_is_loaded_from_elsewhere() -> None:
    page = render(make_digest([(document(), ())], settings=Settings(full=True)), "html").decode()
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    for outward in ("http:", "https:", "@import", "url("):
        assert outward not in page.replace("default-src", "").replace("style-src", "").replace("img-src", "")


def test_every_link_has_its_place_and_every_quotation_is_marked_there() -> None:
    pack = make_digest([(document(), ())], settings=Settings(unit="Chi bộ X", full=True))
    page = html.fromstring(render(pack, "html"))
    anchors = {element.get("id") for element in page.iter() if element.get("id")}
    links = [link.get("href").removeprefix("#") for link in page.iter("a")]
    assert set(links) <= anchors
    assert "source-1-page-1" in links
    marked = squeeze(" ".join(each.text_content() for each in page.iter("mark")))
    assert all(squeeze(point.text) in marked for point in pack.items[0].points)
    assert len(anchors) == len([element for element in page.iter() if element.get("id")])


def test_the_page_speaks_the_language_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    for language, word in (("vi", "Nội dung chính"), ("en", "Key points")):
        monkeypatch.setenv("LANGUAGE", language)
        page = html.fromstring(render(make_digest([(document(), ())], settings=Settings(full=True)), "html"))
        assert page.get("lang") == language
        assert word in page.text_content()

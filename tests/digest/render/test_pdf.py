"""The PDF of a pack, read back."""

from __future__ import annotations

import io
import re

import pdfplumber
import pytest

from pipeline.digest import Settings, make_digest
from pipeline.digest.render import render
from pipeline.vietnamese.text import squeeze
from tests.conftest import optional
from tests.digest.render.hostile import ATTACKS, SEEN, hostile_pack
from tests.digest.test_digest import document


def missing_part() -> str | None:
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        return f"WeasyPrint does not load: {error}"
    return None


pytestmark = optional(missing_part())


def text_of(content: bytes) -> str:
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return " ".join(page.extract_text() for page in pdf.pages)


@pytest.mark.parametrize("name", ATTACKS)
def test_hostile_text_is_text(name: str) -> None:
    content = render(hostile_pack(ATTACKS[name]), "pdf")
    # A narrow cell may break a line anywhere.
    assert re.sub(r"\s", "", text_of(content)).count(re.sub(r"\s", "", SEEN[name])) > 3
    for live in (b"/JavaScript", b"/URI", b"/Launch", b"/EmbeddedFile"):
        assert live not in content


def test_pages_are_numbered_and_listed() -> None:
    content = render(make_digest([(document(), ())], settings=Settings(unit="Chi bộ X", full=True)), "pdf")
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        assert [(round(page.width), round(page.height)) for page in pdf.pages] == [(595, 842)] * len(pdf.pages)
        firsts = [squeeze(page.crop((0, 0, page.width, 50)).extract_text()) for page in pdf.pages]
        contents = pdf.pages[0].extract_text()
    assert firsts == ["", *(str(number) for number in range(2, len(firsts) + 1))]
    assert re.search(r"1\. Chỉ thị số 08-CT/TU.*\n?.*\.{3,}\d", contents)


def test_every_point_is_whole_in_the_pdf() -> None:
    pack = make_digest([(document(), ())])
    text = squeeze(text_of(render(pack, "pdf")))
    assert all(squeeze(point.text) in text for point in pack.items[0].points)

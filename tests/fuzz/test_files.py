"""A few mutated documents of `tests.fuzz.files`, and hostile words for the tagger, settings and agendas."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ChithiError
from pipeline.references import find_mentions
from pipeline.registry import load
from pipeline.settings import read_settings
from pipeline.vietnamese.text import nfc
from tests.fuzz.files import failures

_WORDS = (
    "số", "Nghị quyết", "Chỉ thị", "Quy định", "08-CT/TU", "37-QĐ/TW", "ngày 30/10/2016", "khoản 2 Điều 5", "khóa XII",
    "của Bộ Chính trị", "nêu trên", "đã được sửa đổi", "99999999999999999999", "/", "-", "(", "\u0301", "\n", "٣",
)  # fmt: skip
_quick = settings(max_examples=60, deadline=None, derandomize=True)
texts = st.lists(st.sampled_from(_WORDS) | st.text(max_size=8), max_size=40).map(" ".join)


def test_mutated_documents_are_read_or_set_aside(tmp_path: Path) -> None:
    assert list(failures(24, 11, tmp_path)) == []


@_quick
@given(texts)
def test_a_citation_is_where_it_is_said_to_be(text: str) -> None:
    text = nfc(text)
    for mention in find_mentions(text, load()):
        assert text[mention.start : mention.end] == mention.text


@_quick
@given(st.text(max_size=200) | st.sampled_from(["unit = 3", "folders = 'a'", "[unit]", "unit = '''", "\ufeffunit=''"]))
def test_settings_are_read_or_refused_in_one_sentence(tmp_path_factory: object, text: str) -> None:
    folder = tmp_path_factory.mktemp("settings")  # type: ignore[attr-defined]
    (folder / "settings.toml").write_text(text, "utf-8", errors="surrogatepass")
    try:
        read_settings(str(folder / "library.sqlite"))
    except ChithiError as error:
        assert "\n" not in str(error)

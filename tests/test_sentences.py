"""Where sentences end, and where a full stop ends none."""

import pytest
from hypothesis import given

from pipeline.vietnamese.sentences import sentences
from tests.test_text import VIETNAMESE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Một câu. Hai câu.", ["Một câu.", "Hai câu."]),
        ("1. Cấp ủy phải làm. Rồi báo cáo.", ["1. Cấp ủy phải làm.", "Rồi báo cáo."]),
        ("Tại TP. Điện Biên Phủ có 5 chi bộ.", ["Tại TP. Điện Biên Phủ có 5 chi bộ."]),
        ("Chi 30.000 đồng. Hết.", ["Chi 30.000 đồng.", "Hết."]),
        ("Điều 5. Trách nhiệm của cấp ủy", ["Điều 5. Trách nhiệm của cấp ủy"]),
        ("Ông nói: “Phải làm ngay.” Mọi người nghe.", ["Ông nói: “Phải làm ngay.”", "Mọi người nghe."]),
        ("cán bộ, đảng viên v.v. phải gương mẫu.", ["cán bộ, đảng viên v.v. phải gương mẫu."]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(VIETNAMESE)
def test_sentences_lose_no_letter(text: str) -> None:
    kept = "".join(text[start:end] for start, end in sentences(text))
    assert "".join(kept.split()) == "".join(text.split())

"""Document numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.vietnamese.numbers import Number, number_key, parse_number


@pytest.mark.parametrize(
    ("printed", "canonical", "symbol"),
    [
        ("Số 08-CT/TU", "08-CT/TU", "CT/TU"),
        ("269- KL/TU", "269-KL/TU", "KL/TU"),
        ("08 –HD/BTCTU", "08-HD/BTCTU", "HD/BTCTU"),
        ("Số: 30/2020/NĐ-CP", "30/2020/NĐ-CP", "NĐ-CP"),
        ("26/CT-TTg", "26/CT-TTg", "CT-TTg"),
        ("72/2025/QH15", "72/2025/QH15", "QH15"),
        ("24/HDLN-ВСА-BQP-BYT", "24/HDLN-BCA-BQP-BYT", "HDLN-BCA-BQP-BYT"),
        ("06-QĐi/TW", "06-QĐi/TW", "QĐi/TW"),
        ("15-CTr/TU", "15-CTr/TU", "CTr/TU"),
        ("Số: 01/2011/TTLT-BNV-VPCP", "01/2011/TTLT-BNV-VPCP", "TTLT-BNV-VPCP"),
        ("Số:\n26 / CT-TTg", "26/CT-TTg", "CT-TTg"),
        ("29-QÐ/TW", "29-QĐ/TW", "QĐ/TW"),
    ],
)
def test_numbers(printed: str, canonical: str, symbol: str) -> None:
    number = parse_number(printed)
    assert number is not None
    assert (str(number), number.symbol) == (canonical, symbol)


@pytest.mark.parametrize(("printed", "symbol"), [("Số:      /QĐ-UBND", "QĐ-UBND"), ("Số      -KH/ĐU", "KH/ĐU")])
def test_a_blank_serial_is_none(printed: str, symbol: str) -> None:
    number = parse_number(printed)
    assert number is not None
    assert (number.serial, number.symbol) == (None, symbol)


@pytest.mark.parametrize("text", ["76", "15/5/2016", "0215 3825 123", "1/2", "ngày 30", "", "km/h", "24/7"])
def test_no_numbers(text: str) -> None:
    assert parse_number(text) is None


SEGMENT = st.from_regex(r"[A-ZĐ]{2,6}", fullmatch=True)
NUMBERS = st.one_of(
    st.builds(
        Number,
        st.from_regex(r"[1-9]\d{0,3}", fullmatch=True),
        st.none(),
        SEGMENT,
        SEGMENT,
        st.just("party"),
        st.just("-"),
    ),
    st.builds(
        Number,
        st.from_regex(r"[1-9]\d{0,3}", fullmatch=True),
        st.one_of(st.none(), st.integers(1945, 2026)),
        SEGMENT,
        SEGMENT,
        st.just("state"),
        st.just("-"),
    ),
)


@given(NUMBERS)
def test_canonical_form_reads_back(number: Number) -> None:
    assert parse_number(str(number)) == number


@pytest.mark.parametrize(
    ("left", "right"),
    [("08-CT/TU", "8 - ct/tu"), ("01/2011/TT-BNV", "1/2011/tt-bnv"), ("06-QĐ/TW", "06–QÐ/TW")],
)
def test_keys_of_one_number_are_equal(left: str, right: str) -> None:
    assert number_key(left) == number_key(right)

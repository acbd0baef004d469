"""Validity clauses: from when and until when a document is in force."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Header, Page
from pipeline.structure import find_validity
from pipeline.vietnamese.text import nfc

SIGNED = date(2021, 10, 25)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("Quy định này có hiệu lực kể từ ngày ký.", SIGNED, None),
        ("Quy định này có hiệu lực thi hành từ ngày ký ban hành.", SIGNED, None),
        ("Quy định này có hiệu lực thi hành\nkể từ ngày 01 tháng 12\nnăm 2021.", date(2021, 12, 1), None),
        ("Quy định có hiệu lực từ ngày 01/12/2021 đến hết ngày 31/12/2025.", date(2021, 12, 1), date(2025, 12, 31)),
        ("Quy định này có hiệu lực đến ngày 31/12/2025.", None, date(2025, 12, 31)),
        ("Quy định này có hiệu lực sau 10 ngày kể từ ngày ký.", None, None),
        ("Nghị định này có hiệu lực từ ngày 01/12/2021.", None, None),
        ("Quy định này được phổ biến đến chi bộ.", None, None),
    ],
)
def test_validity_clauses(text: str, since: date | None, until: date | None) -> None:
    page = Page(1, 595.0, 842.0, (), nfc(text))
    found = find_validity([page], Header(type="quy định", date=SIGNED))
    assert (found.since if found else None, found.until if found else None) == (since, until)


def test_the_day_of_signing_is_unknown_where_the_date_is_blank() -> None:
    page = Page(1, 595.0, 842.0, (), "Quy định này có hiệu lực kể từ ngày ký.")
    assert find_validity([page], Header(type="quy định")) is None

"""A chain of documents for tests; numbers and dates are invented except those of the registry."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.model import Document, Marks
from pipeline.references import find_linked_mentions, without_self_references
from pipeline.registry import load
from pipeline.store import Store
from pipeline.structure import find_validity
from tests.documents import document

TODAY = date(2026, 1, 15)
PROVINCE, DISTRICT = "Tỉnh ủy Điện Biên", "Huyện ủy Mường Ảng"
CENTRAL = "trung-uong/2016/05-ct-tw"


def document_with(
    text: str,
    number: str | None,
    kind: str,
    day: date,
    issuer: str = PROVINCE,
    title: str | None = None,
    **marks: object,
) -> Document:
    """Return a document of one page with this text."""
    made = document(text, number=number, type=kind, issuer=issuer, day=day, title=title)
    made = replace(made, header=replace(made.header, marks=Marks(**marks)))  # type: ignore[arg-type]
    mentions = without_self_references({1: find_linked_mentions(made.pages[0].text, load(), kind)})
    path = f"/{number or kind}-{issuer}-{day}.pdf"
    return replace(made, path=path, mentions=mentions, validity=find_validity(made.pages, made.header))


DIRECTIVE = document_with(
    "Căn cứ Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị. Chỉ thị này có hiệu lực từ ngày ký.",
    "08-CT/TU", "chỉ thị", date(2016, 6, 30), title="về tăng cường kỷ luật",
)  # fmt: skip
DISTRICT_PLAN = document_with(
    "Thực hiện Chỉ thị số 08-CT/TU, ngày 30/6/2016 của Tỉnh ủy Điện Biên, Huyện ủy ban hành kế hoạch.",
    "15-KH/HU", "kế hoạch", date(2016, 8, 1), issuer=DISTRICT,
)  # fmt: skip
CELL = document_with(
    "Chi bộ thực hiện Kế hoạch số 15-KH/HU, ngày 01/8/2016 của Huyện ủy Mường Ảng.",
    "03-NQ/CB", "nghị quyết", date(2016, 9, 5), issuer="Chi bộ Văn phòng",
)  # fmt: skip
NEWER = document_with(
    "Chỉ thị này có hiệu lực từ ngày 01/01/2020. Chỉ thị này thay thế Chỉ thị số 08-CT/TU, ngày 30/6/2016.",
    "21-CT/TU", "chỉ thị", date(2019, 12, 1),
)  # fmt: skip
SECRET = document_with(
    "Chỉ thị này bãi bỏ Chỉ thị số 08-CT/TU, ngày 30/6/2016.", "02-CT/TU", "chỉ thị", date(2017, 1, 1), secrecy="MẬT"
)
OLD = "dien-bien/tinh-uy/2016/08-ct-tu"


def fill(library: Store, *documents: Document) -> Store:
    """Return the library with these documents added, secret ones accepted."""
    for each in documents:
        library.add(each, accept_secret="tests")
    return library

"""The documents that a request adds to a pack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.digest import Request, choose
from pipeline.errors import NotHeld, SecretDocument, UsageError
from pipeline.model import Document, Header, Marks, Mention, Page
from pipeline.store import Store


def document(number: str, day: date, text: str, cites: str | None = None, secrecy: str | None = None) -> Document:
    issuer, path = "Tỉnh ủy Điện Biên", "dien-bien/tinh-uy"
    mention = Mention(0, 5, "x", "chỉ thị", cites, issuer, relation="thực hiện")
    return Document(
        id=f"{path}/{day.year}/{number.lower().replace('/', '-')}",
        path=f"/{number}.pdf",
        sha256=number.encode().hex().ljust(64, "0"),
        header=Header("chỉ thị", number, "CT/TU", issuer, day, marks=Marks(secrecy)),
        pages=(Page(1, 595, 842, (), text),),
        outline=(),
        paragraphs={},
        mentions={1: (mention,) if cites else ()},
    )


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "l.sqlite", create=True) as held:
        held.add(document("01-CT/TU", date(2016, 1, 5), "Chỉ thị gốc về rừng."))
        held.add(document("02-CT/TU", date(2016, 2, 5), "Thực hiện chỉ thị gốc.", cites="01-CT/TU"))
        held.add(document("03-CT/TU", date(2016, 3, 5), "Thực hiện tiếp.", cites="02-CT/TU"))
        held.add(document("04-CT/TU", date(2016, 3, 9), "Chuyện khác về rừng."))
        held.add(document("05-CT/TU", date(2016, 3, 20), "Kín.", secrecy="MẬT"), "cho buổi kiểm tra")
        yield held


def numbers(library: Store, **asked: object) -> list[str]:
    return [entry.number[:2] for entry in choose(library, Request(**asked)).entries if entry.number]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        ({"documents": ["04-CT/TU", "01 ct tu", "04-CT/TU"]}, ["04", "01"]),
        ({"month": "2016-03"}, ["03", "04"]),
        ({"month": "3/2016"}, ["03", "04"]),
        ({"since": date(2016, 2, 1), "until": date(2016, 3, 7)}, ["02", "03"]),
        ({"query": "rừng"}, ["01", "04"]),
        ({"query": "rừng", "month": "2016-03"}, ["04"]),
        ({"around": ["02-CT/TU"]}, ["01", "02", "03"]),
        # Whatever is given adds to it: a query beside documents is not lost.
        ({"documents": ["03-CT/TU"], "query": "rừng"}, ["03", "04", "01"]),
        ({"documents": ["01-CT/TU"], "month": "2016-03"}, ["01", "03", "04"]),
        ({"documents": ["02-CT/TU"], "around": ["02-CT/TU"]}, ["02", "01", "03"]),
    ],
)
def test_choosing(library: Store, asked: dict[str, object], chosen: list[str]) -> None:
    got = numbers(library, **asked)
    assert (sorted(got) if asked == {"query": "rừng"} else got) == chosen


def test_what_came_in(library: Store) -> None:
    today = datetime.now(UTC).date()
    came = {"came_in": True, "since": today - timedelta(days=1), "until": today + timedelta(days=1)}
    assert numbers(library, **came) == ["01", "02", "03", "04"]
    assert numbers(library, query="rừng", **came) in (["01", "04"], ["04", "01"])
    with pytest.raises(NotHeld):
        numbers(library, came_in=True, until=today - timedelta(days=2))


def test_secret_documents_never_enter(library: Store) -> None:
    assert choose(library, Request(month="2016-03")).left_out == 1
    for asked in (Request(documents=["05-CT/TU"]), Request(around=["05-CT/TU"]), Request(since=date(2016, 3, 15))):
        with pytest.raises(SecretDocument):
            choose(library, asked)


def test_what_chooses_nothing(library: Store) -> None:
    with pytest.raises(UsageError):
        choose(library, Request())
    with pytest.raises(NotHeld):
        choose(library, Request(query="không trang nào có chữ này cả"))
    with pytest.raises(UsageError):
        choose(library, replace(Request(), month="2016-13"))

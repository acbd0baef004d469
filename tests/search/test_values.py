"""The words behind a field: those of a known name belong to it, the others are searched."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline import Library
from pipeline.model import Signer
from pipeline.search.answer import read_query
from tests.documents import directive, plan


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    from dataclasses import replace

    made = directive()
    signed = replace(made, header=replace(made.header, signers=(Signer("Lò Văn Muôn", "Bí thư", "T/M"),)))
    with Library.open(tmp_path_factory.mktemp("values") / "l.sqlite", create=True) as opened:
        opened.store.add(signed)
        opened.store.add(plan())
        yield opened


@pytest.mark.parametrize(
    ("typed", "filters", "searched"),
    [
        ("cơ quan: Tỉnh ủy Điện Biên", {"issuer": "Tỉnh ủy Điện Biên"}, ""),
        ("co quan: tinh uy dien bien, ky luat", {"issuer": "tinh uy dien bien"}, "ky luat"),
        ("cơquan:Điện Biên kỷ luật", {"issuer": "Điện Biên"}, "ky luat"),
        ("cơ quan: Tỉnh ủy chỉ thị", {"issuer": "Tỉnh ủy"}, "chi thi"),
        ("cơ quan: Bộ Tài chính quy định", {"issuer": "Bộ Tài chính"}, "quy dinh"),
        ("cơquan:UBND tỉnh Điện Biên văn thư", {"issuer": "UBND tỉnh Điện Biên"}, "van thu"),
        ("cơ quan: Tỉnh ủy -kỷ luật", {"issuer": "Tỉnh ủy"}, "luat"),
        ("cơ quan: Tỉnh ủy loại: chỉ thị", {"issuer": "Tỉnh ủy", "type": "chỉ thị"}, ""),
        ("người ký: Lò Văn Muôn", {"signer": "Lò Văn Muôn"}, ""),
        ("người ký: lo van muon ky luat", {"signer": "lo van muon"}, "ky luat"),
        ("người ký: Muôn kỷ luật", {"signer": "Muôn"}, "ky luat"),
        ("người ký: Nguyễn Phú Trọng xây dựng", {"signer": "Nguyễn Phú Trọng"}, "xay dung"),
        ("số: 08 ct tu đôn đốc", {"number": "08-CT/TU"}, "don doc"),
        ("số:08-CT/TU đôn đốc", {"number": "08-CT/TU"}, "don doc"),
        ("dẫn: 08 CT TU kế hoạch", {"cites": "08-CT/TU"}, "ke hoach"),
    ],
)
def test_a_field_takes_the_words_of_a_known_name(
    library: Library, typed: str, filters: dict[str, str], searched: str
) -> None:
    read, _named = read_query(library.store.connection, typed)
    assert dict(read.filters) == filters
    assert " ".join(word for leaf in read.leaves for word in leaf.words) == searched


@pytest.mark.parametrize("issuer", ["UBND", "UBND tỉnh Điện Biên", "tỉnh ủy", "TU"])
def test_letters_stand_for_a_body(library: Library, issuer: str) -> None:
    held = {entry.issuer for entry in library.entries(issuer=issuer)}
    assert held == (set() if issuer.startswith("UBND") else {"Tỉnh ủy Điện Biên"})

"""Works cited by name: `Điều lệ Đảng`, `Hiến pháp năm 2013`, `Luật Cán bộ, công chức số 22/2008/QH12`."""

from __future__ import annotations

from ...model import Mention
from ..behind import behind
from ..form import Form
from ..reading import Head, Reading
from ..symbol import closed_bracket, number_at

_SURE = 14  # letters from which a name with letters misread is no other word


def read(reading: Reading, head: Head) -> list[Mention]:
    """A name of aliases.tsv with the number, date and term behind it; in small letters it names nothing."""
    if not reading.is_capital(head.start):
        return []
    name = reading.vocabulary.name_of(reading.written((head.start, head.end)))
    works = reading.registry.works.aliased(name)
    number = number_at(reading, head.end)
    kind = works[0].type if works else reading.vocabulary.type_opening(name)
    after = behind(reading, number.end if number else head.end, law=True)
    if head.slipped and len(name) < _SURE and not (number or after.date or after.year):
        return []  # `Biện pháp` is no `Hiến pháp`
    end = closed_bracket(reading, after.end, number)
    return [
        Mention(
            head.start, end, "", kind, str(number.number) if number else None, after.issuer if number else None,
            after.date, after.term, None, name, after.articles, year=after.year,
        )
    ]  # fmt: skip


FORM = Form(
    "name",
    frozenset({"name"}),
    read,
    examples=(
        ("theo Điều 5 ⟦Hiến pháp năm 2013⟧", "hiến pháp Điều 5"),
        ("⟦Luật Cán bộ, công chức số 22/2008/QH12⟧", "luật 22/2008/QH12"),
        ("thi hanh ⟦Dieu le Dang⟧", "điều lệ"),
        ("⟦Bộ luật Dân sự năm 2015⟧", "bộ luật"),
        ("sửa đổi ⟦Hiến pháp 2013⟧", "hiến pháp"),
        ("⟦Luật Căn cước (số 26/2023/QH15)⟧", "luật 26/2023/QH15"),
        ("xem ⟦Điều lệ Đảng⟧, Điều 5, khoản 4", "điều lệ Điều 5 khoản 4"),
        ("⟦Cương lĩnh năm 2011⟧", "cương lĩnh"),
    ),
    counters=("xây dựng điều lệ đảng của các nước", "theo hiến pháp và pháp luật"),
)

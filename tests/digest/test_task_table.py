"""Tasks of the document's own tables, by the heads of their columns."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.digest.cues import load_cues
from pipeline.digest.task_table import table_tasks
from pipeline.model import Task
from pipeline.parse import parse_file
from tests.docx_of import cell, docx_of, paragraph, table

HEAD = "TT|Nội dung công việc|Đơn vị chủ trì|Đơn vị phối hợp|Thời gian thực hiện|Ghi chú"
MERGED = '<w:vMerge w:val="restart"/>'


def row(text: str, *merges: str) -> str:
    """Return a row of cells parted by `|`; a cell `^` continues the one above, `_` begins such a one."""
    cells = []
    for each in text.split("|"):
        merge = "<w:vMerge/>" if each == "^" else MERGED if each.startswith("_") else ""
        cells.append(cell("".join(map(paragraph, each.strip("^_").split("¶"))), merge))
    return "".join(cells)


def tasks(tmp_path: Path, *rows: str, after: str = "") -> list[Task]:
    body = paragraph("Phụ lục phân công nhiệm vụ kèm theo kế hoạch của đơn vị.") + table(*map(row, rows)) + after
    return list(table_tasks(parse_file(docx_of(tmp_path / "a.docx", body)), load_cues()))


def test_each_row_is_a_task_with_lead_partner_and_time(tmp_path: Path) -> None:
    found = tasks(
        tmp_path, HEAD,
        "|(1)|(2)|(3)|(4)|(5)",
        "1|Rà soát hồ sơ đảng viên|Ban Tổ chức Tỉnh ủy|Văn phòng Tỉnh ủy; các chi bộ|Xong trong quý II/2026|",
        "2|Kiểm tra việc chấp hành Điều lệ|Ủy ban Kiểm tra||Hằng năm|",
        "3|Nắm tình hình tư tưởng|Các chi bộ|Ban Tuyên giáo|Thường xuyên|",
    )  # fmt: skip
    assert [(each.who, each.what, each.partner, each.deadline) for each in found] == [
        ("Ban Tổ chức Tỉnh ủy", "Rà soát hồ sơ đảng viên", "Văn phòng Tỉnh ủy; các chi bộ", "Xong trong quý II/2026"),
        ("Ủy ban Kiểm tra", "Kiểm tra việc chấp hành Điều lệ", None, "Hằng năm"),
        ("Các chi bộ", "Nắm tình hình tư tưởng", "Ban Tuyên giáo", "Thường xuyên"),
    ]
    assert [(each.due, each.recurrence) for each in found] == [
        (date(2026, 6, 30), None), (None, "FREQ=YEARLY"), (None, None)
    ]  # fmt: skip


def test_a_body_merged_over_rows_is_that_of_each(tmp_path: Path) -> None:
    found = tasks(
        tmp_path, HEAD,
        "1|Lập danh sách đại biểu|_Văn phòng Đảng ủy||Trước ngày 10/5/2026|",
        "2|Chuẩn bị hội trường|^||Trước ngày 15/5/2026|",
        "3|In tài liệu hội nghị|||Trước ngày 20/5/2026|",
    )  # fmt: skip
    assert [each.who for each in found] == ["Văn phòng Đảng ủy", "Văn phòng Đảng ủy", None]


def test_paragraphs_of_a_cell_are_tasks_of_their_own(tmp_path: Path) -> None:
    found = tasks(tmp_path, HEAD, "1|- Lập danh sách đại biểu¶- Chuẩn bị hội trường|Văn phòng||Tháng 5/2026|")
    assert [(each.who, each.what) for each in found] == [
        ("Văn phòng", "Lập danh sách đại biểu"), ("Văn phòng", "Chuẩn bị hội trường")
    ]  # fmt: skip


def test_rows_that_group_others_are_no_tasks(tmp_path: Path) -> None:
    found = tasks(tmp_path, HEAD, "I|Công tác tổ chức||||", "1|Lập danh sách đại biểu|Văn phòng||Tháng 5/2026|")
    assert [each.what for each in found] == ["Lập danh sách đại biểu"]


@pytest.mark.parametrize(
    "head",
    [
        "TT|Họ và tên|Chức vụ|Đơn vị|Thời gian công tác|Ghi chú",  # no tasks
        "TT|Nội dung chi|Đơn vị tính|Số lượng|Đơn giá|Thành tiền",  # nobody and no time
    ],
)
def test_other_tables_have_no_tasks(tmp_path: Path, head: str) -> None:
    assert tasks(tmp_path, head, "1|Chuẩn bị hội trường|Văn phòng|Các chi bộ|Tháng 5/2026|x") == []


def test_the_table_after_the_signature_is_read(tmp_path: Path) -> None:
    closing = table(cell(paragraph("Nơi nhận:") + paragraph("- Lưu VT.")) + cell(paragraph("BÍ THƯ") * 2))
    rows = table(*map(row, (HEAD, "1|Lập danh sách đại biểu|Văn phòng||Tháng 5/2026|")))
    body = paragraph("Kế hoạch này được phổ biến đến các chi bộ.") + closing + paragraph("PHỤ LỤC") + rows
    found = list(table_tasks(parse_file(docx_of(tmp_path / "b.docx", body)), load_cues()))
    assert [each.who for each in found] == ["Văn phòng"]


def html_tasks(tmp_path: Path, *rows: str) -> list[str | None]:
    cells = "".join(f"<tr>{''.join(f'<td>{each}</td>' for each in row.split('|'))}</tr>" for row in (HEAD, *rows))
    Path(tmp_path, "a.html").write_text(f"<html><body><table>{cells}</table></body></html>", encoding="utf-8")
    return [each.who for each in table_tasks(parse_file(tmp_path / "a.html"), load_cues())]


def test_a_table_of_a_web_page_is_read_unless_cells_span_rows(tmp_path: Path) -> None:
    row = "1|Rà soát hồ sơ đảng viên|Văn phòng|Các chi bộ|Tháng 5/2026|"
    assert html_tasks(tmp_path, row) == ["Văn phòng"]
    spanning = row.replace("|Văn phòng", "|Văn phòng</td><td rowspan=2>")
    assert html_tasks(tmp_path, spanning) == []

"""Two documents side by side: what was kept, changed, dropped and added."""

from __future__ import annotations

from pathlib import Path

from pipeline.chain.comparison import compare_documents
from pipeline.model import Document, Header, Page, Section
from pipeline.vietnamese.text import squeeze
from tests.command import chithi
from tests.commands.conftest import sample

__all__ = ["sample"]

OLD = (
    "Điều 1. Phạm vi\nQuy định này áp dụng cho mọi đảng viên của Đảng bộ tỉnh.\n"
    "Điều 2. Sinh hoạt\nĐảng viên dự sinh hoạt mỗi năm một lần. Vắng mặt thì phải nói rõ lý do với chi ủy.\n"
    "Điều 3. Khen thưởng\nHằng năm chi bộ xét khen thưởng những đảng viên gương mẫu nhất.\n"
)
NEW = (
    "Điều 1. Phạm vi\nQuy định này áp dụng cho mọi đảng viên của Đảng bộ tỉnh.\n"
    "Điều 4. Sinh hoạt\nĐảng viên dự sinh hoạt mỗi năm hai lần. Vắng mặt thì phải nói rõ lý do với chi ủy.\n"
    "Điều 5. Kiểm tra\nỦy ban kiểm tra các cấp giám sát việc thi hành và báo cáo cấp trên.\n"
)


def document(text: str) -> Document:
    starts = [place for place in range(len(text)) if text.startswith("Điều ", place)]
    outline = tuple(
        Section(text[start:].split(".")[0], "", 1, 1, start, 1, end)
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
    )
    return Document(
        id=text[-9:], path="a.pdf", sha256="", header=Header(), pages=(Page(1, 595, 842, (), text),), outline=outline,
        paragraphs={}, mentions={},
    )  # fmt: skip


def test_articles_are_paired_by_their_words() -> None:
    first, second, third, fourth = compare_documents(document(OLD), document(NEW))
    assert first.is_same and first.new and first.new.label == "Điều 1"
    assert second.new and second.new.label == "Điều 4" and not second.is_same
    assert any("một lần" in text for text in second.only_old) and any("hai lần" in text for text in second.only_new)
    assert not any("Vắng mặt" in text for text in (*second.only_old, *second.only_new))
    assert third.old and third.old.label == "Điều 3" and third.new is None
    assert fourth.old is None and fourth.new and fourth.new.label == "Điều 5"
    for each in (first, second, third):
        assert each.old and squeeze(each.old.text) in squeeze(OLD)


def test_the_new_document_is_found_by_the_relation(sample: Path) -> None:
    alone = chithi("compare", "76-QĐ/TW", "--json", library=sample).json
    assert alone["new"]["number"] == "213-QĐ/TW" and "thay thế" in alone["relation"]["text"]
    swapped = chithi("compare", "213-QĐ/TW", "76-QĐ/TW", "--json", library=sample).json
    assert swapped["old"]["number"] == "76-QĐ/TW"
    assert alone["kept"] or alone["changed"] or alone["dropped"]
    shown = chithi("compare", "76-QĐ/TW", library=sample)
    assert shown.status == 0 and "213-QĐ/TW" in shown.out
    unknown = chithi("compare", "08-CT/TU", library=sample)
    assert unknown.status == 3 and unknown.err.count("\n") == 1

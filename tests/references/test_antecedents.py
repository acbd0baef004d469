"""Antecedents of short forms, short names and anaphora."""

from __future__ import annotations

import pytest

from pipeline.references import find_linked_mentions, find_mentions
from pipeline.references.antecedents import expand_short_names, link_antecedents
from pipeline.registry import load
from pipeline.vietnamese.text import nfc
from tests.references.texts import linked

FULL = "Chỉ thị số 08-CT/TU, ngày 30/3/2016"


@pytest.mark.parametrize(
    ("text", "short", "antecedent"),
    [
        (f"{FULL} của Tỉnh ủy. Thực hiện Chỉ thị 08,", "Chỉ thị 08", "08-CT/TU"),
        (f"{FULL}. Chỉ thị 09,", "Chỉ thị 09", None),
        (f"{FULL}. Chỉ thị số 08 ngày 5/5/2020", "Chỉ thị số 08 ngày 5/5/2020", None),
        (f"{FULL}. Chỉ thị nêu trên", "Chỉ thị nêu trên", "08-CT/TU"),
        (f"{FULL}. Kế hoạch nêu trên", "Kế hoạch nêu trên", None),
        (f"{FULL} (sau đây gọi tắt là Chỉ thị 08) và Chỉ thị 08", "Chỉ thị 08", "08-CT/TU"),
        ("Luật Đầu tư số 143/2025/QH15 ngày 11/12/2025. Luật Đầu tư", "Luật Đầu tư", "143/2025/QH15"),
    ],
)
def test_short_form(text: str, short: str, antecedent: str | None) -> None:
    assert linked(text)[-1] == (nfc(short), antecedent)


def test_a_defined_name_counts_from_its_definition_on() -> None:
    text = f"Chỉ thị về kỷ luật. {FULL} (sau đây gọi là Chỉ thị). Chỉ thị quy định. Các Chỉ thị khác, Chỉ thị của tỉnh"
    assert linked(text) == [(nfc(FULL), None), (nfc("Chỉ thị"), "08-CT/TU"), (nfc("Chỉ thị"), "08-CT/TU")]


def test_a_definition_far_from_any_citation_defines_nothing() -> None:
    assert linked(f"{FULL}{'. Chữ' * 200} (sau đây gọi là Chỉ thị). Chỉ thị quy định") == [(nfc(FULL), None)]


@pytest.mark.parametrize(
    ("text", "own_type", "expected"),
    [
        ("Nghị định này quy định", "nghị định", ["Nghị định này"]),
        ("nghị định này quy định", "nghị định", ["nghị định này"]),
        ("nghị quyết này của cuộc họp", None, []),
        ("quyết định này khiến công trình dừng", "kế hoạch", []),
        ("Quy chế này gồm", "quyết định", ["Quy chế này"]),  # the annex of the decision
        ("Quy chế này gồm", "kế hoạch", []),
        ("kèm theo Văn bản này", "kế hoạch", ["Văn bản này"]),
    ],
)
def test_anaphora_of_the_document_itself(text: str, own_type: str | None, expected: list[str]) -> None:
    assert linked(text, own_type) == [(nfc(each), None) for each in expected]


def test_the_type_of_a_document_is_inferred_from_what_only_it_can_say_of_itself() -> None:
    text = "Nghị quyết số 18-NQ/TW. Nghị quyết này. Nghị quyết này có hiệu lực từ ngày ký."
    assert linked(text)[1:] == [(nfc("Nghị quyết này"), None)] * 2
    assert linked(text, "kế hoạch")[1:] == [(nfc("Nghị quyết này"), "18-NQ/TW")] * 2


def test_anaphora_in_new_wording_mean_the_amended_work() -> None:
    text = "Nghị định này sửa đổi Nghị định số 30/2020/NĐ-CP như sau: “Nghị định này quy định"
    assert linked(text, "nghị định")[-1] == (nfc("Nghị định này"), "30/2020/NĐ-CP")


def test_short_form_after_two_numbers_may_mean_either() -> None:
    mentions = find_linked_mentions(
        "Chỉ thị số 08-CT/TU, ngày 30/3/2016; Chỉ thị số 08-CT/TW, ngày 1/2/2021. Chỉ thị 08,", load()
    )
    short = mentions[-1]
    assert {short.antecedent and short.antecedent.number, *(each.number for each in short.rivals)} == {
        "08-CT/TU",
        "08-CT/TW",
    }


def test_names_and_antecedents_last_over_pages() -> None:
    pages = [nfc(f"{FULL} (gọi tắt là Chỉ thị 08)"), nfc("Chỉ thị 08 và Chỉ thị nêu trên")]
    found = [find_mentions(page, load()) for page in pages]
    linked_pages = link_antecedents(expand_short_names(pages, found, load()), load())
    assert [each.antecedent and each.antecedent.number for each in linked_pages[1]] == ["08-CT/TU", "08-CT/TU"]

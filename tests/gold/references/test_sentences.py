"""The sentences of the gold: enough of them, and consistent. Failures name the form, never the text."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from pipeline.registry import load
from pipeline.vietnamese.text import nfc, squeeze
from tests.gold.references.sentences import Half, Sentence, sentences

HALVES: tuple[Half, ...] = ("dev", "held")
EVERY = [sentence for half in HALVES for sentence in sentences(half)]
CITING = [sentence for sentence in EVERY if sentence.references]
REFERENCES = [(sentence.form, each) for sentence in CITING for each in sentence.references]
PATH = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)+")
PART = re.compile(r"(?i)(điểm|khoản|điều|mục|phần|chương) [\w.]+")
TYPES_OF_CONGRESSES = {"văn kiện"}


def forms(of: list[Sentence]) -> Counter[str]:
    return Counter(sentence.form for sentence in of)


def test_there_are_enough_sentences() -> None:
    assert len(CITING) >= 600
    assert len(EVERY) - len(CITING) >= 150
    assert len(forms(CITING)) >= 80
    assert min(forms(EVERY).values()) >= 5


def test_both_halves_have_every_form_and_traps() -> None:
    dev, held = (sentences(half) for half in HALVES)
    assert forms(dev).keys() == forms(held).keys()
    assert 0.55 < len(dev) / len(EVERY) < 0.65
    assert all(sum(not sentence.references for sentence in half) >= 50 for half in (dev, held))


def test_only_traps_have_no_references() -> None:
    for sentence in EVERY:
        assert sentence.form.startswith("trap-") != bool(sentence.references), sentence.form


def test_no_sentence_occurs_twice() -> None:
    seen = Counter(squeeze(sentence.text).casefold() for sentence in EVERY)
    assert max(seen.values()) == 1


def test_texts_are_nfc_and_references_do_not_overlap() -> None:
    for sentence in EVERY:
        assert nfc(sentence.text) == sentence.text, sentence.form
        for one, other in pairwise(sentence.references):
            assert one.end <= other.start, sentence.form
        for each in sentence.references:
            assert each.text == each.text.strip() == sentence.text[each.start : each.end], sentence.form


def test_works_are_in_the_registry_or_unlisted() -> None:
    works = {work.id for work in load().works}
    for form, each in REFERENCES:
        if each.unlisted:
            assert len(each.means) <= 1 and all(PATH.fullmatch(one) for one in each.means), form
        else:
            assert set(each.means) <= works, (form, each.means)


def test_a_work_agrees_with_the_number_day_and_term_of_its_reference() -> None:
    works = {work.id: work for work in load().works}
    for form, each in REFERENCES:
        for work in (works[one] for one in each.means if one in works):
            assert each.date in (None, work.date), (form, work.id)
            assert not each.term or each.term == (work.term or each.term), (form, work.id)
            if each.number and work.number:
                assert work.number == each.number or serial(work.number) == serial(each.number), (form, work.id)


def serial(number: str) -> int:
    found = re.match(r"\d+", number)
    assert found, number
    return int(found[0])


def test_fields_are_valid() -> None:
    types = {kind.name for kind in load().types} | TYPES_OF_CONGRESSES
    for form, each in REFERENCES:
        assert each.type in types, form
        assert each.number is None or re.fullmatch(r"\d+[a-z]?([-/]\S+)?", each.number), form
        assert each.term is None or re.fullmatch(r"[IVX]+", each.term), form
        assert each.plenum is None or 1 <= each.plenum <= 15, form
        assert all(PART.fullmatch(one) for one in each.articles), form

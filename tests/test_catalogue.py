"""The Vietnamese catalogue is whole and up to date."""

import re

from tests import catalogue


def test_every_msgid_has_its_vietnamese() -> None:
    assert catalogue.missing(catalogue.updated()) == []


def test_the_files_are_those_of_the_code() -> None:
    po, mo = catalogue.written(catalogue.updated())
    assert catalogue.PO.read_bytes() == po and catalogue.MO.read_bytes() == mo


def test_placeholders_are_kept() -> None:
    for message in catalogue.updated():
        wanted = message.id if isinstance(message.id, str) else message.id[-1]
        for said in catalogue.strings(message):
            fields = [set(re.findall(r"\{(\w+)", text)) for text in (wanted, said)]
            assert fields[1] <= fields[0] and (isinstance(message.id, tuple) or fields[0] == fields[1]), wanted


def test_no_translation_repeats_itself() -> None:
    said = [text for message in catalogue.updated() for text in catalogue.strings(message)]
    assert [text for text in said if re.fullmatch(r"(.{8,}?)\1+", text, re.DOTALL)] == []

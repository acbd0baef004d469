"""A pack on the terminal and as JSON."""

from __future__ import annotations

import json
import re

import pytest

from pipeline.contract import digest_result, dumps
from pipeline.digest import Settings, make_digest
from pipeline.output.digest import lines
from tests.digest.render.hostile import ATTACKS, SEEN, hostile_pack
from tests.digest.test_digest import document


@pytest.mark.parametrize("name", ATTACKS)
def test_hostile_text_is_text_in_the_preview(name: str) -> None:
    shown = "\n".join(lines(hostile_pack(ATTACKS[name])))
    cleaned = re.sub(r"\x1b\[\d+m|\u200b", "", shown)  # our own bold and colours; letters of no width do no harm
    for control in ("\x1b", "\x07", "\x9b", "\x00", "\x0b", "\u202e", "\u2066"):
        assert control not in cleaned
    assert "".join(SEEN[name].split())[:20] in "".join(cleaned.split())


def test_the_contracts_keys_stay() -> None:
    pack = json.loads(dumps(digest_result(make_digest([(document(), ())], settings=Settings(unit="Chi bộ A")))))
    assert {"title", "period", "items"} <= pack.keys()
    (item,) = pack["items"]
    assert {"id", "heading", "points", "tasks", "questions", "references"} <= item.keys()
    assert {"text", "page", "section"} <= item["points"][0].keys()
    assert {"who", "what", "deadline", "page", "text"} <= item["tasks"][0].keys()
    assert {"text", "page"} <= item["questions"][0].keys()
    assert sum(step["minutes"] for step in pack["agenda"]) == pack["minutes"] == 90


def test_a_plain_pack_has_only_documents_and_sources() -> None:
    pack = digest_result(make_digest([(document(), ())], settings=Settings(plain=True)))
    assert pack["items"][0]["points"] and pack["sources"]
    assert not (pack["agenda"] or pack["calendar"] or pack["forms"] or pack["items"][0]["questions"])

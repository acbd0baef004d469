"""The JSON of every command: keys may be added, never renamed or dropped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline import contract
from pipeline.commands.main import COMMANDS
from pipeline.errors import UsageError
from pipeline.model import Hit, Marks, Work
from tests.command import SAMPLE, chithi
from tests.documents import directive

IDENTITY = "id number type issuer date title"
WORK = f"{IDENTITY} confirmed"
REFERENCE = "start end text type number date term plenum articles relation state rule target candidates"
ENTRY = f"{IDENTITY} pages pages_known path waiting_for_ocr"
ASIDE = "path reason hint cause"
CLAIM = "relation by since part document page text source confirmed"
HEADER = "type number symbol issuer date place title signers recipients marks"
READ = "header pages pages_known outline footnotes warnings waiting_for_ocr"
TASK = "who who_page what deadline due report_to page section text"
ITEM = "id heading notices why points tasks figures questions references explained"

# The words of a command, a path into its JSON (`*` is the first of a list), and the keys there.
KEYS = [
    ("ingest", "", "added updated unchanged set_aside skipped documents pages seconds"),
    ("ingest", "set_aside/*", ASIDE),
    ("ingest", "skipped/*", "suffix count"),
    ("read", "", READ),
    ("read", "header", HEADER),
    ("read", "header/signers/*", "name position authority"),
    ("read", "header/marks", "secrecy urgency draft"),
    ("read", "pages/*", "page text source"),
    ("read", "outline/*", "label title page level start end_page end"),
    ("tag", "references/*", REFERENCE),
    ("tag", "references/*/target", WORK),
    ("search kỷ luật --facets --explain", "", "query total from seconds note suggestion hits facets"),
    ("search kỷ luật --facets --explain", "hits/*", f"{IDENTITY} page page_known section snippet score path explain"),
    ("search kỷ luật --facets --explain", "hits/*/explain", "leaves pairs tones cited tier place matchinfo"),
    ("search kỷ luật --facets --explain", "facets", "year type issuer"),
    ("search kỷ luật --facets --explain", "facets/year/*", "value documents"),
    ("search --list-saved", "", "saved"),
    ("show 08-CT/TU", "", f"id path sha256 {READ}"),
    ("refs 08-CT/TU", "", "document cites cited_by"),
    ("refs 08-CT/TU", "document", ENTRY),
    ("refs 08-CT/TU", "cites/*", f"page sentence {REFERENCE}"),
    ("refs 08-CT/TU", "cited_by/*", f"document page sentence {REFERENCE}"),
    ("status 76-QĐ/TW", "", f"{IDENTITY} held as_of state in_force since until own ended_by replaced_by amended_by"
     " continued_by later undated"),
    ("status 76-QĐ/TW", "replaced_by/*", CLAIM),
    ("missing", "missing/*", f"{WORK} known times documents"),
    ("graph 08-CT/TU", "", "nodes edges left_out"),
    ("graph 08-CT/TU", "nodes/*", f"{IDENTITY} held level focus ended"),
    ("graph 08-CT/TU", "edges/*", "source target relation times"),
    ("graph 05-CT/TW --cascade", "levels/*", "level documents missing"),
    ("correct 08-CT/TU --title X", "", "id header"),
    ("correct 08-CT/TU --undo", "header", "type number issuer date title corrected"),
    ("list", "", "documents set_aside"),
    ("list", "documents/*", ENTRY),
    ("list", "set_aside/*", ASIDE),
    ("list --gaps", "series/*", "issuer symbol period held highest missing_or_secret missing known"),
    ("stats", "", "documents pages secret set_aside undated types issuers years citations states relations ended"
     " bytes"),
    ("registry list", "works/*", WORK),
    ("registry show 76-QĐ/TW", "works/*", f"{WORK} term plenum aliases changes"),
    ("digest --document 08-CT/TU", "", "title unit period minutes left_out agenda items calendar forms sources"),
    ("digest --document 08-CT/TU", "agenda/*", "title minutes parts"),
    ("digest --document 08-CT/TU", "items/*", ITEM),
    ("digest --document 08-CT/TU", "items/*/points/*", "text page section lead lead_page"),
    ("digest --document 08-CT/TU", "items/*/tasks/*", TASK),
    ("digest --document 08-CT/TU", "items/*/explained/*", "text pages state work in_force replaced_by confirmed"),
    ("digest --document 08-CT/TU", "forms/*", "kind left right title subtitle parts signatures"),
    ("digest --document 08-CT/TU", "forms/*/parts/*", "heading lines blank table"),
    ("digest --document 08-CT/TU", "sources/*", "id heading file page_count pages"),
    ("digest --document 08-CT/TU", "session", "unit parent place day hour members"),
    ("digest --document 08-CT/TU", "beside/*", "id heading role in_force points tasks"),
    ("digest --document 08-CT/TU", "duties/*", "document who what deadline due page text"),
    ("compare 76-QĐ/TW", "", "old new relation kept changed dropped added"),
    ("doctor", "", "ok checks"),
    ("doctor", "checks/*", "name ok detail hint optional"),
    ("backup", "", "path bytes secret"),
    ("restore", "", "path replaced"),
    ("export", "", "path documents secret_left_out"),
    ("remove 26/CT-TTg", "", "removed"),
]  # fmt: skip


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The JSON of each command of the table, on the sample."""
    folder = tmp_path_factory.mktemp("contract")
    file = SAMPLE / "chi-thi-08-ct-tu-dien-bien-2016.pdf"
    more = folder / "more"
    more.mkdir()
    (more / "ghi-chu.txt").write_text("Ghi chú của chi bộ.", encoding="utf-8")
    (more / "thang-3.xlsx").touch()
    values: dict[str, list[str | Path]] = {
        "ingest": [SAMPLE, more, "--ocr", "never"],
        "read": [file],
        "backup": [folder / "copy.sqlite"],
        "restore": [folder / "copy.sqlite", "--force"],
    }
    values["export"] = [folder / "all.jsonl"]
    text = "Căn cứ Chỉ thị số 08-CT/TU, ngày 30/3/2016 của Tỉnh ủy Điện Biên."
    return {
        words: chithi(*words.split(), *values.get(words, ()), "--json", library=folder / "l.sqlite", text=text).json
        for words in dict.fromkeys(words for words, _path, _keys in KEYS)
    }


@pytest.mark.parametrize(("words", "path", "keys"), KEYS)
def test_the_keys_of_every_command(results: dict[str, Any], words: str, path: str, keys: str) -> None:
    value = results[words]
    for step in filter(None, path.split("/")):
        value = value[0] if step == "*" else value[step]
    assert set(keys.split()) <= set(value)


def test_every_command_is_in_the_table() -> None:
    # An evaluation reads the whole sample: its keys are checked without a process. The others print no JSON.
    others = {"evaluate", "init", "serve", "mcp"}
    assert {words.split()[0] for words, _path, _keys in KEYS} | others == set(COMMANDS)


def nested(value: Any) -> Iterator[Any]:
    yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nested(each)


def test_dates_are_iso_and_nothing_but_json(results: dict[str, Any]) -> None:
    assert (
        results["list"]["documents"][0]["date"]
        == date.fromisoformat(results["list"]["documents"][0]["date"]).isoformat()
    )
    assert all(value is None or isinstance(value, str | int | float | list | dict) for value in nested(results))


def test_an_absent_work_is_null_and_a_missing_date_too() -> None:
    assert contract.work(None) is None
    assert contract.work(Work("x", None, None, None, None, None)) == dict.fromkeys(IDENTITY.split()) | {
        "id": "x", "confirmed": True,
    }  # fmt: skip


def test_a_header_has_its_marks() -> None:
    header = directive().header
    assert contract.header(header)["date"] == "2016-03-30"
    assert contract.header(header)["marks"] == {"secrecy": Marks().secrecy, "urgency": None, "draft": False}


def test_matches_of_a_snippet_are_between_asterisks() -> None:
    hit = Hit("x", None, None, None, None, None, 1, None, "về \ue000kỷ luật\ue001 Đảng", 1.23456, "/x.pdf")
    shown = contract._hit(hit)
    assert (shown["snippet"], shown["score"]) == ("về **kỷ luật** Đảng", 1.2346)


def test_an_error_has_reason_hint_and_path() -> None:
    result = contract.error_result(UsageError("Sai.", hint="Sửa.", path=Path("/x")))
    assert result == {"error": {"reason": "Sai.", "hint": "Sửa.", "path": str(Path("/x"))}}


def test_letters_are_written_as_they_are() -> None:
    assert json.loads(contract.dumps({"a": "Đảng"})) == {"a": "Đảng"} and "Đảng" in contract.dumps({"a": "Đảng"})

"""`chithi search` as a process: ways to search, the screen, files opened at their page."""

from __future__ import annotations

import os
import re
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.store import Store
from pipeline.vietnamese.text import squeeze
from tests.command import Outcome, chithi, run
from tests.commands.conftest import DIRECTIVE, page_text
from tests.documents import directive, document, plan


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library of the directive as a PDF, the plan as a PDF that is missing, and a page of Word."""
    for name in ("chi-thi.pdf", "thu.docx"):
        (tmp_path / name).touch()
    path = tmp_path / "library.sqlite"
    with Store.open(path, create=True) as opened:
        opened.add(directive(str(tmp_path / "chi-thi.pdf")))
        opened.add(plan(str(tmp_path / "missing.pdf")))
        opened.add(document("Kính mời dự họp. \x1b[31m", path=str(tmp_path / "thu.docx")))
    return path


def search(library: Path, *words: str, lang: str = "en") -> Outcome:
    done = chithi("search", *words, library=library, lang=lang)
    assert done.status == 0, done.err
    return done


def test_hits_are_grouped_by_document_and_numbered_by_rank(library: Path) -> None:
    shown = search(library, "chỉ OR kế").out.splitlines()
    names = [line for line in shown if line.startswith(("Chỉ thị", "Kế hoạch"))]
    assert len(names) == len(set(names)) == 2
    assert sorted(line.split(".")[0].strip() for line in shown if ": " in line) == ["1", "2", "3"]
    assert shown[-1].strip().startswith(("1.", "2.", "3."))


def test_further_hits(library: Path) -> None:
    assert "Hits 1–1 of 3; more with --from 2 or -n." in search(library, "chỉ OR kế", "-n", "1").out
    found = search(library, "chỉ OR kế", "-n", "1", "--from", "2", "--json").json
    every = search(library, "chỉ OR kế", "--json").json
    assert found["from"] == 2
    assert found["hits"] == every["hits"][1:2]


def test_a_suggestion_is_offered(library: Path) -> None:
    done = search(library, "chir thij", lang="vi")
    assert "Có phải muốn tìm: chỉ thị" in done.out
    assert search(library, "chir thij", "--json").json["suggestion"] == "chỉ thị"


def test_facets_have_bars(library: Path) -> None:
    shown = search(library, "chỉ OR họp", "--facets").out
    assert "  2016  ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇ 2" in shown
    assert "  –     ▇▇▇▇▇▇▇▇▇▇▇▇ 1" in shown
    counted = search(library, "chỉ OR họp", "--facets", "--json").json["facets"]
    assert counted["type"][0] == {"value": "chỉ thị", "documents": 1}
    assert set(counted) == {"year", "type", "issuer"}


def test_the_parts_of_a_score(library: Path) -> None:
    shown = search(library, "kỷ luật", "--explain").out
    assert "tier 2" in shown
    # In body, heading, title, number and file name.
    assert "ky 2.08 (3 · 0 · 2 · 0 · 0)" in shown


def test_similar_documents(library: Path) -> None:
    assert [hit["number"] for hit in search(library, "--similar", "08 ct tu", "--json").json["hits"]] == ["12-KH/TU"]


def test_what_is_cited_is_named_as_people_do(library: Path) -> None:
    for name in ("08-CT/TU", "Chỉ thị 08", "08 ct tu", "CT08"):
        assert [hit["number"] for hit in search(library, "kế", "--cites", name, "--json").json["hits"]] == ["12-KH/TU"]
    assert search(library, "nghị quyết", "--cites", "NQTW4 khóa XII", "--json").json["note"] is None
    shown = search(library, "kế", "--cites", "Chỉ thị\x1b[31m 99", lang="vi").out
    assert shown == "Cả thư viện và danh mục đều không có văn bản “Chỉ thị[31m 99”.\n"


def test_works_not_in_force_are_left_out(library: Path) -> None:
    assert not search(library, "kỷ luật", "--in-force=29/3/2016", "--json").json["hits"]
    assert search(library, "kỷ luật", "--in-force", "2016-03-30", "--json").json["hits"]
    lone = search(library, "--in-force", "kỷ luật", "--json").json
    assert lone["query"] == "kỷ luật" and lone["hits"]
    tomorrow = date.today() + timedelta(days=1)
    assert search(library, "kỷ luật", f"--in-force={tomorrow}", "--json").json["total"] == lone["total"]


def test_a_saved_search_finds_what_is_new(library: Path) -> None:
    search(library, "kỷ luật", "--type", "chỉ thị", "--save", "của tôi")
    search(library, "họp", "--save", "họp")
    assert "của tôi: kỷ luật --type chỉ thị" in search(library, "--list-saved").out
    assert search(library, "--saved", "của tôi", "--json").json["total"] == 1
    assert not search(library, "--saved", "của tôi", "--new", "--json").json["hits"]
    with Store.open(library) as opened:
        opened.add(document("Kỷ luật là sức mạnh.", type="chỉ thị", path="/moi.pdf"))
    assert [hit["path"] for hit in search(library, "--saved", "của tôi", "--new", "--json").json["hits"]] == [
        "/moi.pdf"
    ]
    assert [each["name"] for each in search(library, "--forget", "họp", "--json").json["saved"]] == ["của tôi"]


@pytest.mark.parametrize(
    ("words", "status", "expected"),
    [
        ([], 2, "A search needs one of these"),
        (["a", "--similar", "08-CT/TU"], 2, "A search needs one of these"),
        (["a", "--new"], 2, "--new needs --saved"),
        (["--saved", "x"], 3, "no saved search “x”"),
        (["--forget", "x"], 3, "no saved search “x”"),
        (["kỷ", "--open", "9"], 2, "Hit 9 is not"),
        (["kế", "--open", "1"], 2, "no longer exists"),
        (["a", "--from", "0"], 2, "--from"),
    ],
)
def test_impossible_requests_are_explained(library: Path, words: list[str], status: int, expected: str) -> None:
    done = chithi("search", *words, library=library)
    assert done.status == status
    assert expected in done.err


@pytest.mark.skipif(os.name == "nt", reason="the programs are shell scripts")
@pytest.mark.parametrize(
    ("query", "program", "arguments", "expected"),
    [
        ("đôn đốc", "evince", ["--page-index=2", "chi-thi.pdf"], "evince opens {} at page 2."),
        ("đôn đốc", "okular", ["--page", "2", "chi-thi.pdf"], "okular opens {} at page 2."),
        ("mời", "xdg-open", ["thu.docx"], "xdg-open opens {}; turn to page 1."),
    ],
)
def test_a_file_opens_at_its_page(
    library: Path, monkeypatch: pytest.MonkeyPatch, query: str, program: str, arguments: list[str], expected: str
) -> None:
    viewers = library.parent / "viewers"
    viewers.mkdir()
    called = library.parent / "called"
    (viewers / program).write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" > "{called}.part"; /bin/mv "{called}.part" "{called}"\n'
    )
    (viewers / program).chmod(0o755)
    monkeypatch.setenv("PATH", str(viewers))
    shown = search(library, query, "--open", "1").out
    path = library.parent / arguments[-1]
    assert expected.format(path) in shown
    deadline = time.monotonic() + 10
    while not called.exists() and time.monotonic() < deadline:
        os.sched_yield()
    assert called.read_text().splitlines() == [*arguments[:-1], str(path)]


@pytest.mark.parametrize(("option", "value"), [("--type", "CT"), ("--type", "chỉ thị"), ("--since", "3/2016")])
def test_options_take_what_people_write(library: Path, option: str, value: str) -> None:
    hits = chithi("search", "kỷ luật", option, value, "--until", "3/2016", "--json", library=library).json["hits"]
    assert hits and {hit["number"] for hit in hits} <= {"08-CT/TU", "17-CT/TU"}


def test_names_of_saved_searches_ignore_case_and_tones(library: Path) -> None:
    chithi("search", "kỷ luật", "--save", "Kỷ luật", library=library)
    assert "Nothing new" in chithi("search", "--saved", "ky luat", "--new", library=library).out
    assert chithi("search", "--forget", "KỶ LUẬT", library=library).status == 0


def test_beyond_the_last_hit(library: Path) -> None:
    assert "There are only" in chithi("search", "kỷ luật", "--from", "900", library=library).out


def test_exact_tones_come_first_among_the_same_pages(sample: Path) -> None:
    toned = run(sample, "search", "kỷ luật hành chính", "-n", "100", "--json").json
    plain = run(sample, "search", "ky luat hanh chinh", "-n", "100", "--json").json
    pages = [{(hit["id"], hit["page"]) for hit in answer["hits"]} for answer in (toned, plain)]
    assert pages[0] == pages[1] and len(pages[0]) == toned["total"] == plain["total"]
    assert DIRECTIVE in [hit["id"] for hit in toned["hits"]]
    first = toned["hits"][0]
    assert "**kỷ luật hành chính**" in first["snippet"].lower()
    assert {
        "id",
        "number",
        "type",
        "issuer",
        "date",
        "title",
        "page",
        "section",
        "snippet",
        "score",
        "path",
    } <= set(first)
    written = [
        "kỷ luật hành chính" in squeeze(page_text(sample, hit["id"], hit["page"])).lower() for hit in toned["hits"]
    ]
    # Of a document two pages are among the first ten, the others after them.
    for group in (written[:10], written[10:]):
        assert group == sorted(group, reverse=True), "a page without the phrase comes before one with it"


@pytest.mark.parametrize("typed", ["08-CT/TU", "08 ct tu", "8-ct/tu"])
def test_a_number_finds_its_document_first(sample: Path, typed: str) -> None:
    assert run(sample, "search", typed, "--json").json["hits"][0]["id"] == DIRECTIVE


def test_the_screen_shows_document_and_page(sample: Path) -> None:
    shown = run(sample, "search", "kỷ luật hành chính", "--type", "chỉ thị").out
    assert "Chỉ thị số 08-CT/TU, ngày 30/3/2016 của Tỉnh ủy Điện Biên\n" in shown
    assert re.search(r"\d\. page 1, mục ", shown)
    assert "\x1b" not in shown


def test_filters(sample: Path) -> None:
    hits = run(sample, "search", "kỷ luật", "--type", "chỉ thị", "--until", "2016", "-n", "50", "--json").json["hits"]
    assert hits and all(hit["type"] == "chỉ thị" and hit["date"] <= "2016-12-31" for hit in hits)
    citing = run(sample, "search", "chi bộ", "--cites", "08-CT/TU", "--json").json["hits"]
    assert citing and DIRECTIVE not in {hit["id"] for hit in citing}


def test_opening_a_hit_that_is_not_shown_prints_one_json_document(library: Path) -> None:
    done = chithi("search", "kỷ luật", "--open", "9999", "--json", library=library)
    assert done.status == 2 and "error" in done.json

"""A page number is given only where the file has it: on the screen, in JSON, in rows, in packs, to a browser."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.api import Library
from pipeline.commands.main import COMMANDS, main
from pipeline.model import Document, Relation, Section, Validity
from pipeline.store import Store
from tests.command import SAMPLE, chithi
from tests.documents import directive, plan

NUMBERED = re.compile(r"\b(?:page|trang|part) ?\d|\b(?:tr|p)\. ?\d", re.I)
OF_A_PAGE = {"page", "end_page", "who_page", "lead_page"}
NEW, OLD = "12-KH/TU", "08-CT/TU"
# What is typed for each command that shows a document; None for those that show none.
CALLS: dict[str, tuple[str, ...] | None] = {
    "read": ("FILE",), "search": ("kỷ luật hành chính", "--explain"), "show": (OLD,), "refs": (NEW,),
    "status": (OLD,), "list": (), "missing": (), "graph": (OLD,), "stats": (),
    "correct": (OLD, "--title", "về kỷ luật"),
    "compare": (OLD, NEW), "digest": ("--document", OLD, "--document", NEW, "--preview"), "export": ("FOLDER",),
    "doctor": ("--check",), "remove": (NEW,), "tag": ("TEXT",),
    "init": None, "ingest": None, "registry": None, "backup": None, "restore": None, "evaluate": None, "mcp": None,
    "serve": None,
}  # fmt: skip
COUNTS = {"stats"}  # `pages` counts the texts that are searched


def unpaged(document: Document, **fields: Any) -> Document:
    """Return a document as from a Word file that does not record where its pages end: two parts, too long for pages."""
    filler = "\nCác cấp ủy quán triệt sâu rộng đến từng chi bộ. Đảng viên thực hiện nghiêm túc." * 60
    pages = tuple(replace(page, text=page.text + filler) for page in document.pages)
    outline = (*document.outline, Section("III", "TỔ CHỨC", 1, 1, len(pages[0].text) - 800, 1, len(pages[0].text)))
    return replace(document, path=str(Path(document.path).with_suffix(".docx")), pages=pages, outline=outline, **fields)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return a library of two such documents: the newer one replaces the older one and says from when it holds."""
    path = tmp_path / "l.sqlite"
    newer = plan()
    [mention] = newer.mentions[1]
    replacing = replace(mention, relation="thay thế", relations=(Relation("thay thế"),))
    decision = replace(newer.header, type="quyết định")
    with Store.open(path, create=True) as store:
        store.add(unpaged(directive(), validity=Validity(directive().header.date, None, 1, 0)))
        store.add(unpaged(newer, header=decision, mentions={1: (replacing,)}))
        entries = store.entries()
        assert not any(entry.pages_known for entry in entries) and all(entry.page_of(1) is None for entry in entries)
    return path


def pages_in(value: Any, name: str = "") -> Iterator[Any]:
    """Yield every page number in a JSON document."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from pages_in(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from pages_in(each, name)
    elif value is not None and (name in OF_A_PAGE or (name == "pages" and not isinstance(value, bool))):
        yield name, value


def typed(name: str, folder: Path) -> list[str]:
    """Return the words of a call, with a Word file of unknown pages and a new folder."""
    (folder / "text.txt").write_text("Thực hiện Chỉ thị số 08-CT/TU.", "utf-8")
    names = {
        "TEXT": str(folder / "text.txt"),
        "FILE": str(SAMPLE / "huong-dan-12-hd-btctw-2018.docx"),
        "FOLDER": str(folder / "out"),
    }
    return [names.get(word, word) for word in CALLS[name] or ()]


def call(library: Path, *words: str) -> str:
    """Return what a command prints on standard output."""
    done = CliRunner().invoke(main, ["--lang", "en", "--library", str(library), *words])
    assert done.exit_code == 0, (words, done.output, done.exception)
    return done.stdout


def test_every_command_is_looked_at() -> None:
    assert set(CALLS) == set(COMMANDS)


@pytest.mark.parametrize("name", [name for name, words in CALLS.items() if words is not None])
def test_a_command_gives_no_page_that_is_not_known(name: str, library: Path, tmp_path: Path) -> None:
    words = typed(name, tmp_path)
    screen = call(library, name, *words, *(("--text",) if name in ("read", "show") else ()))
    assert not NUMBERED.search(screen), screen


@pytest.mark.parametrize("name", [name for name, words in CALLS.items() if words is not None and name not in COUNTS])
def test_the_json_of_a_command_has_null_for_such_a_page(name: str, library: Path, tmp_path: Path) -> None:
    words = [word for word in typed(name, tmp_path) if word != "--preview"]
    assert list(pages_in(json.loads(call(library, name, *words, "--json")))) == []
    if name == "export":
        exported = [json.loads(file.read_text("utf-8")) for file in (tmp_path / "out").glob("*.json")]
        assert len(exported) == 2 and list(pages_in(exported)) == []


@pytest.mark.parametrize("form", ["csv", "tsv", "ndjson"])
def test_rows_have_no_such_page(form: str, library: Path) -> None:
    for row in call(library, "search", "kỷ luật", "--format", form).splitlines():
        assert form != "ndjson" or list(pages_in(json.loads(row))) == []
        assert not NUMBERED.search(row)
    assert "1,false" not in call(library, "list", "--format", "csv")


@pytest.mark.parametrize("form", ["md", "html", "txt", "ics", "docx"])
@pytest.mark.parametrize("full", [True, False])
def test_a_study_pack_prints_the_section_and_no_such_page(form: str, full: bool, library: Path, tmp_path: Path) -> None:
    target = tmp_path / f"goi.{form}"
    call(library, "digest", "--document", OLD, "--document", NEW, "-o", str(target), *(["--full"] if full else []))
    content = target.read_bytes()
    if form == "docx":
        with zipfile.ZipFile(BytesIO(content)) as archive:
            content = archive.read("word/document.xml")
    text = (
        re.sub(r"<style.*?</style>|<[^>]+>", "", content.decode(), flags=re.DOTALL)
        if form in ("docx", "html")
        else content.decode()
    )
    assert not NUMBERED.search(text), NUMBERED.search(text)
    assert "quoted: 1" not in text


def test_an_assistant_gets_null_and_the_part_to_ask_for(library: Path) -> None:
    from pipeline.assistants import _Tools

    tools = _Tools(str(library))
    answers = [
        tools.search("kỷ luật"), tools.read_page(OLD, 2), tools.list_documents(), tools.references(NEW),
        tools.status(OLD), tools.tasks(OLD), tools.study_pack(documents=[OLD]),
    ]  # fmt: skip
    assert list(pages_in(answers)) == []
    assert answers[1]["part"] == 2 and answers[1]["of"] is None
    assert answers[3]["cites"][0]["part"] == 1


@pytest.mark.skipif(find_spec("starlette") is None or find_spec("httpx") is None, reason="the web extra is missing")
def test_a_browser_shows_no_such_page(library: Path) -> None:
    from pipeline.i18n import set_language
    from pipeline.web.pages import document_path
    from tests.web.browser import Visitor, words

    with Library.open(library) as opened:
        ids = [entry.id for entry in opened.entries()]
    set_language("en")
    with Visitor(library) as visitor:
        for path in ("/?q=kỷ luật hành chính", *(document_path(each) for each in ids)):
            page = visitor.page(path)
            shown = words(page.xpath("//main")[0])
            said = " ".join(page.xpath("//main//@aria-label | //main//@data-source | //main//@alt"))
            assert not re.search(r"\b(?:page|trang) ?\d|\b(?:tr|p)\. ?\d", f"{shown} {said}", re.I), (path, shown, said)


def test_the_section_is_given_instead(library: Path) -> None:
    cited = json.loads(call(library, "refs", OLD, "--json"))
    assert cited["cites"][0]["page"] is None and cited["cites"][0]["section"] == "mục II"
    assert "mục II: Nghị quyết số 04-NQ/TW" in call(library, "refs", OLD)


def test_the_page_of_a_word_file_of_the_sample_is_not_known(tmp_path: Path) -> None:
    library = tmp_path / "l.sqlite"
    chithi("ingest", SAMPLE / "huong-dan-12-hd-btctw-2018.docx", library=library)
    hit = chithi("search", "sinh hoạt chuyên đề", "--json", library=library).json["hits"][0]
    assert hit["page"] is None and hit["part"] == 1 and hit["page_known"] is False
    assert "does not record its pages" in chithi("list", library=library).out
    shown = chithi("show", "12-HD/BTCTW", library=library).out
    assert "does not record where its printed pages end" in shown
    assert chithi("show", "12-HD/BTCTW", "--json", library=library).json["pages_known"] == 0

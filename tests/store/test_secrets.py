"""Secret documents stay out of every file written, harmless ones go in; accepted ones stay out of study packs."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipeline import Library
from pipeline.errors import SecretDocument, UsageError
from pipeline.index import Index
from pipeline.model import SetAside
from pipeline.parse import outcome_of
from pipeline.read.tesseract import available
from pipeline.store.connection import APPLICATION_ID
from pipeline.store.input_files import accepted_secrets
from pipeline.vietnamese.text import fold
from tests.command import SAMPLE, chithi
from tests.conftest import SHARED, optional
from tests.gold import secrecy, secrecy_layouts
from tests.index.pages import SMALL

SECRET, OPEN = SAMPLE / "bao-cao-mat-2019.pdf", SAMPLE / "chi-thi-26-ct-ttg-2016.pdf"
CASES = {case.name: case for case in (*secrecy.secret_cases(), *secrecy.harmless_cases())}
LAYOUTS = {case.name: case for case in (*secrecy_layouts.secret_layouts(), *secrecy_layouts.harmless_layouts())}


def test_the_gold_is_whole() -> None:
    assert sum(case.secret for case in CASES.values()) == 20
    assert sum(not case.secret for case in CASES.values()) == 40


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("m04", "m06", "m10", "m12", "m13", "m20", "h01", "h04", "h10", "h17", "h23", "h29", "h37")),
        pytest.param(("m14", "m18", "h35"), marks=optional(available())),
    ],
)
def test_secret_documents_stay_out_and_harmless_ones_go_in(names: tuple[str, ...]) -> None:
    assert secrecy.measured([CASES[name] for name in names]) == secrecy.Score((), (), ())


def test_the_gold_has_other_layouts() -> None:
    assert sum(case.secret for case in LAYOUTS.values()) == 53
    assert sum(not case.secret for case in LAYOUTS.values()) == 30


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(
            (
                *("n14", "n17", "n22", "n24", "n31", "n33", "n35", "n41", "n42", "n51", "n52", "n53"),
                *("k07", "k08", "k19", "k22", "k23", "k27"),
            )
        ),
        pytest.param(
            (
                *("n01", "n11", "n26", "n34", "n43", "n45", "n46", "n48", "n49", "n50"),
                *("k01", "k04", "k14", "k17", "k28", "k29", "k30"),
            ),
            marks=optional(available()),
        ),
    ],
)
def test_marks_that_are_not_plain_text_keep_documents_out(names: tuple[str, ...]) -> None:
    assert secrecy.measured([LAYOUTS[name] for name in names]) == secrecy.Score((), (), ())


@optional(available())
def test_the_cases_that_slipped_through() -> None:
    folder = SHARED / "cases" / "secrecy"
    if not folder.is_dir():
        pytest.skip("the shared cases are not on this machine")
    secret = [path for path in sorted(folder.iterdir()) if path.is_file()]
    harmless = sorted((folder / "harmless").iterdir())
    outcomes = {path.name: outcome_of(str(path), "", "auto") for path in (*secret, *harmless)}
    assert [path.name for path in secret if not isinstance(outcomes[path.name], SetAside)] == []
    assert [path.name for path in harmless if isinstance(outcomes[path.name], SetAside)] == []


def words_in(folder: Path) -> set[str]:
    """The words in the bytes of every file."""
    return {word for file in folder.iterdir() for word in secrecy.words_of(file.read_bytes())}


def test_what_was_held_of_a_file_goes_when_it_is_found_secret(tmp_path: Path) -> None:
    for name in ("alone", "room"):
        (tmp_path / name).mkdir()
    with Library.open(tmp_path / "alone" / "l.sqlite") as library:
        library.ingest([OPEN])
    room, file = tmp_path / "room", tmp_path / "bao-cao.pdf"
    shutil.copy(SECRET, file)
    with Library.open(room / "l.sqlite") as library, closing(sqlite3.connect(room / "l.sqlite")) as reader:
        reader.execute("select count(*) from documents").fetchall()  # while one reads, the journal stays
        library.ingest([OPEN, file], accept_secret="Lý do")
        library.store.connection.execute("update documents set secrecy = null")  # as if it had slipped through
        library.store.index = Index(library.store.connection, SMALL)  # impact vectors, as a large library has them
        library.store.index.compact()
        theirs = {
            word for text in library.store.connection.execute("select text from pages") for word in words_of(text[0])
        }
        theirs -= words_in(tmp_path / "alone")
        assert {"khoa", "ngan"} <= theirs <= words_in(room)
        with file.open("ab") as changed:
            changed.write(b"\n%")
        tally = library.ingest([file])
        assert [item.secrecy for item in tally.set_aside] == ["MẬT"]
        assert [Path(entry.path).name for entry in library.entries()] == [OPEN.name]
        assert library.store.check() is None
        assert library.store.connection.execute("select count(*) from _index_impacts").fetchone()[0]
        told = words_of(repr((library.files_set_aside(), accepted_secrets(library.store))))
        assert not (theirs & words_in(room)) - told
        library.store.connection.execute("create virtual table temp.words using fts4aux(main, _index)")
        assert not theirs & {row[0] for row in library.store.connection.execute("select term from temp.words")}


def words_of(text: str) -> set[str]:
    """The words of a text, folded."""
    return set(re.findall(r"[^\W\d_]{3,}", fold(text)))


def test_a_copy_of_what_is_found_secret_goes_too(tmp_path: Path) -> None:
    with Library.open(tmp_path / "l.sqlite") as library:
        library.ingest([SECRET], accept_secret="Kiểm tra")
        library.store.connection.execute("update documents set secrecy = null")
        copy = tmp_path / "ban-sao.pdf"
        shutil.copy(OPEN, copy)
        library.ingest([copy])
        shutil.copy(SECRET, copy)  # its content is held under another path
        library.ingest([copy])
        assert library.entries() == []


def test_an_accepted_document_is_kept_with_the_reason(tmp_path: Path) -> None:
    with Library.open(tmp_path / "l.sqlite") as library:
        assert library.ingest([SECRET]).documents == []
        tally = library.ingest([SECRET, OPEN], accept_secret="Kiểm tra kho lưu trữ")
        assert (tally.added, tally.set_aside) == (2, [])
        (accepted,) = accepted_secrets(library.store)
        assert (accepted.path, accepted.secrecy, accepted.reason) == (str(SECRET), "MẬT", "Kiểm tra kho lưu trữ")
        assert accepted.since and accepted.sha256 == library.document("44-BC/BNCTU").sha256
        assert library.files_set_aside() == []
        assert library.ingest([SECRET]).unchanged == 1
        assert {hit.number for hit in library.search("tủ sắt", whole=True).hits} == {"44-BC/BNCTU"}
        library.remove(library.find("44-BC/BNCTU").id)
        assert accepted_secrets(library.store) == [accepted]


def test_an_accepted_document_enters_no_study_pack(tmp_path: Path) -> None:
    with Library.open(tmp_path / "l.sqlite") as library:
        library.ingest([SECRET, OPEN], accept_secret="Kiểm tra kho lưu trữ")
        with pytest.raises(SecretDocument, match="MẬT"):
            library.digest(documents=["26/CT-TTg", "44-BC/BNCTU"])
        with pytest.raises(SecretDocument):
            library.digest("tủ sắt đựng tài liệu")
        pack = library.digest(month="2016-09")
        assert (len(pack.items), pack.left_out) == (1, 0)
        pack = library.digest(since=library.find("26/CT-TTg").date, until=library.find("44-BC/BNCTU").date)
        assert ([item.id for item in pack.items], pack.left_out) == ([library.find("26/CT-TTg").id], 1)


def test_no_citation_tells_of_an_accepted_document(tmp_path: Path) -> None:
    with Library.open(tmp_path / "l.sqlite") as library:
        library.ingest([SECRET], accept_secret="Kiểm tra kho lưu trữ")
        assert library.store.works("44-BC/BNCTU") == [] == library.store.works("44")


def test_a_secret_document_is_not_added_without_a_reason(tmp_path: Path) -> None:
    from pipeline.parse import parse_file

    with Library.open(tmp_path / "l.sqlite") as library:
        with pytest.raises(SecretDocument):
            library.store.add(parse_file(SECRET))
        with pytest.raises(UsageError):
            library.ingest([SECRET], accept_secret="  ")
        assert library.entries() == []


def test_the_command_takes_a_reason_and_tells_of_what_is_left_out(tmp_path: Path) -> None:
    library = tmp_path / "l.sqlite"
    assert chithi("ingest", SECRET, library=library).status == 1
    assert chithi("ingest", "--accept-secret", "", SECRET, library=library).status == 2
    assert chithi("ingest", "--accept-secret", "Kiểm tra", SECRET, OPEN, library=library).status == 0
    assert "MẬT" in chithi("show", "44-BC/BNCTU", library=library).out
    named = chithi("digest", "--document", "44-BC/BNCTU", library=library)
    assert named.status == 3 and "secret documents are never part of a study pack" in named.err and not named.out
    pack = chithi("digest", "--since", "2016", "--until", "2019", library=library)
    assert pack.status == 0 and "1 secret document is left out." in pack.err
    assert "44-BC/BNCTU" not in pack.out and "26/CT-TTg" in pack.out


def test_a_library_of_version_1_comes_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    schema = Path(secrecy.ROOT / "pipeline" / "store" / "migrations" / "001_documents.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(path)) as old:
        old.create_function("fold", 1, str, deterministic=True)
        old.execute(f"pragma application_id = {APPLICATION_ID}")
        old.execute("pragma journal_mode = wal")
        old.executescript(f"{schema}; pragma user_version = 1;")
    with Library.open(path) as library:
        assert library.ingest([OPEN]).added == 1
        assert [entry.secrecy for entry in library.entries()] == [None]
        assert accepted_secrets(library.store) == []

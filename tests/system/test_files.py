"""Files are written whole, keep what is not chithi's, and say which endings they may have."""

from __future__ import annotations

import io
import os
import stat
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.digest import Settings, make_digest
from pipeline.digest.render import FORMATS as PACK_FORMATS
from pipeline.errors import UnwritableFile, UsageError
from pipeline.output.graph import FORMATS as MAP_FORMATS
from pipeline.system.files import (
    MARK,
    Format,
    is_own,
    list_endings,
    mode_within,
    output_file,
    part_beside,
    seal,
    select_format,
    write,
)
from tests.chain.test_svg import work_map
from tests.digest.render.test_pdf import missing_part
from tests.digest.test_digest import document

OWN = f"# Tài liệu\n<!-- {MARK} -->\n".encode()
FOREIGN = {
    "text": b"# M\xc3\xacnh vi\xe1\xba\xbft\n",
    "library": b"SQLite format 3\0 ...",
    "damaged PDF": b"%PDF-1.7\n\0",
    "damaged Word file": b"PK\3\4\0",
    "PDF that quotes the mark": b"%PDF-1.7\n% " + MARK.encode(),
    "text that names chithi": b"written with chithi, generator: other\n",
    "long text": b"x" * 100_000,
}
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")


@pytest.fixture
def umask() -> Iterator[None]:
    old = os.umask(0o022)
    yield
    os.umask(old)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_an_own_or_empty_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    file = tmp_path / "pack.md"
    file.touch()
    for content in (OWN, OWN + OWN):
        write([content], file)
        assert file.read_bytes() == seal(content)
    assert [path.name for path in tmp_path.iterdir()] == ["pack.md"]


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_file_of_the_user_is_kept_unless_forced(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "mine"
    file.write_bytes(FOREIGN[kind])
    with pytest.raises(UnwritableFile, match="--force"):
        write([OWN], str(file))
    assert file.read_bytes() == FOREIGN[kind]
    write([OWN], str(file), force=True)
    assert file.read_bytes() == seal(OWN)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_word_file_of_chithi_that_was_edited_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "pack.docx"
    document = docx.Document()
    document.core_properties.comments = MARK
    document.save(str(path))
    assert is_own(path)
    document.core_properties.modified = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)  # as Word does when it saves
    document.save(str(path))
    assert not is_own(path)
    with pytest.raises(UnwritableFile):
        write([b"new"], path)


def test_a_word_file_of_the_user_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "mine.docx"
    docx.Document().save(str(file))
    assert not is_own(file)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("name", ["docx", "html"])
def test_a_damaged_file_is_no_error(tmp_path: Path, name: str, share: float) -> None:
    content = next(form for form in PACK_FORMATS if form.name == name).render(
        make_digest([(document(), ())], settings=Settings(full=True))
    )
    file = tmp_path / f"pack.{name}"
    file.write_bytes(content[: int(len(content) * share)])
    assert is_own(file) is (name == "html")
    broken = bytearray(content)
    for place in range(40, len(broken), 97):
        broken[place] ^= 0xFF
    file.write_bytes(broken)
    assert is_own(file) in {True, False}


@pytest.mark.parametrize("form", PACK_FORMATS, ids=lambda form: form.name)
def test_every_pack_has_the_mark(tmp_path: Path, form: Format) -> None:
    if form.name == "pdf" and (reason := missing_part()):
        pytest.skip(reason)
    write([form.render(make_digest([(document(), ())], settings=Settings(full=True)))], tmp_path / "pack")
    assert (tmp_path / "pack").stat().st_size > 0 and is_own(tmp_path / "pack")


TEXTS = [form for form in (*PACK_FORMATS, *MAP_FORMATS) if not form.binary]


@pytest.mark.parametrize("form", TEXTS, ids=lambda form: form.name)
def test_a_text_that_its_user_has_edited_is_kept(tmp_path: Path, form: Format) -> None:
    values = (work_map(), "Bản đồ", None) if form in MAP_FORMATS else (make_digest([(document(), ())]),)
    file = tmp_path / "pack"
    write([form.render(*values)], file)
    written = file.read_bytes()
    assert is_own(file)
    middle = len(written) // 2
    file.write_bytes(written[:middle] + b"x" + written[middle:])
    with pytest.raises(UnwritableFile, match="was not written by chithi, or was edited since"):
        write([OWN], file)
    file.write_bytes(written)
    write([OWN], file)
    assert file.read_bytes().startswith(b"# T\xc3\xa0i")


def test_a_pdf_that_another_program_has_saved_is_kept(tmp_path: Path) -> None:
    if reason := missing_part():
        pytest.skip(reason)
    form = next(form for form in PACK_FORMATS if form.name == "pdf")
    file = tmp_path / "pack.pdf"
    write([form.render(make_digest([(document(), ())]))], file)
    assert is_own(file)
    file.write_bytes(file.read_bytes() + b"\n%%EOF\n")  # what an incremental update ends with
    assert not is_own(file)


@pytest.mark.parametrize("form", MAP_FORMATS, ids=lambda form: form.name)
def test_every_map_has_the_mark(tmp_path: Path, form: Format) -> None:
    write([form.render(work_map(), "Bản đồ", None)], tmp_path / "map")
    assert (tmp_path / "map").stat().st_size > 0 and is_own(tmp_path / "map")


def test_own_files_are_kept_where_that_is_asked(tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    write([OWN], file, replace_own=False)
    with pytest.raises(UnwritableFile, match="exists already"):
        write([OWN], file, replace_own=False)
    write([b"new"], file, replace_own=False, force=True)
    assert file.read_bytes() == b"new"


@pytest.mark.parametrize("there", [None, OWN])
def test_an_error_while_writing_changes_nothing(tmp_path: Path, there: bytes | None) -> None:
    file = tmp_path / "pack.md"
    if there:
        file.write_bytes(there)

    def content() -> Iterator[bytes]:
        yield b"half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(content(), file)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == ([there] if there else [])


def test_a_file_created_meanwhile_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "pack.md"
    with pytest.raises(UnwritableFile), output_file(file) as temporary:
        temporary.write_bytes(OWN)
        file.write_bytes(b"mine")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"mine"]


@pytest.mark.parametrize("name", ["nowhere/pack.md", "", "x" * 300])
def test_what_cannot_be_written_is_said_in_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnwritableFile) as caught:
        write([OWN], tmp_path / name)
    assert "\n" not in str(caught.value) and list(tmp_path.iterdir()) == []


def test_links_are_followed(tmp_path: Path) -> None:
    file, link = tmp_path / "pack.md", tmp_path / "link.md"
    file.write_bytes(OWN)
    link.symlink_to(file)
    write([OWN, OWN], link)
    assert link.is_symlink() and file.read_bytes() == seal(OWN + OWN)


@posix
def test_pipes_and_devices_are_written_as_they_are(tmp_path: Path) -> None:
    write([OWN], os.devnull)
    pipe = tmp_path / "pipe.bin"
    os.mkfifo(pipe)
    got: list[bytes] = []
    for send in (_write, _copy):
        reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
        reader.start()
        send(pipe)
        reader.join()
    assert got == [OWN, OWN] and pipe.is_fifo()
    assert select_format(PACK_FORMATS, None, str(pipe)).name == "md"


def _write(name: Path) -> None:
    write([OWN], name)


def _copy(name: Path) -> None:
    with output_file(name) as temporary:
        temporary.write_bytes(OWN)


def test_standard_output_takes_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    monkeypatch.setattr(sys, "stdout", out)
    out.write("before ")
    write([b"\xff\r\n\0", "ữ".encode()], "-")
    _copy(Path("-"))
    assert raw.getvalue() == b"before \xff\r\n\0" + "ữ".encode() + OWN
    assert not Path("-").exists()


@posix
@pytest.mark.usefixtures("umask")
@pytest.mark.parametrize(
    ("library", "wanted"), [(0o600, 0o600), (0o640, 0o640), (0o666, 0o644), (0o400, 0o600), (0o755, 0o644)]
)
def test_a_new_file_is_open_to_nobody_who_cannot_read_the_library(tmp_path: Path, library: int, wanted: int) -> None:
    (tmp_path / "library.sqlite").touch()
    (tmp_path / "library.sqlite").chmod(library)
    write([OWN], tmp_path / "pack.md", mode=mode_within(tmp_path / "library.sqlite"))
    assert mode(tmp_path / "pack.md") == wanted


@posix
@pytest.mark.usefixtures("umask")
def test_a_replaced_file_stays_as_private_as_it_was(tmp_path: Path) -> None:
    write([OWN], tmp_path / "pack.md")
    assert mode(tmp_path / "pack.md") == 0o600
    write([OWN], tmp_path / "pack.md", mode=0o666)
    assert mode(tmp_path / "pack.md") == 0o600


@pytest.mark.parametrize(
    ("asked", "name", "chosen"),
    [
        (None, "pack.pdf", "pdf"), (None, "PACK.DOCX", "docx"), (None, "a.htm", "html"), (None, "a.markdown", "md"),
        (None, "pack", "md"), (None, None, "md"), (None, "-", "md"), (None, ".md", "md"), ("pdf", "-", "pdf"),
        ("html", "pack", "html"), ("docx", None, "docx"), ("html", "a.htm", "html"),
        (None, "a.xlsx", None), (None, "a.odt", None), (None, "a.png", None), ("md", "a.pdf", None),
        ("docx", "a.xlsx", None),
    ],
)  # fmt: skip
def test_the_ending_names_the_format(asked: str | None, name: str | None, chosen: str | None) -> None:
    if chosen:
        assert select_format(PACK_FORMATS, asked, name).name == chosen
        return
    with pytest.raises(UsageError) as caught:
        select_format(PACK_FORMATS, asked, name)
    allowed = [each for each in PACK_FORMATS if asked in (None, each.name)]
    assert all(ending in caught.value.reason for each in allowed for ending in each.endings)
    assert list_endings(allowed) in caught.value.reason


@given(st.text(min_size=1).map(lambda text: f"x.{text}"))
def test_no_ending_is_taken_for_another(name: str) -> None:
    ending = Path(name).suffix.lower()
    known = {known: each.name for each in PACK_FORMATS for known in each.endings}
    try:
        assert select_format(PACK_FORMATS, None, name).name == known.get(ending, "md")
        assert ending in known or not ending
    except UsageError:
        assert ending not in known


def test_unfinished_files_of_killed_programs_are_deleted(tmp_path: Path) -> None:
    living = part_beside(tmp_path / "a")
    dead = living.with_name(living.name.replace(f"-{os.getpid()}-", "-999999999-"))
    of_another_machine = tmp_path / ".chithi-zzzzzz-999999999-0.part"
    for each in (living, dead, of_another_machine):
        each.touch()
    write([b"x"], tmp_path / "b", replace_own=False)
    assert sorted(tmp_path.iterdir()) == sorted([living, of_another_machine, tmp_path / "b"])

"""A pack is written whole, and never over what is no pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.digest.render import format_of, write
from pipeline.errors import UnwritableFile

PACK, OTHER = b"# T\xc3\xa0i li\xe1\xbb\x87u\n", b"# Kh\xc3\xa1c\n"


def test_a_pack_is_written_over_one_like_it(tmp_path: Path) -> None:
    file = tmp_path / "pack.md"
    for content in (OTHER, PACK):
        write(content, str(file))
        assert file.read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["pack.md"]


@pytest.mark.parametrize(
    ("there", "pack"),
    [(b"SQLite format 3\0 ...", PACK), (b"%PDF-1.7\n\0", PACK), (b"PK\3\4\0", b"%PDF-1.7\n\0")],
)
def test_a_pack_is_never_written_over_what_is_none(tmp_path: Path, there: bytes, pack: bytes) -> None:
    file = tmp_path / "library.sqlite"
    file.write_bytes(there)
    with pytest.raises(UnwritableFile):
        write(pack, str(file))
    assert file.read_bytes() == there


def test_links_and_pipes_stay_what_they_are(tmp_path: Path) -> None:
    file, link = tmp_path / "pack.md", tmp_path / "link.md"
    file.write_bytes(OTHER)
    link.symlink_to(file)
    write(PACK, str(link))
    assert link.is_symlink()
    assert file.read_bytes() == PACK
    write(PACK, "/dev/null")


@pytest.mark.parametrize(
    ("name", "form"),
    [("pack.pdf", "pdf"), ("PACK.DOCX", "docx"), ("a.htm", "html"), ("a.html", "html"), ("a.txt", "md"), (None, "md")],
)
def test_a_name_tells_the_form(name: str | None, form: str) -> None:
    assert format_of(name) == form

"""ZIP files and messages as folders of files: stable paths, sizes weighed, nothing left behind."""

from __future__ import annotations

import math
import zipfile
from collections.abc import Iterator, Mapping
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import IO, cast

import pytest

from pipeline import containers
from pipeline.containers import Member, exists, is_container, local_file, members
from pipeline.errors import LimitReached, UnreadableFile


def zip_of(files: Mapping[str, bytes]) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return content.getvalue()


def save(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def names(path: Path) -> list[str]:
    return [member.name.removeprefix(f"{path}!/") for member in members(path)]


def refused(path: Path) -> dict[str, str]:
    found = {member.name.removeprefix(f"{path}!/"): member.refused for member in members(path)}
    return {name: error.reason for name, error in found.items() if error}


def test_files_within_one_another_have_stable_paths(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "Gửi văn bản"
    message.set_content("Kính gửi chi bộ.")
    message.add_attachment(b"trong", maintype="text", subtype="plain", filename="ghi chú.txt")
    path = save(
        tmp_path / "a.zip", zip_of({"sâu/b.txt": b"b", "c.zip": zip_of({"d.txt": b"d"}), "e.eml": bytes(message)})
    )
    assert names(path) == ["sâu/b.txt", "c.zip!/d.txt", "e.eml!/message.txt", "e.eml!/ghi chú.txt"]
    for inner, content in (("sâu/b.txt", b"b"), ("c.zip!/d.txt", b"d"), ("e.eml!/ghi chú.txt", b"trong")):
        with local_file(f"{path}!/{inner}") as copy:
            assert copy.read_bytes() == content and copy.suffix == ".txt"
        assert not copy.exists()
    assert exists(f"{path}!/c.zip!/d.txt") and not exists(f"{tmp_path}/x.zip!/d.txt")
    with pytest.raises(FileNotFoundError), local_file(f"{path}!/khac.txt"):
        pass


def test_names_lead_nowhere_else_and_none_twice(tmp_path: Path) -> None:
    files = ("../../etc/a.txt", "/b.txt", "C:\\c\\d.txt", "e!/f.txt", "etc/a.txt")
    path = save(tmp_path / "a.zip", zip_of(dict.fromkeys(files, b"x")))
    assert names(path) == ["etc/a.txt", "b.txt", "c/d.txt", "e_/f.txt", "etc/a (2).txt"]


@pytest.mark.parametrize(
    ("raw", "name"),
    [("Nghị quyết số 5.txt".encode(), "Nghị quyết số 5.txt"), (b"Cong van \xd0i\xea\xf2n.txt", "Cong van Điện.txt")],
)
def test_vietnamese_names_without_a_declared_encoding(tmp_path: Path, raw: bytes, name: str) -> None:
    content = zip_of({"x" * len(raw): b"1"})
    assert names(save(tmp_path / "a.zip", content.replace(b"x" * len(raw), raw))) == [name]


def test_what_is_too_large_too_deep_or_locked_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = save(tmp_path / "a.zip", zip_of({"b.txt": bytes(2_000_000), "c.txt": b"c"}))
    monkeypatch.setattr(containers, "_MAX_SIZE", 1_000_000)
    assert list(refused(bomb)) == ["b.txt"] and names(bomb) == ["b.txt", "c.txt"]
    nested = b"x"
    for _level in range(5):
        nested = zip_of({"z.zip": nested})
    assert list(refused(save(tmp_path / "n.zip", nested))) == ["z.zip!/z.zip!/z.zip"]
    locked = zip_of({"d.txt": b"d"})
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.index(signature) + place
        locked = locked[:at] + bytes([locked[at] | 1]) + locked[at + 1 :]
    assert list(refused(save(tmp_path / "l.zip", locked))) == ["d.txt"]


class Counter:
    """A file as `zipfile` opens one, that counts what is read from all of them and gives more than it declares."""

    read_in_all = 0

    def __init__(self, size: int) -> None:
        self._left = size

    def read(self, size: int = -1) -> bytes:
        given = min(size, self._left) if size >= 0 else self._left
        self._left -= given
        Counter.read_in_all += given
        return bytes(given)

    def close(self) -> None:
        pass


def read_all(path: Path, seconds: float = math.inf) -> tuple[list[str], str]:
    """Read every member; return the names of those read, and why the rest was not."""
    found: list[str] = []
    try:
        for member in members(path, seconds):
            with member.open() as content:
                while content.read(1 << 16):
                    pass
            found.append(member.name.rpartition("!/")[2])
    except LimitReached as error:
        assert error.path == str(path)
        return found, error.reason
    return found, ""


def test_files_in_all_containers_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = zip_of(dict.fromkeys(("a.txt", "b.txt", "c.txt"), b""))
    path = save(tmp_path / "a.zip", zip_of({"x.zip": inner, "y.zip": inner, "z.zip": inner}))
    monkeypatch.setattr(containers, "_MAX_MEMBERS", 7)
    assert read_all(path) == (["a.txt", "b.txt", "c.txt", "a.txt", "b.txt"], "It packs more than 7 files.")


def test_bytes_in_all_containers_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = zip_of({"a.txt": bytes(3 << 20)})
    path = save(tmp_path / "a.zip", zip_of({"x.zip": inner, "y.zip": inner, "z.zip": inner}))
    monkeypatch.setattr(containers, "_MAX_TOTAL", 8 << 20)
    assert read_all(path) == (["a.txt", "a.txt"], "Unpacked, its files take more than 8 MB.")


def test_a_member_larger_than_it_declares_is_not_read_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lying(file: object) -> Iterator[Member]:
        yield Member("a.txt", 1, lambda: cast("IO[bytes]", Counter(5)))
        yield Member("b.txt", 1, lambda: cast("IO[bytes]", Counter(1 << 40)))

    monkeypatch.setattr("pipeline.containers.zip_file.members", lying)
    monkeypatch.setattr(containers, "_MAX_TOTAL", 4 << 20)
    Counter.read_in_all = 0
    found, reason = read_all(save(tmp_path / "a.zip", b""))
    assert (found, reason) == (["a.txt"], "Unpacked, its files take more than 4 MB.")
    assert Counter.read_in_all < 12 << 20


def test_no_member_is_read_when_the_time_is_over(tmp_path: Path) -> None:
    path = save(tmp_path / "a.zip", zip_of({"a.txt": b"a"}))
    assert read_all(path, seconds=-1) == ([], "Looking into it took longer than -1 seconds.")


def test_a_list_of_members_that_would_fill_the_memory(tmp_path: Path) -> None:
    whole = zip_of({"a.txt": b"a"})
    place = whole.rindex(b"PK\x05\x06") + 12
    path = save(tmp_path / "a.zip", whole[:place] + (9 << 20).to_bytes(4, "little") + whole[place + 4 :])
    assert is_container(path) and read_all(path) == ([], "The list of its files is too long (9 MB).")


def test_damage_costs_the_damaged_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"a\.zip"):
        names(save(tmp_path / "a.zip", b"PK\x03\x04 broken"))
    assert list(refused(save(tmp_path / "b.zip", zip_of({"c.zip": b"none", "d.txt": b"d"})))) == ["c.zip"]


def test_a_word_file_is_no_container(tmp_path: Path) -> None:
    assert not is_container(save(tmp_path / "a.zip", zip_of({"[Content_Types].xml": b"<Types/>"})))
    assert is_container(save(tmp_path / "b.zip", zip_of({"a.docx": b""})))
    assert not is_container(tmp_path / "c.docx")

"""ZIP files and messages as folders of files: stable paths, sizes weighed, nothing left behind."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest

from pipeline import containers
from pipeline.containers import exists, is_container, local_file, members
from pipeline.errors import UnreadableFile


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


def test_damage_costs_the_damaged_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"a\.zip"):
        names(save(tmp_path / "a.zip", b"PK\x03\x04 broken"))
    assert list(refused(save(tmp_path / "b.zip", zip_of({"c.zip": b"none", "d.txt": b"d"})))) == ["c.zip"]


def test_a_word_file_is_no_container(tmp_path: Path) -> None:
    assert not is_container(save(tmp_path / "a.zip", zip_of({"[Content_Types].xml": b"<Types/>"})))
    assert is_container(save(tmp_path / "b.zip", zip_of({"a.docx": b""})))
    assert not is_container(tmp_path / "c.docx")

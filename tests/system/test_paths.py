"""A user's library stays where earlier versions put it, on every platform."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.store import default_path
from pipeline.system import paths


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in ("XDG_DATA_HOME", "CHITHI_REGISTRY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    yield tmp_path
    monkeypatch.undo()
    _reload()


def _reload() -> None:
    """Let platformdirs choose its platform again, as in a new process."""
    for name in [name for name in sys.modules if name.startswith("platformdirs")]:
        del sys.modules[name]


@pytest.mark.parametrize(
    ("platform", "variables", "folder"),
    [
        ("linux", {}, ".local/share/chithi"),
        ("linux", {"XDG_DATA_HOME": "{home}/data"}, "data/chithi"),
        ("linux", {"XDG_DATA_HOME": ""}, ".local/share/chithi"),
        ("darwin", {}, "Library/Application Support/chithi"),
    ],
)
def test_the_data_folder(
    home: Path, monkeypatch: pytest.MonkeyPatch, platform: str, variables: dict[str, str], folder: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value.format(home=home))
    monkeypatch.setattr(sys, "platform", platform)
    _reload()
    assert paths.user_data() == str(home / folder)
    assert default_path() == str(home / folder / "library.sqlite")
    assert paths.own_registry() == str(home / folder / "registry")
    assert not (home / folder).exists()


def test_a_library_on_macos_is_not_hidden_by_xdg_data_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    _reload()
    existing = home / "Library" / "Application Support" / "chithi"
    existing.mkdir(parents=True)
    assert paths.user_data() == str(existing)


@pytest.mark.skipif(sys.platform == "win32", reason="asks the registry of Windows where it can")
def test_the_data_folder_on_windows(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from platformdirs import windows

    monkeypatch.setenv("LOCALAPPDATA", str(home / "Local"))
    monkeypatch.setattr(windows, "get_win_folder", windows.get_win_folder_from_env_vars)
    folder = windows.Windows("chithi", appauthor=False).user_data_dir
    assert folder == os.path.join(str(home / "Local"), "chithi")


def test_the_registry_can_be_elsewhere(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHITHI_REGISTRY", str(home / "office"))
    assert paths.own_registry() == str(home / "office")


def test_the_tables_are_there() -> None:
    assert (Path(paths.registry_data()) / "types.tsv").is_file()


@pytest.mark.skipif(sys.platform != "linux", reason="mounts of Linux")
@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "fuse.sshfs", "9p"])
def test_a_network_share_is_known_by_its_file_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    share = tmp_path / "văn bản chung"
    share.mkdir()
    _mount(share, kind, monkeypatch)
    assert paths.is_on_network(str(share / "library.sqlite"))
    assert not paths.is_on_network(str(tmp_path / "library.sqlite"))
    assert not paths.is_on_network(str(tmp_path / "văn bản chung khác" / "library.sqlite"))


def _mount(share: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    table = share.parent / "mountinfo"
    point = str(share).replace(" ", "\\040")
    table.write_text(f"27 0 0:1 / / rw - ext4 /dev/a rw\n99 27 0:2 / {point} rw shared:1 - {kind} srv:/x rw\n", "utf-8")
    monkeypatch.setattr(paths, "_MOUNTS", str(table))

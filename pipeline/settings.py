"""The office's settings: a TOML file beside its library, which `chithi init` writes and anyone can edit."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

from .errors import UsageError
from .i18n import LANGUAGES, _

FILE_NAME = "chithi.toml"


class Settings(NamedTuple):
    """What holds for an office until a command says otherwise.

    Attributes:
        unit: The Party cell that study packs are for.
        members: File with the cell's members (TOML or CSV), absolute or relative to the settings.
        folders: Folders that `chithi ingest` reads when no path is given, absolute or relative to the settings.
        language: `vi` or `en`; empty for that of the computer.
        model: Folder of a model that orders the best pages by meaning, absolute or relative to the settings.
    """

    unit: str = ""
    members: str = ""
    folders: tuple[str, ...] = ()
    language: str = ""
    model: str = ""


def settings_path(library_path: str) -> str:
    """Return the path of the settings that belong to a library."""
    return os.path.join(os.path.dirname(os.path.abspath(library_path)), FILE_NAME)


def read_settings(library_path: str) -> Settings:
    """Return the settings beside a library; those of a fresh office where there is no file.

    Args:
        library_path: The library file, which need not exist.

    Raises:
        UsageError: The file cannot be read, is not valid TOML, or has a key or value that is not known.
    """
    path = settings_path(library_path)
    if not os.path.exists(path):
        return Settings()
    import tomllib

    try:
        with open(path, encoding="utf-8-sig") as file:  # Notepad writes a byte order mark
            values = tomllib.loads(file.read())
    except OSError as error:
        from .system.os_errors import describe

        raise _wrong(path, _("The settings cannot be read: {error}.").format(error=describe(error))) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        from .system.os_errors import describe_toml

        reason = _("The settings are not valid TOML: {error}.").format(error=describe_toml(error))
        raise _wrong(path, reason) from error
    if unknown := sorted(set(values) - set(Settings._fields)):
        keys = ", ".join(Settings._fields)
        raise _wrong(path, _("“{key}” is not a setting; the settings are: {keys}.").format(key=unknown[0], keys=keys))
    folders = values.pop("folders", [])
    if not (isinstance(folders, list) and all(isinstance(each, str) for each in folders)):
        raise _wrong(path, _("“{key}” must be a list of names in quotes.").format(key="folders"))
    for key, value in values.items():
        if not isinstance(value, str):
            raise _wrong(path, _("“{key}” must be text in quotes.").format(key=key))
    if values.get("language") not in (None, "", *LANGUAGES):
        raise _wrong(path, _("“language” must be vi or en."))
    values |= {key: _beside(path, values.get(key, "")) for key in ("members", "model")}
    return Settings(**values, folders=tuple(_beside(path, each) for each in folders))


def write_settings(library_path: str, settings: Settings, *, force: bool = False) -> str:
    """Write the settings beside a library, with a comment for each, and return their path.

    Args:
        library_path: The library file.
        settings: The values.
        force: Replace settings that are there.

    Raises:
        UnwritableFile: There are settings already and `force` is off, or the file cannot be written.
    """
    from pathlib import Path

    from .system.files import output_file

    path = settings_path(library_path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    rows = (
        (_("The Party cell that study packs are for, as it is printed on them."), "unit", settings.unit),
        (_("A file with the cell's members: a table with a name and a role in each line (CSV or TOML)."), "members",
         settings.members),
        (_("The folders that “chithi ingest” reads when no folder is named."), "folders", settings.folders),
        (_("The language of messages: vi or en; left empty, that of the computer."), "language", settings.language),
        (_("A folder with a model that compares pages by meaning (model.onnx, tokenizer.json); empty for none."),
         "model", settings.model),
    )  # fmt: skip
    blocks = [f"# {comment}\n{key} = {_toml(value)}\n" for comment, key, value in rows]
    with output_file(Path(path), force=force, replace_own=False) as temporary:
        temporary.write_text("\n".join(blocks), encoding="utf-8")
    return path


def _beside(path: str, name: str) -> str:
    """Return a file named in the settings, which is relative to them and may begin with `~`."""
    return os.path.join(os.path.dirname(path), os.path.expanduser(name)) if name else ""


def _toml(value: str | Sequence[str]) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)  # a JSON string or list of strings is one of TOML too


def _wrong(path: str, reason: str) -> UsageError:
    return UsageError(reason, hint=_("Correct it in a text editor."), path=path)

"""Sessions that are being prepared: what was chosen for each, kept in a folder beside the library."""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

from ..errors import NotHeld
from ..i18n import _

FOLDER = "sinh-hoat"  # beside the library
_KEY = re.compile(r"[a-z0-9-]{1,40}")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a cell has chosen for a session; everything is kept, what is dropped is only listed as dropped.

    Attributes:
        key: Name of its file.
        title: What is printed over the handout.
        unit: The cell, and its committee after a comma.
        day: Day of the session, ISO; empty where it is not known yet.
        hour: Its beginning, `08:00`.
        documents: Ids of the documents, in order.
        dropped: Keys of the documents, points, tasks and questions that are left out.
        minutes: Minutes of the steps by their place, where they differ from the usual ones.
        length: Minutes of the session.
        saved: When it was kept last, ISO.
        order: Keys of documents, points and questions in an order of the cell's own; empty for that of the documents.
        decided: By the key of a task, `who` is in charge and the `day` of the cell, ISO.
        own_tasks: Tasks that the cell gives itself, each with `text`, `who` and `day`.
        own_questions: Questions in the cell's own words.
    """

    key: str
    title: str = ""
    unit: str = ""
    day: str = ""
    hour: str = ""
    documents: Sequence[str] = ()
    dropped: Sequence[str] = ()
    minutes: Mapping[str, int] = field(default_factory=dict)
    length: int = 90
    saved: str = ""
    order: Sequence[str] = ()
    decided: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    own_tasks: Sequence[Mapping[str, str]] = ()
    own_questions: Sequence[str] = ()


class Plans:
    """The plans of one office."""

    def __init__(self, folder: str) -> None:
        """Keep plans in a folder beside the library at `folder`."""
        self.folder = os.path.join(folder, FOLDER)

    def all(self) -> list[Plan]:
        """Return every plan, the one kept last first; a damaged file is left alone."""
        names = os.listdir(self.folder) if os.path.isdir(self.folder) else []
        found = []
        for name in names:
            if name.endswith(".json"):
                with suppress(NotHeld):
                    found.append(self.get(name.removesuffix(".json")))
        return sorted(found, key=lambda plan: plan.saved, reverse=True)

    def get(self, key: str) -> Plan:
        """Return a plan. Raises NotHeld."""
        try:
            if not _KEY.fullmatch(key):
                raise ValueError(key)
            with open(self._path(key), encoding="utf-8") as file:
                return Plan(**{**json.load(file), "key": key})
        except (OSError, ValueError, TypeError) as error:
            raise NotHeld(_("There is no such session."), hint=_("Choose one from the list, or begin one.")) from error

    def keep(self, plan: Plan) -> Plan:
        """Write a plan, whole or not at all, and return it with the time."""
        os.makedirs(self.folder, exist_ok=True)
        kept = replace(plan, saved=datetime.now().isoformat(timespec="seconds"))
        temporary = self._path(f"{plan.key}.{secrets.token_hex(4)}")
        with open(temporary, "x", encoding="utf-8") as file:
            json.dump(asdict(kept), file, ensure_ascii=False, indent=1)
        os.replace(temporary, self._path(plan.key))
        return kept

    def delete(self, key: str) -> None:
        """Delete a plan. Raises NotHeld."""
        os.remove(self._path(self.get(key).key))

    def new_key(self, month: str) -> str:
        """Return a key that no plan has: `2016-06-a1b2c3`."""
        return f"{month}-{secrets.token_hex(3)}".strip("-")

    def _path(self, key: str) -> str:
        return os.path.join(self.folder, f"{key}.json")

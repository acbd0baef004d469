"""A library file with random bytes in it: one sentence or the right answer, and repaired from the stored text."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from tests.command import SAMPLE, Outcome, chithi

_COMMANDS = (
    ["list", "--json"],
    ["search", "kỷ luật", "--json"],
    ["show", "08-CT/TU", "--json"],
    ["status", "08-CT/TU", "--json"],
)


def run(count: int) -> int:
    """Damage a library in random places; print tracebacks, silent wrong answers, and what a repair kept."""
    count = min(count, 60)
    tracebacks = wrong = kept = repaired = refused = 0
    with tempfile.TemporaryDirectory() as name:
        sound = Path(name, "sound.sqlite")
        chithi("ingest", SAMPLE, library=sound)
        with closing(sqlite3.connect(sound)) as connection:
            connection.execute("pragma journal_mode = delete")
        whole = len(chithi("list", "--json", library=sound).json["documents"])
        answers = [_answer(chithi(*words, library=sound)) for words in _COMMANDS]
        for seed in range(count):
            library = Path(name, f"{seed}", "library.sqlite")
            library.parent.mkdir()
            _damage(sound, library, random.Random(seed))
            try:
                noticed = chithi("doctor", "--check", library=library).status != 0
                given = [chithi(*words, library=library) for words in _COMMANDS]
                differ = [
                    " ".join(words)
                    for words, answer, done in zip(_COMMANDS, answers, given, strict=True)
                    if done.status == 0 and _answer(done) != answer
                ]
                wrong += bool(differ) and not noticed
                done = chithi("doctor", "--repair", library=library)
                repaired += done.status in (0, 1)
                refused += done.status not in (0, 1)
                listed = chithi("list", "--json", library=library)
                kept += len(listed.json["documents"]) if listed.status == 0 else 0
                print(seed, "noticed" if noticed else "not noticed", differ, done.out.splitlines()[:1], flush=True)
            except AssertionError as error:
                tracebacks += 1
                print(seed, "TRACEBACK", str(error)[-600:], flush=True)
            shutil.rmtree(library.parent)
    print(f"{count} damages: {tracebacks} tracebacks, {wrong} silent wrong answers, {repaired} repaired with {kept} of "
          f"{repaired * whole} documents, {refused} refused in one sentence")  # fmt: skip
    return tracebacks + wrong


def _damage(sound: Path, library: Path, choose: random.Random) -> None:
    content = bytearray(sound.read_bytes())
    if choose.random() < 0.2:
        del content[choose.randrange(len(content)) :]
    for _ in range(choose.choice((1, 5, 20, 200))):
        place = choose.randrange(100, len(content))
        length = choose.choice((1, 16, 4096))
        content[place : place + length] = choose.randbytes(len(content[place : place + length]))
    library.write_bytes(content)


def _answer(done: Outcome) -> object:
    """Return what a command printed, without the time it took."""
    if done.status:
        return done.status
    value = json.loads(done.out)
    value.pop("seconds", None)
    return value

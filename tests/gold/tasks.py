"""Tasks on the sample's gold: found, and whether who, what and the deadline are right.

    python -m tests.gold.tasks [--verbose]

A task counts as found when its sentence is the gold's.
"""

from __future__ import annotations

import sys

from pipeline.digest.cues import load_cues
from pipeline.digest.sentence import quotable
from pipeline.digest.tasks import tasks_of
from pipeline.parse import parse_file
from pipeline.text import squeeze, tone_key
from tests.gold.headers import SAMPLE
from tests.gold.references import golds


def main() -> None:
    """Print the counts and, if asked, every difference."""
    wanted = found = right = 0
    fields = dict.fromkeys(("who", "what", "deadline"), 0)
    for name, gold in golds():
        document = parse_file(SAMPLE / "files" / gold["file"])
        told = {squeeze(task.text): task for task in tasks_of(quotable(document, load_cues()), load_cues())}
        sentences = {squeeze(task["text"]): task for task in gold["tasks"]}
        wanted, found = wanted + len(sentences), found + len(told)
        for text, task in sentences.items():
            if text not in told:
                _say(name, "missed", text)
                continue
            right += 1
            for field in fields:
                got = getattr(told[text], field)
                agree = tone_key(got or "") == tone_key(task[field] or "")
                fields[field] += agree
                if not agree:
                    _say(name, field, f"{got!r}, right {task[field]!r}")
        for text in told.keys() - sentences.keys():
            _say(name, "extra", text)
    print(f"tasks in the gold {wanted}, found {found}, right {right}: P {right / found:.2f} R {right / wanted:.2f}")
    for field, count in fields.items():
        print(f"{field:<9} {count}/{right}")


def _say(*words: str) -> None:
    if "--verbose" in sys.argv[1:]:
        print(*words)


if __name__ == "__main__":
    main()

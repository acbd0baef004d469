"""Gold of whole documents, made by a reader who did not see the program's output: tasks and points by a short quote.

    python -m tests.gold.tasks FILE.tsv --files FOLDER [--verbose]
    python -m tests.gold.points FILE.tsv --files FOLDER [--verbose]

Columns of tasks: doc, page, body, partner, quote, deadline, due, recurrence; of points: doc, page, quote, rating. A
quote is the beginning of the task or point, at most 16 words. It is found when it and the beginning of what the
program quotes are the same words. A body is right when its words are those of the gold, or neither names one. Parts of
a document may be annotated: what the program finds counts from the first row to the last, in a PDF on the pages with
rows. The documents are looked for by name in the folders given, in shared/data, and where `doc` itself points to.

tasks_plans.tsv (193 tasks of ten real documents) and points_plans.tsv (70 points of nine) were made that way. At first
sight, tasks had P 0.99 R 0.68, the right body 104 of 193 times, 10 of 53 deadlines; 15 of 54 points were in the gold.
They have been looked at since, so that text not seen before fares worse than what is printed.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

from pipeline.digest import Settings, make_digest
from pipeline.digest.cues import load_cues
from pipeline.digest.tasks import document_tasks
from pipeline.model import Document, Task
from pipeline.parse import parse_file
from pipeline.vietnamese.text import squeeze, tone_key
from tests.gold.headers import SHARED

TASKS, POINTS = (Path(__file__).with_name(f"{name}_plans.tsv") for name in ("tasks", "points"))
_WORD = re.compile(r"[^\W_]+")
_START = 7  # words that identify a quotation
_NONE = {"", "–", "-"}


@dataclass(frozen=True)
class Scores:
    """Counts over all documents; `tasks` and those after it are of the gold."""

    quoted: int = 0
    true: int = 0
    tasks: int = 0
    found: int = 0
    body: int = 0
    named: int = 0
    right_name: int = 0
    wrong_name: int = 0
    partners: int = 0
    partner: int = 0
    deadlines: int = 0
    kept: int = 0
    days: int = 0
    day: int = 0
    recurring: int = 0
    recurs: int = 0

    def __add__(self, other: Scores) -> Scores:
        return Scores(*(getattr(self, name) + getattr(other, name) for name in Scores.__dataclass_fields__))


def rows_by_document(
    gold: Path, folders: Sequence[Path], only: Collection[str] = ()
) -> Iterator[tuple[Path, list[dict[str, str]]]]:
    """Yield each document that is present, or each of `only` these, with its rows."""
    with gold.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE), key=lambda row: row["doc"])
    for doc, group in groupby(rows, key=lambda row: row["doc"]):
        path = _find(doc, folders) if not only or Path(doc).name in only else None
        if path is not None:
            yield path, list(group)


def _find(doc: str, folders: Sequence[Path]) -> Path | None:
    name = Path(doc).name
    own = [Path(doc)] if Path(doc).is_absolute() else []
    places = (*(folder / name for folder in folders), *own, *(SHARED / "data").glob(f"*/{name}"))
    return next((place for place in places if place.exists()), None)


def words(text: str | None) -> list[str]:
    """Return the syllables of a text with their marks, whatever their case and the place of the tone."""
    return _WORD.findall(tone_key(squeeze(text or "")))


def is_same(quote: str, *texts: str | None) -> bool:
    """Return whether the quote begins what one of the texts says, or one of them begins within the quote."""
    wanted = words(quote)
    for text in texts:
        got = words(text)
        if got and (_has(got, wanted[:_START]) or _has(wanted, got[:_START])):
            return True
    return False


def _has(text: Sequence[str], part: Sequence[str]) -> bool:
    size = len(part)
    return any(list(text[at : at + size]) == list(part) for at in range(len(text) - size + 1))


def _parts(names: str | None) -> list[str]:
    return [] if (names or "") in _NONE else words(names)


def score_tasks(gold: Path, folders: Sequence[Path], *, only: Collection[str] = (), verbose: bool = False) -> Scores:
    """Return the counts over the documents that are present; with `verbose`, print each one's and every difference."""
    total = Scores()
    for path, rows in rows_by_document(gold, folders, only):
        document = parse_file(path)
        tasks = list(document_tasks(document, load_cues()))
        own = _score_document(rows, tasks, _annotated(document, rows, tasks), path.name[:28] if verbose else None)
        if verbose:
            print(f"  {path.name[:60]}: {summary(own)}")
        total += own
    return total


def _annotated(document: Document, rows: Sequence[dict[str, str]], tasks: Sequence[Task]) -> frozenset[tuple[int, str]]:
    """Return page and text of the tasks that are in the annotated parts of the document."""
    starts = {page.number: words(page.text) for page in document.pages}
    by_page = {row["page"] for row in rows} if document.path.endswith(".pdf") else None
    places = [place for row in rows if (place := _place(starts, row["quote"]))]
    if not places:
        return frozenset()
    first, last = places[0], max(places)  # the words of a later row may be in an earlier part too
    found = {(task.page, task.text): _place({task.page: starts[task.page]}, task.text) for task in tasks}
    return frozenset(
        key for key, place in found.items()
        if place and first <= place <= last and (by_page is None or str(key[0]) in by_page)
    )  # fmt: skip


def _place(pages: dict[int, list[str]], quote: str) -> tuple[int, int] | None:
    """Return page and number of the word where the quote begins."""
    wanted = words(quote)[:_START]
    for number, page in pages.items():
        for at, word in enumerate(page):
            if word == wanted[0] and page[at : at + len(wanted)] == wanted:
                return number, at
    return None


def _score_document(
    rows: Sequence[dict[str, str]], tasks: Sequence[Task], parts: frozenset[tuple[int, str]], name: str | None
) -> Scores:
    counts = dict.fromkeys(Scores.__dataclass_fields__, 0)
    used: set[int] = set()
    for row in rows:
        match = _best(row, tasks)
        deadline, due = row["deadline"] or "", row["due"] or ""
        counts["tasks"] += 1
        counts["named"] += bool(_parts(row["body"]))
        counts["partners"] += bool(_parts(row["partner"]))
        counts["deadlines"] += deadline not in _NONE
        counts["days"] += bool(due)
        counts["recurring"] += bool(row["recurrence"])
        if match is None:
            _say(name, "missed", row["body"], "|", row["quote"], "|", deadline)
            continue
        used.add(match)
        task = tasks[match]
        right = _parts(task.who) == _parts(row["body"])
        counts["found"] += 1
        counts["body"] += right
        counts["right_name"] += right and bool(_parts(row["body"]))
        counts["wrong_name"] += not right and task.who is not None
        counts["partner"] += bool(_parts(row["partner"])) and _parts(task.partner) == _parts(row["partner"])
        wanted, got = words(deadline), words(task.deadline)
        kept = deadline not in _NONE and bool(got) and (_has(got, wanted) or _has(wanted, got))
        counts["kept"] += kept
        counts["day"] += bool(due) and task.due is not None and task.due.isoformat() == due
        counts["recurs"] += bool(row["recurrence"]) and task.recurrence == row["recurrence"]
        if not right:
            _say(name, f"body {task.who!r}, right {row['body']!r} | {row['quote']}")
        if _parts(row["partner"]) != _parts(task.partner):
            _say(name, f"partner {task.partner!r}, right {row['partner']!r} | {row['quote']}")
        if (deadline not in _NONE and not kept) or (due or None) != (task.due and task.due.isoformat()):
            _say(name, f"deadline {task.deadline!r} {task.due}, right {deadline!r} {due} | {row['quote']}")
        if (row["recurrence"] or None) != task.recurrence:
            _say(name, f"recurrence {task.recurrence!r}, right {row['recurrence']!r} | {task.deadline}")
    tasks = [task for task in tasks if (task.page, task.text) in parts]
    true = [any(is_same(row["quote"], task.what, task.text) for row in rows) for task in tasks]
    counts["quoted"], counts["true"] = len(tasks), sum(true)
    for task, is_true in zip(tasks, true, strict=True):
        if not is_true:
            _say(name, "extra", task.who, "|", task.deadline, "|", task.text)
    return Scores(**counts)


def _best(row: dict[str, str], tasks: Sequence[Task]) -> int | None:
    """Return the task that the row means: of several, one with the right body, then one with the right deadline."""
    same = [place for place, task in enumerate(tasks) if is_same(row["quote"], task.what, task.text)]
    if not same:
        return None
    body, deadline = _parts(row["body"]), words(row["deadline"])
    return max(same, key=lambda place: (
        words(tasks[place].what)[:_START] == words(row["quote"])[:_START],
        _parts(tasks[place].who) == body, words(tasks[place].deadline) == deadline,
    ))  # fmt: skip


def summary(scores: Scores) -> str:
    """Return the figures in one line."""
    return (
        f"found {scores.quoted}, gold {scores.tasks}; P {_share(scores.true, scores.quoted)}"
        f" R {_share(scores.found, scores.tasks)}; right body {scores.body}/{scores.tasks}"
        f" = {_share(scores.body, scores.tasks)} (a wrong name {scores.wrong_name});"
        f" partner {scores.partner}/{scores.partners};"
        f" deadlines kept {scores.kept}/{scores.deadlines}, day {scores.day}/{scores.days},"
        f" recurrence {scores.recurs}/{scores.recurring}"
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "–"


def _say(name: str | None, *said: object) -> None:
    if name is not None:
        print("   ", name, *said)


def score_points(
    gold: Path, folders: Sequence[Path], *, only: Collection[str] = (), verbose: bool = False
) -> tuple[int, int, int]:
    """Return how many points a pack quotes, how many of these the gold quotes too, and how many dangle."""
    quoted = true = dangling = 0
    for path, rows in rows_by_document(gold, folders, only):
        points = make_digest([(parse_file(path), ())], settings=Settings(plain=True)).items[0].points
        same = [any(is_same(row["quote"], point.text) for row in rows) for point in points]
        bare = [point for point in points if point.lead is None and _DANGLING.match(tone_key(point.text))]
        quoted, true, dangling = quoted + len(points), true + sum(same), dangling + len(bare)
        if verbose:
            print(f"  {path.name[:60]}: {sum(same)} of {len(points)}, in the gold {len(rows)}")
            for point, is_true in zip(points, same, strict=True):
                _say("", "both " if is_true else "ours ", point.lead or "", "|", point.text)
            for row in rows:
                if not any(is_same(row["quote"], point.text) for point in points):
                    _say("", "gold ", row["rating"], row["quote"])
    return quoted, true, dangling


# Words that point to another sentence, a pronoun without its noun, a label without its subject.
_DANGLING = re.compile(
    r"(?:đồng thời|theo đó|từ đó|trong đó|do đó|vì vậy|ngoài ra|bên cạnh đó|qua đó|mặt khác|cụ thể|tuy nhiên|như vậy)\b"
    r"|(?:này|đó|nó|họ (?:phải|cần|đã|được)|việc này|điều này|các nội dung (?:này|trên))\b"
    r"|[^.,;]{0,25}\b(?:nêu trên|nói trên)\b"
    r"|(?:thời gian|địa điểm|đối tượng|nội dung|hình thức|số lượng|thành phần|mục đích|yêu cầu|lưu ý) ?:"
)


def folders_of(arguments: Sequence[str]) -> list[Path]:
    """Return the folders after each `--files`."""
    return [Path(value) for option, value in pairwise(arguments) if option == "--files"]


def gold_of(arguments: Sequence[str]) -> Path | None:
    """Return the table named first, if any."""
    return Path(arguments[0]) if arguments and arguments[0].endswith(".tsv") else None

"""Look-ups made from the library itself: articles from the outlines, numbers from the headers; spellings and slips."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from statistics import median, quantiles
from typing import NamedTuple

from pipeline import Library
from pipeline.model import Entry, Hit, Section
from pipeline.vietnamese.text import fold, squeeze

ARTICLES, _SEED, _FEWEST_ARTICLES = 40, 16, 5
_RIGHT_QUERIES = 200
IY_PAIRS = (
    ("kỷ luật", "kỉ luật"),
    ("lý lịch đảng viên", "lí lịch đảng viên"),
    ("quy chế làm việc", "qui chế làm việc"),
    ("kỹ thuật an toàn", "kĩ thuật an toàn"),
    ("công ty cổ phần", "công ti cổ phần"),
    ("xử lý vi phạm", "xử lí vi phạm"),
    ("tỷ lệ phiếu bầu", "tỉ lệ phiếu bầu"),
    ("thời kỳ quá độ", "thời kì quá độ"),
    ("hy sinh", "hi sinh"),
    ("mỹ tục", "mĩ tục"),
)
SLIPS = (
    ("kyr luaatj", "kỷ luật"), ("nghij quyeets", "nghị quyết"), ("ddangr vieen", "đảng viên"),
    ("khen thuwowngr", "khen thưởng"), ("tinhr uyr", "tỉnh ủy"),
    ("chi3 thi5", "chỉ thị"), ("ke61 hoa5ch", "kế hoạch"), ("d9ang3 vie6n", "đảng viên"),
    ("ba1o ca1o", "báo cáo"), ("hu7o71ng da64n", "hướng dẫn"),
    ("sinhhoat chibo", "sinh hoạt chi bộ"), ("nghiquyet", "nghị quyết"), ("dangvien", "đảng viên"),
    ("chithi", "chỉ thị"), ("tochuc", "tổ chức"),
)  # fmt: skip


class Score(NamedTuple):
    """How many of so many look-ups went right, and those that did not."""

    right: int
    asked: int
    wrong: tuple[str, ...] = ()


def print_lookups(library: Library, *, verbose: bool) -> None:
    """Print every kind of look-up with its score."""
    for title, score in (
        ("“Điều N <law>”, first", articles(library)),
        ("number as printed, small, toneless, first", numbers(library)),
        ("pairs of i and y with the same first three", pairs(library)),
        ("did you mean, right on slips", slips(library)),
        ("did you mean, none on right queries", right_queries(library)),
    ):
        print(f"{title:<45} {score.right}/{score.asked}", flush=True)
        if verbose:
            print("".join(f"  {each}\n" for each in score.wrong), end="")


def articles(library: Library) -> Score:
    """Ask for articles, each by its number and the name of its document, and expect its page first."""
    asked = list(_articles(library))
    wrong = []
    for text, entry, section in asked:
        hits = library.search(text, limit=1).hits
        if not (hits and _is_at(hits[0], entry, section)):
            shown = f"{hits[0].path} page {hits[0].page}, {hits[0].section}" if hits else "nothing"
            wrong.append(f"{text}: {shown}, not {entry.path} page {section.page}")
    return Score(len(asked) - len(wrong), len(asked), tuple(wrong))


def _articles(library: Library) -> Iterator[tuple[str, Entry, Section]]:
    chosen = random.Random(_SEED)
    documents = []
    for entry in sorted(library.entries(), key=lambda entry: entry.path):
        name = _name_of(entry)
        sections = {
            section.label: section
            for section in reversed(library.store.outline(entry.id))
            if section.label.startswith("Điều ")
        }
        if name and len(sections) >= _FEWEST_ARTICLES:
            documents.append((name, entry, list(sections.values())[::-1]))
    for _ in range(ARTICLES if documents else 0):
        name, entry, articles_of = chosen.choice(documents)
        article = chosen.choice(articles_of)
        yield f"{article.label} {name}", entry, article


def _name_of(entry: Entry) -> str | None:
    """Return the name by which people cite a document: a law by its title, others by type and number."""
    if entry.type in {"luật", "bộ luật"} and entry.title and len(entry.title.split()) <= 8:
        title = squeeze(entry.title).lower()
        return title if title.startswith(entry.type) else f"{entry.type} {title}"
    return f"{entry.type} {entry.number}" if entry.type and entry.number else None


def _is_at(hit: Hit, entry: Entry, section: Section) -> bool:
    """Return whether a hit is a page of a document, or of one with the same number or name, where a section begins."""
    is_same = hit.id == entry.id or bool(entry.number and hit.number == entry.number and hit.type == entry.type)
    is_same = is_same or bool(entry.title and hit.title == entry.title and hit.type == entry.type)
    label = (hit.section or "").split(",")[0]
    return is_same and (section.label in label or (hit.id == entry.id and hit.page_known and hit.page == section.page))


def numbers(library: Library) -> Score:
    """Ask for every number as printed, in small letters and without marks, and expect a document of that number."""
    asked = sorted({entry.number for entry in library.entries() if entry.number})
    wrong = []
    for number in asked:
        for typed in dict.fromkeys((number, number.lower(), fold(number))):
            hits = library.search(typed, limit=1).hits
            if not hits or hits[0].number != number:
                wrong.append(f"{typed}: {hits[0].number if hits else 'nothing'}")
                break
    return Score(len(asked) - len(wrong), len(asked), tuple(wrong))


def pairs(library: Library) -> Score:
    """Ask for both spellings and expect the same first three pages."""
    wrong = []
    for pair in IY_PAIRS:
        one, two = ([(hit.id, hit.page) for hit in library.search(text, limit=3).hits] for text in pair)
        if one != two:
            wrong.append(" / ".join(pair))
    return Score(len(IY_PAIRS) - len(wrong), len(IY_PAIRS), tuple(wrong))


def slips(library: Library) -> Score:
    """Ask what was typed without the input method, and expect the words meant as the suggestion."""
    found = {typed: library.search(typed).suggestion for typed, _meant in SLIPS}
    wrong = [f"{typed}: {found[typed]}" for typed, meant in SLIPS if found[typed] != meant]
    return Score(len(SLIPS) - len(wrong), len(SLIPS), tuple(wrong))


def right_queries(library: Library) -> Score:
    """Ask the first words of headings, with and without tones, and expect no suggestion."""
    titles = {
        " ".join(section.title.split()[:4])
        for entry in library.entries()
        for section in library.store.outline(entry.id)
        if len(section.title.split()) >= 4 and section.title[0].isalpha()
    }
    asked = random.Random(_SEED).sample(sorted(titles), min(_RIGHT_QUERIES, len(titles)))
    asked = [fold(text) if place % 4 == 0 else text for place, text in enumerate(asked)]
    wrong = [f"{text}: {found}" for text in asked if (found := library.search(text, limit=1).suggestion)]
    return Score(len(asked) - len(wrong), len(asked), tuple(wrong))


def print_latency(library: Library, queries: Sequence[str]) -> None:
    """Print the median and the 95th percentile of searches in this process, after each was made once."""
    for text in queries:
        library.search(text)
    spent = []
    for text in queries:
        began = time.perf_counter()
        library.search(text)
        spent.append(1000 * (time.perf_counter() - began))
    if len(spent) > 1:
        print(f"latency in process: median {median(spent):.1f}, p95 {quantiles(spent, n=20)[-1]:.1f} ms")

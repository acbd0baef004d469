"""How a document stands to what it cites: what the sentence around a citation says of the work.

The words that tell it are rows of relations.tsv. They stand before the citation (`thay thế Quy định số 76-QĐ/TW`) or,
in the passive and with `hết hiệu lực`, behind it (`Chỉ thị số 17-CT/TU hết hiệu lực kể từ ngày …`). Whoever does it is
the document itself or another work that the sentence names. What would end or change a work is told only where
the sentence says that it happens: not of what is studied, proposed, denied or left to somebody else.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from pipeline.dates import find_dates
from pipeline.model import UNNAMED, Mention, Relation
from pipeline.registry import load
from pipeline.text import tone_key

CHANGING = frozenset({"sửa đổi", "bổ sung"})  # the work stays in force, in part or with changes
ENDING = frozenset({"thay thế", "bãi bỏ", "hết hiệu lực"})
REFERRING = "dẫn chiếu"
CONTINUING = "tiếp tục thực hiện"
_EFFECT = CHANGING | ENDING
_BEFORE, _BEHIND = 400, 240  # characters around a citation that may speak of it

# All over `tone_key` text, in which offsets are those of the text.
_BREAK = re.compile(
    r"(?<!\n\d)(?<!\n\d\d)[.!?](?=\s)|(?<![:\s]);|(?<!:)\n\s*(?:[-–+•]|\d{1,2}[.)]|[a-zđ]\))(?=\s)|như sau\s*:\s*[“\"·]"
)
_STOP = re.compile(r"(?<!\n\d)(?<!\n\d\d)[.!?](?=\s)")
_QUOTED = re.compile(r"[“\"][^”\"]{0,300}[”\"]")
_JOINS = re.compile(
    r"(?:[,;]|\bvà|\bcùng(?: với)?|\bhoặc|\bgắn với|\bvới)\s*(?:(?:[-–+•]|\d{1,2}[.)]|[a-zđ]\))\s+)?"
    r"(?:các\s+|số\s+)?(?:tinh thần\s+|nội dung\s+)?$"
)
_OF_ONE_SUBJECT = re.compile(
    r"\s*(?:,?\s*ngày [\d/ ]+)?(?:[,;]?\s*(?:của|do)\s[^,;]*?)?\s*(?:(?:\bvề|\bđể|\bnhằm)\b.*)?", re.DOTALL
)
_THIS = re.compile(r"\b(?:này|có hiệu lực)\b")
_PASSIVE = re.compile(r"\b(?:được|bị)(?: sửa đổi,)?\s+(?:\w+ ){0,2}?$")
# Between a citation and what is said of it stand its date, body and title, and no other thought.
_IS_SUBJECT = re.compile(r"\s*[,(]?\s*(?:ngày|của|do|về|đã|được|bị|đều|và|khóa|hết|không|chấm|nay|\()\b|\s*\(")
_DOER = re.compile(
    r"(?:\s*(?:,|và|một số điều|một số nội dung|một phần|toàn bộ))*\s*(?:bởi|bằng|tại|theo|trong)\s+(?:các\s+|số\s+)?"
)
_PART = re.compile(
    r"\b(?:điều \d|khoản \d|điểm [a-zđ]\b|mục [\divx]|chương [\divx]|một số|một phần|phụ lục|nội dung|cụm từ)"
)
_FROM = re.compile(r"(?:từ|sau)\s+(?=ngày\s+\d|ngày\s+mùng|\d{1,2}/)")
_OPENS = re.compile(
    r"(?:^|\n)\s*(?:(?:điều|khoản|phần|mục)\s+\w+[.:]?|[-–+•]|\d{1,2}(?:\.\d{1,2})*[.)]?|[a-zđ]\))?\s*$"
)
_IN_TITLE = re.compile(r"(?:^|\n)\s*(?:V/v|Về(?: việc)?|VỀ(?: VIỆC)?)(?: ban hành \w+)?\s*$")


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue where it stands: offsets in the text, the relation, its role."""

    start: int
    end: int
    kind: str
    role: str


def with_relations(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions of NFC `text`, in its order, each with what its sentence says of the work. Linear in the text.

    A word that points at a document (`Chỉ thị này`) has none: what it does to others the document does.
    """
    told = iter(tuple(_Reader(text, tuple(each for each in mentions if each.pointer is None)).read()))
    return tuple(each if each.pointer else next(told) for each in mentions)


class _Reader:
    """One text with its mentions; `told` is what was found of each so far."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self.text, self.mentions = text, mentions
        self.key = _QUOTED.sub(self._masked, tone_key(text))
        self.told: list[tuple[Relation, ...]] = []
        self.passive_end = 0  # what stands before speaks of an earlier citation

    def _masked(self, quoted: re.Match[str]) -> str:
        """Dots for a quoted title; what is cited inside a quotation keeps the words around it."""
        at = bisect_left(self.mentions, quoted.start(), key=lambda mention: mention.start)
        inside = at < len(self.mentions) and self.mentions[at].start < quoted.end()
        return f"·{quoted[0][1:]}" if inside else "·" * len(quoted[0])

    def read(self) -> Iterator[Mention]:
        """Each mention with its relations."""
        behind = [self._behind(index) for index in range(len(self.mentions))]
        self._share_back(behind)
        for index, mention in enumerate(self.mentions):
            found = self._before(index)
            if after := behind[index]:
                # What happens to the work counts beside how it is cited; that it is `được quán triệt` does not.
                if not found or after[0].kind in _EFFECT:
                    found = (*found, after[0])
                self.passive_end = max(self.passive_end, after[1])
            self.told.append(found)
            yield replace(mention, relations=found, relation=found[0].kind if found else None)

    # what stands before

    def _before(self, index: int) -> tuple[Relation, ...]:
        start, mention = self._clause_start(index), self.mentions[index]
        if start < self.passive_end <= mention.start:
            start = self.passive_end
        cues = list(_cues_in(self.key, start, mention.start))
        governing = _governing(self.key, cues, mention.start)
        if governing is None:
            return self._inherited(index, start)
        if governing.kind not in _EFFECT:
            return (Relation(governing.kind, self._doer(index, governing)),)
        by = self._doer(index, governing)
        doubts = (cue for cue in cues if cue.role == "doubt")
        if any(_denies(self.key, each, governing, has_subject=by is not None) for each in doubts):
            return ()
        if by is None and not self._speaks_of_itself(governing, mention):
            return ()
        part = governing.kind in CHANGING or bool(
            mention.articles or _PART.search(self.key, governing.end, mention.start)
        )
        return (Relation(governing.kind, by, self._since(governing.end, mention), part),)

    def _clause_start(self, index: int) -> int:
        """Where the words begin that may speak of a mention: behind the one before it, in its own sentence."""
        at = self.mentions[index].start
        floor = max(0, at - _BEFORE, self.mentions[index - 1].end if index else 0)
        return max((each.end() for each in _BREAK.finditer(self.key, floor, at)), default=floor)

    def _inherited(self, index: int, start: int) -> tuple[Relation, ...]:
        """A list shares the relation of its first item."""
        if not index:
            return ()
        before, at = self.mentions[index - 1], self.mentions[index].start
        between = self.key[before.end : at]
        if len(between) > _BEFORE or not _JOINS.search(between) or _STOP.search(between) or _cue_between(between):
            return ()
        return tuple(each for each in self.told[index - 1][:1] if each.by != before.start)

    def _doer(self, index: int, cue: _Cue) -> int | None:
        """Which mention before the cue is the subject of its verb; None for the document itself."""
        if not index:
            return None
        subject = self.mentions[index - 1]
        between = self.key[subject.end : cue.start]
        if self._breaks(subject.end, cue.start) or len(between) > _BEFORE:
            return None
        if _THIS.search(between):
            return None
        free = not self.told[index - 1]
        loose = free and (cue.kind in _EFFECT or cue.kind == CONTINUING)
        if loose and not re.match(r"\s*(?:,\s*)?(?:các|đảng ủy|chi bộ)\b", between):
            return subject.start
        if any(relation.kind in _EFFECT for relation in self.told[index - 1]):
            return None
        return subject.start if _OF_ONE_SUBJECT.fullmatch(between) else None

    def _breaks(self, start: int, end: int) -> bool:
        return _BREAK.search(self.key, start, end) is not None

    def _speaks_of_itself(self, cue: _Cue, mention: Mention) -> bool:
        """Whether the sentence says that the document itself does it: `Quy định này thay thế`, `Điều 2. Bãi bỏ`."""
        floor = max(0, cue.start - _BEFORE)
        start = max((each.end() for each in _STOP.finditer(self.key, floor, cue.start)), default=floor)
        if _THIS.search(self.key, start, cue.start):
            return True
        ending = self.text[start : cue.start]
        if _IN_TITLE.search(ending):
            return True
        opens = self.text[cue.start].isupper() and (_OPENS.search(self.key, floor, cue.start) or not ending.strip())
        return bool(opens) or (cue.role == "state" and cue.end <= mention.start)

    # what stands behind

    def _behind(self, index: int) -> tuple[Relation, int] | None:
        """What the words behind a mention say of it, and where they end."""
        mention = self.mentions[index]
        following = self.mentions[index + 1].start if index + 1 < len(self.mentions) else len(self.key)
        stop = _BREAK.search(self.key, mention.end, min(len(self.key), mention.end + _BEHIND))
        end = min(following, stop.start() if stop else mention.end + _BEHIND)
        if not _IS_SUBJECT.match(self.key, mention.end):
            return None
        for cue in _cues_in(self.key, mention.end, end):
            if cue.role in ("doubt", "barrier"):
                return None
            is_state = cue.role == "state"
            if cue.role in ("none", "manner"):
                continue
            if not is_state and not (cue.kind and _PASSIVE.search(self.key, mention.end, cue.start)):
                continue
            if is_state and self._is_lead(cue):
                return None
            last = self._last_of_run(cue, end)
            by, over = self._passive_doer(index, last, end, following)
            part = cue.kind in CHANGING or bool(mention.articles)
            since = self._since(last, mention) if cue.kind in _EFFECT else None
            if is_state and by == UNNAMED and since is not None:
                by = None
            return Relation(cue.kind, by, since, part), over
        return None

    def _is_lead(self, cue: _Cue) -> bool:
        """`hết hiệu lực:` opens a list of other works."""
        return self.key[cue.end : cue.end + 2].lstrip().startswith(":")

    def _last_of_run(self, cue: _Cue, end: int) -> int:
        """The end of `sửa đổi, bổ sung`, of which `cue` is the first verb."""
        last = cue.end
        for each in _cues_in(self.key, cue.end, end):
            if each.kind not in _EFFECT or not _linked().fullmatch(self.key, last, each.start):
                break
            last = each.end
        return last

    def _passive_doer(self, index: int, last: int, end: int, following: int) -> tuple[int | None, int]:
        """Who does what the passive tells, and how far it was read."""
        if end == following and index + 1 < len(self.mentions) and _DOER.fullmatch(self.key, last, following):
            return following, following
        stop = _STOP.search(self.key, last, min(len(self.key), last + _BEHIND))
        if _THIS.search(self.key, last, stop.start() if stop else min(end, last + _BEHIND)):
            return None, last
        floor = max(0, self.mentions[index].start - 120)
        start = max((each.end() for each in _STOP.finditer(self.key, floor, self.mentions[index].start)), default=floor)
        return (None if _THIS.search(self.key, start, last) else UNNAMED), last

    def _share_back(self, behind: list[tuple[Relation, int] | None]) -> None:
        """`A và B hết hiệu lực`: what is said behind the last of a list holds for all of it."""
        for index in range(len(self.mentions) - 2, -1, -1):
            told = behind[index + 1]
            if told is None or behind[index] is not None:
                continue
            between = self.key[self.mentions[index].end : self.mentions[index + 1].start]
            if (
                len(between) < 160
                and _JOINS.search(between)
                and not _STOP.search(between)
                and not _cue_between(between)
            ):
                behind[index] = (told[0], self.mentions[index].end)

    # from when

    def _since(self, at: int, mention: Mention) -> date | None:
        """The day from which: behind the verb, else before it in the sentence (`có hiệu lực từ ngày … và thay thế`)."""
        floor = max(0, mention.start - _BEFORE)
        start = max((each.end() for each in _STOP.finditer(self.key, floor, min(at, mention.start))), default=floor)
        stop = _STOP.search(self.key, max(at, mention.end), max(at, mention.end) + _BEHIND)
        end = stop.start() if stop else max(at, mention.end) + _BEHIND
        days = [
            (found.start() >= at, day[0].date)
            for found in _FROM.finditer(self.key, start, min(end, len(self.key)))
            if (day := find_dates(self.text[found.end() : found.end() + 40])) and day[0].start == 0
        ]
        behind = [day for later, day in days if later]
        before = [day for later, day in days if not later]
        return behind[0] if behind else before[-1] if before else None


def _governing(key: str, cues: Sequence[_Cue], at: int) -> _Cue | None:
    """The cue that speaks of the citation at `at`: the first verb of the last group of verbs before it."""
    verbs = [cue for cue in cues if cue.role in ("", "state", "barrier")]
    if not verbs or verbs[-1].role == "barrier":
        return None
    last = verbs[-1]
    if not _reaches(key, last, at):
        return None
    first = last
    for cue in reversed(verbs[:-1]):
        if cue.role == "barrier":
            break
        between = key[cue.end : first.start]
        if first.kind == REFERRING:
            # `thực hiện theo` refers; `sửa đổi Điều 4 Quy chế ban hành kèm theo` changes, `căn cứ quy định tại` founds.
            if "," in between or cue.kind not in _EFFECT | {"căn cứ", REFERRING}:
                break
        elif not _linked().fullmatch(between):
            break
        first = cue
    return first


def _reaches(key: str, cue: _Cue, at: int) -> bool:
    """Whether nothing between a cue and a citation begins another thought."""
    between = key[cue.end : at]
    if cue.kind == REFERRING:
        return len(between) <= 90 and "," not in re.sub(r"(?:điểm|khoản|điều|mục) [\w.]+,", "", between)
    if cue.kind in ENDING or cue.kind == "căn cứ":
        return True
    return len(between) <= 140 and between.count(",") <= 2


def _denies(key: str, doubt: _Cue, cue: _Cue, *, has_subject: bool) -> bool:
    """Whether a word of doubt bears on the verb; behind a subject's title only when it stands beside the verb."""
    return doubt.end <= cue.start and (not has_subject or len(key[doubt.end : cue.start].split()) <= 1)


def _cue_between(between: str) -> bool:
    return any(cue.role in ("", "barrier", "state") for cue in _cues_in(between, 0, len(between)))


def _cues_in(key: str, start: int, end: int) -> Iterator[_Cue]:
    pattern, table = _cues()
    for match in pattern.finditer(key, start, min(end, len(key))):
        kind, role = table[" ".join(match[0].split())]
        yield _Cue(match.start(), match.end(), kind, role)


@cache
def _linked() -> re.Pattern[str]:
    """Words between two verbs of one relation: `sơ kết 3 năm thực hiện`, `quán triệt sâu sắc, thực hiện`."""
    manner = _any_of(row["cue"] for row in load().rows("relations") if row["role"] == "manner").pattern
    return re.compile(
        rf"(?:\s*{manner})?\s*(?:,|và|\d+ năm|một năm|các [\w ]{{1,30}}|việc|kết quả|tổ chức)?\s*(?:việc|kết quả)?\s*"
    )


@cache
def _cues() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    table = {tone_key(row["cue"]): (row["relation"], row["role"]) for row in load().rows("relations")}
    return _any_of(table), table


def _any_of(cues: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(cues, key=len, reverse=True)
    words = (r"\s+".join(map(re.escape, cue.split())) for cue in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")

"""How a document stands to what it cites: what the sentence around a citation says of the work.

The words that tell it are rows of relations.tsv. They stand before the citation (`thay thế Quy định số 76-QĐ/TW`) or,
in the passive and with `hết hiệu lực`, behind it (`Chỉ thị số 17-CT/TU hết hiệu lực kể từ ngày …`). Whoever does it is
the document itself or another work that the sentence names. What would end or change a work is told only where
the sentence says that it happens: not of what is studied, proposed, denied or left to somebody else.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from ..model import UNNAMED, Mention, Relation
from ..vietnamese.dates import find_dates
from ..vietnamese.text import tone_key
from .relation_words import Cue, cues_in, linked
from .shapes import compiled

CHANGING = frozenset({"sửa đổi", "bổ sung"})  # the work stays in force, in part or with changes
ENDING = frozenset({"thay thế", "bãi bỏ", "hết hiệu lực"})
REFERRING = "dẫn chiếu"
CONTINUING = "tiếp tục thực hiện"
_WITHIN_REACH = 70  # characters before a citation that may narrow it down to a part
_REVIEWING, _REVIEWED = ("sơ kết", "tổng kết"), 40  # `sơ kết giữa nhiệm kỳ việc thực hiện`: characters between
_EFFECT = CHANGING | ENDING
# Characters around a citation that may speak of it, before it that name the document itself, in which a day ends.
_BEFORE, _BEHIND, _NEAR, _DAY = 400, 240, 120, 40

# All over `tone_key` text, in which offsets are those of the text.
_BREAK = compiled(
    r"(?<!\n\d)(?<!\n\d\d)[.!?](?=\s)|(?<![:\s]);|(?<!:)\n\s*(?:[-–+•]|\d{1,2}[.)]|[a-zđ]\))(?=\s)|như sau\s*:\s*[“\"·]"
)
_STOP = re.compile(r"(?<!\n\d)(?<!\n\d\d)[.!?](?=\s)")
_QUOTED = re.compile(r"[“\"][^”\"]{0,300}[”\"]")
_JOINS = compiled(
    r"(?:[,;]|\bvà|\bcùng(?: với)?|\bhoặc|\bgắn với|\bvới)\s*(?:(?:[-–+•]|\d{1,2}[.)]|[a-zđ]\))\s+)?"
    r"(?:các\s+|số\s+)?(?:tinh thần\s+|nội dung\s+)?$"
)
_OF_ONE_SUBJECT = compiled(
    r"(?s)\s*(?:,?\s*ngày [\d/ ]+)?(?:[,;]?\s*(?:của|do)\s[^,;]*?)?\s*(?:(?:\bvề|\bđể|\bnhằm)\b.*)?"
)
_THIS = re.compile(r"\b(?:này|có hiệu lực)\b")
_PASSIVE = re.compile(r"\b(?:được|bị)(?: sửa đổi,)?\s+(?:\w+ ){0,6}?$")
# Between a citation and what is said of it stand its date, body and title, and no other thought.
_IS_SUBJECT = compiled(r"\s*[,(]?\s*(?:ngày|của|do|về|đã|được|bị|đều|và|khóa|hết|không|chấm|nay|\()\b|\s*\(")
_DOER = compiled(
    r"(?:\s*(?:,|và|một số điều|một số nội dung|một phần|toàn bộ))*\s*(?:bởi|bằng|tại|theo|trong)\s+(?:các\s+|số\s+)?"
)
_PART = re.compile(
    r"\b(?:điều \d|khoản \d|điểm [a-zđ]\b|mục [\divx]|chương [\divx]|một số|một phần|phụ lục|nội dung|cụm từ|"
    r"quy định (?:về|tại)|tại)\b"
)
# `Các quy định tại Thông tư …` are some of it.
_WITHIN = re.compile(r"\b(?:nội dung|quy định|điều khoản)\s+(?:[\w ]{1,40}\s)?(?:tại|trong|ở|của)\s*$")
# A day from which something holds; a lone `từ` may begin any stretch of time, so it counts in two places only.
_FROM = re.compile(r"\b(?P<sure>(?:kể|hiệu lực(?: thi hành)?(?: kể)?)\s+)?(?:từ|sau)\s+(?=ngày\s+\d|\d{1,2}/)")
_ITEM = re.compile(r"\n\s*(?:[-–+•]|\d{1,2}[.)]|[a-zđ]\))\s")
_OPENS = re.compile(
    r"(?:^|\n)\s*(?:(?:điều|khoản|phần|mục)\s+\w+[.:]?|[-–+•]|\d{1,2}(?:\.\d{1,2})*[.)]?|[a-zđ]\))?\s*$"
)
_IN_TITLE = re.compile(r"(?:^|\n)\s*(?:V/v|Về(?: việc)?|VỀ(?: VIỆC)?)(?: ban hành \w+)?\s*$")


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
        self.places = {mention.start: index for index, mention in enumerate(mentions)}
        self.passive_of: dict[int, int] = {}  # who does what a passive tells → of which work it is told
        self.subjects: list[int] = []  # the head of each mention's clause

    def _masked(self, quoted: re.Match[str]) -> str:
        """Dots for a quoted title; what is cited inside a quotation keeps the words around it."""
        at = bisect_left(self.mentions, quoted.start(), key=lambda mention: mention.start)
        inside = at < len(self.mentions) and self.mentions[at].start < quoted.end()
        return f"·{quoted[0][1:]}" if inside else "·" * len(quoted[0])

    def read(self) -> Iterator[Mention]:
        """Each mention with its relations."""
        behind = [self._behind(index) for index in range(len(self.mentions))]
        self._share_back(behind)
        for index in range(len(self.mentions)):
            self.told.append(self._before(index))
            self.subjects.append(self._subject(index))
            if after := behind[index]:
                self._add_behind(index, *after)
        for mention, found in zip(self.mentions, self.told, strict=True):
            yield replace(mention, relations=found, relation=found[0].kind if found else None)

    def _add_behind(self, index: int, told: Relation, over: int) -> None:
        """Keep what stands behind a mention; that a work ends is said of the subject, not of a work in its title."""
        self.passive_end = max(self.passive_end, over)
        if told.by == self._start(index + 1):
            self.passive_of[index + 1] = index
        of = self.subjects[index] if told.kind in ENDING else index
        if told.kind in ENDING:
            head = self.mentions[of]
            within = _WITHIN.search(self.key, max(0, head.start - _WITHIN_REACH), head.start)
            by = None if told.by == UNNAMED and self._names_itself(of, over) else told.by
            told = replace(told, by=by, part=bool(head.articles or within))
        # What happens to the work counts beside how it is cited; that it is `được quán triệt` does not.
        found = self.told[of]
        if told.kind not in {each.kind for each in found} and (not found or told.kind in _EFFECT):
            self.told[of] = (*found, told)

    def _subject(self, index: int) -> int:
        """The citation at the head of the clause: `Nghị định A quy định chi tiết Luật B hết hiệu lực` speaks of A."""
        by = next((each.by for each in self.told[index][:1] if each.by not in (None, UNNAMED)), None)
        if index in self.passive_of:
            return self.subjects[self.passive_of[index]]
        if by is not None and (head := self.places[by]) < index:
            return self.subjects[head]
        if index and self._joined(index) and self.subjects[index - 1] != index - 1:
            return self.subjects[index - 1]
        return index

    def _start(self, index: int) -> int | None:
        return self.mentions[index].start if index < len(self.mentions) else None

    def _joined(self, index: int) -> bool:
        """Whether a mention is the next of a list."""
        between = self.key[self.mentions[index - 1].end : self.mentions[index].start]
        return (
            len(between) <= _BEFORE
            and _JOINS.search(between) is not None
            and not _STOP.search(between)
            and not _cue_between(between)
        )

    # what stands before

    def _before(self, index: int) -> tuple[Relation, ...]:
        start, mention = self._clause_start(index), self.mentions[index]
        if start < self.passive_end <= mention.start:
            start = self.passive_end
        cues = list(cues_in(self.key, start, mention.start))
        governing = _governing(self.key, cues, mention.start)
        if governing is None:
            return self._inherited(index)
        if governing.kind not in _EFFECT:
            return (Relation(governing.kind, self._doer(index, governing)),)
        if self._is_passive_doer(governing, start, mention):
            return ()
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

    def _is_passive_doer(self, cue: Cue, start: int, mention: Mention) -> bool:
        """`(được sửa đổi tại Luật số 57/2024/QH15)`: it changes something that is no citation."""
        passive = _PASSIVE.search(self.key, start, cue.start)
        return passive is not None and bool(
            _DOER.fullmatch(self.key, self._last_of_run(cue, mention.start), mention.start)
        )

    def _clause_start(self, index: int) -> int:
        """Where the words begin that may speak of a mention: behind the one before it, in its own sentence."""
        at = self.mentions[index].start
        floor = max(0, at - _BEFORE, self.mentions[index - 1].end if index else 0)
        return max((each.end() for each in _BREAK.finditer(self.key, floor, at)), default=floor)

    def _inherited(self, index: int) -> tuple[Relation, ...]:
        """A list shares the relation of its first item."""
        if not index or not self._joined(index):
            return ()
        before = self.mentions[index - 1]
        return tuple(each for each in self.told[index - 1][:1] if each.by != before.start)

    def _doer(self, index: int, cue: Cue) -> int | None:
        """Which mention before the cue is the subject of its verb; None for the document itself."""
        if not index:
            return None
        subject = self.mentions[index - 1]
        between = self.key[subject.end : cue.start]
        if self._breaks(subject.end, cue.start) or len(between) > _BEFORE:
            return None
        begins = self.text[cue.start : cue.start + 2]
        if _THIS.search(between) or (begins[0].isupper() and not begins.isupper()):
            return None  # `Thay thế cụm từ` begins a sentence of its own
        free = not self.told[index - 1]
        loose = free and (cue.kind in _EFFECT or cue.kind == CONTINUING)
        if loose and not re.match(r"\s*(?:,\s*)?(?:các|đảng ủy|chi bộ)\b", between):
            return subject.start
        return subject.start if _OF_ONE_SUBJECT.fullmatch(between) else None

    def _breaks(self, start: int, end: int) -> bool:
        return _BREAK.search(self.key, start, end) is not None

    def _speaks_of_itself(self, cue: Cue, mention: Mention) -> bool:
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
        for cue in cues_in(self.key, mention.end, end):
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
            since = self._since(last, mention) if cue.kind in ENDING else None
            if is_state and by == UNNAMED and since is not None:
                by = None
            return Relation(cue.kind, by, since, part), over
        return None

    def _is_lead(self, cue: Cue) -> bool:
        """`hết hiệu lực:` opens a list of other works."""
        return self.key[cue.end : cue.end + 2].lstrip().startswith(":")

    def _last_of_run(self, cue: Cue, end: int) -> int:
        """The end of `sửa đổi, bổ sung`, of which `cue` is the first verb."""
        last = cue.end
        for each in cues_in(self.key, cue.end, end):
            if each.kind not in _EFFECT or not linked().fullmatch(self.key, last, each.start):
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
        return (None if self._names_itself(index, last) else UNNAMED), last

    def _names_itself(self, index: int, end: int) -> bool:
        """Whether a sentence names the document itself before offset `end`: `Kể từ ngày Nghị định này có hiệu lực`."""
        at = self.mentions[index].start
        floor = max(0, at - _NEAR)
        start = max((each.end() for each in _STOP.finditer(self.key, floor, at)), default=floor)
        return _THIS.search(self.key, start, end) is not None

    def _share_back(self, behind: list[tuple[Relation, int] | None]) -> None:
        """`A và B hết hiệu lực`: what is said behind the last of a list holds for all of it."""
        for index in range(len(self.mentions) - 2, -1, -1):
            told = behind[index + 1]
            if told is None or told[0].kind not in ENDING or behind[index] is not None:
                continue
            if self._joined(index + 1):
                behind[index] = (told[0], self.mentions[index].end)

    # from when

    def _since(self, at: int, mention: Mention) -> date | None:
        """The day from which: behind the verb, else before it in the sentence (`có hiệu lực từ ngày … và thay thế`)."""
        floor, reach = max(0, mention.start - _BEFORE), min(at, mention.start)
        start = max(
            (each.end() for pattern in (_STOP, _ITEM) for each in pattern.finditer(self.key, floor, reach)),
            default=floor,
        )
        last = max(at, mention.end)
        stop = _STOP.search(self.key, last, last + _BEHIND)
        days: list[tuple[bool, date]] = []
        for found in _FROM.finditer(self.key, start, stop.start() if stop else last + _BEHIND):
            opens = not self.key[start : found.start()].strip() or not self.key[last : found.start()].strip()
            day = find_dates(self.text[found.end() : found.end() + _DAY])
            if day and day[0].start == 0 and (found["sure"] or opens):
                days.append((found.start() >= at, day[0].date))
        behind = [day for later, day in days if later]
        before = [day for later, day in days if not later]
        return behind[0] if behind else before[-1] if before else None


def _governing(key: str, cues: Sequence[Cue], at: int) -> Cue | None:
    """The cue that speaks of the citation at `at`: the first verb of the last group of verbs before it."""
    verbs = [cue for cue in cues if cue.role in ("", "state", "barrier")]
    if not verbs or verbs[-1].role == "barrier":
        return None
    last = verbs[-1]
    if not _reaches(key, last, at):
        return None
    first = last
    for cue in reversed(verbs[:-1]):
        if cue.role == "barrier" or (first.kind in _REVIEWING and cue.kind not in _REVIEWING):
            break
        between = key[cue.end : first.start]
        if first.kind == REFERRING:
            # `thực hiện theo` refers; `sửa đổi Điều 4 Quy chế ban hành kèm theo` changes, `căn cứ quy định tại` founds.
            if cue.kind not in _EFFECT and ("," in between or cue.kind not in ("căn cứ", REFERRING)):
                break
        elif cue.kind in _REVIEWING and "," not in between and len(between) <= _REVIEWED:
            pass
        elif cue.kind == "căn cứ" or not linked().fullmatch(between):
            break
        first = cue
    return first


def _reaches(key: str, cue: Cue, at: int) -> bool:
    """Whether nothing between a cue and a citation begins another thought."""
    between = key[cue.end : at]
    if cue.kind == REFERRING:
        return len(between) <= 90 and "," not in re.sub(r"(?:điểm|khoản|điều|mục) [\w.]+,", "", between)
    if cue.kind in ENDING or cue.kind == "căn cứ":
        return True
    return len(between) <= 140 and between.count(",") <= 2 and not between.lstrip().startswith(",")


def _denies(key: str, doubt: Cue, cue: Cue, *, has_subject: bool) -> bool:
    """Whether a word of doubt bears on the verb; behind a subject's title only when it stands beside the verb."""
    return doubt.end <= cue.start and (not has_subject or len(key[doubt.end : cue.start].split()) <= 1)


def _cue_between(between: str) -> bool:
    return any(cue.role in ("", "barrier", "state") for cue in cues_in(between, 0, len(between)))

"""Relations of the citing document to the works that it cites, read from the sentence around each citation.

The cues are rows of relations.tsv. They precede the citation (`thay thế Quy định số 76-QĐ/TW`) or, in the passive and
with `hết hiệu lực`, follow it (`Chỉ thị số 17-CT/TU hết hiệu lực kể từ ngày …`). The agent is the document itself or
another work that the sentence names. A relation that would end or amend a work is accepted only where the sentence
says that it happens: not for what is studied, proposed, denied or left to another body.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ..model import UNNAMED, Mention, Relation
from ..registry import Registry
from ..registry.relations import AMENDING, CONTINUING, DECIDING, ENDING, Effect
from ..vietnamese.dates import find_dates
from ..vietnamese.text import tone_key
from .grammar import compile_pattern
from .relation_cues import Cue, cues_in, link_pattern

_TrailingRelation = tuple[Relation, int]  # the relation that follows a citation, and where its words end

# Windows, in characters.
_LEADING_WINDOW = 400  # before a citation, for its cue and the beginning of its sentence
_TRAILING_WINDOW = 240  # after a citation, for the predicate that speaks of it
_SELF_WINDOW = 120  # before a citation, for words that name the document itself
_DATE_WINDOW = 40  # for the date after `kể từ`
_PART_WINDOW = 70  # before a citation, for words that restrict it to a part
_MAX_REVIEW_GAP = 40  # `sơ kết giữa nhiệm kỳ việc thực hiện`: between the two verbs
_MAX_REFERENCE_GAP = 90  # between `theo quy định tại` and the citation
_MAX_GAP = 140  # between any other verb and the citation

# All patterns match `tone_key` text, whose offsets are those of the text.
_CLAUSE_END = compile_pattern(
    r"(?<!\n\d)(?<!\n\d\d)[.!?](?=\s)|(?<![:\s]);|(?<!:)\n\s*(?:[-–+•]|\d{1,2}[.)]|[a-zđ]\))(?=\s)|như sau\s*:\s*[“\"·]"
)
_SENTENCE_END = re.compile(r"(?<!\n\d)(?<!\n\d\d)[.!?](?=\s)")
_QUOTATION = re.compile(r"[“\"][^”\"]{0,300}[”\"]")
_LIST_JOINT = compile_pattern(
    r"(?:[,;]|\bvà|\bcùng(?: với)?|\bhoặc|\bgắn với|\bvới)\s*(?:(?:[-–+•]|\d{1,2}[.)]|[a-zđ]\))\s+)?"
    r"(?:các\s+|số\s+)?(?:tinh thần\s+|nội dung\s+)?"
    r"(?:(?:điểm|khoản|điều|mục|chương|phần|phụ lục)\s+[\w.]+\s*,?\s*(?:và\s+)?(?:của\s+)?){0,6}$"
)
# The standard clause of a law's end: `A được sửa đổi, bổ sung một số điều theo B, C và D hết hiệu lực`.
_AMENDED_BY = compile_pattern(
    r"\b(?:đã\s+)?được\s+(?:sửa đổi|bổ sung|sửa đổi\s*(?:,|và)\s*bổ sung)"
    r"(?:\s+một số\s+(?:điều|nội dung|quy định))?(?:\s+của\s+\w+)?\s+(?:theo|tại|bởi|bằng)\s+(?:các\s+|số\s+)?$"
)
_SHORT_NAME = compile_pattern(r"\(\s*(?:sau đây|dưới đây|gọi|viết)\s[^()]{0,120}\)")
_UNTIL = compile_pattern(
    r"\s*,?\s*(?:vẫn\s+)?tiếp tục có hiệu lực(?: thi hành)?\s+(?:đến|tới)\s+(?:hết\s+)?(?=ngày\s|\d)"
)
# What may separate a subject from its verb: date, issuer, title.
_SUBJECT_TAIL = compile_pattern(
    r"(?s)\s*(?:,?\s*ngày [\d/ ]+)?(?:[,;]?\s*(?:của|do)\s[^,;]*?)?"
    r"\s*(?:(?:quy định|ban hành)\s*,\s*|(?:\bvề|\bđể|\bnhằm)\b.*)?"
)
_OWN_DOCUMENT = re.compile(r"\b(?:này|có hiệu lực)\b")
_PASSIVE = re.compile(r"\b(?:được|bị)(?: sửa đổi,)?\s+(?:\w+ ){0,6}?$")
# A citation is a subject only if its date, issuer or title, or the predicate, follows directly.
_SUBJECT_CONTINUES = compile_pattern(
    r"\s*[,(]?\s*(?:ngày|của|do|về|đã|được|bị|đều|và|khóa|hết|không|chấm|nay|\()\b|\s*\("
)
_AGENT_LINK = compile_pattern(
    r"(?:\s*(?:,|và|một số điều|một số nội dung|một phần|toàn bộ))*\s*(?:bởi|bằng|tại|theo|trong)\s+(?:các\s+|số\s+)?"
)
_PART = re.compile(
    r"\b(?:điều \d|khoản \d|điểm [a-zđ]\b|mục [\divx]|chương [\divx]|một số|một phần|phụ lục|nội dung|cụm từ|"
    r"quy định (?:về|tại)|tại)\b"
)
# `Các quy định tại Thông tư …` are a part of it.
_PART_OF = re.compile(r"\b(?:nội dung|quy định|điều khoản)\s+(?:[\w ]{1,40}\s)?(?:tại|trong|ở|của)\s*$")
# The day from which a relation holds. A lone `từ` may begin any period, so it counts only beside the clause's verb.
_SINCE = re.compile(r"\b(?P<explicit>(?:kể|hiệu lực(?: thi hành)?(?: kể)?)\s+)?(?:từ|sau)\s+(?=ngày\s+\d|\d{1,2}/)")
# A work whose coming into force is the day on which another one ends: `hết hiệu lực kể từ ngày Luật B có hiệu lực`.
_FROM_ITS_DAY = compile_pattern(r"\s*,?\s*(?:kể\s+)?(?:từ|khi|đến|sau)\s+(?:(?:hết|ngày|khi|thời điểm)\s+)*")
_ANNEXED = re.compile(r"\(\s*(?:ban hành\s+)?kèm theo")
_ITEM = re.compile(r"\n\s*(?:[-–+•]|\d{1,2}[.)]|[a-zđ]\))\s")
_PROVISION_START = re.compile(
    r"(?:^|\n)\s*(?:(?:điều|khoản|phần|mục)\s+\w+[.:]?|[-–+•]|\d{1,2}(?:\.\d{1,2})*[.)]?|[a-zđ]\))?\s*$"
)
_TITLE_START = re.compile(r"(?:^|\n)\s*(?:V/v|Về(?: việc)?|VỀ(?: VIỆC)?)(?: ban hành \w+)?\s*$")
_OTHER_AGENT = re.compile(r"\s*(?:,\s*)?(?:các|đảng ủy|chi bộ)\b")
_PINPOINT = re.compile(r"(?:điểm|khoản|điều|mục) [\w.]+,")


def annotate_relations(text: str, mentions: Sequence[Mention], registry: Registry) -> tuple[Mention, ...]:
    """Return the mentions of NFC `text`, in its order, each with its relations. Linear in the text.

    Anaphora (`Chỉ thị này`) have none: what they do to other works, the document does.

    Args:
        text: Text in Unicode NFC.
        mentions: The text's mentions, by offset.
        registry: Source of the relations and their cues.
    """
    names = [match.span() for match in _SHORT_NAME.finditer(tone_key(text))]
    cites = [each.pointer is None and not _lies_in(names, each.start) for each in mentions]
    citations = tuple(each for each, does in zip(mentions, cites, strict=True) if does)
    annotated = iter(_RelationReader(text, citations, registry).annotated())
    return tuple(next(annotated) if does else each for each, does in zip(mentions, cites, strict=True))


def _lies_in(spans: Sequence[tuple[int, int]], at: int) -> bool:
    place = bisect_left(spans, (at, at)) - 1
    return place >= 0 and spans[place][0] < at < spans[place][1]


def _blanked(match: re.Match[str]) -> str:
    return " " * len(match[0])


class _RelationReader:
    """The mentions of one text while their relations are read, in the order of the text."""

    def __init__(self, text: str, mentions: Sequence[Mention], registry: Registry) -> None:
        self.text, self.mentions, self.registry = text, mentions, registry
        self.key = _SHORT_NAME.sub(_blanked, _QUOTATION.sub(self._masked, tone_key(text)))
        self.relations: list[tuple[Relation, ...]] = []  # of each mention read so far
        self.subjects: list[int] = []  # index of the mention at the head of each mention's clause
        self.index_at = {mention.start: index for index, mention in enumerate(mentions)}
        self.passive_end = 0  # words before this offset speak of an earlier citation
        self.passive_patients: dict[int, int] = {}  # index of a passive's agent → index of its subject

    def _masked(self, quotation: re.Match[str]) -> str:
        """Return dots for a quoted title; a quotation with a citation inside keeps its words."""
        at = bisect_left(self.mentions, quotation.start(), key=lambda mention: mention.start)
        inside = at < len(self.mentions) and self.mentions[at].start < quotation.end()
        return f"·{quotation[0][1:]}" if inside else "·" * len(quotation[0])

    def annotated(self) -> Iterator[Mention]:
        """Yield each mention with its relations."""
        amenders = self._amenders()
        self.passive_patients = {each: patient for patient, listed in amenders.items() for each in listed}
        trailing = [
            None if index in amenders else self._trailing_relation(index) for index in range(len(self.mentions))
        ]
        self._share_with_list(trailing)
        for index in range(len(self.mentions)):
            self.relations.append(self._leading_relations(index))
            self.subjects.append(self._subject(index))
            if index in amenders:
                self._add_amenders(index, amenders[index])
            if after := trailing[index]:
                self._add_trailing(index, *after)
        for mention, found in zip(self.mentions, self.relations, strict=True):
            yield replace(mention, relations=found, relation=found[0].kind if found else None)

    def _effect(self, relation: Relation) -> Effect | None:
        return self.registry.relations.effect_of(relation.kind)

    def _cues(self, start: int, end: int) -> Iterator[Cue]:
        return cues_in(self.key, start, end, self.registry)

    def _sentence_start(self, floor: int, end: int) -> int:
        """Return where the sentence before `end` begins, at the earliest at `floor`."""
        return max((each.end() for each in _SENTENCE_END.finditer(self.key, floor, end)), default=floor)

    def _amenders(self) -> dict[int, list[int]]:
        """Return, by its index, the mentions that a work is said to have been amended by (`theo B, C và D`)."""
        found: dict[int, list[int]] = {}
        index = 0
        while index + 1 < len(self.mentions):
            start, end = self.mentions[index].end, self.mentions[index + 1].start
            between = self.key[start:end] if end - start <= _TRAILING_WINDOW else ""
            if _AMENDED_BY.search(between) and not _CLAUSE_END.search(between):
                listed = [index + 1]
                while listed[-1] + 1 < len(self.mentions) and self._continues_list(listed[-1] + 1):
                    listed.append(listed[-1] + 1)
                found[index] = listed
                index = listed[-1]
            index += 1
        return found

    def _add_amenders(self, index: int, amenders: Sequence[int]) -> None:
        """Add to a mention what each of its amenders did; the sentence does not say when."""
        kind = self.registry.relations.with_effects(*AMENDING)[0]
        others = tuple(Relation(kind, self.mentions[each].start, part=True) for each in amenders)
        self.relations[index] = (*self.relations[index], *others)

    def _add_trailing(self, index: int, relation: Relation, over: int) -> None:
        """Add the relation after a mention; that a work ends is said of the clause's subject, not of a work in it."""
        self.passive_end = max(self.passive_end, over)
        if index + 1 < len(self.mentions) and relation.by == self.mentions[index + 1].start:
            self.passive_patients[index + 1] = index
        ends = self._effect(relation) in ENDING
        patient = self.subjects[index] if ends else index
        if ends:
            head = self.mentions[patient]
            part_of = _PART_OF.search(self.key, max(0, head.start - _PART_WINDOW), head.start)
            by = None if relation.by == UNNAMED and self._names_itself(patient, over) else relation.by
            relation = replace(relation, by=by, part=bool(head.articles or part_of))
        # What happens to the work counts beside how it is cited; that it is `được quán triệt` does not.
        found = self.relations[patient]
        known = {each.kind for each in found}
        if relation.kind not in known and (not found or self._effect(relation) in DECIDING):
            self.relations[patient] = (*found, relation)

    def _subject(self, index: int) -> int:
        """Return the mention at the head of a clause: A in `Nghị định A quy định chi tiết Luật B hết hiệu lực`."""
        agent = next((each.by for each in self.relations[index][:1] if each.by not in (None, UNNAMED)), None)
        if index in self.passive_patients:
            return self.subjects[self.passive_patients[index]]
        if agent is not None and (head := self.index_at[agent]) < index:
            return self.subjects[head]
        if index and self._continues_list(index) and self.subjects[index - 1] != index - 1:
            return self.subjects[index - 1]
        return index

    def _continues_list(self, index: int) -> bool:
        """Return whether a mention is the next item of a list."""
        start, end = self.mentions[index - 1].end, self.mentions[index].start
        between = self.key[start:end]
        return (
            len(between) <= _LEADING_WINDOW
            and _LIST_JOINT.search(between) is not None
            and not _SENTENCE_END.search(between)
            and not any(
                cue.role in ("", "barrier", "state") for cue in cues_in(between, 0, len(between), self.registry)
            )
        )

    # Cues before a citation

    def _leading_relations(self, index: int) -> tuple[Relation, ...]:
        """Return the relation of the cue that governs a mention, or that of the list which it continues."""
        if index in self.passive_patients:
            return ()  # an amender, of which the sentence says no more
        start, mention = self._clause_start(index), self.mentions[index]
        if start < self.passive_end <= mention.start:
            start = self.passive_end
        cues = list(self._cues(start, mention.start))
        governing = self._governing(cues, mention.start)
        if governing is None:
            return self._inherited(index)
        if governing.effect not in DECIDING:
            return (Relation(governing.relation, self._agent(index, governing)),)
        if self._is_passive_agent(governing, start, mention) or self._is_only_named(governing, mention):
            return ()
        by = self._agent(index, governing)
        doubts = (cue for cue in cues if cue.role == "doubt")
        if any(self._denies(each, governing, has_subject=by is not None) for each in doubts):
            return ()
        if by is None and not self._is_own_act(governing, mention):
            return ()
        part = governing.effect in AMENDING or bool(
            mention.articles or _PART.search(self.key, governing.end, mention.start)
        )
        since = self._since(governing.end, mention) if by is None else None
        return (Relation(governing.relation, by, since, part),)

    def _clause_start(self, index: int) -> int:
        """Return where the clause of a mention begins, after the mention before it."""
        at = self.mentions[index].start
        floor = max(0, at - _LEADING_WINDOW, self.mentions[index - 1].end if index else 0)
        return max((each.end() for each in _CLAUSE_END.finditer(self.key, floor, at)), default=floor)

    def _governing(self, cues: Sequence[Cue], at: int) -> Cue | None:
        """Return the cue that governs the citation at `at`: the first verb of the last group of verbs before it."""
        verbs = [cue for cue in cues if cue.role in ("", "state", "barrier")]
        if not verbs or verbs[-1].role == "barrier" or not self._reaches(verbs[-1], at):
            return None
        first = verbs[-1]
        for cue in reversed(verbs[:-1]):
            if cue.role == "barrier" or (first.effect == "reviews" and cue.effect != "reviews"):
                break
            if not self._extends(cue, first):
                break
            first = cue
        return first

    def _extends(self, cue: Cue, first: Cue) -> bool:
        """Return whether a verb belongs to the group of verbs that begins with `first`."""
        between = self.key[cue.end : first.start]
        if first.effect == "refers":
            # `thực hiện theo` refers; `sửa đổi Điều 4 Quy chế ban hành kèm theo` amends.
            return cue.effect in DECIDING or ("," not in between and cue.effect in ("based-on", "refers"))
        if cue.effect == "reviews" and "," not in between and len(between) <= _MAX_REVIEW_GAP:
            return True
        return cue.effect != "based-on" and link_pattern(self.registry).fullmatch(between) is not None

    def _reaches(self, cue: Cue, at: int) -> bool:
        """Return whether nothing between a cue and the citation at `at` begins another clause."""
        between = self.key[cue.end : at]
        if cue.effect == "refers":
            return len(between) <= _MAX_REFERENCE_GAP and "," not in _PINPOINT.sub("", between)
        if cue.effect in ENDING or cue.effect == "based-on":
            return True
        return len(between) <= _MAX_GAP and between.count(",") <= 2 and not between.lstrip().startswith(",")

    def _denies(self, doubt: Cue, cue: Cue, *, has_subject: bool) -> bool:
        """Return whether a word of doubt qualifies the verb; after a subject's title it must be next to the verb."""
        return doubt.end <= cue.start and (not has_subject or len(self.key[doubt.end : cue.start].split()) <= 1)

    def _is_passive_agent(self, cue: Cue, start: int, mention: Mention) -> bool:
        """Return whether a mention amends what is not a citation: `(được sửa đổi tại Luật số 57/2024/QH15)`."""
        if not _PASSIVE.search(self.key, start, cue.start):
            return False
        last = self._verb_group_end(cue, mention.start)
        return _AGENT_LINK.fullmatch(self.key, last, mention.start) is not None

    def _is_only_named(self, cue: Cue, mention: Mention) -> bool:
        """Return whether an ending before a mention is not its own: the mention dates it, or brings the form's heading.

        `A hết hiệu lực kể từ ngày Luật B có hiệu lực`; `DANH MỤC VĂN BẢN HẾT HIỆU LỰC (Kèm theo Nghị định B)`.
        """
        if cue.role != "state":
            return False
        between = self.key[cue.end : mention.start]
        return _FROM_ITS_DAY.fullmatch(between) is not None or _ANNEXED.search(between) is not None

    def _inherited(self, index: int) -> tuple[Relation, ...]:
        """Return the relation that a list item shares with the item before it."""
        if not index or not self._continues_list(index):
            return ()
        before, articles = self.mentions[index - 1], self.mentions[index].articles
        return tuple(
            replace(each, part=True) if articles and self._effect(each) in ENDING else each
            for each in self.relations[index - 1][:1]
            if each.by != before.start
        )

    def _agent(self, index: int, cue: Cue) -> int | None:
        """Return where the mention begins that is the subject of a cue's verb; None for the document itself."""
        if not index:
            return None
        subject = self.mentions[index - 1]
        between = self.key[subject.end : cue.start]
        if _CLAUSE_END.search(self.key, subject.end, cue.start) or len(between) > _LEADING_WINDOW:
            return None
        begins = self.text[cue.start : cue.start + 2]
        if _OWN_DOCUMENT.search(between) or (begins[0].isupper() and not begins.isupper()):
            return None  # `Thay thế cụm từ` begins a sentence of its own
        may_act = cue.effect in DECIDING or cue.effect in CONTINUING
        if may_act and not self.relations[index - 1] and not _OTHER_AGENT.match(between):
            return subject.start
        return subject.start if _SUBJECT_TAIL.fullmatch(between) else None

    def _is_own_act(self, cue: Cue, mention: Mention) -> bool:
        """Return whether the document itself acts: `Quy định này thay thế`, `Điều 2. Bãi bỏ`."""
        floor = max(0, cue.start - _LEADING_WINDOW)
        start = self._sentence_start(floor, cue.start)
        if _OWN_DOCUMENT.search(self.key, start, cue.start):
            return True
        before = self.text[start : cue.start]
        if _TITLE_START.search(before):
            return True
        if self.text[cue.start].isupper() and (
            _PROVISION_START.search(self.key, floor, cue.start) or not before.strip()
        ):
            return True
        return cue.role == "state" and cue.end <= mention.start

    # Cues after a citation

    def _trailing_relation(self, index: int) -> _TrailingRelation | None:
        """Return the relation that the predicate after a mention expresses, and where its words end."""
        mention = self.mentions[index]
        following = self.mentions[index + 1].start if index + 1 < len(self.mentions) else len(self.key)
        limit = mention.end + _TRAILING_WINDOW
        stop = _CLAUSE_END.search(self.key, mention.end, min(len(self.key), limit))
        end = min(following, stop.start() if stop else limit)
        if until := self._until(mention):
            return until
        if not _SUBJECT_CONTINUES.match(self.key, mention.end):
            return None
        for cue in self._cues(mention.end, end):
            if cue.role in ("doubt", "barrier"):
                return None
            if cue.role in ("none", "manner"):
                continue
            is_state = cue.role == "state"
            if is_state and self.key[cue.end : cue.end + 2].lstrip().startswith(":"):
                return None  # `hết hiệu lực:` opens a list of other works
            if not is_state and not (cue.relation and _PASSIVE.search(self.key, mention.end, cue.start)):
                continue
            last = self._verb_group_end(cue, end)
            by, over = self._passive_agent(index, last, end, following)
            since = self._since(last, mention) if cue.effect in ENDING else None
            if is_state and by == UNNAMED and since is not None:
                by = None
            return Relation(cue.relation, by, since, cue.effect in AMENDING or bool(mention.articles)), over
        return None

    def _until(self, mention: Mention) -> _TrailingRelation | None:
        """Return the end of a work that `tiếp tục có hiệu lực đến hết ngày …`: the day after."""
        found = _UNTIL.match(self.key, mention.end)
        dates = find_dates(self.text[found.end() : found.end() + _DATE_WINDOW]) if found else []
        if not found or not dates or dates[0].start:
            return None
        kind = next(each for each in self.registry.relations if self.registry.relations.effect_of(each) == "expires")
        since = dates[0].date + timedelta(days=1)
        return Relation(kind, None, since, bool(mention.articles)), found.end() + dates[0].end

    def _verb_group_end(self, cue: Cue, end: int) -> int:
        """Return where a group of verbs such as `sửa đổi, bổ sung` ends, of which `cue` is the first."""
        last = cue.end
        for each in self._cues(cue.end, end):
            if each.effect not in DECIDING or not link_pattern(self.registry).fullmatch(self.key, last, each.start):
                break
            last = each.end
        return last

    def _passive_agent(self, index: int, last: int, end: int, following: int) -> tuple[int | None, int]:
        """Return the agent of a passive whose verbs end at `last`, and where the words that name it end."""
        if end == following and index + 1 < len(self.mentions) and _AGENT_LINK.fullmatch(self.key, last, following):
            return following, following
        if end == following and index + 1 < len(self.mentions) and _FROM_ITS_DAY.fullmatch(self.key, last, following):
            return following, last
        limit = last + _TRAILING_WINDOW
        stop = _SENTENCE_END.search(self.key, last, min(len(self.key), limit))
        if _OWN_DOCUMENT.search(self.key, last, stop.start() if stop else min(end, limit)):
            return None, last
        return (None if self._names_itself(index, last) else UNNAMED), last

    def _names_itself(self, index: int, end: int) -> bool:
        """Return whether the sentence names the document itself (`Nghị định này`) before `end`."""
        at = self.mentions[index].start
        return _OWN_DOCUMENT.search(self.key, self._sentence_start(max(0, at - _SELF_WINDOW), at), end) is not None

    def _share_with_list(self, trailing: list[_TrailingRelation | None]) -> None:
        """Give each item of a list the ending that follows its last item: `A và B hết hiệu lực`."""
        for index in range(len(self.mentions) - 2, -1, -1):
            last = trailing[index + 1]
            if last is None or self._effect(last[0]) not in ENDING or trailing[index] is not None:
                continue
            if self._continues_list(index + 1) and index + 1 not in self.passive_patients:
                trailing[index] = (last[0], self.mentions[index].end)

    # Dates

    def _since(self, at: int, mention: Mention) -> date | None:
        """Return the day from which a relation holds: after the verb, which ends at `at`, else before it."""
        floor, reach = max(0, mention.start - _LEADING_WINDOW), min(at, mention.start)
        start = max(
            (each.end() for pattern in (_SENTENCE_END, _ITEM) for each in pattern.finditer(self.key, floor, reach)),
            default=floor,
        )
        last = max(at, mention.end)
        stop = _SENTENCE_END.search(self.key, last, last + _TRAILING_WINDOW)
        before: list[date] = []
        for found in _SINCE.finditer(self.key, start, stop.start() if stop else last + _TRAILING_WINDOW):
            opens = not self.key[start : found.start()].strip() or not self.key[last : found.start()].strip()
            dates = find_dates(self.text[found.end() : found.end() + _DATE_WINDOW])
            if dates and dates[0].start == 0 and (found["explicit"] or opens):
                if found.start() >= at:
                    return dates[0].date
                before.append(dates[0].date)
        return before[-1] if before else None

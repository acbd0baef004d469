"""Cues: the words that mark a duty, an actor, or a sentence that depends on another; they are rows of cues.tsv."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from ..registry import load
from ..vietnamese.text import tone_key

_REQUEST = re.compile(r".*(?:^|[ ,])(?:đề nghị|yêu cầu|giao)(?: và (?:đề nghị|yêu cầu))?(?: cho)? ")
_TO_LIST = re.compile(
    r"(?:[ ,]+(?:khẩn trương|nghiêm túc|tiếp tục|chủ động|tập trung|quan tâm|phối hợp|chỉ đạo|lãnh đạo|tổ chức"
    r"|triển khai|thực hiện|làm|báo cáo|cung cấp|quán triệt|rà soát|tham gia|và|,|tốt|ngay|đầy đủ|nghiêm)\b)*"
    r"(?: (?:một số|các|những) (?:nội|nội dung|nhiệm vụ|việc|công việc|giải pháp|biện pháp|yêu cầu|vấn đề)\b"
    r"[^,;]{0,60})?"
    r"(?:,? (?:cụ thể )?(?:như )?sau(?: đây)?)?$"
)
_QUALIFIED = re.compile(r"(?:(?:các|những|từng|mỗi) |cơ quan|đơn vị)")
_QUALIFIES = re.compile(r"tham gia|tham mưu|giúp việc|quản lý|chủ trì|khảo sát")
_REPORTED = re.compile(r" (?:đã|đang|chưa) ?$")  # what a sentence reports about a body is not asked of it
_CITED = re.compile(r" tại (?:nghị định|luật|thông tư|quyết định|nghị quyết|điều|khoản|văn bản)\b|\bsố \d")
_LABELS = re.compile(r"[;.] (?=\w[\w ,]{3,40}: )")
_MAX_LABEL = 45  # characters
_RUN_IN = re.compile(r"(?:^|[ ,])(?:tỉnh|huyện|xã|phường|thành phố|trung ương|liên quan|trực thuộc|\w+ ủy) ?$")
_TO_BODY = re.compile(r"(?:đối với|giao|đề nghị|yêu cầu)(?: cho)? ")


@dataclass(frozen=True, slots=True)
class Cues:
    """Compiled cues by kind, for whole words of `tone_key` text; corpora/registry/README.md describes the kinds."""

    leaning: re.Pattern[str]
    duty: re.Pattern[str]
    actor: re.Pattern[str]
    determiner: re.Pattern[str]
    condition: re.Pattern[str]
    descriptive: re.Pattern[str]
    doubt: re.Pattern[str]
    charged: re.Pattern[str]
    noun: re.Pattern[str]
    adverb: re.Pattern[str]
    compound: re.Pattern[str]
    past: re.Pattern[str]
    place: re.Pattern[str]
    anybody: re.Pattern[str]
    modal: re.Pattern[str]
    charge: re.Pattern[str]
    right: re.Pattern[str]
    frame: re.Pattern[str]
    general: re.Pattern[str]
    every: re.Pattern[str]
    norm: re.Pattern[str]
    command: re.Pattern[str]
    generic: re.Pattern[str]
    after_name: re.Pattern[str]
    body: re.Pattern[str]
    open: re.Pattern[str]
    loose: re.Pattern[str]
    waived: re.Pattern[str]
    assessed: re.Pattern[str]
    defines: re.Pattern[str]
    bound: re.Pattern[str]
    serves: re.Pattern[str]
    purpose: re.Pattern[str]
    assessing: re.Pattern[str]
    work: re.Pattern[str]
    begins: re.Pattern[str]
    lookalike: re.Pattern[str]
    thing: re.Pattern[str]
    opening: re.Pattern[str]
    asks: re.Pattern[str]
    strict: re.Pattern[str]
    everyday: re.Pattern[str]
    shortcoming: re.Pattern[str]
    background: re.Pattern[str]
    cell: re.Pattern[str]
    other_level: re.Pattern[str]
    directs: re.Pattern[str]
    tasks_heading: re.Pattern[str]
    task_column: re.Pattern[str]
    lead_column: re.Pattern[str]
    partner_column: re.Pattern[str]
    time_column: re.Pattern[str]

    def actor_at(self, key: str, begin: int) -> re.Match[str] | None:
        """Return the match of an actor's name at `begin`, or after determiners there."""
        actor = self.actor.match(key, begin) or self.actor.match(key, self._skip_determiners(key, begin))
        duty = self.duty.match(key, begin)
        # `Tổ chức lễ …` begins with a verb, not with the actor `tổ`, `Hội nghị` with an event, not with `hội`.
        if actor is None or (duty and duty.end() > actor.end()):
            return None
        lookalike = self.lookalike.match(key, actor.start())
        return None if lookalike and lookalike.end() > actor.end() else actor

    def names_in(self, key: str, begin: int, end: int) -> list[tuple[int, int]]:
        """Return the spans of names and compounds whose parts look like verbs: `Ban Tổ chức`, `chương trình`."""
        found = [match.span() for kind in (self.actor, self.compound) for match in kind.finditer(key, begin, end)]
        # `báo cáo` has no newspaper (`báo`) in it.
        return [
            (start, stop)
            for start, stop in found
            if not ((lookalike := self.lookalike.match(key, start)) and lookalike.end() > stop)
        ]

    def addresses_many(self, key: str) -> bool:
        """Return whether the sentence begins with a whole class of actors: `Các cấp ủy`, `Đảng viên`."""
        return self.general.match(key, self._skip_determiners(key, 0)) is not None

    def _skip_determiners(self, key: str, begin: int) -> int:
        while determiner := self.determiner.match(key, begin):
            begin = determiner.end() + 1
        return begin

    def governs(self, heading: str) -> bool:
        """Return whether a heading changes the meaning of the text under it: it forbids, or says who must or may."""
        key = tone_key(heading)
        found = self.frame.search(key) or self.charge.match(key) or self.right.match(key)
        return found is not None or self.actor_at(key, 0) is not None

    def is_needed(self, line: str) -> bool:
        """Return whether the text under a line cannot be understood without it."""
        return self.governs(line) or self.loose.search(tone_key(line)) is None

    def assignee_of(self, line: str) -> str | None:
        """Return the actor whose duties a line introduces: `Trách nhiệm của chi bộ`, `Ban kiểm phiếu có nhiệm vụ`.

        A line that only names an actor counts; a line about rights or prohibitions does not.
        """
        key = tone_key(line)
        if requested := self.requested_in(line):
            return requested
        begin, end = 0, line.find(": ") if ": " in line else len(line)
        if self.right.search(key) or self.frame.search(key):
            return None
        for charge in self.charge.finditer(key):
            if self.actor_at(key, charge.end() + 1):
                begin, end = charge.end() + 1, len(line)
            elif charge.start() > 0:
                end = charge.start()
        end = min(end, self._name_end(line, key, begin))
        if _REPORTED.search(key[begin:end]):
            return None
        return line[begin:end].strip(" ,:") if self.actor_at(key, begin) and begin < end else None

    def parts_of(self, line: str) -> list[tuple[str, str]]:
        """Return what a line of labels says of the task above it: `Thời gian thực hiện: quý II/2026` → time, its words.

        The kinds are `lead`, `partner` and `time`; there are none in any other line.
        """
        found = []
        for part in _LABELS.split(line.strip(" .;")):
            label, colon, words = part.partition(":")
            key = tone_key(label)
            kinds = {
                "time": self.time_column.match,
                "partner": self.partner_column.match,
                "lead": self.lead_column.search,
            }
            kind = next((kind for kind, matches in kinds.items() if matches(key)), None)
            if not (colon and words.strip() and kind and len(label) <= _MAX_LABEL):
                return []
            found.append((kind, words.strip(" .;,")))
        return found

    def run_in_name(self, text: str) -> str | None:
        """Return the body that a numbered paragraph begins with as with a heading: `Sở Tài chính: Căn cứ …`."""
        key = tone_key(text)
        if self.actor_at(key, 0) is None:
            return None
        end = self._name_end(text, key, 0)
        colon = text.find(": ", 0, end + 2)
        if 0 < colon <= end:
            return self.owner_of(text[:colon])
        return text[:end].strip() if self.ends_name(key[:end]) and text[end : end + 1].isupper() else None

    def ends_name(self, before: str) -> bool:
        """Return whether a name is whole after these words, so that a capital begins what is to be done."""
        return _RUN_IN.search(before) is not None

    def _name_end(self, line: str, key: str, begin: int) -> int:
        """Return where the names that begin there end: at the first verb of duty that is no part of a name."""
        names = self.names_in(key, begin, len(key))
        for verb in self.duty.finditer(key, begin):
            if any(start <= verb.start() < stop for start, stop in names):
                continue
            before = line[begin : verb.start()].rstrip()
            if before and (line[verb.start()].islower() or self.ends_name(tone_key(before))):
                qualifies = _QUALIFIED.match(key, begin) and _QUALIFIES.fullmatch(verb[0])
                if not qualifies:
                    return verb.start()
        return len(line)

    def owner_of(self, heading: str) -> str | None:
        """Return the body or bodies that a heading names, and nothing but names: `Các sở, ban, ngành`, `Giao Sở Y tế`.

        Also those of a line that charges them (`Trách nhiệm của chi bộ`).
        """
        line = heading.rstrip(" :.")
        key = tone_key(line)
        if self.right.search(key) or self.frame.search(key) or self.condition.search(key) or _CITED.search(key):
            return None
        begin = match.end() if (match := _TO_BODY.match(key)) else 0
        if not self.actor_at(key, begin):
            return self.assignee_of(line) if self.charge.search(key) else None
        names = self.names_in(key, begin, len(key))
        qualified = _QUALIFIED.match(key, begin) is not None
        for verb in self.duty.finditer(key, begin):
            is_name = any(start <= verb.start() < end for start, end in names)
            is_name = is_name or (line[verb.start()].isupper() and not line.isupper())
            if not (is_name or (qualified and _QUALIFIES.fullmatch(verb[0]))):
                return self.assignee_of(line) if self.charge.search(key) else None
        return line[begin:].strip(" ,:") or None

    def requested_in(self, line: str) -> str | None:
        """Return the body that the end of an introduction asks for what is listed: `…, tỉnh đề nghị Bộ Xây dựng`."""
        key = tone_key(line)
        match = _REQUEST.match(key)
        if match is None or not self.actor_at(key, match.end()):
            return None
        end = next((each.start() for each in _TO_LIST.finditer(key, match.end())), len(key))
        name = line[match.end() : end]
        if found := self.owner_of(name):
            return found
        cut = self._name_end(name, tone_key(name), 0)
        return name[:cut].strip(" ,") or None if end < len(key) and self.ends_name(tone_key(name[:cut])) else None

    def depends_on_previous(self, sentence: str) -> bool:
        """Return whether the sentence begins with words that refer back to another one."""
        return self.leaning.match(tone_key(sentence)) is not None


@cache
def load_cues() -> Cues:
    """Return the cues of corpora/registry/cues.tsv."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for row in load().rows("cues"):
        by_kind[row["kind"]].append(tone_key(row["cue"]))
    return Cues(**{kind: _any_of(by_kind[kind]) for kind in Cues.__slots__})


def _any_of(cues: list[str]) -> re.Pattern[str]:
    longest_first = sorted(cues, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")

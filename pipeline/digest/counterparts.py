"""Those whom a duty names besides its actor: partners, and who receives the report."""

from __future__ import annotations

import re

from ..vietnamese.text import tone_key
from .cues import Cues

_PARTNER = re.compile(
    r"\bphối hợp(?:(?: \w+){0,2} với "
    r"| (?=(?:các |những )?(?:phòng|sở|ban|công an|ubnd|ủy ban|cơ quan|đơn vị|hội|mặt trận)\b))"
)
_CLAUSE = re.compile(r"[;:.(]| (?:trong (?:quá trình|việc|công tác|thời gian)|để|nhằm|về việc|khi|trên cơ sở|theo) ")
_AFTER_PARTNER = re.compile(r"(?:,? (?:trong|để|và|nhằm|căn cứ .*))?[ ,]*$", re.IGNORECASE)
_REPORT = re.compile(r"(?:báo cáo|gửi|trình)(?: (?:kết quả|về|đến|cho|lên|với))* ")
_COMMITTEE = re.compile(
    r"(?:các )?(?:cấp ủy|chi bộ|chi ủy|đảng ủy|ban thường vụ cấp ủy)"
    r"(?: (?:cấp trên|trực tiếp|cơ sở|có thẩm quyền|của tổ chức cơ sở đảng))*\b"
)
_PLACE = re.compile(r" (?:nhân dân|tỉnh|huyện|xã|thành phố)\b")
_WORD = re.compile(r" \w+")


def partner_of(what: str, cues: Cues) -> str | None:
    """Return those to act together with: the names after `phối hợp với`, up to the next verb or clause."""
    key = tone_key(what)
    match = _PARTNER.search(key)
    if match is None or not _is_own_verb(key[: match.start()], cues):
        return None
    begin = match.end()
    stop = _CLAUSE.search(key, begin)
    end = stop.start() if stop else len(key)
    names = cues.names_in(key, begin, end)
    for kind in (cues.duty, cues.begins):
        for verb in kind.finditer(key, begin, end):
            is_name = what[verb.start()].isupper() or any(
                start <= verb.start() and verb.end() <= stop for start, stop in names
            )
            if not is_name and verb.start() < end:
                end = verb.start()
    return _AFTER_PARTNER.sub("", what[begin:end]).strip(" ,") or None


def _is_own_verb(before: str, cues: Cues) -> bool:
    """Return whether `phối hợp` is asked of the actor itself, and not of those who stand before it."""
    before = before.rstrip()
    if not before or before[-1] in ",;:" or before.endswith((" và", " đồng thời")):
        return True
    names = cues.names_in(before, 0, len(before))
    return any(
        match.end() == len(before) and not any(start <= match.start() < stop for start, stop in names)
        for kind in (cues.duty, cues.begins, cues.modal)
        for match in kind.finditer(before)
    )


def report_recipient(what: str, cues: Cues) -> str | None:
    """Return the body that receives the report: `báo cáo Thường trực Tỉnh ủy`, `gửi về Văn phòng Tỉnh ủy`."""
    key = tone_key(what)
    for report in _REPORT.finditer(key):
        body = cues.body.match(key, report.end())
        if body and what[body.start()].isupper():
            return what[body.start() : _name_end(what, key, body.end(), cues)]
        if committee := _COMMITTEE.match(key, report.end()):
            return what[committee.start() : committee.end()]
    return None


def _name_end(what: str, key: str, end: int, cues: Cues) -> int:
    """Return where a body's name ends: capitals, each with its second syllable (`Thường vụ`), and the place."""
    while word := _WORD.match(what, end):
        if what[end + 1].isupper():
            end = word.end()
            completing = _WORD.match(what, end)
            if completing and what[end + 1].islower() and not cues.after_name.match(key, end + 1):
                end = completing.end()
        elif place := _PLACE.match(key, end):
            end = place.end()
        else:
            break
    return end

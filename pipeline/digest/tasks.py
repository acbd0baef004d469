"""Who does what by when: the duties that a document's sentences lay on somebody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from ..model import Reason, Task
from ..vietnamese.text import tone_key
from .cues import Cues
from .deadlines import deadline_in, due
from .sentence import Lead, Sentence

_GIVEN = re.compile(r"(?:^|[,;] )(?:giao|yêu cầu|đề nghị|phân công)(?: cho)? ")
_REGULARLY = re.compile(r"(?:định kỳ )?(?:hằng|hàng|mỗi) (?:tuần|tháng|quý|năm),? ")
_WHEN = re.compile(
    r"(?:định kỳ|trước ngày|hằng|hàng|(?:sau |trước |trong )?khi|sau mỗi|căn cứ"
    r"|(?:trong|từ|đến) (?:năm|tháng|quý|ngày)) "
)
_AT_PLACE = re.compile(r"\bnơi(?: (?:có )?(?:đảng viên|người \w+ \w+))?$")
_IF = re.compile(r"[ ,;](?:nếu|trường hợp) ")
_SUFFERED = re.compile(r"(?:phải|cần) (?:được|bị|là) ")
_ELSEWHERE = re.compile(r"(?:phải )?thực hiện theo (?:đúng )?(?:quy định|hướng dẫn|tiết|điểm|khoản|điều)\b")
_OFTEN = re.compile(r"(?<= )(?:mỗi|hằng|hàng) (?:tuần|tháng|quý|năm) $")
_BRACKETED = re.compile(r"\([^()]*\)")
_REPORT = re.compile(r"(?:báo cáo|gửi|trình)(?: (?:kết quả|về|đến|cho|lên|với))* ")
_COMMITTEE = re.compile(
    r"(?:các )?(?:cấp ủy|chi bộ|chi ủy|đảng ủy|ban thường vụ cấp ủy)"
    r"(?: (?:cấp trên|trực tiếp|cơ sở|có thẩm quyền|của tổ chức cơ sở đảng))*\b"
)
_PLACE = re.compile(r" (?:nhân dân|tỉnh|huyện|xã|thành phố)\b")
_WORD = re.compile(r" \w+")
_LONGEST_NAME, _NAMED = 70, 4  # characters of an actor, actors, in the line that says whom a document binds
_LONGEST_ACTOR, _LONGEST_LIST = 120, 240  # characters; behind more the verb is another clause's, a word that asks too
_LONGEST_OPENING = 160  # characters of the time or occasion before the actor


def tasks_of(sentences: Iterable[Sentence], cues: Cues, issued: date | None = None) -> Iterator[Task]:
    """The task of each sentence that names somebody and a duty, or stands under a line that names who has duties.

    `text` is the sentence, `deadline` its words; a day before the document was `issued` is none.
    """
    for sentence in sentences:
        own = None if sentence.tells else _actor_and_duty(sentence.text, cues)
        charged = None if own or sentence.tells else _charged(sentence, cues)
        if parted := own or charged:
            who, what = parted
            deadline = deadline_in(sentence.text, issued)
            yield Task(
                who, what, deadline, sentence.page, sentence.text, _reported_to(what, cues), due(deadline),
                sentence.section, sentence.lead.page if charged and sentence.lead else sentence.page,
            )  # fmt: skip


def bound(tasks: Iterable[Task]) -> Iterator[Reason]:
    """Whom a document binds: the few that its tasks name most often, in the order of the document."""
    named = [task for task in tasks if task.who and len(task.who) <= _LONGEST_NAME]
    often = Counter(tone_key(task.who or "") for task in named)
    chosen = {who for who, _times in often.most_common(_NAMED)}
    for task in named:
        if task.who and (who := tone_key(task.who)) in chosen:
            chosen.remove(who)
            yield Reason("binds", task.who, task.who_page)


def count_bound(tasks: Iterable[Task]) -> int:
    """How many the tasks name, each once."""
    return len({tone_key(task.who) for task in tasks if task.who})


def _charged(sentence: Sentence, cues: Cues) -> tuple[str, str] | None:
    """The actor of the line above, if the sentence opens with what is to be done."""
    lead = sentence.lead
    who = cues.charged_by(lead.text) if lead else None
    key = tone_key(sentence.text)
    if lead is None or who is None or _conditional(key, 0, None, cues) or _WHEN.match(key):
        return None
    opens_with_duty = cues.duty.match(key) is not None
    clause = key[:_LONGEST_ACTOR].partition(",")[0]
    suffered = cues.told.search(clause) is not None or cues.defines.search(clause) is not None or key.startswith("(")
    return (
        (who, sentence.text.rstrip(" .;/")) if opens_with_duty or (_lists_duties(lead, cues) and not suffered) else None
    )


def _lists_duties(lead: Lead, cues: Cues) -> bool:
    return lead.introduces and cues.charge.search(tone_key(lead.text)) is not None


def _actor_and_duty(text: str, cues: Cues) -> tuple[str, str] | None:
    # What stands in brackets is neither verb nor actor.
    key = _BRACKETED.sub(lambda match: "_" * len(match[0]), tone_key(text))
    begin = _begin(key, cues)
    actor = cues.actor_at(key, begin)
    if actor is None:
        return None
    colon = key.find(": ", actor.end(), begin + _LONGEST_ACTOR)
    if colon > 0 and cues.duty.match(key, colon + 2) and not cues.modal.search(key, actor.end(), colon):
        return _parted(text, begin, colon, colon + 2)
    modal = _modal(key, actor.end(), cues)
    if _conditional(key, begin, modal, cues):
        return None
    if actor[0] == "đồng chí" and not text[actor.end() + 1 : actor.end() + 2].isupper():
        return None  # `Đồng chí chủ trì …` tells what the chair did
    if modal is not None and (cues.anybody.fullmatch(actor[0]) or _clause_ends_at(key, actor.end(), modal, cues)):
        verb: int | None = modal
    else:
        verb = None if actor[0] in {"người", "cá nhân"} else _verb(text, key, begin, actor.end(), cues)
    if (
        verb is None
        or cues.open.search(key, actor.end(), verb)
        or _waived(key, actor.end(), verb, cues)
        or _SUFFERED.match(key, verb)
        or _ELSEWHERE.match(key, verb)
        or (modal is None and _only_tells(key, actor.end(), verb, cues))
    ):
        return None  # not asked, suffered, or told elsewhere
    return _parted(text, begin, _with_adverb(key, verb, cues), _with_adverb(key, verb, cues))


def _verb(text: str, key: str, begin: int, end: int, cues: Cues) -> int | None:
    """Where the first verb of duty behind the actor (which ends at `end`) begins; None if it asks for nothing."""
    names = cues.names_in(key, begin, begin + _LONGEST_ACTOR + 40)
    for verb in cues.duty.finditer(key, end, begin + _LONGEST_ACTOR + 40):
        if verb.start() - begin > _LONGEST_ACTOR or ";" in key[end : verb.start()]:
            return None
        if any(start <= verb.start() and verb.end() <= stop and (start, stop) != verb.span() for start, stop in names):
            continue
        if _no_duty(key[end : verb.start()], cues):
            return None
        in_list = verb[0] == "tổ chức" and key[: verb.start()].endswith(", ")
        if not (text[verb.start()].isupper() or in_list or _names_a_thing(key[: verb.start()], cues)):
            return verb.start()
    return None


def _with_adverb(key: str, verb: int, cues: Cues) -> int:
    """Where the duty begins with what says how or how often before it: `càng phải`, `mỗi tháng họp`."""
    if often := _OFTEN.search(key, 0, verb):
        return often.start()
    before = [match for match in cues.adverb.finditer(key, max(0, verb - 8), verb) if match.end() + 1 == verb]
    return before[-1].start() if before else verb


def _clause_ends_at(key: str, begin: int, modal: int, cues: Cues) -> bool:
    """Whether what stands between actor and modal only tells which actor is meant: `giữ chức vụ lãnh đạo`.

    Not so where a verb has an actor of its own as its object (`chỉ đạo chi bộ`), or behind a comma.
    """
    between = key[begin:modal]
    while between.startswith(", ") and (actor := cues.actor_at(key, begin + 2)):
        begin = actor.end()  # one more of those who are meant
        between = key[begin:modal]
    if "," in between:
        return not cues.duty.search(between)
    return not any(cues.actor_at(key, verb.end() + 1) for verb in cues.command.finditer(key, begin, modal))


def _parted(text: str, begin: int, end: int, duty: int) -> tuple[str, str]:
    return text[begin:end].strip(" ,:"), text[duty:].rstrip(" .;/")


def _conditional(key: str, begin: int, modal: int | None, cues: Cues) -> bool:
    """Whether the sentence says what holds in a case: `… thì …` before anything is asked, and not behind a `nếu`."""
    condition = cues.condition.search(key.partition(";")[0], begin)
    if condition is None:
        return False
    before = modal if modal is not None else len(_IF.split(key, maxsplit=1)[0])
    return condition.start() < before


def _modal(key: str, begin: int, cues: Cues) -> int | None:
    """Where the first word that asks begins, in the clause that begins at `begin`."""
    names = cues.names_in(key, begin, begin + _LONGEST_LIST)
    for match in cues.modal.finditer(key, begin, begin + _LONGEST_LIST):
        if not any(start < match.start() < stop for start, stop in names):
            return match.start() if not {";", ":"} & set(key[begin : match.start()]) else None
    return None


def _no_duty(between: str, cues: Cues) -> bool:
    """Whether what stands between actor and verb tells of the past, of something suffered, or of what may be."""
    told = cues.told.search(cues.charged.sub("", between))
    doubt = [match.end() for match in cues.doubt.finditer(between)]
    return told is not None or bool(doubt and not between[doubt[-1] :].strip())


def _waived(key: str, begin: int, verb: int, cues: Cues) -> bool:
    """Whether the word that asks is denied: `chưa phải báo cáo`, `không nhất thiết phải`."""
    before = key[begin:verb].rstrip()
    return any(match.end() == len(before) for match in cues.waived.finditer(before))


def _only_tells(key: str, begin: int, verb: int, cues: Cues) -> bool:
    """Whether the clause says what somebody is, or how a thing was done, and asks for nothing."""
    if cues.defines.search(key, begin, verb):
        return True
    clause = key[verb:].partition(";")[0].partition(",")[0]
    defined = cues.defines.search(clause)
    return cues.assessed.search(clause) is not None or (defined is not None and defined[0].startswith("là "))


def _names_a_thing(before: str, cues: Cues) -> bool:
    """Whether the words before make a verb the name of a thing: `kế hoạch thực hiện`, `việc tổ chức`."""
    stripped = before.rstrip()
    if _AT_PLACE.search(stripped):
        return True
    place = [match.end() for match in cues.place.finditer(stripped)]
    noun = [match.end() for match in cues.noun.finditer(stripped)]
    return bool(noun) and noun[-1] == len(stripped) and not (place and place[-1] == len(stripped))


def _begin(key: str, cues: Cues) -> int:
    """Where the actor may begin: behind `Giao …`, `Yêu cầu …`, or a time or occasion that opens the sentence."""
    if given := _GIVEN.match(key):
        return given.end()
    regularly = _REGULARLY.match(key)
    if regularly and cues.actor_at(key, regularly.end()):
        return regularly.end()
    if not _WHEN.match(key) or cues.actor_at(key, 0):
        return 0
    commas = (match.end() for match in re.finditer(", ", key[:_LONGEST_OPENING]))
    return next((comma for comma in commas if cues.actor_at(key, comma)), 0)


def _reported_to(what: str, cues: Cues) -> str | None:
    """The body that is told of the result: `báo cáo Thường trực Tỉnh ủy`, `gửi về Văn phòng Tỉnh ủy`."""
    key = tone_key(what)
    for told in _REPORT.finditer(key):
        body = cues.body.match(key, told.end())
        if body and what[body.start()].isupper():
            return what[body.start() : _name_ends(what, key, body.end(), cues)]
        if committee := _COMMITTEE.match(key, told.end()):
            return what[committee.start() : committee.end()]
    return None


def _name_ends(what: str, key: str, end: int, cues: Cues) -> int:
    """Where a body's name ends: capitals, each with the small word that completes it (`Thường vụ`), and its place."""
    while word := _WORD.match(what, end):
        if what[end + 1].isupper():
            end = word.end()
            completing = _WORD.match(what, end)
            if completing and what[end + 1].islower() and not cues.behind.match(key, end + 1):
                end = completing.end()
        elif place := _PLACE.match(key, end):
            end = place.end()
        else:
            break
    return end

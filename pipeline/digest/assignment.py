"""Who is to do what, by the words of one sentence."""

from __future__ import annotations

import re

from ..vietnamese.text import tone_key
from .cues import Cues

_CHARGES_OTHER = re.compile(r"(?:^|[,;] | )(?:trân trọng |kính )?(?:giao|yêu cầu|đề nghị|ủy quyền)(?: cho)? ")
_CARRIES_OUT = re.compile(r" (?:chịu|có) trách nhiệm (?:thi hành|thực hiện|chỉ đạo|triển khai|tổ chức)\b")
_MANNER = re.compile(
    r"[ ,]+(?:quan tâm|sớm|khẩn trương|kịp thời|tập trung|có ý kiến|chủ động|tích cực|thường xuyên|nghiêm túc)"
    r"(?:,| và)?$"
)
_DANGLING = re.compile(
    r"[ ,](?:và|của|về|để|với|cho|theo|tại|trong|do|bởi|là|hoặc|trân trọng|kính|khi|nếu|thì|đã|đang|chưa)$"
)
_ASSIGNMENT = re.compile(r"(?:^|[,;] )(?:giao|yêu cầu|đề nghị)(?: cho)? ")
_RECURRENCE = re.compile(r"(?:định kỳ )?(?:hằng|hàng|mỗi) (?:tuần|tháng|quý|năm),? ")
_TIME_OR_OCCASION = re.compile(
    r"(?:định kỳ|trước ngày|(?:trong )?quá trình|đối với|hằng|hàng|(?:sau |trước |trong )?khi|sau mỗi|căn cứ"
    r"|(?:trong|từ|đến) (?:năm|tháng|quý|ngày)) "
)
_AFTER_OPENING = re.compile(r", |(?:khó khăn|vướng mắc|phát sinh|vấn đề chưa rõ) |: ")
_AT_PLACE = re.compile(r"\bnơi(?: (?:có )?(?:đảng viên|người \w+ \w+))?$")
_IF = re.compile(r"[ ,;](?:nếu|trường hợp) ")
_PASSIVE = re.compile(r"(?:phải|cần) (?:được|bị|là) ")
_DEFINED_ELSEWHERE = re.compile(r"(?:phải )?thực hiện theo (?:đúng )?(?:quy định|hướng dẫn|tiết|điểm|khoản|điều)\b")
_FREQUENCY = re.compile(r"(?<= )(?:mỗi|hằng|hàng) (?:tuần|tháng|quý|năm) $")
_CHARGE_IN_BRACKETS = re.compile(r"\((?P<charge>(?:[Gg]iao|[Đđ]ề nghị) [^()]{5,200})\)$")
_LEADERS = re.compile("lãnh đạo ")
_BEFORE_DUTY = re.compile(
    r"[ ,]+(?:(?:định kỳ|hằng|hàng|trước ngày|ngay|trong (?:năm|tháng|quý)) [^;:]*|định kỳ|thường xuyên"
    r"|(?:trong phạm vi|theo|căn cứ|trên cơ sở) (?:chức năng|nhiệm vụ|thẩm quyền|phạm vi)\b[^;:]*)$"
)
# A class of bodies told by what they do: the duty begins with how it is to be done.
_HELD = re.compile(
    r"(?:các |những )?(?:đơn vị|tổ chức|cá nhân|doanh nghiệp|cơ sở|cơ quan|công ty|hộ)(?:, \w+ ?\w+)* "
    r"(?:sản xuất|kinh doanh|sử dụng|hoạt động|khai thác|có|chưa|đã|đang|tham gia)\b[^;:.]{0,240}? "
    r"(?P<verb>khẩn trương|nghiêm túc|nghiêm chỉnh)\b"
)
_INFORMS = re.compile(
    r"\bthông báo (?:cho |để |đến |tới )?(?P<who>[^.;:]{3,160}?) "
    r"(?P<duty>(?:được )?biết\b[^.;]*(?:thực hiện|triển khai))"
)
_NAME = re.compile(r"(?P<name>[A-ZĐÀ-Ỹ]\w*(?: \w+){0,3} [A-ZĐÀ-Ỹ]\w*(?: \w+){0,3}): ")
_INFORMED = re.compile(r"[ ,]+(?:được |để )?biết(?:,| và)?$")
_BRACKETED = re.compile(r"\([^()]*\)")
_MAX_ACTOR, _MAX_ACTOR_LIST = 120, 240  # characters up to its verb, and up to its modal verb
_MAX_OPENING = 240  # characters of the time or occasion before the actor


def actor_and_duty(text: str, cues: Cues) -> tuple[str, str] | None:
    """Return the actor that a sentence names, and the duty; None for a sentence that charges nobody."""
    return (
        _split_informed(text, cues) or _split_list(text, cues) or _split_charge(text, cues)
        or _split_actor_and_duty(text, cues) or _split_bracket(text, cues)
    )  # fmt: skip


def _split_informed(text: str, cues: Cues) -> tuple[str, str] | None:
    """Return those whom a closing sentence lets know what to do: `Sở Y tế thông báo để các trạm biết và thực hiện`."""
    informed = _INFORMS.search(tone_key(text))
    if informed is None or not (cues.actor_at(informed["who"], 0) or text[informed.start("who")].isupper()):
        return None
    return text[slice(*informed.span("who"))], text[informed.start("duty") :].strip(" .;/")


def _split_bracket(text: str, cues: Cues) -> tuple[str, str] | None:
    """Return the body that a bracket at the end charges, and the duty before it: `… (Giao Công an tỉnh tham mưu)`."""
    bracket = _CHARGE_IN_BRACKETS.search(text.rstrip(" .;/"))
    charged = _split_charge(text[bracket.start("charge") : bracket.end("charge")], cues) if bracket else None
    if bracket is None or charged is None or cues.duty.match(tone_key(text)) is None:
        return None
    return charged[0], text[: bracket.start()].rstrip(" ,;")


def is_cut(who: str, cues: Cues) -> bool:
    """Return whether the words are not whole names: they end in the middle of a clause or are a verb."""
    key = tone_key(who)
    if _DANGLING.search(key) or who.count("(") != who.count(")"):
        return True
    leaders = _LEADERS.match(key)
    return cues.duty.match(key) is not None and cues.actor_at(key, leaders.end() if leaders else 0) is None


def _split_list(text: str, cues: Cues) -> tuple[str, str] | None:
    """Return a list of bodies of any length and their charge: `A; B; C chịu trách nhiệm thi hành`."""
    match = _CARRIES_OUT.search(tone_key(text))
    if match is None:
        return None
    names = re.split(r"[,;] ", tone_key(text[: match.start()]))
    if len(names) < 3 or not cues.actor_at(names[0], 0) or any(cues.modal.search(name) for name in names):
        return None
    return _split(text, 0, match.start(), match.start() + 1)


def _split_charge(text: str, cues: Cues) -> tuple[str, str] | None:
    """Return the body that another one or an opening clause charges, and its duty: `… đề nghị Sở Y tế rà soát …`."""
    key = _BRACKETED.sub(lambda match: "_" * len(match[0]), tone_key(text))
    for charge in _CHARGES_OTHER.finditer(key[: 4 * _MAX_ACTOR]):
        begin = charge.end()
        leaders = _LEADERS.match(key, begin)
        actor = cues.actor_at(key, leaders.end() if leaders else begin)
        if actor is None or ";" in key[: charge.start()] or not _may_charge(text, key, charge.start(), cues):
            continue
        verb = _duty_start(text, key, begin, actor.end(), cues=cues)
        if verb is not None and not is_conditional(key, begin, None, cues):
            colon = key.find(": ", actor.end(), verb)
            if colon > 0 and (cues.duty.match(key, colon + 2) or cues.begins.match(key, colon + 2)):
                return _split(text, begin, colon, colon + 2)
            duty = _include_adverb(key, verb, cues)
            return _split(text, begin, duty, duty)
    return None


def _may_charge(text: str, key: str, end: int, cues: Cues) -> bool:
    """Return whether the words before `giao`, `đề nghị` are nothing, an opening clause, or only the name of a body."""
    before = key[:end].rstrip(" ,")
    if not before:
        return True
    if key[end] == "," or (text[end + 1].isupper() and cues.generic.fullmatch(before)):
        return cues.actor_at(key, 0) is None
    return (
        text[0].isupper() and " " in before and cues.actor_at(key, 0) is not None and cues.body.match(key) is not None
        and cues.duty.search(cues.actor.sub("", before)) is None
    )  # fmt: skip


def _split_actor_and_duty(text: str, cues: Cues) -> tuple[str, str] | None:
    # Text in brackets has neither the verb nor the actor.
    key = _BRACKETED.sub(lambda match: "_" * len(match[0]), tone_key(text))
    begin = _actor_start(key, cues)
    actor = cues.actor_at(key, begin)
    if actor is None:
        return _split_name(text, key, cues)
    colon = key.find(": ", actor.end(), begin + _MAX_ACTOR)
    if colon > 0 and cues.duty.match(key, colon + 2) and not cues.modal.search(key, actor.end(), colon):
        return _split(text, begin, colon, colon + 2)
    modal = _modal_start(key, actor.end(), cues)
    if is_conditional(key, begin, modal, cues):
        return None
    if actor[0] == "đồng chí" and not text[actor.end() + 1 : actor.end() + 2].isupper():
        return None  # `Đồng chí chủ trì …` reports what the chair did
    if modal is not None and (cues.anybody.fullmatch(actor[0]) or _only_qualifies_actor(key, actor.end(), modal, cues)):
        verb: int | None = modal
    else:
        verb = None if actor[0] in {"người", "cá nhân"} else _duty_start(text, key, begin, actor.end(), cues=cues)
    if (
        verb is None
        or cues.open.search(key, actor.end(), verb)
        or _is_waived(key, actor.end(), verb, cues)
        or _PASSIVE.match(key, verb)
        or _DEFINED_ELSEWHERE.match(key, verb)
        or (modal is None and _is_descriptive(key, actor.end(), verb, cues))
    ):
        return None
    duty = _include_adverb(key, verb, cues)
    return _split(text, begin, duty, duty)


def _split_name(text: str, key: str, cues: Cues) -> tuple[str, str] | None:
    """Return a name that no list has and its duty, by the colon between them: `Điện máy Hòa Bình: phối hợp …`."""
    name = _NAME.match(text)
    if name is None or cues.thing.match(key) or cues.duty.match(key) or cues.duty.match(key, name.end()) is None:
        return None
    return name["name"], text[name.end() :].strip(" .;/,")


def _duty_start(text: str, key: str, begin: int, end: int, cues: Cues) -> int | None:
    """Return the offset of the first verb of duty after the actor, which ends at `end`; None if nothing is asked."""
    limit = _MAX_ACTOR_LIST if _lists_actors(key[begin : begin + _MAX_ACTOR], cues) else _MAX_ACTOR
    if held := _HELD.match(key, begin):
        return held.start("verb")
    names = cues.names_in(key, begin, begin + limit + 40)
    names += [match.span() for match in cues.charged.finditer(key, begin, begin + limit)]
    for verb in cues.duty.finditer(key, end, begin + limit + 40):
        if verb.start() - begin > limit or not _is_one_list(key[end : verb.start()], cues):
            return None
        if any(start <= verb.start() and verb.end() <= stop and (start, stop) != verb.span() for start, stop in names):
            continue
        if _is_not_asked(key[end : verb.start()], cues):
            return None
        in_list = verb[0] == "tổ chức" and key[: verb.start()].endswith(", ")
        in_name = text[verb.start()].isupper() and not cues.ends_name(key[begin : verb.start()])
        if not (in_name or in_list or _is_nominalized(key[: verb.start()], cues)):
            return verb.start()
    return None


def _is_one_list(between: str, cues: Cues) -> bool:
    """Return whether the semicolons between an actor and a verb part names: `Các sở; Ủy ban nhân dân các huyện …`."""
    return all(cues.actor_at(part, 0) for part in between.split("; ")[1:]) and not between.endswith(";")


def _lists_actors(key: str, cues: Cues) -> bool:
    """Return whether the words are a list of at least three names, the last of which may be cut."""
    parts = key.split(", ")
    return len(parts) > 2 and all(cues.actor_at(part, 0) for part in parts[:-1])


def _include_adverb(key: str, verb: int, cues: Cues) -> int:
    """Return the start of the duty with an adverb or frequency before its verb: `càng phải`, `mỗi tháng họp`."""
    if often := _FREQUENCY.search(key, 0, verb):
        return often.start()
    before = [match for match in cues.adverb.finditer(key, max(0, verb - 8), verb) if match.end() + 1 == verb]
    return before[-1].start() if before else verb


def _only_qualifies_actor(key: str, begin: int, modal: int, cues: Cues) -> bool:
    """Return whether the words between actor and modal verb only specify the actor: `giữ chức vụ lãnh đạo`.

    They do not if a verb among them has an actor as its object (`chỉ đạo chi bộ`), or follows a comma.
    """
    between = key[begin:modal]
    while between.startswith(", ") and (actor := cues.actor_at(key, begin + 2)):
        begin = actor.end()  # another actor of the list
        between = key[begin:modal]
    if "," in between:
        return not cues.duty.search(between)
    return not any(cues.actor_at(key, verb.end() + 1) for verb in cues.command.finditer(key, begin, modal))


def _split(text: str, begin: int, end: int, duty: int) -> tuple[str, str]:
    """Return the actor without the manner and time before the duty, and the duty with them."""
    name, colon, _rest = text[begin:end].partition(": ")
    if colon:  # `Sở Tài chính: Trên cơ sở đề xuất …`
        return name.strip(" ,"), text[begin + len(name) + len(colon) :].strip(" .;/,")
    who = name.rstrip(" ,:")
    if informed := _INFORMED.search(tone_key(who)):
        return who[: informed.start()].strip(" ,:"), text[duty:].rstrip(" .;/")
    while text[end : end + 1] != ":" and (tail := _MANNER.search(tone_key(who)) or _BEFORE_DUTY.search(tone_key(who))):
        if not who[: tail.start()].strip(" ,"):
            break
        duty = begin + tail.start()
        who = who[: tail.start()].rstrip(" ,:")
    return who.strip(" ,:"), text[duty:].strip(" .;/,")


def is_conditional(key: str, begin: int, modal: int | None, cues: Cues) -> bool:
    """Return whether a condition (`… thì …`) comes before the duty, and not only in a clause after `nếu`."""
    condition = cues.condition.search(key.partition(";")[0], begin)
    if condition is None:
        return False
    before = modal if modal is not None else len(_IF.split(key, maxsplit=1)[0])
    return condition.start() < before


def _modal_start(key: str, begin: int, cues: Cues) -> int | None:
    """Return the offset of the first modal verb in the clause that begins at `begin`."""
    names = cues.names_in(key, begin, begin + _MAX_ACTOR_LIST)
    for match in cues.modal.finditer(key, begin, begin + _MAX_ACTOR_LIST):
        if not any(start < match.start() < stop for start, stop in names):
            before = key[begin : match.start()]
            return match.start() if ":" not in before and _is_one_list(before, cues) else None
    return None


def _is_not_asked(between: str, cues: Cues) -> bool:
    """Return whether the words between actor and verb are in the past, passive, or express a possibility."""
    descriptive = cues.descriptive.search(cues.charged.sub("", between))
    doubt = [match.end() for match in cues.doubt.finditer(between)]
    return descriptive is not None or bool(doubt and not between[doubt[-1] :].strip())


def _is_waived(key: str, begin: int, verb: int, cues: Cues) -> bool:
    """Return whether the modal verb is negated: `chưa phải báo cáo`, `không nhất thiết phải`."""
    before = key[begin:verb].rstrip()
    return any(match.end() == len(before) for match in cues.waived.finditer(before))


def _is_descriptive(key: str, begin: int, verb: int, cues: Cues) -> bool:
    """Return whether the clause says what somebody is or how something was done, and asks for nothing."""
    if cues.defines.search(key, begin, verb):
        return True
    clause = key[verb:].partition(";")[0].partition(",")[0]
    defined = cues.defines.search(clause)
    return cues.assessed.search(clause) is not None or (defined is not None and defined[0].startswith("là "))


def _is_nominalized(before: str, cues: Cues) -> bool:
    """Return whether the words before turn a verb into a noun: `kế hoạch thực hiện`, `việc tổ chức`."""
    stripped = before.rstrip()
    if _AT_PLACE.search(stripped):
        return True
    place = [match.end() for match in cues.place.finditer(stripped)]
    noun = [match.end() for match in cues.noun.finditer(stripped)]
    return bool(noun) and noun[-1] == len(stripped) and not (place and place[-1] == len(stripped))


def _actor_start(key: str, cues: Cues) -> int:
    """Return where the actor may begin: after `Giao …`, `Yêu cầu …`, or an opening time or occasion, else 0."""
    if given := _ASSIGNMENT.match(key):
        return given.end()
    regularly = _RECURRENCE.match(key)
    if regularly and cues.actor_at(key, regularly.end()):
        return regularly.end()
    if not _TIME_OR_OCCASION.match(key) or cues.actor_at(key, 0):
        return 0
    stops = (match.end() for match in _AFTER_OPENING.finditer(key[:_MAX_OPENING]))
    found = [stop for stop in stops if cues.actor_at(key, stop)]
    if key.startswith("đối với ") and len(found) > 1:
        return 0  # the list may be one of those that it holds for
    return found[0] if found else 0

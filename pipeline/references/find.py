"""Citations of a text or of a document's pages, taken apart into mentions.

A mention's span runs from the type word (in the later items of a list from `số`
or the number) to the last of its number, date, plenum and term. The issuer and the
title after it and the articles before it are read, but lie outside the span.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from ..model import UNNAMED, Header, Mention, Page, Paragraph
from ..registry import Registry
from ..vietnamese.numbers import number_key
from ..vietnamese.text import squeeze
from .antecedents import expand_short_names, link_antecedents
from .grammar import PARTS, compile_pattern
from .input_text import InputText
from .kinds import citation_forms
from .kinds.law import LAWS
from .plain_letters import at_offsets, with_plain_letters
from .qualifiers import Leading, articles_in, leading_qualifiers
from .relations import annotate_relations

PageMentions = Mapping[int, tuple[Mention, ...]]
_SMALL_CODES = ("nq", "qđ", "nđ")  # abbreviations of types that mean nothing else
_FIRST_WORD = compile_pattern(r"\S+\s*")
_LEADING_WINDOW = 200  # characters before a citation that may name its articles
_LEADING_ARTICLES = compile_pattern(rf"(?:(?<=\W)|^)((?:{PARTS}\)?\s*[,;]?\s*(?:va\s+|cua\s+|den\s+)?){{1,12}})$")
_LIST_WINDOW = 6  # citations on either side in a list
_CONTEXT = 160  # characters on either side
_LISTED = compile_pattern(r"[\s,;]*+(?:va|cung|hoac)?\s*(?:cac\s*)?")
_OPEN_BRACKET = compile_pattern(r"\s*,?\s*(?:\(\s*(?:(?:tuc|hay)\s+(?:la\s+)?)?|tuc\s+(?:la\s+)?)")
_COLON = compile_pattern(r"\s*(?::|,?\s*gom\s*:?)\s*(?:cac\s*)?")
_DASH = compile_pattern(r" ?[-–—] ?")
_RANGE = compile_pattern(r"\s*(?:den)\s*")
_SENTENCE_STOP = re.compile(r"[.!?;](?=\s++[^\W\d_a-zà-ỹđ])|\n[^\S\n]*+\n")
_BREAK_WINDOW = 160  # characters on either side of a page break in which a citation may lie


def find_mentions(text: str, registry: Registry) -> tuple[Mention, ...]:
    """Return the mentions in NFC `text`, in order and without overlap. Never raises; linear in the text.

    Args:
        text: Text in Unicode NFC; the offsets of the mentions count its characters.
        registry: Source of types, bodies, names and relation cues.
    """
    plain, offsets = with_plain_letters(text)
    source = InputText(plain, registry)
    mentions = _with_apposition(source, list(_with_context(source, list(_mentions(source)))))
    found = annotate_relations(plain, tuple(mentions), registry)
    if plain is text:
        return found
    return tuple(at_offsets(each, text, offsets or range(len(text) + 1)) for each in found)


def find_linked_mentions(text: str, registry: Registry, own_type: str | None = None) -> tuple[Mention, ...]:
    """Return the mentions in one NFC text, short forms and anaphora linked to their antecedents.

    Args:
        text: Text in Unicode NFC.
        registry: Source of types, bodies, names and relation cues.
        own_type: Type of the document that the text is from, if known (`nghị định`).
    """
    expanded = expand_short_names([text], [find_mentions(text, registry)], registry)
    return link_antecedents(expanded, registry, own_type)[0]


def link_pages(
    found: PageMentions,
    pages: Sequence[Page],
    registry: Registry,
    *,
    header: Header,
    paragraphs: Mapping[int, Sequence[Paragraph]],
    body_start: int,
) -> dict[int, tuple[Mention, ...]]:
    """Return a document's mentions by page: joined over page breaks, short forms linked to their antecedents.

    Args:
        found: What `find_mentions` returns for each page, by page number.
        pages: The document's pages.
        registry: The registry with which the mentions were found.
        header: The document's own header; its number, printed before the body, is not a citation.
        paragraphs: Paragraphs by page number, without running heads and page numbers.
        body_start: Offset on the first page at which the body begins.
    """
    found = dict(found)
    if pages:
        first = pages[0].number
        found[first] = tuple(each for each in found[first] if not _is_own_number(each, header, body_start))
    joined = _joined_at_page_breaks(found, pages, paragraphs, registry)
    expanded = expand_short_names([page.text for page in pages], [joined[page.number] for page in pages], registry)
    linked = link_antecedents(expanded, registry, header.type)
    return {page.number: mentions for page, mentions in zip(pages, linked, strict=True)}


def without_self_references(mentions: PageMentions) -> dict[int, tuple[Mention, ...]]:
    """Return the mentions without the anaphora that mean the document itself (`Nghị quyết này`)."""
    return {
        page: tuple(each for each in found if each.pointer not in ("own", "this") or each.antecedent is not None)
        for page, found in mentions.items()
    }


def _mentions(source: InputText) -> Iterator[Mention]:
    position = 0
    while match := source.vocabulary.trigger.search(source.folded, position):
        found = _match_forms(source, match)
        if found:
            yield from (_completed(source, mention) for mention in found)
            position = max(found[-1].end, match.start() + 1)
        else:
            word = _FIRST_WORD.match(match[0])
            position = match.start() + (word.end() if word else 1)


def _match_forms(source: InputText, match: re.Match[str]) -> list[Mention]:
    """Return the mentions of the first form that matches at an opening."""
    opening = source.opening(match)
    written = source.text[opening.start : opening.start + 2]
    if opening.group == "code" and not (written.isupper() or written in _SMALL_CODES):
        return []  # `ct`, `kl` in small letters are not abbreviations of types
    for form in citation_forms():
        if opening.group in form.opens and (found := form.parse(source, opening)):
            return found
    return []


def _with_context(source: InputText, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the mentions with what the sentence before them says, those without a day with the words around them."""
    lists = _lists(source, mentions)
    for place, members in enumerate(lists):
        begin = _sentence_start(source, members[0].start)
        end = _sentence_end(source, members[-1].end)
        alone = not place or lists[place - 1][-1].end <= begin
        since = begin if alone else lists[place - 1][-1].end
        leading = leading_qualifiers(source, (since, members[0].start))
        before = source.text[begin : members[0].start] if alone else ""
        after = source.text[members[-1].end : min(end, lists[place + 1][0].start if place + 1 < len(lists) else end)]
        qualified = members[-1].text if len(members) > 1 else ""
        about = lists[place - 1][-1] if place and len(members) == 1 else None
        for at, each in enumerate(members):
            mention = leading.shared_with(each) if each.number else each
            if mention.number is None or mention.date:
                yield mention
                continue
            context = squeeze(f"{before} … {after} {qualified} {_title_of(about, mention, source)}")
            others = [*members[max(0, at - _LIST_WINDOW) : at], *members[at + 1 : at + 1 + _LIST_WINDOW]]
            same_type = [other for other in others if other.number and other.type == mention.type]
            yield replace(
                mention,
                context=context,
                listed=tuple(other.number for other in same_type if other.number),
                beside=_beside(lists, place, begin, end, mention.type),
                shared_day=_shared_day(source, lists, place, same_type),
            )


def _with_apposition(source: InputText, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions, a plenum's resolution and the number that stands beside it as one work.

    `Nghị quyết Trung ương 4 khóa XI (Nghị quyết số 12-NQ/TW)`, `Nghị quyết số 12-NQ/TW (Nghị quyết Trung ương 4 khóa
    XI)`; after a colon the plenum is that of a list of numbers.
    """
    found = list(mentions)
    for at, (one, other) in enumerate(pairwise(mentions)):
        numbered, plenum = (other, one) if one.number is None else (one, other)
        if plenum.plenum is None or plenum.number or numbered.number is None or numbered.date:
            continue
        gap = (source.folded, one.end, other.start)
        session = Leading(plenum=plenum.plenum, term=plenum.term)
        if plenum is one and _COLON.fullmatch(*gap):
            last = _last_of_list(source, mentions, at + 1)
            found[at + 1 : last] = [session.shared_with(each) for each in found[at + 1 : last] if each.number]
        elif _OPEN_BRACKET.fullmatch(*gap) or (
            _DASH.fullmatch(*gap) and _is_of_session(source, numbered.number, session)
        ):
            full = session.shared_with(found[at + 1 if plenum is one else at])
            found[at], found[at + 1] = (replace(one, antecedent=full), full) if plenum is one else (full, other)
    return found


def _is_of_session(source: InputText, number: str, session: Leading) -> bool:
    """Return whether a plenum issued a work with a number."""
    works = source.registry.works.of_plenum(session.plenum or 0, session.term)
    return any(each.number and number_key(each.number) == number_key(number) for each in works)


def _last_of_list(source: InputText, mentions: Sequence[Mention], at: int) -> int:
    """Return the index after the last mention of the list that begins with one."""
    end = at + 1
    while end < len(mentions) and _LISTED.fullmatch(source.folded, mentions[end - 1].end, mentions[end].start):
        end += 1
    return end


def _beside(
    lists: Sequence[Sequence[Mention]], place: int, begin: int, end: int, type_name: str | None
) -> tuple[str, ...]:
    """Return the numbers of a type in the lists of the sentence before and after one."""
    around = (*lists[max(0, place - 1) : place], *lists[place + 1 : place + 2])
    return tuple(
        each.number
        for group in around
        for each in group[-_LIST_WINDOW:]
        if each.number and each.type == type_name and begin <= each.start < end
    )


def _shared_day(
    source: InputText, lists: Sequence[Sequence[Mention]], place: int, listed: Sequence[Mention]
) -> date | None:
    """Return the one day that the citations of a list have, or those at the other end of a range (`từ … đến …`)."""
    joined = list(listed)
    for near, other in ((place - 1, place), (place + 1, place)):
        if 0 <= near < len(lists):
            first, last = sorted((near, other))
            if _RANGE.fullmatch(source.folded, lists[first][-1].end, lists[last][0].start):
                joined += lists[near]
    days = {each.date for each in joined if each.date and each.type == lists[place][0].type}
    return days.pop() if len(days) == 1 else None


def _title_of(citing: Mention | None, mention: Mention, source: InputText) -> str:
    """Return the title of the work that is cited as being about a mention's (`Kết luận 121-KL/TW về tổng kết …`)."""
    if not (citing and citing.number and mention.number and mention.text in (citing.title or "")):
        return ""
    titles = [work.title or "" for work in source.registry.works.numbered(citing.number)]
    return " ".join(title for title in titles if mention.number in title)


def _lists(source: InputText, mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Return the mentions in groups that are listed one after the other."""
    lists: list[list[Mention]] = []
    for mention in mentions:
        if lists and _LISTED.fullmatch(source.folded, lists[-1][-1].end, mention.start):
            lists[-1].append(mention)
        else:
            lists.append([mention])
    return lists


def _sentence_start(source: InputText, at: int) -> int:
    window = max(0, at - _CONTEXT)
    stops = [match.end() for match in _SENTENCE_STOP.finditer(source.text, window, at)]
    return stops[-1] if stops else window


def _sentence_end(source: InputText, at: int) -> int:
    window = min(len(source.text), at + _CONTEXT)
    stop = _SENTENCE_STOP.search(source.text, at, window)
    return stop.start() if stop else window


def _completed(source: InputText, mention: Mention) -> Mention:
    text = source.text[mention.start : mention.end]
    return replace(mention, text=text, articles=mention.articles or _leading_articles(source, mention.start))


def _leading_articles(source: InputText, start: int) -> tuple[str, ...]:
    """Return the articles cited directly before an offset, in the order of the text."""
    window = max(0, start - _LEADING_WINDOW)
    match = _LEADING_ARTICLES.search(source.folded[window:start])
    return articles_in(source, (window + match.start(1), window + match.end(1))) if match else ()


def _is_own_number(mention: Mention, header: Header, body_start: int) -> bool:
    """Return whether a mention before the body is the document's own number or, for a law, its own name."""
    if mention.start >= body_start:
        return False
    if mention.number is None:
        return mention.type == header.type and mention.type in LAWS
    without_type_word = mention.text[:1].isdigit() or mention.text[:2].lower() == "số"
    return (header.number is not None and number_key(mention.number) == number_key(header.number)) or without_type_word


def _joined_at_page_breaks(
    found: PageMentions, pages: Sequence[Page], paragraphs: Mapping[int, Sequence[Paragraph]], registry: Registry
) -> dict[int, tuple[Mention, ...]]:
    """Return `found` with each citation cut by a page break (`theo Quy định số` | `08-QĐi/TW`) as one mention.

    It is on the page where it begins, its span ends with the body of that page, and its text is the whole citation.
    """
    joined = dict(found)
    for page, following in pairwise(pages):
        tail, head = (
            [each for each in paragraphs.get(at.number, ()) if each.kind != "footnote"] for at in (page, following)
        )
        if not (tail and head) or "heading" in (tail[-1].kind, head[0].kind):
            continue
        end, start = tail[-1].end, head[0].start
        begin = max(tail[-1].start, end - _BREAK_WINDOW)
        before = page.text[begin:end]
        after = following.text[start : min(head[0].end, start + _BREAK_WINDOW)]
        cut = len(before) + 1
        for mention in find_mentions(f"{before} {after}", registry):
            if not mention.start < cut < mention.end:
                continue
            over = start + mention.end - cut
            whole = _shifted(mention, begin, end)
            joined[page.number] = (*(each for each in joined[page.number] if each.end <= whole.start), whole)
            joined[following.number] = tuple(
                each for each in joined[following.number] if each.start >= over or each.end <= start
            )
    return joined


def _shifted(mention: Mention, begin: int, end: int) -> Mention:
    """Return a mention of a window that begins at `begin` with the offsets of its page, on which it ends at `end`."""
    relations = tuple(
        each if each.by in (None, UNNAMED) else replace(each, by=begin + each.by) for each in mention.relations
    )
    return replace(mention, start=begin + mention.start, end=end, relations=relations)

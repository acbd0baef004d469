"""Text → the citations in it, taken apart.

A mention's span runs from the type word (in the later items of a list from `số`
or the number) to the last of its number, date, plenum and term. The body and the
title behind it and the articles before it are read, but lie outside the span.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from pipeline.dates import find_dates
from pipeline.model import Mention
from pipeline.number import Number, parse_number
from pipeline.references.grammar import PART, Grammar, grammar, ordinal
from pipeline.references.relations import with_relations
from pipeline.registry import DocumentType, Registry
from pipeline.text import fold, squeeze, tone_key

OFFICIAL_LETTER = "công văn"
_SLIPS = str.maketrans("OolI", "0011")
# A name behind a spaced dash is no part of a number: `45/2015/QĐ-UBND - Điện Biên`.
_PLACE_BEHIND = re.compile(r"\s[-–—]\s+[^\W\d_][^\W\d_A-ZĐ]+$")


def find(text: str, registry: Registry) -> tuple[Mention, ...]:
    """The mentions in NFC `text`, in order, none overlapping. Never raises; linear in the text."""
    return with_relations(text, tuple(_Finder(text, registry).mentions()))


@dataclass(frozen=True, slots=True)
class _Tail:
    """What follows a citation's number: `end` is where the span ends, `read` how far was read."""

    end: int
    read: int
    date: date | None = None
    term: str | None = None
    plenum: int | None = None
    issuer: str | None = None
    title: str | None = None


class _Finder:
    """One text being read; holds its folded twin, in which all patterns look."""

    def __init__(self, text: str, registry: Registry) -> None:
        self.text = text
        self.folded = fold(text)
        self.registry = registry
        self.grammar: Grammar = grammar(registry)
        self.types = _types_by_folded_word(registry)

    def mentions(self) -> Iterator[Mention]:
        position = 0
        while match := self.grammar.trigger.search(self.folded, position):
            found = self._at(match)
            if found:
                yield from (self._with_context(mention) for mention in found)
                position = max(found[-1].end, match.start() + 1)
            else:
                position = match.end() if match["number"] is None else match.start() + _first_word(match[0])

    def _with_context(self, mention: Mention) -> Mention:
        return replace(
            mention,
            text=self.text[mention.start : mention.end],
            articles=mention.articles or self._articles(mention.start),
        )

    def _at(self, match: re.Match[str]) -> list[Mention]:
        if match["name"] is not None:
            return self._named(match)
        if match["short"] is not None:
            return self._plenum(
                match.start(), "nghị quyết", self.grammar.short_plenum.match(self.folded, match.start())
            )
        if match["number"] is not None:
            return self._numbered(match.start(), match.start(), None)
        return self._typed(match)

    # a type word and what follows it

    def _typed(self, match: re.Match[str]) -> list[Mention]:
        word = self.text[match.start() : match.end()]
        typed = " ".join(match["type"].split())
        kind = self.types.get(typed)
        name = kind.name if kind else None
        by_letters = kind is not None and typed != fold(kind.name)
        if by_letters and not word[:2].isupper():
            return []  # `ct`, `kl` in small letters are no type words
        if by_letters and len(self.registry.types_of_symbol(word.upper())) > 1:
            name = None
        return (
            self._numbered(match.start(), match.end(), None if by_letters else name)
            or self._law(match)
            or self._plenum(match.start(), name, self.grammar.plenum.match(self.folded, match.end()))
            or self._congress(match, name)
            or self._bare(match, kind, name)
        )

    def _numbered(self, start: int, at: int, type_name: str | None) -> list[Mention]:
        """A whole number and, behind it, the other numbers of its list."""
        found: list[Mention] = []
        listed = type_name
        while True:
            match = self.grammar.number.match(self.folded, at)
            number = self._number(match) if match else None
            if match is None or number is None:
                break
            parsed, end = number
            own = listed or self._type_of(parsed)
            tail = self._tail(end)
            canonical = self._canonical(parsed, own)
            found.append(
                Mention(
                    start, tail.end, "", own, canonical, tail.issuer, tail.date, tail.term, tail.plenum, tail.title,
                    malformed=not self._is_well_formed(parsed, own),
                )
            )  # fmt: skip
            more = self.grammar.more.match(self.folded, tail.end)
            if more is None or self.grammar.number.match(self.folded, more.end()) is None:
                break
            start, at = self._item_start(more), more.end()
        return _shared_date(found)

    def _item_start(self, more: re.Match[str]) -> int:
        """Where a later item of a list begins: at its `số`, else at its number."""
        so = re.search(r"so\s+$", more[0])
        return more.start() + so.start() if so else more.end()

    def _number(self, match: re.Match[str]) -> tuple[Number, int] | None:
        """The number that stands there, its slips mended, and where it ends; None for what only looks like one."""
        start, end = match.span("number")
        while end > start:
            written = self.text[start:end]
            head = re.match(r"[0-9OolI]+", written)
            if head is None:
                return None  # `L7/UBND`: what looks like a serial only in folded letters
            mended = head[0].translate(_SLIPS) + written[head.end() :]
            parsed = parse_number(squeeze(mended)) or parse_number(squeeze(mended).upper())
            if parsed and parsed.serial and self._is_symbol(parsed, written) and not _PLACE_BEHIND.search(written):
                return parsed, end
            # `45/2015/QĐ-UBND - Điện Biên`: give up what hangs on by a dash
            cut = max(written.rfind(dash) for dash in "-–—")
            if cut <= len(head[0]) + 1:
                return None
            end = start + len(written[:cut].rstrip())
        return None

    def _is_symbol(self, number: Number, written: str) -> bool:
        """Whether the letters are a symbol: known to the registry, or capitals as only symbols have."""
        known_type = bool(self.registry.types_of_symbol(number.type)) if number.type else False
        known_body = bool(self.registry.bodies_of_symbol(number.body))
        if known_type or known_body:
            return True
        letters = [letter for letter in written if letter.isalpha()]
        capitals = sum(letter.isupper() for letter in letters)
        return (
            len(letters) >= 3 and capitals >= 0.7 * len(letters) and ("-" in number.symbol or number.style == "party")
        )

    def _canonical(self, number: Number, type_name: str | None) -> str:
        """The number in the form of its sphere: `18/NQ-TW` is `18-NQ/TW`, letters in their usual case."""
        kind, body = self._usual(number, type_name)
        style = number.style
        bodies = self.registry.bodies_of_symbol(body)
        if (
            style == "state"
            and kind
            and number.year is None
            and bodies
            and all(each.sphere == "party" for each in bodies)
        ):
            style = "party"
        return str(replace(number, type=kind, body=body, style=style))

    def _usual(self, number: Number, type_name: str | None) -> tuple[str, str]:
        """The symbol's halves in the registry's spelling where it has one; text may be small or without marks."""
        kind, body = number.type, number.body
        known = self.registry.type_named(type_name) if type_name else None
        symbols = [
            *(known.symbols if known else ()),
            *(each for kinds in self.registry.types for each in kinds.symbols),
        ]
        if kind not in symbols:
            kind = next((symbol for symbol in symbols if fold(symbol) == fold(kind)), kind)
        if not self.registry.bodies_of_symbol(body):
            body = self.registry.symbol_spelled(body) or body
        return kind, body

    def _is_well_formed(self, number: Number, type_name: str | None) -> bool:
        """Whether the type word and the number's letters agree (`Chỉ thị 05-NQ/TW` does not)."""
        if not type_name or not number.type:
            return True
        kind = self.registry.type_named(type_name)
        meant = self.registry.types_of_symbol(number.type)
        return kind is None or not meant or not kind.symbols or kind in meant

    def _type_of(self, number: Number) -> str | None:
        other = "party" if number.style == "state" else "state"
        kinds = (
            [kind for kind in self.registry.types_of_symbol(number.type) if kind.sphere != other] if number.type else []
        )
        if (
            not kinds
            and number.style == "state"
            and number.year is None
            and self.registry.bodies_of_symbol(number.type)
        ):
            return OFFICIAL_LETTER  # only a công văn bears the body and its unit: `1107/UBND-NC`
        return kinds[0].name if len(kinds) == 1 else None

    def _tail(self, at: int) -> _Tail:
        """Date, term, body, plenum and title behind a number that ends at `at`."""
        end, day, term, plenum, issuer, title = at, None, None, None, None, None
        grammar_ = self.grammar
        if match := grammar_.tail_date.match(self.folded, at):
            day = self._date(match)
            end = match.end() if day else at
        read = end
        if match := grammar_.tail_term.match(self.folded, end):
            term, end = self._term(match), match.end()
            read = end
        if match := grammar_.tail_plenum.match(self.folded, read):
            plenum, read = ordinal(match["plenum"]) or None, match.end()
            term = term or (match["term"].upper() if match["term"] else None)
        elif match := grammar_.tail_issuer.match(self.folded, read):
            issuer, read = self._issuer(match)
            if issuer and term is None and (behind := grammar_.tail_term.match(self.folded, read)):
                term, read = self._term(behind), behind.end()
        if day is None and read > end and (match := grammar_.tail_date.match(self.folded, read)):
            day, read = self._date(match), match.end()
        if match := grammar_.tail_title.match(self.folded, read):
            title = squeeze(self.text[slice(*match.span("quoted" if match["quoted"] else "about"))])
        return _Tail(end, read, day, term, plenum, issuer, title)

    def _date(self, match: re.Match[str]) -> date | None:
        written = self.text[slice(*match.span("date"))]
        found = find_dates(
            re.sub(r"(?<![^\W_])[OolI\d]{1,2}(?=\s?[/.-]|\s+th)", lambda slip: slip[0].translate(_SLIPS), written)
        )
        return found[0].date if found else None

    def _term(self, match: re.Match[str]) -> str:
        """The first term of a list."""
        first = re.search(r"(?:khoa|k)\s*([ivx]+|\d+)", match["term"])
        assert first
        return _roman(first[1])

    def _issuer(self, match: re.Match[str]) -> tuple[str | None, int]:
        """The longest body that the words after `của` name, and where it ends."""
        start = match.start("issuer")
        words = list(re.finditer(r"\S+", self.text[start : match.end("issuer")]))
        for count in range(min(len(words), 14), 0, -1):
            end = start + words[count - 1].end()
            name = squeeze(self.text[start:end])
            if self.registry.generic_name(name):
                return name, end
            # Any words may stand where a commune's name does; its last begins with a capital.
            if (found := self.registry.body_named(name)) and (found[1] is None or name.split()[-1][:1].isupper()):
                return name, end
        return None, match.start()

    # plenums, congresses, names, bare numbers, laws

    def _plenum(self, start: int, type_name: str | None, match: re.Match[str] | None) -> list[Mention]:
        """Resolutions cited by plenum and term: a mention for each plenum and each term of a list."""
        if match is None or type_name not in {"nghị quyết", "kết luận", "quy định", "thông báo", "chỉ thị"}:
            return []
        plenums = [value for each in re.split(r"\s*,\s*|\s+va\s+", match["plenum"]) if (value := ordinal(each))]
        terms = list(re.finditer(r"(?:(?<!\w)khoa\s+)?(?<!\w)(?P<roman>[ivx]{1,5}|\d{1,2})(?!\w)", match["term"] or ""))
        if not plenums:
            return []
        if not match["term"]:
            return [Mention(start, match.end("plenum"), "", type_name, plenum=plenum) for plenum in plenums[:1]]
        base = match.start("term")
        found = []
        tail = self._tail(match.end())
        for place, term in enumerate(terms):
            alone = len(terms) == 1
            found.append(
                Mention(
                    start if place == 0 else base + term.start(), match.end() if alone else base + term.end(), "",
                    type_name, None, tail.issuer, None, _roman(term["roman"]), plenums[0],
                    tail.title if alone else None,
                )
            )  # fmt: skip
        if len(plenums) > 1 and len(found) == 1:
            return self._plenum_list(start, match, plenums, found[0])
        return found

    def _plenum_list(self, start: int, match: re.Match[str], plenums: list[int], last: Mention) -> list[Mention]:
        """`Nghị quyết Trung ương 6, 7 khóa XII`: each plenum, the last with the term in its span."""
        places = [each.span() for each in re.finditer(r"\w+(?:\s(?!va\b)\w+)*", match["plenum"])]
        places = [place for place in places if ordinal(match["plenum"][slice(*place)])]
        base = match.start("plenum")
        found = []
        for position, ((first, end), plenum) in enumerate(zip(places, plenums, strict=False)):
            is_last = position == len(plenums) - 1
            found.append(
                replace(
                    last,
                    start=start if position == 0 else base + first,
                    end=last.end if is_last else base + end,
                    plenum=plenum,
                    title=None,
                )
            )
        return found

    def _congress(self, match: re.Match[str], type_name: str | None) -> list[Mention]:
        found = self.grammar.congress.match(self.folded, match.end())
        word = " ".join(match["type"].split())
        if found is None or not (type_name == "nghị quyết" or word == "van kien"):
            return []
        term = None if found["local"] else _roman(found["term"])
        title = squeeze(self.text[found.start() : found.end()])
        return [Mention(match.start(), found.end(), "", type_name or "văn kiện", term=term, title=title)]

    def _named(self, match: re.Match[str]) -> list[Mention]:
        written = self.text[match.start() : match.end()]
        if not written[:1].isupper():
            return []
        if self.grammar.number.match(self.folded, match.end()) and (law := self._law(match)):
            return law
        tail = self._tail(match.end())
        works = self.registry.works_aliased(squeeze(written))
        kind = works[0].type if works else None
        return [Mention(match.start(), tail.end, "", kind, date=tail.date, term=tail.term, title=squeeze(written))]

    def _law(self, match: re.Match[str]) -> list[Mention]:
        """`Luật Đầu tư số 143/2025/QH15 ngày …`, `Luật Lâm nghiệp ngày …`, `Luật Đất đai năm 2024`."""
        word = (
            "bộ luật" if self.folded.startswith("bo", match.start()) else self.folded[match.start() : match.start() + 4]
        )
        kinds = {"luat": "luật", "bộ luật": "bộ luật", "phap": "pháp lệnh", "hien": "hiến pháp"}
        kind = kinds.get(word)
        if kind is None:
            return []
        head = match.start() + len(kind)
        found = self.grammar.law.match(self.folded, head)
        if found is None or not self.text[found.start("title")].isupper() or self._nests(found["title"]):
            return []
        if found["number"]:
            span = self.grammar.number.match(self.folded, found.start("number"))
            number = self._number(span) if span else None
            if number is None:
                return []
            tail = self._tail(number[1])
            canonical: str | None = str(number[0])
        else:
            tail, canonical = self._tail(found.end()), None
            if not found["year"] and tail.date is None:
                return []
        title = squeeze(self.text[match.start() : found.end("title")]).rstrip(",")
        return [Mention(match.start(), tail.end, "", kind, canonical, tail.issuer, tail.date, title=title)]

    def _nests(self, title: str) -> bool:
        """Whether what should be a law's title runs on into another citation."""
        inner = self.grammar.trigger.search(title)
        return inner is not None and inner["type"] not in (None, "luat")

    def _bare(self, match: re.Match[str], kind: DocumentType | None, name: str | None) -> list[Mention]:
        """`Chỉ thị 05`, `Quy định số 76`, `Nghị quyết 57, 59, 66 và 68`."""
        found = self.grammar.bare.match(self.folded, match.end())
        if kind is None or found is None:
            return []
        named = found["so"] is not None
        if not named and not (kind.bare and self.text[match.start()].isupper()):
            return []
        if not named and self._is_counted(found.end()):
            return []
        mentions = [self._bare_mention(match.start(), found, name)]
        while not named or mentions[-1].date is None:
            more = self.grammar.more.match(self.folded, mentions[-1].end)
            following = more and re.compile(r"(?P<number>\d{1,3})(?![\w/%.])(?!\s?[-–/.]\s?\w)").match(
                self.folded, more.end()
            )
            if not more or not following or self._is_counted(following.end()):
                break
            mentions.append(self._bare_mention(self._item_start(more), following, name))
        return mentions

    def _bare_mention(self, start: int, found: re.Match[str], type_name: str | None) -> Mention:
        tail = self._tail(found.end())
        number = self.text[slice(*found.span("number"))]
        return Mention(
            start, tail.end, "", type_name, number, tail.issuer, tail.date, tail.term, tail.plenum, tail.title
        )

    def _is_counted(self, at: int) -> bool:
        """Whether a number counts what follows (`2 đồng chí`, `5 năm`) and names no document."""
        behind = tone_key(self.text[at : at + 40]).lstrip()
        if re.match(r"năm (?:19|20)\d\d", behind):
            return False
        return self.text[at : at + 1].isspace() and self.grammar.counted.match(behind) is not None

    # what stands before

    def _articles(self, start: int) -> tuple[str, ...]:
        """The parts cited, in order: `điểm a khoản 2 Điều 5 Quy định …`."""
        window = max(0, start - 120)
        match = self.grammar.articles.search(self.folded[window:start])
        if match is None:
            return ()
        parts = re.finditer(PART, match[1])
        begin = window + match.start(1)
        return tuple(squeeze(self.text[begin + part.start() : begin + part.end()]) for part in parts)


def _shared_date(mentions: list[Mention]) -> list[Mention]:
    """`số 18-NQ/TW, số 19-NQ/TW ngày 25/10/2017`: the date and body that close a list hold for its undated items."""
    if len(mentions) < 2 or mentions[-1].date is None:
        return mentions
    last = mentions[-1]
    undated = all(mention.date is None and mention.issuer is None for mention in mentions[:-1])
    same_type = all(mention.type == last.type for mention in mentions)
    if not (undated and same_type):
        return mentions
    return [*(replace(each, date=last.date, issuer=last.issuer) for each in mentions[:-1]), last]


def _types_by_folded_word(registry: Registry) -> dict[str, DocumentType]:
    words = {fold(symbol): kind for kind in reversed(registry.types) if kind.bare for symbol in kind.symbols}
    return {**words, **{fold(kind.name): kind for kind in registry.types}}


def _roman(text: str) -> str:
    """A term of the Central Committee as it is written: Roman."""
    numerals = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
    return numerals[int(text)] if text.isdigit() and int(text) < len(numerals) else text.upper()


def _first_word(text: str) -> int:
    match = re.match(r"\S+\s*", text)
    return match.end() if match else 1

"""What a person types → what the index is asked.

    words                  all of them must stand on the page, with or without tone marks
    "a phrase"             side by side; so is a number such as 08-CT/TU
    a b OR c d             a and b, or c and d; round brackets group
    -word, NOT word        not on the page
    a NEAR/5 b             at most so many words between them (ten without a figure)
    luat*                  words that begin so
    =luật, ="kỷ luật"      only with these tones
    loại:"chỉ thị"         a field of store/filters.py; mục: and tiêuđề: look into headings and titles
    cơ quan: Tỉnh ủy X     … takes the words behind it as far as they are a name that is known, a number or a day

The signs may be Vietnamese (VÀ, HOẶC, GẦN, and KHÔNG before a phrase or bracket) where not everything is in capitals.
Whatever cannot be read this way is searched as plain words; nothing is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from ..i18n import _
from ..index import AllOf, AnyOf, Leaf, Node, leaves_of, words_of
from ..store.filters import ColumnField, Filter, fields
from ..vietnamese.text import fold, nfc, tone_key

LONGEST = 64  # words that are looked for; what goes beyond is left out
_MOST_LETTERS = 2000
_DEEPEST = 3  # brackets within brackets
_QUOTES = str.maketrans("“”„«»", '"""""')
_TOKEN = re.compile(
    r"(?P<bracket>[()])|(?P<minus>-)?(?:(?P<field>[^\W\d_]{2,12}):(?!/))?(?P<exact>=)?"
    r'(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s()"]+))'
)
_SIGNS = {
    "AND": "AND",
    "VÀ": "AND",
    "OR": "OR",
    "HOẶC": "OR",
    "NOT": "NOT",
    "KHÔNG": "NOT",
    "NEAR": "NEAR",
    "GẦN": "NEAR",
}
_NEAR_SIGN = re.compile(r"(?:NEAR|GẦN)/\d{1,6}", re.ASCII)
_NEAR, _FARTHEST = 10, 1000  # words between
_NEITHER_SIGN_NOR_FIELD = re.compile(r"(?:[^\s()\":=-][^\s()\":=]*(?: |\Z))+")
_SHOWN = re.compile(r"[^\W_]+")
_SPACED_NAME = re.compile(r"(?<!\S)(-?)([^\W\d_]+) ([^\W\d_]+) ?:")
_SPACED_VALUE = re.compile(r"(?<!\S)(-?[^\W\d_]{2,12}:) (?=[^\s()])")
_LONGEST_TYPE = 4  # words: thông tư liên tịch
_LONGEST_VALUE = 9  # words of a body's name, a signer's, a day's
# How many of the words behind the first are part of a filter's value.
Taken = Callable[[str, Sequence[str]], int]


class Query(NamedTuple):
    """A query taken apart.

    `text` is what was typed, NFC; `root` what is looked for, None without words;
    `filters` are those of store/filters.py; `note` says what was read otherwise than typed; `beside` is the text
    without the field that tells what is cited, if it has one.
    """

    text: str
    root: Node | None = None
    filters: Mapping[str, str] = MappingProxyType({})
    note: str | None = None
    beside: str | None = None

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """Every leaf that is looked for, in the order of the query."""
        return tuple(leaves_of(self.root)) if self.root else ()


def _none_taken(_name: str, _words: Sequence[str]) -> int:
    return 0


def parse_query(typed: str, taken: Taken = _none_taken) -> Query:
    """The query that was typed; `taken` tells how far the words behind a field are a known name. Never raises."""
    # Bytes that are no UTF-8 come from the shell as lone surrogates.
    valid = typed[:_MOST_LETTERS].encode("utf-8", "replace").decode("utf-8")
    text = " ".join(nfc(valid).replace("\x00", " ").translate(_QUOTES).split())
    note = _("Only the beginning of the query was searched.") if len(typed) > _MOST_LETTERS else None
    if _NEITHER_SIGN_NOR_FIELD.fullmatch(text):
        words = text.split(" ")
        if len(words) <= LONGEST and _SIGNS.keys().isdisjoint(words) and not any(map(_NEAR_SIGN.fullmatch, words)):
            return plain(text, note)
    try:
        parser = _Parser(text, taken)
        return Query(text, parser.query(), parser.filters, parser.note or note, parser.beside())
    except _UnreadableError:
        return plain(text, _("The query could not be read with its signs; its words were searched."))


def plain(text: str, note: str | None = None) -> Query:
    """All words of a text that must occur, whatever signs it has."""
    leaves = [leaf for word in text.split()[:LONGEST] if (leaf := make_leaf(word))]
    return Query(text, all_of(leaves), note=note)


def make_leaf(text: str, *, exact: bool = False, column: str | None = None) -> Leaf | None:
    """The leaf for a word or phrase as typed; None when there is no letter or digit in it."""
    words = words_of(text)[:LONGEST]
    if not words:
        return None
    shown = tuple(_SHOWN.findall(tone_key(text)))[:LONGEST]
    typed = shown if len(shown) == len(words) else words
    return Leaf(words, typed, prefix=text.endswith("*"), exact=exact, column=column)


class _UnreadableError(Exception):
    """The signs of a query do not fit together."""


class _Parser:
    """Recursive descent: alternatives of conjunctions of terms."""

    def __init__(self, text: str, taken: Taken) -> None:
        self.taken = taken
        if text.count('"') % 2:
            raise _UnreadableError
        self.fields = fields()
        text = _SPACED_NAME.sub(lambda match: self._joined(match) or match[0], text)
        text = _SPACED_VALUE.sub(
            lambda match: match[1] if fold(match[1].strip("-:")) in self.fields else match[0], text
        )
        self.tokens = list(_TOKEN.finditer(text))
        self.place = 0
        self.words = 0
        self.shouted = text.isupper()
        self.filters: dict[str, str] = {}
        self.note: str | None = None
        self.citing: set[int] = set()  # the places of the field that tells what is cited

    def query(self) -> Node | None:
        node = self._any(0)
        if self.place < len(self.tokens):
            raise _UnreadableError  # a closing bracket too many
        return node

    def beside(self) -> str | None:
        """What was typed beside the field that tells what is cited; None where there is none."""
        if not self.citing:
            return None
        return " ".join(token[0] for place, token in enumerate(self.tokens) if place not in self.citing)

    def _sign(self) -> str:
        """The bracket or operator that comes next, empty for a term and at the end."""
        if self.place == len(self.tokens):
            return ""
        token = self.tokens[self.place]
        if token["bracket"]:
            return str(token[0])
        word = token[0].partition("/")[0] if _NEAR_SIGN.fullmatch(token[0]) else token[0]
        sign = _SIGNS.get(word, "")
        if sign and not word.isascii() and (self.shouted or (sign == "NOT" and not self._is_grouped(self.place + 1))):
            return ""
        return sign

    def _is_grouped(self, place: int) -> bool:
        """Whether a phrase or a bracket stands there: `cha mẹ KHÔNG có nghĩa vụ` stresses a word of its own."""
        token = self.tokens[place] if place < len(self.tokens) else None
        return token is not None and (token["phrase"] is not None or token[0] == "(")

    def _any(self, depth: int) -> Node | None:
        parts = [self._all(depth)]
        while self._sign() == "OR":
            self.place += 1
            parts.append(self._all(depth))
        if len(parts) == 1:
            return parts[0]
        if not all(parts):
            raise _UnreadableError  # OR with nothing on one side
        return AnyOf(tuple(part for part in parts if part))

    def _all(self, depth: int) -> Node | None:
        parts: list[Node] = []
        without: list[Node] = []
        while self.place < len(self.tokens) and (sign := self._sign()) not in {"OR", ")"}:
            if sign == "AND":
                self.place += 1
                if not parts or self._sign() in {"OR", ")", "AND", "NEAR"} or self.place == len(self.tokens):
                    raise _UnreadableError
                continue
            if sign == "NEAR":
                parts.append(self._near(parts.pop() if parts else None, depth))
                continue
            negated = sign == "NOT" or bool(not sign and self.tokens[self.place]["minus"])
            self.place += sign == "NOT"
            node = self._term(depth)
            if node:
                (without if negated else parts).append(node)
        if without and not parts:
            raise _UnreadableError  # nothing to take from
        return all_of(parts, without)

    def _near(self, before: Node | None, depth: int) -> Node:
        """The part that stands before NEAR, with what follows it."""
        figure = self.tokens[self.place][0].partition("/")[2]
        self.place += 1
        behind = self._term(depth)
        leaves = before.parts if isinstance(before, AllOf) and before.near is not None else (before,)
        near = min(int(figure), _FARTHEST) if figure else _NEAR
        together = tuple(each for each in (*leaves, behind) if isinstance(each, Leaf))
        if len(together) < len(leaves) + 1:
            raise _UnreadableError  # NEAR stands between words and phrases
        return AllOf(together, run=together, near=near)

    def _term(self, depth: int) -> Node | None:
        sign = self._sign()
        if self.place == len(self.tokens) or sign in {"OR", "AND", "NOT", "NEAR", ")"}:
            raise _UnreadableError
        self.place += 1
        if sign != "(":
            return self._leaf(self.tokens[self.place - 1])
        if depth == _DEEPEST:
            raise _UnreadableError
        node = self._any(depth + 1)
        if self._sign() != ")":
            raise _UnreadableError
        self.place += 1
        return node

    def _joined(self, match: re.Match[str]) -> str | None:
        """Return a field's name that was typed with its blank (`người ký:`) without it."""
        field = self.fields.get(fold(match[2] + match[3]))
        names = {fold(name) for name in (*field.vietnamese, *field.english)} if field else ()
        return f"{match[1]}{match[2]}{match[3]}:" if fold(f"{match[2]} {match[3]}") in names else None

    def _leaf(self, token: re.Match[str]) -> Node | None:
        value = token["phrase"] if token["phrase"] is not None else token["word"]
        field = self.fields.get(fold(token["field"] or ""))
        if isinstance(field, Filter) and not token["minus"]:
            first = self.place - 1
            value = value.replace("_", " ")
            if field.name == "type" and value.strip():
                value = self._whole_type(value)
            elif token["phrase"] is None:
                value = self._whole_value(field, value)
            if self._filtered(field, value):
                if field.name == "cites":
                    self.citing |= {*range(first, self.place)}
                return None
        column = field.column if isinstance(field, ColumnField) else None
        if token["field"] and not column:
            value = f"{token['field']} {value}"  # not a field: its words
        self.words += 1
        if self.words > LONGEST:
            self.note = _("Only the beginning of the query was searched.")
            return None
        leaf = make_leaf(value, exact=bool(token["exact"]), column=column)
        if leaf and column and len(leaf.words) > 1:
            # FTS4 looks for single words in a column, not for phrases.
            pairs = zip(leaf.words, leaf.typed, strict=True)
            return all_of([Leaf((word,), (typed,), column=column) for word, typed in pairs])
        return leaf

    def _whole_type(self, value: str) -> str:
        """A type's name, of which the words may follow unquoted, or its letters (`loại:NQ`)."""
        from ..registry import load  # few queries name a type

        names = {fold(kind.name): kind.name for kind in load().types}
        following = self._following(_LONGEST_TYPE)
        for count in range(len(following), -1, -1):
            if name := names.get(fold(" ".join((value, *following[:count])))):
                self.place += count
                return name
        kinds = load().types.of_symbol(value.upper())
        return kinds[0].name if len(kinds) == 1 else value

    def _following(self, longest: int) -> list[str]:
        """The words without signs that follow, at most so many as a value of the `longest` words may have."""
        words: list[str] = []
        for place in range(self.place, min(self.place + longest - 1, len(self.tokens))):
            token = self.tokens[place]
            if not token["word"] or token["field"] or token["minus"] or token["exact"] or token[0] in _SIGNS:
                break
            words.append(token["word"])
        return words

    def _whole_value(self, field: Filter, value: str) -> str:
        """A field's value with the words behind it that belong to it, unquoted."""
        following = self._following(_LONGEST_VALUE)
        if not following or not value.strip():
            return value
        words = (value, *following)
        if field.kind != "text":
            runs = range(len(following), 0, -1)
            count = next((count for count in runs if _days(" ".join(words[: count + 1]))), 0)
        else:
            count = self.taken(field.name, words)
        self.place += count
        return " ".join(words[: count + 1]).rstrip(",;")

    def _filtered(self, field: Filter, value: str) -> bool:
        """Take a field as a filter; False when its value cannot be read."""
        if field.kind == "text":
            if value.strip():
                self.filters[field.name] = value
            return bool(value.strip())
        first, dots, last = value.partition("..")
        since, until = _days(first), _days(last if dots else first)
        if not (since or until) or (first and not since) or (last and not until):
            self.note = _("“{value}” is no date: write 30/3/2016 or 2016-03-30.").format(value=value)
            return False
        if since and field.kind != "to":
            self.filters["since" if field.kind == "range" else field.name] = since[0]
        if until and field.kind in {"to", "range"}:
            self.filters["until" if field.kind == "range" else field.name] = until[1]
        return True


def _days(text: str) -> tuple[str, str] | None:
    """The first and last day, ISO, of a year, a month (2016-03, 3/2016, tháng 3 năm 2016) or a day."""
    plain = re.sub("^(?:thang|nam) | nam ", " ", fold(text)).strip()
    if match := re.fullmatch(r"(\d{4})(?:-(\d\d?))?|(\d\d?)[/ ](\d{4})", plain, re.ASCII):
        year, month = match[1] or match[4], match[2] or match[3]
        # Text is compared, so a month may end on a day that it lacks.
        first, last = (f"{int(month):02}",) * 2 if month else ("01", "12")
        return f"{year}-{first}-01", f"{year}-{last}-31"
    from ..vietnamese.dates import parse_date  # few queries name a day

    day = parse_date(text)
    return (day.isoformat(), day.isoformat()) if day else None


def all_of(parts: Sequence[Node], without: Sequence[Node] = ()) -> Node | None:
    """All of the parts, each once; None where there are none."""
    if len(parts) == 1 and not without:
        return parts[0]
    times = Counter[Node]()
    for part in parts:
        alone = part._replace(times=1) if isinstance(part, Leaf) else part
        times[alone] += part.times if isinstance(part, Leaf) else 1
    unique = [part._replace(times=count) if isinstance(part, Leaf) else part for part, count in times.items()]
    if len(unique) == 1 and not without:
        return unique[0]
    return AllOf(tuple(unique), tuple(without), tuple(parts)) if unique else None

"""Split a query into tokens; turn fields into filters, and the name of a document into a phrase.

A field is a row of store/filters.py. Its value may be several words where they are a known name, a number or a day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from ..i18n import _
from ..store.filters import ColumnField, Filter, fields
from ..vietnamese.text import fold

if TYPE_CHECKING:
    from .numbers import NamedDocuments

SIGNS = {
    "AND": "AND",
    "VÀ": "AND",
    "OR": "OR",
    "HOẶC": "OR",
    "NOT": "NOT",
    "KHÔNG": "NOT",
    "NEAR": "NEAR",
    "GẦN": "NEAR",
}
_TOKEN = re.compile(
    r"(?P<bracket>[()])|(?P<minus>-)?(?:(?P<field>[^\W\d_]{2,12}):(?!/))?(?P<exact>=)?"
    r'(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s()"]+))'
)
_SPACED_NAME = re.compile(r"(?<!\S)(-?)([^\W\d_]+) ([^\W\d_]+) ?:")
_SPACED_VALUE = re.compile(r"(?<!\S)(-?([^\W\d_]{2,12}):) (?=[^\s()])")
_MAX_TYPE_WORDS = 4  # thông tư liên tịch
_MAX_VALUE_WORDS = 9  # of a body's name, a signer's, a day's
# Returns how many of the words after the first are part of a filter's value.
WordsOfValue = Callable[[str, Sequence[str]], int]


class Token(NamedTuple):
    """A bracket, or a word or phrase with its signs.

    Attributes:
        text: all of it, as typed.
        start: its offset in the query.
        value: the word or phrase alone.
        name: the name before a colon.
        field: the row of that name, if it is a field.
        is_filter: whether it is a field that became a filter, with all words of its value.
        is_name: whether it is part of the name of a document.
    """

    text: str
    start: int
    value: str = ""
    name: str = ""
    field: Filter | ColumnField | None = None
    minus: bool = False
    exact: bool = False
    is_phrase: bool = False
    is_filter: bool = False
    is_name: bool = False

    @property
    def end(self) -> int:
        """Return where it ends in the query."""
        return self.start + len(self.text)

    @property
    def value_end(self) -> int:
        """Return where its value ends in the query."""
        return self.end - self.is_phrase

    @property
    def value_start(self) -> int:
        """Return where its value begins in the query."""
        return self.value_end - len(self.value)

    @property
    def filter_name(self) -> str:
        """Return the name of the filter that it became, if any."""
        return self.field.name if self.is_filter and isinstance(self.field, Filter) else ""

    @property
    def is_plain(self) -> bool:
        """Return whether it is a word without any sign."""
        return self.text == self.value and self.text not in SIGNS


class TokenizedQuery:
    """The tokens of a query, of which a field that is a filter is one token.

    Attributes:
        tokens: all tokens, in order.
        filters: the values of fields, by name of the filter.
        excluded: the same of fields with a minus.
        note: a sentence about a value that cannot be read.
        is_rewritten: whether a document's name was replaced.
    """

    def __init__(self, text: str, words_of_value: WordsOfValue) -> None:
        """Tokenise `text`; `words_of_value` looks up values of several words."""
        self._words_of_value = words_of_value
        self.is_rewritten = False
        self._fields = fields() if ":" in text else {}
        self._text = self._with_joined_fields(text) if self._fields else text
        self.filters: dict[str, str] = {}
        self.excluded: dict[str, str] = {}
        self.note: str | None = None
        self.tokens = [self._token(match) for match in _TOKEN.finditer(self._text)]
        if self._fields:
            self.tokens = list(self._with_filters(self.tokens))

    def text_without(self, filter_name: str) -> str:
        """Return the text with blanks for the tokens of a filter; offsets stay the same."""
        text = self._text
        for token in self.tokens:
            if token.filter_name == filter_name:
                text = text[: token.start] + " " * len(token.text) + text[token.end :]
        return text

    def replace_name(self, named: NamedDocuments) -> None:
        """Replace a document's name by a phrase that cites it, unless the query has quotation marks of its own.

        A name that is the value of the field for numbers becomes the number in `filters`. A plenum's name is left out
        where there are other words to be searched.
        """
        start, end = named.span
        if '"' in self._text:
            self.tokens = [
                token._replace(is_name=start <= token.value_start and token.value_end <= end and not token.is_filter)
                for token in self.tokens
            ]
            return
        self.is_rewritten = True
        inside = [token for token in self.tokens if token.start < end and token.end > start]
        phrases = [] if named.by_plenum and self._is_readable_without(inside) else [named.phrase]
        replaced: list[Token] = []
        open_brackets = 0
        for token in self.tokens:
            if token not in inside:
                if token.text == ")" and open_brackets:
                    open_brackets -= 1
                else:
                    replaced.append(token)
            elif token.is_filter:
                replaced.append(token)
                if phrases and token.filter_name == "number":
                    self.filters["number"] = phrases.pop()
            elif token.text == "(":
                open_brackets += 1
            elif token.text == ")":
                _drop_open_bracket(replaced)
            else:
                replaced += _split(token, start, end, phrases)
        self.tokens = replaced

    def _is_readable_without(self, inside: Sequence[Token]) -> bool:
        """Return whether the other tokens are a query of their own."""
        others = [token for token in self.tokens if token not in inside and token.filter_name != "cites"]
        if not any(map(str.isalnum, "".join(token.text for token in others))):
            return False
        first, last = (self.tokens.index(token) for token in (inside[0], inside[-1]))
        neighbours = (*self.tokens[max(first - 1, 0) : first], *self.tokens[last + 1 : last + 2])
        is_operand = any(token.text in SIGNS for token in neighbours)
        only_excludes = any(token.minus for token in others) and all(token.minus or token.is_filter for token in others)
        return not is_operand and not only_excludes

    def _with_joined_fields(self, text: str) -> str:
        """Join the words of a field's name (`người ký:`), and a name with its value."""

        def joined(match: re.Match[str]) -> str:
            field = self._fields.get(fold(match[2] + match[3]))
            names = {fold(name) for name in (*field.vietnamese, *field.english)} if field else ()
            return f"{match[1]}{match[2]}{match[3]}:" if fold(f"{match[2]} {match[3]}") in names else match[0]

        text = _SPACED_NAME.sub(joined, text)
        return _SPACED_VALUE.sub(lambda match: match[1] if fold(match[2]) in self._fields else match[0], text)

    def _token(self, match: re.Match[str]) -> Token:
        _bracket, minus, name, exact, phrase, word = match.groups()
        return Token(
            text=match[0],
            start=match.start(),
            value=word or phrase or "",
            name=name or "",
            field=self._fields.get(fold(name)) if name else None,
            minus=bool(minus),
            exact=bool(exact),
            is_phrase=phrase is not None,
        )

    def _with_filters(self, tokens: Sequence[Token]) -> Iterator[Token]:
        place = 0
        while place < len(tokens):
            token = tokens[place]
            place += 1
            if isinstance(token.field, Filter):
                value, count = self._value(token.field, token, tokens[place:])
                if self._set_filter(token.field, value, self.excluded if token.minus else self.filters):
                    place += count
                    text = self._text[token.start : tokens[place - 1].end]
                    token = token._replace(text=text, is_filter=True)
            yield token

    def _value(self, field: Filter, token: Token, following: Sequence[Token]) -> tuple[str, int]:
        """Return a field's value and how many of the following tokens are part of it, unquoted."""
        value = token.value.replace("_", " ")
        if not value.strip():
            return value, 0
        if field.name == "type":
            return _type_value(value, _plain_words(following, _MAX_TYPE_WORDS))
        words = [value, *_plain_words(following, _MAX_VALUE_WORDS)]
        if token.is_phrase or len(words) == 1:
            return value, 0
        if field.kind == "text":
            count = self._words_of_value(field.name, words)
        else:
            counts = range(len(words) - 1, 0, -1)
            count = next((count for count in counts if _days(" ".join(words[: count + 1]))), 0)
        return " ".join(words[: count + 1]).rstrip(",;"), count

    def _set_filter(self, field: Filter, value: str, filters: dict[str, str]) -> bool:
        """Set the filter of a field and return whether its value makes one."""
        if field.kind == "text":
            if value.strip():
                filters[field.name] = value
            return bool(value.strip())
        first, dots, last = value.partition("..")
        since, until = _days(first), _days(last if dots else first)
        if not (since or until) or (first and not since) or (last and not until):
            self.note = _("“{value}” is not a date: write 30/3/2016 or 2016-03-30.").format(value=value)
            return False
        if since and field.kind != "to":
            filters["since" if field.kind == "range" else field.name] = since[0]
        if until and field.kind in {"to", "range"}:
            filters["until" if field.kind == "range" else field.name] = until[1]
        return True


def _plain_words(tokens: Sequence[Token], limit: int) -> list[str]:
    """Return the words without signs that come first, fewer than `limit`."""
    return [token.value for token in takewhile(lambda token: token.is_plain, tokens[: limit - 1])]


def _type_value(value: str, following: Sequence[str]) -> tuple[str, int]:
    """Return a type's name, of which the words may follow unquoted, or that of its letters (`loại:NQ`)."""
    from ..registry import load  # few queries name a type

    names = {fold(kind.name): kind.name for kind in load().types}
    for count in range(len(following), -1, -1):
        if name := names.get(fold(" ".join((value, *following[:count])))):
            return name, count
    kinds = load().types.of_symbol(value.upper())
    return (kinds[0].name if len(kinds) == 1 else value), 0


def _days(text: str) -> tuple[str, str] | None:
    """Return the first and last day, ISO, of a year, a month (2016-03, 3/2016, tháng 3 năm 2016) or a day."""
    plain = re.sub("^(?:thang|nam) | nam ", " ", fold(text)).strip()
    if match := re.fullmatch(r"(\d{4})(?:-(\d\d?))?|(\d\d?)[/ ](\d{4})", plain, re.ASCII):
        year, month = match[1] or match[4], match[2] or match[3]
        # Dates are compared as text, so a month may end on a day that it lacks.
        first, last = (f"{int(month):02}",) * 2 if month else ("01", "12")
        return f"{year}-{first}-01", f"{year}-{last}-31"
    from ..vietnamese.dates import parse_date  # few queries name a day

    day = parse_date(text)
    return (day.isoformat(), day.isoformat()) if day else None


def _split(token: Token, start: int, end: int, phrases: list[str]) -> Iterator[Token]:
    """Yield what a name from `start` to `end` leaves of a token, and one of `phrases` in its place."""
    keeps_field = token.value_start == start and (not token.name or isinstance(token.field, ColumnField))
    if token.start < start and not keeps_field:
        yield _word(token.text[: start - token.start], token.start)
    if phrases:
        phrase = phrases.pop()
        field = token._replace(exact=False) if keeps_field else _word("", start)
        yield field._replace(text=f'"{phrase}"', start=start, value=phrase, is_phrase=True, is_name=True)
    if token.end > end:
        yield _word(token.text[end - token.start :], end)


def _word(text: str, start: int) -> Token:
    return Token(text=text, start=start, value=text)


def _drop_open_bracket(tokens: list[Token]) -> None:
    """Delete the last bracket that opens, if there is one."""
    for place in range(len(tokens) - 1, -1, -1):
        if tokens[place].text == "(":
            del tokens[place]
            return

"""What short forms and pointing words stand for: `Chỉ thị 08` behind `Chỉ thị số 08-CT/TU, ngày 30/3/2016`, `Luật này`.

eyecite and its kin resolve short citations by the full one before them; so does a reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ..model import Mention
from ..vietnamese.numbers import parse_number
from ..vietnamese.text import fold
from .kinds.law import LAWS
from .relations import CHANGING

_Key = tuple[str | None, int]
_ANY = "văn bản"  # stands for every type
_ISSUES, _ACTS = "quyết định", frozenset(("quyết định", "nghị quyết", "chỉ thị", "luật", "bộ luật"))
_RECENT = 6  # works of a type among which `nêu trên` may choose


def with_antecedents(pages: Iterable[Sequence[Mention]], own_type: str | None = None) -> list[tuple[Mention, ...]]:
    """The mentions of one document, page by page, each short form with what it stands for.

    `own_type` is the type of the document itself: `Nghị định này` is then the decree that says so, in small letters
    too. Without it the first pointing word tells the type whose sentence only a document says of itself (`Nghị quyết
    này có hiệu lực`), or that has nothing before it to point at. Pointing words in small letters that cannot mean the
    document are dropped.
    """
    pages = [tuple(page) for page in pages]
    reader = _Reader(own_type or _type_told(pages))
    return [tuple(read for mention in page if (read := reader.read(mention)) is not None) for page in pages]


def _type_told(pages: Iterable[Sequence[Mention]]) -> str | None:
    cited: set[str | None] = set()
    alone = None
    for mention in (each for page in pages for each in page):
        if mention.pointer == "own":
            return mention.type
        if mention.pointer == "this" and alone is None and mention.type not in cited and mention.text[:1].isupper():
            alone = mention.type
        cited.add(mention.type)
    return alone


def _last(cited: Sequence[Mention]) -> Mention | None:
    return cited[-1] if cited else None


@dataclass
class _Reader:
    """What has been cited so far: `full` by type and serial, laws by name (`named`), `recent` by type, latest last;
    `amended` is the last work of a type that the document amends.
    """

    own_type: str | None
    full: dict[_Key, dict[tuple[object, ...], Mention]] = field(default_factory=dict)
    named: dict[str, dict[tuple[object, ...], Mention]] = field(default_factory=dict)
    recent: dict[str, list[Mention]] = field(default_factory=dict)
    amended: dict[str, Mention] = field(default_factory=dict)

    def read(self, mention: Mention) -> Mention | None:
        """The mention with its antecedent; None for what names no document."""
        mention = replace(mention, antecedent=None, rivals=()) if mention.pointer else mention
        if mention.pointer:
            return self._pointing(mention)
        if mention.antecedent is None:
            mention = self._short(mention)
        if mention.antecedent is None:
            self._remember(mention)
        return mention

    def _pointing(self, mention: Mention) -> Mention | None:
        cited = self.recent.get(mention.type or "", [])
        small = mention.text[:1].islower()
        if mention.pointer == "quoted":
            amended = self.amended.get(mention.type or "")
            return None if small else replace(mention, antecedent=amended)
        if mention.pointer == "above":
            if not small and not cited and mention.type == self.own_type:
                return replace(mention, pointer="own")
            return None if small else replace(mention, antecedent=_last(cited))
        if self.own_type is not None and (mention.type in (self.own_type, _ANY) or self._is_annexed(mention)):
            return mention
        if small or (self.own_type is not None and not cited):
            return None  # an act that the document speaks of, a form annexed
        return replace(mention, antecedent=_last(cited))

    def _is_annexed(self, mention: Mention) -> bool:
        """`Quy chế này` in what a decision issues."""
        return self.own_type == _ISSUES and mention.type not in _ACTS

    def _short(self, mention: Mention) -> Mention:
        """A bare number or name with the full citation before it, if only one work was so cited."""
        if mention.date or mention.term or mention.year:
            return mention
        if mention.number and mention.number.isdigit() and not mention.issuer:
            known = list(self.full.get((mention.type, int(mention.number)), {}).values())
        elif mention.number is None and mention.title and mention.plenum is None:
            known = list(self.named.get(fold(mention.title), {}).values())
        else:
            return mention
        if len({each.number for each in known}) == 1 and len({each.date for each in known} - {None}) <= 1:
            return replace(mention, antecedent=next((each for each in known if each.date), known[-1]))
        return mention

    def _remember(self, mention: Mention) -> None:
        number = parse_number(mention.number or "")
        if number and number.serial and number.serial.isdigit():
            key = (mention.type, int(number.serial))
            self.full.setdefault(key, {})[mention.number, mention.date] = mention
        if any(relation.kind in CHANGING for relation in mention.relations):
            self.amended[mention.type or ""] = mention
        if mention.title and (mention.number or mention.date) and mention.type in LAWS:
            self.named.setdefault(fold(mention.title), {})[mention.number, mention.date] = mention
        if mention.type:
            same = self.recent.setdefault(mention.type, [])
            if same and _same(same[-1], mention):
                same[-1] = mention if mention.date or not same[-1].date else same[-1]
            else:
                same.append(mention)
            del same[:-_RECENT]


def _same(one: Mention, other: Mention) -> bool:
    """Whether two citations can be of one work."""
    return (one.number, one.plenum, one.term, one.title if one.number is None else None) == (
        other.number,
        other.plenum,
        other.term,
        other.title if other.number is None else None,
    ) and (one.date == other.date or None in (one.date, other.date))

"""What short forms and pointing words stand for: `Chỉ thị 08` behind `Chỉ thị số 08-CT/TU, ngày 30/3/2016`, `Luật này`.

eyecite and its kin resolve short citations by the full one before them; so does a reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.model import Mention
from pipeline.number import parse_number

_Key = tuple[str | None, int]
_RECENT = 6  # works of a type among which `nêu trên` may choose


def with_antecedents(pages: Iterable[Sequence[Mention]], own_type: str | None = None) -> list[tuple[Mention, ...]]:
    """The mentions of one document, page by page, each short form with what it stands for.

    `own_type` is the type of the document itself: `Nghị định này` is then the decree that says so, in small letters
    too. Without it the first pointing word that has nothing before it to point at tells the type. Pointing words in
    small letters that cannot mean the document are dropped.
    """
    reader = _Reader(own_type)
    return [tuple(read for mention in page if (read := reader.read(mention)) is not None) for page in pages]


@dataclass
class _Reader:
    """What has been cited so far: `full` by type and serial, `recent` by type, the latest last."""

    own_type: str | None
    full: dict[_Key, dict[tuple[object, ...], Mention]] = field(default_factory=dict)
    recent: dict[str, list[Mention]] = field(default_factory=dict)

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
        own = mention.type == self.own_type
        if mention.pointer == "this" and own:
            return mention
        if mention.text[:1].islower():
            return None
        if mention.pointer == "this" and not cited:
            self.own_type = self.own_type or mention.type
            return mention
        if not cited:
            return mention
        return replace(mention, antecedent=cited[-1], rivals=tuple(self._beside(cited)))

    def _beside(self, cited: Sequence[Mention]) -> list[Mention]:
        """Other works of one list with the last one cited: what points there may mean any of them."""
        return []

    def _short(self, mention: Mention) -> Mention:
        """A bare number with the last full citation of its type and serial, if only one work was so cited."""
        if not (mention.number and mention.number.isdigit()) or mention.date or mention.issuer or mention.term:
            return mention
        known = list(self.full.get((mention.type, int(mention.number)), {}).values())
        if len({each.number for each in known}) == 1 and len({each.date for each in known} - {None}) <= 1:
            return replace(mention, antecedent=next((each for each in known if each.date), known[-1]))
        return mention

    def _remember(self, mention: Mention) -> None:
        number = parse_number(mention.number or "")
        if number and number.serial and number.serial.isdigit():
            key = (mention.type, int(number.serial))
            self.full.setdefault(key, {})[mention.number, mention.date] = mention
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

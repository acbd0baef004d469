"""Antecedents of short forms and anaphora: `Chỉ thị 08` after `Chỉ thị số 08-CT/TU, ngày 30/3/2016`, `Luật này`.

As in the resolution of short-form, supra and id. citations, the antecedent is a full citation earlier in the document.
A document may also define a short name of its own: `… (sau đây gọi tắt là Chỉ thị 08)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..model import Mention
from ..registry import Registry
from ..registry.relations import AMENDING, Relations
from ..vietnamese.numbers import Number, parse_number
from ..vietnamese.text import fold, squeeze
from .grammar import compile_pattern
from .input_text import GENERIC_WORDS, InputText
from .kinds.law import LAWS
from .ocr_variants import trie_pattern

_SerialKey = tuple[str | None, int]
_ANY_TYPE = GENERIC_WORDS[0]
_DECISION, _ACTS = "quyết định", frozenset(("quyết định", "nghị quyết", "chỉ thị", "luật", "bộ luật"))
_MAX_RECENT = 6  # works of a type among which `nêu trên` may choose
_DEFINITION = compile_pattern(
    r"(?:(?:sau|duoi)\s+day\s+(?:duoc\s+)?(?:goi|viet)|\(\s*(?:goi|viet)\s+tat)\s*(?:tat|chung)?\s*(?:la\s*)?[:\s]*"
    r"[“\"‘'(]?\s*(?P<name>[^\s“\"‘'()”’;.,\n:][^“\"‘'()”’;.,:]{1,80}?)\s*(?=[)”\"’';.,:]|$)"
)
_MAX_DISTANCE = 600  # characters between a citation and the definition of its short name
_MAX_NAMES = 100  # short names that one document defines
# What follows a type word that is not used alone: `Nghị quyết số …`, `Nghị quyết của Quốc hội`.
_CONTINUES = compile_pattern(
    r"\s*(?:so\s|\d|cua\s|nay\b|tren\b|neu\s|noi\s|do\b|trung\s+uong|hoi\s+nghi|dai\s+hoi|lien\s+tich)"
)
_PLURAL = compile_pattern(r"(?:cac|nhung|moi|mot|hai|ba|nhieu)\s+$")


def link_antecedents(
    pages: Iterable[Sequence[Mention]], registry: Registry, own_type: str | None = None
) -> list[tuple[Mention, ...]]:
    """Return the mentions of one document, page by page, each short form and anaphor with its antecedent.

    `own_type` is the type of the document itself: `Nghị định này` then means the document, in small letters too.
    Without it the type is inferred from the first anaphor that only a document can use of itself (`Nghị quyết này có
    hiệu lực`) or that nothing precedes. Anaphora in small letters that cannot mean the document are dropped.
    """
    pages = [tuple(page) for page in pages]
    linker = _Linker(own_type or _inferred_type(pages), registry.relations)
    return [tuple(linked for mention in page if (linked := linker.link(mention)) is not None) for page in pages]


def _inferred_type(pages: Iterable[Sequence[Mention]]) -> str | None:
    cited: set[str | None] = set()
    candidate = None
    for mention in (each for page in pages for each in page):
        if mention.pointer == "own":
            return mention.type
        unprecedented = mention.pointer == "this" and mention.type not in cited and mention.text[:1].isupper()
        if unprecedented and candidate is None:
            candidate = mention.type
        cited.add(mention.type)
    return candidate


@dataclass
class _Linker:
    """The citations of a document so far.

    Attributes:
        own_type: the document's own type.
        relations: the relations of the registry.
        full: full citations by type and serial.
        laws: full citations of laws by name.
        recent: citations by type, the latest last.
        amended: the last work of each type that the document amends.
        plenums: citations of plenums with their term, by the plenum.
    """

    own_type: str | None
    relations: Relations
    full: dict[_SerialKey, dict[tuple[object, ...], Mention]] = field(default_factory=dict)
    laws: dict[str, dict[tuple[object, ...], Mention]] = field(default_factory=dict)
    recent: dict[str, list[Mention]] = field(default_factory=dict)
    amended: dict[str, Mention] = field(default_factory=dict)
    plenums: dict[int, list[Mention]] = field(default_factory=dict)

    def link(self, mention: Mention) -> Mention | None:
        """Return the mention with its antecedent; None for an anaphor that means no document."""
        if mention.pointer:
            return self._link_anaphor(replace(mention, antecedent=None, rivals=()))
        if mention.antecedent is None:
            mention = self._link_short_form(mention)
        if mention.antecedent is None:
            self._remember(mention)
        return mention

    def _link_anaphor(self, mention: Mention) -> Mention | None:
        cited = self.recent.get(mention.type or "", [])
        latest = cited[-1] if cited else None
        small = mention.text[:1].islower()
        if mention.pointer == "quoted":
            return None if small else replace(mention, antecedent=self.amended.get(mention.type or ""))
        if mention.pointer == "above":
            if not small and not cited and mention.type == self.own_type:
                return replace(mention, pointer="own")
            return None if small else replace(mention, antecedent=latest)
        if self.own_type is not None and (mention.type in (self.own_type, _ANY_TYPE) or self._is_annexed(mention)):
            return mention
        if small or (self.own_type is not None and not cited):
            return None  # an act that the document speaks of, or an annexed form
        return replace(mention, antecedent=latest)

    def _is_annexed(self, mention: Mention) -> bool:
        """Return whether the anaphor is of a document that a decision issues as its annex (`Quy chế này`)."""
        return self.own_type == _DECISION and mention.type not in _ACTS

    def _link_short_form(self, mention: Mention) -> Mention:
        """Return a bare number or name with the full citation before it; those of other numbers are its rivals."""
        if mention.date or mention.term or mention.year:
            return mention
        if mention.plenum and mention.number is None:
            earlier = self.plenums.get(mention.plenum, [])
            return replace(mention, antecedent=earlier[-1]) if len({each.term for each in earlier}) == 1 else mention
        if mention.number and mention.number.isdigit() and not mention.issuer:
            known = list(self.full.get((mention.type, int(mention.number)), {}).values())
        elif mention.number is None and mention.title and mention.plenum is None:
            known = list(self.laws.get(fold(mention.title), {}).values())
        elif number := parse_number(mention.number or ""):
            known = self._full_citations(mention, number)
        else:
            return mention
        by_number = {each.number: each for each in sorted(known, key=lambda each: each.date is not None)}
        one_day = len({each.date for each in known} - {None}) <= 1
        if not known or (len(by_number) == 1 and not one_day) or (len(by_number) > 1 and mention.number is None):
            return mention  # a law's name without its number means the one in force
        full, *rivals = by_number.values()
        return replace(mention, antecedent=full, rivals=tuple(rivals))

    def _full_citations(self, mention: Mention, number: Number) -> list[Mention]:
        """Return the earlier citations of the same whole number that say more, unless this one has its own plenum."""
        if mention.plenum or not (number.serial and number.serial.isdigit()):
            return []
        same = self.full.get((mention.type, int(number.serial)), {}).values()
        return [
            each
            for each in same
            if each.number == mention.number
            and (each.date or each.term or each.plenum or each.year or (each.issuer and not mention.issuer))
        ]

    def _remember(self, mention: Mention) -> None:
        if mention.plenum and mention.term and mention.number is None:
            self.plenums.setdefault(mention.plenum, []).append(mention)
        number = parse_number(mention.number or "")
        if number and number.serial and number.serial.isdigit():
            key = (mention.type, int(number.serial))
            self.full.setdefault(key, {})[mention.number, mention.date] = mention
        if any(self.relations.effect_of(relation.kind) in AMENDING for relation in mention.relations):
            self.amended[mention.type or ""] = mention
        if mention.title and (mention.number or mention.date) and mention.type in LAWS:
            self.laws.setdefault(fold(mention.title), {})[mention.number, mention.date] = mention
        if mention.type:
            recent = self.recent.setdefault(mention.type, [])
            if recent and _may_be_same_work(recent[-1], mention):
                recent[-1] = mention if mention.date or not recent[-1].date else recent[-1]
            else:
                recent.append(mention)
            del recent[:-_MAX_RECENT]


def _may_be_same_work(one: Mention, other: Mention) -> bool:
    identities = [
        (each.number, each.plenum, each.term, each.title if each.number is None else None) for each in (one, other)
    ]
    return identities[0] == identities[1] and (one.date == other.date or None in (one.date, other.date))


def expand_short_names(
    texts: Iterable[str], found: Iterable[Sequence[Mention]], registry: Registry
) -> list[list[Mention]]:
    """Return the mentions of one document, page by page, with those by a short name that it defined before.

    A short name counts from its definition on, the definition included; its antecedent is the full citation.
    """
    names: dict[str, Mention] = {}
    return [
        _expand_page(InputText(text, registry), mentions, names) for text, mentions in zip(texts, found, strict=True)
    ]


def _expand_page(source: InputText, mentions: Sequence[Mention], names: dict[str, Mention]) -> list[Mention]:
    definitions = {at: (name, full) for at, name, full in _definitions(source, mentions)}
    if not names and not definitions:
        return list(mentions)
    known = [*names, *(name for name, _full in definitions.values())][:_MAX_NAMES]
    uses = compile_pattern(rf"(?<!\w)(?:{trie_pattern(known)})(?![\w/])")
    short: list[Mention] = []
    for match in uses.finditer(source.folded):
        if match.start() in definitions:
            name, full = definitions[match.start()]
            names[name] = full
        antecedent = names.get(squeeze(match[0]))
        if antecedent and source.is_capital(match.start()) and _is_used_alone(source, match):
            type_name = source.vocabulary.leading_type(match[0]) or antecedent.type
            text = source.text[slice(*match.span())]
            short.append(Mention(*match.span(), text, type_name, antecedent=replace(antecedent, relations=())))
    return _merged(mentions, short)


def _definitions(source: InputText, mentions: Sequence[Mention]) -> Iterator[tuple[int, str, Mention]]:
    """Yield where each short name is defined, the folded name, and the citation that it abbreviates."""
    remaining = iter(mentions)
    before: list[Mention] = []
    following = next(remaining, None)
    for match in _DEFINITION.finditer(source.folded):
        at = match.start("name")
        while following and following.end <= match.start():
            before.append(following)
            following = next(remaining, None)
        trigger = source.vocabulary.trigger.match(source.folded, at)
        opening = source.opening(trigger) if trigger else None
        if opening is None or not source.is_capital(at):
            continue
        kind = opening.type.name if opening.type else None
        if opening.group == "name":
            works = source.registry.works.aliased(source.written((opening.start, opening.end)))
            kind = works[0].type if works else None
        if following and following.start == at and parse_number(following.number or ""):
            continue  # a full citation is not short for another
        full = next(
            (each for each in reversed(before[-8:]) if kind is None or (each.type or "").startswith(kind)), None
        )
        if full and not full.pointer and match.start() - full.end <= _MAX_DISTANCE:
            yield at, squeeze(match["name"]), full


def _is_used_alone(source: InputText, match: re.Match[str]) -> bool:
    """Return whether a short name is not the beginning of a longer citation or a plural."""
    if source.vocabulary.type_of(match[0]) is None:
        return True
    before = source.folded[max(0, match.start() - 12) : match.start()]
    return _CONTINUES.match(source.folded, match.end()) is None and _PLURAL.search(before) is None


def _merged(found: Sequence[Mention], short: Sequence[Mention]) -> list[Mention]:
    """Return both in order; of overlapping mentions the longer one, with the short name's antecedent on equal spans."""
    by_start = sorted([*found, *short], key=lambda each: (each.start, -each.end, each.antecedent is None))
    merged: list[Mention] = []
    for each in by_start:
        if merged and each.start < merged[-1].end:
            if (each.start, each.end) == (merged[-1].start, merged[-1].end):
                full = merged[-1] if merged[-1].antecedent is None else each
                merged[-1] = replace(full, antecedent=merged[-1].antecedent or each.antecedent)
            continue
        merged.append(each)
    return merged

"""The works that a document cites, each told once: which it is, whether it is in force, what it has to do with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..model import Document, Explained, Mention, Reason, Reference
from ..vietnamese.sentences import sentence_at
from ..vietnamese.text import squeeze, tone_key
from .choose import CARRYING_OUT
from .cues import Cues, load_cues
from .standing import StandingOf, is_confirmed, newest

Cited = tuple[int, Reference]  # the page, and what is cited there
_GROUND = re.compile(r"căn cứ\b")
_COMMA = re.compile(r", ")
_IMPLEMENTED = 3  # works told in the line that says why a document matters


def explained(cited: Iterable[Cited], standing_of: StandingOf) -> Iterator[Explained]:
    """The works cited, in the order of their first citation, each with whether it is in force."""
    groups: dict[str, list[Cited]] = {}
    for page, reference in cited:
        mention = reference.mention
        key = reference.target.id if reference.target else mention.number or squeeze(mention.text)
        groups.setdefault(key, []).append((page, reference))
    for group in groups.values():
        reference = group[0][1]
        standing = standing_of(reference.target.id) if reference.target else None
        yield Explained(
            words=squeeze(reference.mention.text),
            pages=tuple(dict.fromkeys(page for page, _reference in group)),
            state=reference.state,
            work=reference.target,
            candidates=len(reference.candidates),
            in_force=standing.in_force if standing else None,
            replaced_by=newest(standing, standing_of),
            confirmed=is_confirmed(standing, standing_of),
        )


def implemented(cited: Sequence[Cited], document: Document) -> tuple[Reason, ...]:
    """What a document says that it carries out, at most three works, each with the words that cite it.

    It says so in its title, in the reasons given (`căn cứ`) and before its first section, in a sentence of which it
    is itself the subject; what is cited further on, or where others are judged, is only spoken of.
    """
    begins = min(((section.page, section.start) for section in document.outline), default=(2, 0))
    cues = load_cues()
    found: dict[str, Reason] = {}
    for relation in CARRYING_OUT:
        for page, reference in cited:
            work, mention = reference.target, reference.mention
            early = relation == "căn cứ" or (page, mention.start) < begins
            if not work or not early or work.id in {document.id, *found} or mention.relation != relation:
                continue
            if _in_title(mention, document) or _carries_out(mention, page, document, cues):
                found[work.id] = Reason("implements", squeeze(mention.text), page, work)
    return tuple(found.values())[:_IMPLEMENTED]


def _in_title(mention: Mention, document: Document) -> bool:
    return tone_key(squeeze(mention.text)) in tone_key(document.header.title or "")


def _carries_out(mention: Mention, page: int, document: Document, cues: Cues) -> bool:
    """Whether the sentence says of the document itself that it carries out what it cites, and judges nobody."""
    text = next(each.text for each in document.pages if each.number == page)
    key = tone_key(sentence_at(text, document.paragraphs.get(page, ()), mention.start)).lstrip("-–+•* ")
    before, _cited, behind = key.partition(tone_key(squeeze(mention.text)))
    if _GROUND.match(key):
        return True
    if not (cues.serves.match(key) or cues.purpose.search(before)) or cues.assessing.search(f"{before} {behind}"):
        return False
    return not any(_is_of_others(behind, comma.end(), cues) for comma in _COMMA.finditer(behind))


def _is_of_others(key: str, begin: int, cues: Cues) -> bool:
    """Whether a clause begins with several bodies, who do what it tells: `, các cấp ủy …`."""
    return cues.determiner.match(key, begin) is not None and cues.actor_at(key, begin) is not None

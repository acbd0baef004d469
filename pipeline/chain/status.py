"""Whether a work holds on a day, and who says so.

What nobody says is not known: most documents are silent about their own validity, and that no document held ends
a work does not prove that none does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..model import Entry, Validity, Work
from ..registry import load
from ..store import Store
from ..vietnamese.sentences import sentence_at
from .claims import CHANGING, CONTINUING, ENDING, Claim, Quote, claims_on
from .works import named

State = Literal["in force", "replaced", "revoked", "expired", "not yet in force", "not known"]
_STATES: dict[str, State] = {"thay thế": "replaced", "bãi bỏ": "revoked", "hết hiệu lực": "expired"}


@dataclass(frozen=True, slots=True)
class Status:
    """A work on the day `as_of`.

    `claims` are those that hold on that day, `later` those of a later one, `undated` those whose day nobody
    tells. `own` quotes what the document says of its own validity; `since` and `until` are the days that it names, or
    that the registry knows.
    """

    work: Work
    held: bool
    as_of: date
    state: State
    claims: tuple[Claim, ...]
    later: tuple[Claim, ...]
    undated: tuple[Claim, ...]
    since: date | None = None
    until: date | None = None
    own: Quote | None = None

    @property
    def in_force(self) -> bool | None:
        """Whether it holds; None where that is not known."""
        return None if self.state == "not known" else self.state == "in force"

    @property
    def ended_by(self) -> tuple[Claim, ...]:
        """The claims that end the work as a whole."""
        return tuple(claim for claim in self.claims if ends(claim))

    @property
    def amended_by(self) -> tuple[Claim, ...]:
        """The claims that change it or end a part of it."""
        return tuple(claim for claim in self.claims if claim.relation in CHANGING or (claim.part and not ends(claim)))

    @property
    def continued_by(self) -> tuple[Claim, ...]:
        """The claims that carry it on."""
        return tuple(claim for claim in self.claims if claim.relation in CONTINUING)


def ends(claim: Claim) -> bool:
    """Whether a claim ends the whole work."""
    return claim.relation in ENDING and not claim.part


def status(store: Store, name: str, as_of: date) -> Status:
    """The status of the work that `name` (id or number) means. Raises NotHeld, SecretDocument."""
    work, entry = named(store, name)
    claims = claims_on(store, work.id)
    validity, own = _own(store, entry) if entry else (None, None)
    since = (validity.since if validity else None) or load().changes.in_force_since(work.id)
    until = validity.until if validity else None
    now = tuple(claim for claim in claims if claim.since and claim.since <= as_of)
    later = tuple(claim for claim in claims if claim.since and claim.since > as_of)
    undated = tuple(claim for claim in claims if claim.since is None)
    state = _state(work, now, later, since, until, as_of)
    return Status(work, entry is not None, as_of, state, now, later, undated, since, until, own)


def _state(
    work: Work, claims: Iterable[Claim], later: Iterable[Claim], since: date | None, until: date | None, as_of: date
) -> State:
    """What is said decides; what is ended, changed or continued later had been in force until then.

    A Party document holds from the day of its signing; a law from a later day, which must be told.
    """
    begun = since or work.date
    if begun and begun > as_of:
        return "not yet in force"
    ending = min((claim for claim in claims if ends(claim)), key=lambda claim: claim.since or as_of, default=None)
    if ending:
        return _STATES[ending.relation]
    if until and until < as_of:
        return "expired"
    by_party = work.date is not None and work.issuer is not None and load().bodies.sphere_of(work.issuer) == "party"
    held_then = by_party and any(later)
    continued = any(claim.relation in CONTINUING for claim in claims)
    return "in force" if since or continued or held_then else "not known"


def _own(store: Store, entry: Entry) -> tuple[Validity | None, Quote | None]:
    document = store.document(entry.id)
    validity = document.validity
    if validity is None:
        return None, None
    page = document.pages[validity.page - 1]
    text = sentence_at(page.text, document.paragraphs.get(page.number, ()), validity.start)
    return validity, Quote(entry, page.number, text)

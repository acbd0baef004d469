"""Year, term and issuer, as they are typed behind a number: whether they are those of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from ..store.filters import roman

if TYPE_CHECKING:
    from .serials import Row

YEAR = r"\b((?:19|20)\d\d)\b"
TERM = r"\bk(?:hoa)?[ .]{0,2}([ivx]+|1?\d)\b"


def of_its_day(row: Row, behind: str) -> bool:
    """Whether year and term, as typed behind a number, are a document's, where they were typed."""
    year, term = re.search(YEAR, behind), re.search(TERM, behind)
    return (year is None or (row["date"] or "").startswith(year[1])) and (term is None or roman(term[1]) == row["term"])


def fitting(row: Row, behind: str) -> int:
    """How many of year, term and issuer, as typed behind a number, are a document's."""
    year, term = re.search(YEAR, behind), re.search(TERM, behind)
    return (
        bool(year and (row["date"] or "").startswith(year[1]))
        + bool(term and roman(term[1]) == row["term"])
        + _tells((row["issuer_key"] or "").split(), behind)
    )


def _tells(issuer: Sequence[str], behind: str) -> bool:
    """Whether two words of an issuer's name or its initials (`BCT`) stand there."""
    initials = "".join(word[0] for word in issuer)
    return initials in behind.split() or any(" ".join(pair) in behind for pair in pairwise(issuer))

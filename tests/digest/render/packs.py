"""Packs of the sample, as `chithi digest` makes them."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from pipeline import Library
from pipeline.model import Digest
from tests.command import SAMPLE

FILES = ("chi-thi-08-ct-tu-dien-bien-2016.pdf", "nghi-quyet-04-nq-tw-2016.pdf", "ke-hoach-21-kh-duk-2016.pdf")


@cache
def sample_pack() -> Digest:
    """A pack of three documents of the sample for a named cell."""
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library.sqlite") as library:
        library.ingest([SAMPLE / name for name in FILES], jobs=1, ocr="never")
        ids = [entry.id for entry in library.entries()]
        return library.digest(documents=ids, unit="Chi bộ Tổ chức, Đảng bộ Sở Nội vụ", full=True)

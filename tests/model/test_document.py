"""A parsed document comes from a worker process to the writer."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError

import pytest

from pipeline.model import Header, Marks, Signer
from tests.documents import directive


def test_a_document_survives_the_way_between_processes() -> None:
    made = directive()
    assert pickle.loads(pickle.dumps(made)) == made


def test_a_header_says_nothing_unless_it_is_given_and_cannot_be_changed() -> None:
    header = Header()
    assert (header.type, header.signers, header.marks) == (None, (), Marks(secrecy=None, urgency=None, draft=False))
    with pytest.raises(FrozenInstanceError):
        header.type = "chỉ thị"  # type: ignore[misc]
    assert Header(signers=(Signer("A", None, "T/M"),)) != header

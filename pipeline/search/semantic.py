"""Put the best pages in the order of what they mean, by a model that the user has put on this computer.

The model is a folder with `model.onnx` and `tokenizer.json`, as sentence encoders are published. Nothing is
downloaded, and nothing of this is loaded unless a model is named.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..i18n import _
from .reranker import RankedPage
from .weights import WEIGHTS

if TYPE_CHECKING:
    import numpy as np

_WORDS, _MOST_PARTS = 120, 6  # of a page that are compared at once, and how many such parts
_MOST_TOKENS, _BATCH = 256, 16


def by_meaning(
    connection: sqlite3.Connection, pages: Sequence[RankedPage], query: str, folder: str
) -> tuple[RankedPage, ...]:
    """Return the pages, the first fifty in the order of their words and their meaning.

    Raises UsageError where the folder has no model or the packages are not installed.
    """
    first, later = pages[: WEIGHTS.compared_by_meaning], pages[WEIGHTS.compared_by_meaning :]
    encoder = _encoder(os.path.abspath(os.path.expanduser(folder)))
    if len(first) < 2:
        return tuple(pages)
    rows = connection.execute(
        "select heading || x'0a' || text from json_each(?) cross join passages on passages.key = value",
        (str([page.scored.key for page in first]),),
    )
    parts = [(place, part) for place, (text,) in enumerate(rows) for part in _parts(text)]
    vectors = encoder.vectors([query, *(part for _place, part in parts)])
    likeness = [-1.0] * len(first)
    for (place, _part), value in zip(parts, (vectors[1:] @ vectors[0]).tolist(), strict=True):
        likeness[place] = max(likeness[place], value)
    return (*_mixed(first, likeness), *later)


def _mixed(pages: Sequence[RankedPage], likeness: Sequence[float]) -> list[RankedPage]:
    """Return the pages by their place and their likeness, both from 0 to 1."""
    least, most = min(likeness), max(likeness)
    share = WEIGHTS.meaning

    def worth(place: int) -> float:
        meaning = (likeness[place] - least) / (most - least) if most > least else 0.0
        return share * meaning + (1 - share) * (1 - place / len(pages))

    return [pages[place] for place in sorted(range(len(pages)), key=worth, reverse=True)]


def _parts(text: str) -> list[str]:
    words = text.split()
    starts = range(0, max(len(words), 1), _WORDS)[:_MOST_PARTS]
    return [" ".join(words[start : start + _WORDS]) for start in starts]


class _Encoder:
    """A model and its tokenizer."""

    def __init__(self, folder: str) -> None:
        from onnxruntime import InferenceSession
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(os.path.join(folder, "tokenizer.json"))
        self._tokenizer.enable_truncation(_MOST_TOKENS)
        self._tokenizer.enable_padding()
        self._session = InferenceSession(os.path.join(folder, "model.onnx"), providers=["CPUExecutionProvider"])
        self._inputs = {each.name for each in self._session.get_inputs()}

    def vectors(self, texts: Sequence[str]) -> np.ndarray[Any, Any]:
        """Return the embeddings of texts, each of length 1: the means of their tokens' vectors."""
        import numpy as np

        found = []
        for start in range(0, len(texts), _BATCH):
            tokens = self._tokenizer.encode_batch(list(texts[start : start + _BATCH]))
            mask = np.array([each.attention_mask for each in tokens], np.int64)
            ids = np.array([each.ids for each in tokens], np.int64)
            given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            (output, *_others) = self._session.run(None, {name: given[name] for name in given if name in self._inputs})
            # Some models give the mean of a text, the others a vector for each token.
            weights = mask[:, :, None]
            found.append(output if output.ndim == 2 else (output * weights).sum(1) / np.maximum(weights.sum(1), 1))
        vectors: np.ndarray[Any, Any] = np.concatenate(found)
        normed: np.ndarray[Any, Any] = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        return normed


@lru_cache(1)
def _encoder(folder: str) -> _Encoder:
    hint = _("Name a folder with model.onnx and tokenizer.json, or no model.")
    for name in ("model.onnx", "tokenizer.json"):
        if not os.path.isfile(os.path.join(folder, name)):
            raise UsageError(_("The model has no file {name}.").format(name=name), hint=hint, path=folder)
    try:
        return _Encoder(folder)
    except ImportError as error:
        raise UsageError(
            _("The packages for a search by meaning are not installed."),
            hint=_("Run: pip install 'chithi[semantic]'."),
        ) from error
    except Exception as error:  # both libraries raise exceptions of their own for files that they cannot read
        raise UsageError(_("The model cannot be read."), hint=hint, path=folder) from error

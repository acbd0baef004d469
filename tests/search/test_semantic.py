"""Pages in the order of what they mean, by a tiny model that the test makes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.search import search
from pipeline.store import Store
from tests.documents import document

# Two dimensions: rain and fields. `nước` and `hạn` mean rain, whatever their letters are.
MEANINGS = {"mưa": (1.0, 0.0), "nước": (1.0, 0.1), "hạn": (0.9, 0.0), "ruộng": (0.0, 1.0), "lúa": (0.1, 1.0)}


def model(folder: Path, *, turned: bool = False) -> str:
    """Write a model whose vector of a token is its row of MEANINGS; `turned` swaps what the words mean."""
    onnx = pytest.importorskip("onnx")
    tokenizers = pytest.importorskip("tokenizers")
    pytest.importorskip("onnxruntime")
    numpy = pytest.importorskip("numpy")
    words = ["[PAD]", "[UNK]", *MEANINGS]
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel({word: at for at, word in enumerate(words)}, "[UNK]"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    tokenizer.normalizer = tokenizers.normalizers.Lowercase()
    folder.mkdir()
    tokenizer.save(str(folder / "tokenizer.json"))
    rows = [(0.0, 0.0), (0.01, 0.01), *(value[::-1] if turned and word in {"nước", "lúa"} else value
            for word, value in MEANINGS.items())]  # fmt: skip
    make = onnx.helper
    graph = make.make_graph(
        [make.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])],
        "encoder",
        [make.make_tensor_value_info("input_ids", onnx.TensorProto.INT64, ["batch", "tokens"])],
        [make.make_tensor_value_info("last_hidden_state", onnx.TensorProto.FLOAT, ["batch", "tokens", 2])],
        [onnx.numpy_helper.from_array(numpy.array(rows, numpy.float32), "table")],
    )
    onnx.save(
        make.make_model(graph, opset_imports=[make.make_opsetid("", 13)], ir_version=8), str(folder / "model.onnx")
    )
    return str(folder)


@pytest.fixture
def library(tmp_path: Path) -> Store:
    store = Store.open(tmp_path / "l.sqlite", create=True)
    store.add(document("Báo cáo về lúa lúa lúa ruộng, báo cáo.", path="/fields.pdf"))
    store.add(document("Báo cáo về nước nước hạn nước.", path="/rain.pdf"))
    return store


def order(library: Store, **options: str) -> list[str]:
    return [hit.path for hit in search(library, "báo cáo mưa", **options).hits]  # type: ignore[arg-type]


def test_the_order_is_what_the_model_says(library: Store, tmp_path: Path) -> None:
    assert order(library)[0] == "/fields.pdf"
    assert order(library, model=model(tmp_path / "model")) == ["/rain.pdf", "/fields.pdf"]
    assert order(library, model=model(tmp_path / "turned", turned=True)) == ["/fields.pdf", "/rain.pdf"]


def test_a_search_without_a_model_loads_none(library: Store) -> None:
    for name in ("onnxruntime", "tokenizers"):
        sys.modules.pop(name, None)
    order(library)
    assert not {"onnxruntime", "tokenizers"} & sys.modules.keys()


def test_a_folder_without_a_model_is_named(library: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"model\.onnx"):
        order(library, model=str(tmp_path))


def test_a_broken_model_is_named(library: Store, tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime")
    pytest.importorskip("tokenizers")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "model.onnx").write_bytes(b"no model")
    (tmp_path / "broken" / "tokenizer.json").write_text(json.dumps({}), encoding="utf-8")
    with pytest.raises(UsageError, match="broken"):
        order(library, model=str(tmp_path / "broken"))

"""Random citation maps."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from pipeline.chain import Edge, Graph, WorkNode
from pipeline.model import Work
from pipeline.registry import LEVELS

TITLES = st.just("Về công tác cán bộ")


@st.composite
def graphs(draw: st.DrawFn, texts: st.SearchStrategy[str] = TITLES) -> Graph:
    """Draw a map of 1 to 24 works, with `texts` as issuers and titles."""
    count = draw(st.integers(1, 24))
    nodes = [
        WorkNode(
            Work(f"w/{place}", "chỉ thị", f"{place:02}-CT/TU", issuer=draw(texts), date=date(2016, 1, 1 + place),
                 title=draw(texts)),
            held=draw(st.booleans()), level=draw(st.sampled_from((*LEVELS, None))), focus=place == 0,
            ended=draw(st.booleans()),
        )
        for place in range(count)
    ]  # fmt: skip
    pairs = draw(st.sets(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=30))
    kinds = st.sampled_from(["thực hiện", "thay thế", "sửa đổi", "căn cứ", None])
    return Graph(tuple(nodes), tuple(Edge(f"w/{a}", f"w/{b}", draw(kinds)) for a, b in sorted(pairs) if a != b))

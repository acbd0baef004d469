"""The server for assistants, asked by the SDK's own client in a process of its own."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.command import ROOT, SAMPLE, assert_fails, chithi, run
from tests.conftest import optional

MISSING = None if find_spec("mcp") else "the package mcp is not installed"
pytestmark = optional(MISSING)
Call = tuple[str, dict[str, Any]]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("mcp") / "library.sqlite"
    names = ("chi-thi-08-ct-tu-dien-bien-2016.pdf", "bao-cao-mat-2019.pdf", "ke-hoach-21-kh-duk-2016.pdf")
    run(path, "ingest", *(SAMPLE / name for name in names), "--accept-secret", "for the test")
    yield path


def ask(library: Path, calls: Sequence[Call]) -> list[Any]:
    """Return the result of each call: its structured content, or the sentence of its error."""
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    async def session() -> list[Any]:
        server = StdioServerParameters(
            command=sys.executable,
            args=[str(ROOT / "cli.py"), "--lang", "en", "--library", str(library), "mcp"],
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        async with stdio_client(server) as streams, ClientSession(*streams) as client:
            await client.initialize()
            results: list[Any] = [sorted(tool.name for tool in (await client.list_tools()).tools)]
            for name, arguments in calls:
                result = await client.call_tool(name, arguments)
                error = (
                    next((each.text for each in result.content if each.type == "text"), "") if result.is_error else ""
                )
                results.append(error or result.structured_content)
            return results

    return asyncio.run(session())


def test_an_assistant_gets_quotations_with_pages_and_evidence(library: Path) -> None:
    names, found, page, listed, cited, status, tasks, pack = ask(
        library,
        [
            ("search", {"query": "ky luat hanh chinh"}),
            ("read_page", {"document": "08-CT/TU", "page": 1}),
            ("list_documents", {}),
            ("references", {"document": "08-CT/TU"}),
            ("status", {"work": "08-CT/TU", "as_of": "2017-01-01"}),
            ("tasks", {"document": "08-CT/TU"}),
            ("study_pack", {"documents": ["08-CT/TU"]}),
        ],
    )
    assert names == ["list_documents", "read_page", "references", "search", "status", "study_pack", "tasks"]
    assert found["hits"][0]["number"] == "08-CT/TU"
    assert page["header"]["number"] == "08-CT/TU" and "kỷ luật" in page["text"]
    assert all(each["number"] for each in listed["documents"])
    assert all(each["sentence"] and each["state"] for each in cited["cites"])
    assert status["as_of"] == "2017-01-01"
    assert tasks["tasks"] and all({"who", "what", "page"} <= set(each) for each in tasks["tasks"])
    text = " ".join(page["text"].split())
    quoted = [point["text"] for item in pack["items"] for point in item["points"] if point["page"] == 1]
    assert quoted and all(" ".join(each.split()) in text for each in quoted)


def test_a_secret_document_is_refused_everywhere(library: Path) -> None:
    secret = next(entry for entry in run(library, "list", "--json").json["documents"] if "mat" in entry["path"])
    _names, found, page, listed, cited, tasks = ask(
        library,
        [
            ("search", {"query": "báo cáo"}),
            ("read_page", {"document": secret["id"]}),
            ("list_documents", {}),
            ("references", {"document": secret["id"]}),
            ("tasks", {"document": secret["id"]}),
        ],
    )
    assert secret["id"] not in {hit["id"] for hit in found["hits"]}
    assert secret["id"] not in {each["id"] for each in listed["documents"]}
    for refusal in (page, cited, tasks):
        assert "secret" in refusal


def test_errors_are_sentences(library: Path) -> None:
    _names, page, unknown = ask(
        library, [("read_page", {"document": "08-CT/TU", "page": 99}), ("status", {"work": "999-XY/ZZ"})]
    )
    assert "no page or part 99" in page
    assert "999-XY/ZZ" in unknown and "Traceback" not in unknown


def test_without_a_library_the_command_says_so(tmp_path: Path) -> None:
    assert_fails(chithi("mcp", library=tmp_path / "none.sqlite"), 3, "There is no library yet")

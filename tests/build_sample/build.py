"""One source -> the bytes of its file; and which of the files there are not those of their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.build_sample.page import pdf
from tests.build_sample.scan import scanned
from tests.build_sample.source import Source, load
from tests.build_sample.word import docx

SAMPLE = Path(__file__).parents[2] / "corpora" / "sample"
SOURCES = SAMPLE / "sources"
FILES = SAMPLE / "files"


def build(source: Source) -> bytes:
    """The file of this source; the same bytes each time. Raises FontError."""
    if source.output == "docx":
        return docx(source)
    return scanned(pdf(source), source.ink) if source.output == "scan" else pdf(source)


def built_name(source: Source) -> str:
    """The name of its file in corpora/sample/files."""
    return f"{source.name}.{'docx' if source.output == 'docx' else 'pdf'}"


def sources(names: Iterable[str] = ()) -> Iterator[Source]:
    """The sources of these names, or all of them. Raises SourceError."""
    chosen = [SOURCES / f"{name}.toml" for name in names] or sorted(SOURCES.glob("*.toml"))
    yield from map(load, chosen)


def stale(names: Iterable[str] = ()) -> Iterator[str]:
    """One sentence for each file that is missing, differs from its source, or has no source any more."""
    names = list(names)
    expected = set()
    for source in sources(names):
        file = FILES / built_name(source)
        expected.add(file)
        if not file.exists():
            yield f"{file.name} has not been built."
        elif file.read_bytes() != build(source):
            yield f"{file.name} is not what its source gives now."
    if not names:
        yield from (f"{file.name} has no source." for file in sorted(set(FILES.glob("*")) - expected))

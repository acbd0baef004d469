"""Words lost or made up against pdfplumber's own text, page by page, where the text layer is used unchanged.

python -m tests.gold.words    the sample and, where they are, the real files
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pdfplumber

from pipeline.errors import ChithiError
from pipeline.read.pdf import read_pdf
from pipeline.vietnamese.text import nfc
from tests.gold.headers import SAMPLE, SHARED


def differences(path: Path) -> Iterator[tuple[int, int, Counter[str], Counter[str]]]:
    """Yield number, words, lost and invented words of each page whose text layer is used unchanged."""
    with pdfplumber.open(path) as pdf:
        for plain, page in zip(pdf.pages, read_pdf(path), strict=True):
            if page.source == "text":
                wanted, got = Counter(nfc(plain.extract_text() or "").split()), Counter(page.text.split())
                yield page.number, wanted.total(), wanted - got, got - wanted


def main() -> None:
    """Print every page that differs and the sum."""
    words = lost = made = pages = 0
    for path in [*sorted((SAMPLE / "files").glob("*.pdf")), *sorted((SHARED / "data" / "pdf").glob("*.pdf"))]:
        try:
            for number, count, missing, extra in differences(path):
                words, lost, made, pages = words + count, lost + missing.total(), made + extra.total(), pages + 1
                if missing or extra:
                    print(f"    {path.name} page {number}: lost {dict(missing)}, made {dict(extra)}")
        except ChithiError as error:
            print(f"    {error}")
    print(f"{pages} pages, {words} words: {lost} lost, {made} that are not in the file")


if __name__ == "__main__":
    main()

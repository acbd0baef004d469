"""What ingest is measured beside: a bare `extract_text` loop over PDFs in as many processes.

python -m tests.bench.plain_pdfplumber JOBS FILE…
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor

import pdfplumber


def pages(path: str) -> int:
    """Extract the text of every page; how many there were."""
    with pdfplumber.open(path) as pdf:
        return len([page.extract_text() for page in pdf.pages])


if __name__ == "__main__":
    with ProcessPoolExecutor(int(sys.argv[1])) as pool:
        print(sum(pool.map(pages, sys.argv[2:])))

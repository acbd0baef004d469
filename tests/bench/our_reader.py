"""Reading alone, files → pages, in as many processes: measured beside `plain_pdfplumber`.

python -m tests.bench.our_reader JOBS FILE…
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from pipeline.read.pdf import read_pdf


def pages(path: str) -> int:
    """Read every page; how many there were."""
    return sum(1 for _page in read_pdf(Path(path)))


if __name__ == "__main__":
    with ProcessPoolExecutor(int(sys.argv[1])) as pool:
        print(sum(pool.map(pages, sys.argv[2:])))

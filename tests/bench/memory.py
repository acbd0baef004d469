"""The most memory that one process takes to make a document of a file.

python -m tests.bench.memory           the longest real file, and 3,000 pages put together of the sample
python -m tests.bench.memory FILE      one file, measured in this process
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from itertools import cycle
from pathlib import Path

import pypdfium2

from tests.command import ROOT, SAMPLE
from tests.conftest import SHARED

PAGES = 3000
SOURCES = ("nghi-quyet-05-nq-cb-2016.pdf", "huong-dan-15-hd-btgtu-2022.pdf")


def peak(path: Path) -> int:
    """Megabytes that a process of its own takes at most for the file."""
    command = [sys.executable, "-m", "tests.bench.memory", str(path)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout)


def long_pdf(path: Path, pages: int) -> Path:
    """Write a PDF of so many pages of the sample's."""
    whole = pypdfium2.PdfDocument.new()
    for source in cycle(SOURCES):
        if len(whole) >= pages:
            break
        part = pypdfium2.PdfDocument(SAMPLE / source)
        whole.import_pages(part, list(range(min(len(part), pages - len(whole)))))
    whole.save(path)
    return path


def _measure(path: str) -> None:
    from pipeline.parse import parse_file

    parse_file(path, ocr="never")
    print(_most())


def _most() -> int:
    """Megabytes that this process took at most; on Linux `getrusage` would begin with what its parent takes."""
    if sys.platform == "linux":
        status = Path("/proc/self/status").read_text("ascii")
        return int(status.split("VmHWM:")[1].split()[0]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 * 1024)


def main() -> None:
    """Print each file's pages and the memory that they took."""
    with tempfile.TemporaryDirectory() as folder:
        files = [long_pdf(Path(folder, "long.pdf"), PAGES)]
        real = (SHARED / "data" / "pdf").glob("*.pdf")
        files += sorted(real, key=lambda path: -len(pypdfium2.PdfDocument(path)))[:1]
        for path in files:
            print(f"{path.name}: {len(pypdfium2.PdfDocument(path))} pages, at most {peak(path)} MB")


if __name__ == "__main__":
    if sys.argv[1:]:
        _measure(sys.argv[1])
    else:
        main()

"""PDFs made of content streams, so that a test can set every letter where it wants it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def pdf_of(path: Path, streams: Sequence[bytes], page: str = "/MediaBox [0 0 595 842]") -> Path:
    """Write a PDF with a page for each stream, its font `F1` Helvetica, `page` in each page's dictionary."""
    count = len(streams)
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(count))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {count}/Kids[{kids}]>>".encode(), HELVETICA]
    for index, stream in enumerate(streams):
        objects.append(
            f"<</Type/Page/Parent 2 0 R {page} /Resources<</Font<</F1 3 0 R>>>>/Contents {5 + 2 * index} 0 R>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    data, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, len(data),
    )  # fmt: skip
    path.write_bytes(data)
    return path

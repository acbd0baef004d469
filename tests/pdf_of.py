"""PDFs made of content streams, so that a test can set every letter where it wants it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


class Annotation(NamedTuple):
    """An annotation of the first page: its entries, its box, and the content stream of its appearance."""

    entries: str
    box: tuple[float, float, float, float]
    appearance: bytes


def pdf_of(
    path: Path,
    streams: Sequence[bytes],
    page: str = "/MediaBox [0 0 595 842]",
    annotations: Sequence[Annotation] = (),
) -> Path:
    """Write a PDF with a page for each stream, its font `F1` Helvetica, `page` in each page's dictionary."""
    count = len(streams)
    first = 4 + 2 * count
    painted = " ".join(f"{first + 2 * index} 0 R" for index in range(len(annotations)))
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(count))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {count}/Kids[{kids}]>>".encode(), HELVETICA]
    for index, stream in enumerate(streams):
        own = f"{page} /Annots[{painted}]" if painted and not index else page
        objects.append(
            f"<</Type/Page/Parent 2 0 R {own} /Resources<</Font<</F1 3 0 R>>>>/Contents {5 + 2 * index} 0 R>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    for index, (entries, (x0, y0, x1, y1), appearance) in enumerate(annotations):
        box = f"/Rect[{x0} {y0} {x1} {y1}]"
        objects.append(f"<</Type/Annot {entries} {box} /AP<</N {first + 2 * index + 1} 0 R>>>>".encode())
        form = f"/Type/XObject/Subtype/Form/BBox[0 0 {x1 - x0} {y1 - y0}]/Resources<</Font<</F1 3 0 R>>>>"
        objects.append(b"<<%s/Length %d>>stream\n%s\nendstream" % (form.encode(), len(appearance), appearance))
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

"""The same pages as a scanner leaves them: pictures in grey or colour, a little askew, no text layer."""

from __future__ import annotations

import time
from io import BytesIO

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

DPI = 200
TILTS = (0.55, -0.4, 0.3)  # degrees, page after page
NOISE = 5.0  # standard deviation in 256 levels of grey
PAPER = 246  # a scanned sheet is not quite white
QUALITY = 32  # of JPEG: an A4 page stays near 130 kB
FIXED = time.gmtime(946_684_800)  # 1 January 2000, as reportlab's invariant files say


def scanned(data: bytes, ink: str = "grey") -> bytes:
    """A PDF of pictures of the pages of this PDF."""
    document = pypdfium2.PdfDocument(data)
    mode = "L" if ink == "grey" else "RGB"
    try:
        pages = [
            _scan(page.render(scale=DPI / 72, grayscale=mode == "L").to_pil(), number, mode)
            for number, page in enumerate(document)
        ]
    finally:
        document.close()
    file = BytesIO()
    first, *others = pages
    first.save(
        file,
        "PDF",
        save_all=True,
        append_images=others,
        resolution=DPI,
        quality=QUALITY,
        creationDate=FIXED,
        modDate=FIXED,
    )
    return file.getvalue()


def _scan(page: Image.Image, number: int, mode: str) -> Image.Image:
    white = 255 if mode == "L" else (255, 255, 255)
    tilted = page.convert(mode).rotate(TILTS[number % len(TILTS)], resample=Image.Resampling.BICUBIC, fillcolor=white)
    soft = np.asarray(tilted.filter(ImageFilter.GaussianBlur(0.6)), dtype=np.float64)
    grain = np.random.RandomState(number).normal(0.0, NOISE, soft.shape)
    return Image.fromarray(np.clip(soft * PAPER / 255 + grain, 0, 255).astype(np.uint8), mode)

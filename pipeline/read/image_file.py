"""Photographs and scans that are image files → pages for OCR.

pdfium renders the pages of a PDF for OCR, so an image file is made into one in memory: a page for each picture of a
TIFF file, upright as the camera recorded it (EXIF). Everything that is done with a scanned PDF is then done with it.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ..errors import UnreadableFile
from ..i18n import _
from ..model import Page
from .formats import ImageReader

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument

_LONG_SIDE = 842.0  # points, of A4: what an image records about its resolution is often wrong
_MAX_PIXELS = 120_000_000  # of a file's picture: a telephone's best has 108 million
_MAX_SIDE = 3600  # pixels of a page, which is A3 at 200 dpi and 300 dpi of A4
_QUALITY = 90  # of JPEG
_MIN_SIDE = 400  # pixels; a smaller picture is an icon or a logo and no page of text


def is_page(source: Path | IO[bytes]) -> bool:
    """Return whether an image file is large enough for a page; True also when it cannot be opened."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(source) as image:
                return min(image.size) >= _MIN_SIDE
    except Exception:  # Pillow raises errors of many classes; reading the file will say what is wrong
        return True


def read_image(path: Path, read_stamp: ImageReader) -> Iterator[Page]:
    """Yield an empty page for each picture of an image file, for OCR to fill. Raises UnreadableFile."""
    from .page_image import inspect_pdf

    sizes = inspect_pdf(path, lambda document: [page.get_size() for page in document], default=[])
    for number, (width, height) in enumerate(sizes, 1):
        yield Page(number=number, width=width, height=height, text="", lines=())


def pdf_of(path: Path) -> bytes:
    """Return an image file as a PDF. The caller holds the lock of pdfium. Raises UnreadableFile."""
    return _pdf_of(path, path.stat().st_mtime_ns)


@lru_cache(1)
def _pdf_of(path: Path, _changed: int) -> bytes:
    from PIL import Image, ImageFile
    from pypdfium2 import PdfDocument

    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, where it is loaded, lets half a picture pass
    made, content = PdfDocument.new(), BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # sizes are weighed here
            with Image.open(path) as image:
                for page in _pages(image, path):
                    _add_page(made, page)
        made.save(content)
    except (UnreadableFile, MemoryError, TimeoutError, ImportError):
        raise
    except Image.DecompressionBombError as error:
        raise _too_large(path) from error
    except Exception as error:  # damaged images raise errors of many classes in Pillow
        raise UnreadableFile(
            _("The picture is damaged or of an unknown kind."),
            hint=_("Open it in a viewer and save it again as JPG or PDF."),
            path=path,
        ) from error
    finally:
        made.close()
    return content.getvalue()


def _add_page(document: PdfDocument, image: Image) -> None:
    from pypdfium2 import PdfImage, PdfMatrix

    content = BytesIO()
    image.save(content, "JPEG", quality=_QUALITY)
    scale = _LONG_SIDE / max(image.size)
    width, height = image.width * scale, image.height * scale
    placed = PdfImage.new(document)
    placed.load_jpeg(content, inline=True)
    placed.set_matrix(PdfMatrix().scale(width, height))
    page = document.new_page(width, height)
    page.insert_obj(placed)
    page.gen_content()


def _pages(image: Image, path: Path) -> Iterator[Image]:
    """Yield the pictures of a file upright, in grey or RGB, none larger than a page needs to be."""
    from PIL import ImageOps

    # Other formats keep a preview or a depth map there.
    count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    for place in range(count):
        if count > 1:
            image.seek(place)
        if image.width * image.height > _MAX_PIXELS:
            raise _too_large(path)
        image.draft("RGB", (_MAX_SIDE, _MAX_SIDE))  # decodes a large JPEG at a fraction of its size
        upright = _on_white(ImageOps.exif_transpose(image))
        upright.thumbnail((_MAX_SIDE, _MAX_SIDE))
        yield upright


def _too_large(path: Path) -> UnreadableFile:
    return UnreadableFile(
        _("The picture is too large."), hint=_("Save it smaller, with 300 dots per inch at most."), path=path
    )


def _on_white(image: Image) -> Image:
    """Return a picture in grey or RGB; what is transparent is white."""
    from PIL import Image as Images

    if image.mode.startswith("I"):  # 16 bits a pixel
        return image.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    if image.mode in ("1", "L"):
        return image.convert("L")
    if image.has_transparency_data:
        layered = image.convert("RGBA")
        paper = Images.new("RGBA", layered.size, "white")
        paper.alpha_composite(layered)
        image = paper
    return image.convert("RGB")

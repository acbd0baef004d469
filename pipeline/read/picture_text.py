"""Pictures on a page with text that may show text, too: a pasted image of a paragraph, a table or a letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pdfminer.layout import LTContainer, LTImage

from .formats import Box
from .layout import Word

_MIN_WIDTH, _MIN_HEIGHT = 120.0, 20.0  # points; a smaller picture is a logo or a signature
_MOST = 8  # pictures of a page
_WORDS_OVER = 3  # words of the text layer over a picture, which is then a background, or was read already


def pictures_of_text(layout: Iterable[object], height: float, words: Sequence[Word]) -> list[Box]:
    """Return the boxes of the pictures of a page that may show text and have none in the text layer."""
    boxes = [
        (image.x0, height - image.y1, image.x1, height - image.y0)
        for image in _images(layout)
        if image.x1 - image.x0 >= _MIN_WIDTH and image.y1 - image.y0 >= _MIN_HEIGHT
    ]
    return [box for box in boxes if sum(_is_over(word, box) for word in words) < _WORDS_OVER][:_MOST]


def _images(items: Iterable[object]) -> Iterator[LTImage]:
    for item in items:
        if isinstance(item, LTImage):
            yield item
        elif isinstance(item, LTContainer):
            yield from _images(item)


def _is_over(word: Word, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]

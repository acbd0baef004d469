"""Content stream of a PDF page → glyphs and vector graphics, with pdfminer's fonts and matrices.

pdfminer tokenises a stream character by character and makes a rich object of every glyph, which takes two thirds of
the reading time. Here one regular expression matches a whole operator with its operands, and a glyph becomes the small
dict that pdfplumber's WordExtractor reads. Streams with anything that the expression does not cover (inline images,
malformed numbers, nested brackets) are left to pdfminer, so the result is always the same as pdfminer's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import atan2, degrees, hypot
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTFigure, LTPage
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psparser import LIT
from pdfminer.utils import MATRIX_IDENTITY, Matrix, Point, mult_matrix

from .annotations import Appearance, Glyph, Painting, appearances, transform_box

Operation = tuple[Callable[..., None], list[Any]]  # a bound method and its operands

_NUMBER = rb"[+-]?(?:\d++\.?\d*+|\.\d++)"
_NAME = rb"/[^#/%\[\]()<>{}\s\x00]*+"
_STRING = rb"\([^()\\]*+(?:\\[^\x80-\xff][^()\\]*+)*+\)|<[0-9A-Fa-f\s]*+>"
_VALUE = rb"(?:" + rb"|".join((_NUMBER, _NAME, _STRING)) + rb")"
_ARRAY = rb"\[\s*+(?:" + _VALUE + rb"\s*+)*+\]"
_WHITE = {1: (1.0,), 3: (1.0, 1.0, 1.0), 4: (0.0, 0.0, 0.0, 0.0)}  # by the number of components
_INVISIBLE, _CLIPPING = 3, 7  # text rendering modes (ISO 32000-1, table 106)
_END = rb"(?=[#/%\[\]()<>{}\s])"
_OPERATION = re.compile(
    rb"\s++"
    # Colours, line styles, marked content: they neither place glyphs nor draw lines.
    rb"|(?P<tint>(?:" + _NUMBER + rb"\s++){1,4})(?P<fill>g|rg|k|scn?)" + _END +
    rb"|(?:(?:" + _VALUE + rb"|" + _ARRAY + rb"|<<[^<>()]*+(?:(?:" + _STRING + rb")[^<>()]*+)*+>>)\s*+)*+"
    rb"(?:CS|cs|SCN|scn|SC|sc|G|g|RG|rg|K|k|w|J|j|M|d|ri|i|gs|W\*?|BMC|BDC|EMC|MP|DP|sh|F|ET|d0|d1)" + _END +
    rb"|(?P<array>" + _ARRAY + rb")\s*+TJ" + _END +
    rb"|(?P<string>" + _STRING + rb")\s*+(?P<show>Tj|')" + _END +
    rb"|(?P<font>" + _NAME + rb")\s++(?P<size>" + _NUMBER + rb")\s++Tf" + _END +
    rb"|(?P<object>" + _NAME + rb")\s++Do" + _END +
    rb"|(?P<numbers>(?:" + _NUMBER + rb"\s++)*+)(?P<operator>[a-zA-Z]{1,2}\*?)" + _END
)  # fmt: skip
_ITEM = re.compile(rb"(" + _NUMBER + rb")|(" + _STRING + rb")|" + _NAME)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|\r\n|(.))", re.DOTALL)
_ESCAPED = {b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r", b"(": b"(", b")": b")", b"\\": b"\\"}
_NUMERIC = {
    b"q": 0, b"Q": 0, b"BT": 0, b"BX": 0, b"EX": 0, b"T*": 0, b"cm": 6, b"Tm": 6, b"Td": 2, b"TD": 2, b"Tc": 1,
    b"Tw": 1, b"Tz": 1, b"TL": 1, b"Tr": 1, b"Ts": 1, b"m": 2, b"l": 2, b"c": 6, b"v": 4, b"y": 4, b"h": 0, b"re": 4,
    b"S": 0, b"s": 0, b"f": 0, b"f*": 0, b"B": 0, b"B*": 0, b"b": 0, b"b*": 0, b"n": 0,
}  # fmt: skip


class UnsupportedStreamError(Exception):
    """A content stream that only pdfminer's own parser can read."""


class GlyphDevice(PDFLayoutAnalyzer):
    """A pdfminer device that collects glyphs in painting order, and graphics and images as a layout.

    Attributes:
        left: the left edge of the page's media box, points.
        foot: the y of the page's upper edge, points, from which pdfplumber measures downwards.
        white: whether text is painted in white now.
    """

    def __init__(self, resources: PDFResourceManager, left: float, foot: float) -> None:
        super().__init__(resources)
        self.left, self.foot = left, foot
        self.glyphs: list[Glyph] = []
        self.white = False
        self.layout: LTPage | None = None
        self.page_matrix: Matrix = MATRIX_IDENTITY
        self.image_count = 0
        self._glyph_cache: dict[PDFFont, dict[int, tuple[str, float]]] = {}

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Store the page's matrix, which its annotations need."""
        self.page_matrix = ctm
        super().begin_page(page, ctm)

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Count an image and add it to the layout."""
        self.image_count += 1
        super().render_image(name, stream)

    def receive_layout(self, ltpage: LTPage) -> None:
        """Store the layout of everything but the glyphs."""
        self.layout = ltpage

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Add the glyphs of a string; those that are not painted, or in white, are marked as `faint`."""
        first = len(self.glyphs)
        super().render_string(textstate, seq, ncs, graphicstate)
        mode = textstate.render
        if mode in {_INVISIBLE, _CLIPPING} or self.white or _is_white(graphicstate.ncolor):
            for glyph in self.glyphs[first:]:
                glyph["faint"] = "unpainted" if mode == _INVISIBLE else "doubtful"

    def render_char(
        self, matrix: Matrix, font: PDFFont, fontsize: float, scaling: float, rise: float, cid: int, ncs: Any,
        graphicstate: Any,
    ) -> float:  # fmt: skip
        """Add one rotated, slanted or vertically written glyph, with the box that pdfminer computes."""
        text, width = self._text(font, cid), font.char_width(cid)
        item = LTChar(matrix, font, fontsize, scaling, rise, text, width, font.char_disp(cid), ncs, graphicstate)
        top = self.foot - item.y1
        self.glyphs.append({
            "text": text, "x0": item.x0 + self.left, "x1": item.x1 + self.left, "top": top,
            "bottom": self.foot - item.y0, "doctop": top, "upright": item.upright, "rising": matrix[1] > 0,
            "fontname": item.fontname, "size": item.size, "angle": degrees(atan2(matrix[1], matrix[0])),
            "advance": abs(item.adv) * hypot(matrix[0], matrix[1]), "em": fontsize * hypot(matrix[2], matrix[3]),
        })  # fmt: skip
        return item.adv

    def render_string_horizontal(
        self, seq: Any, matrix: Matrix, pos: Point, font: PDFFont, fontsize: float, scaling: float, charspace: float,
        wordspace: float, rise: float, dxscale: float, ncs: Any, graphicstate: Any,
    ) -> Point:  # fmt: skip
        """Add the glyphs of one upright string, with pdfminer's arithmetic; return the position after it."""
        a, b, c, d, e, f = matrix
        if b or c or a <= 0 or d <= 0 or scaling <= 0 or fontsize <= 0:
            return super().render_string_horizontal(
                seq, matrix, pos, font, fontsize, scaling, charspace, wordspace, rise, dxscale, ncs, graphicstate
            )
        x, y = pos
        cached = self._glyph_cache.setdefault(font, {})
        descent = font.get_descent() * fontsize + rise
        baseline = y * d + f
        y0, y1 = d * descent + baseline, d * (descent + fontsize) + baseline
        top, bottom, size = self.foot - y1, self.foot - y0, y1 - y0
        left, fontname, add = self.left, font.fontname, self.glyphs.append
        needs_spacing = False
        for item in seq:
            if isinstance(item, (int, float)):
                x -= item * dxscale
                needs_spacing = True
            if not isinstance(item, bytes):
                continue
            for cid in font.decode(item):
                if needs_spacing:
                    x += charspace
                glyph = cached.get(cid)
                if glyph is None:
                    glyph = cached[cid] = (self._text(font, cid), font.char_width(cid))
                text, width = glyph
                advance = width * fontsize * scaling
                x0 = x * a + e
                x1 = a * advance + x0
                add({
                    "text": text, "x0": (x0 if x0 <= x1 else x1) + left, "x1": (x1 if x0 <= x1 else x0) + left,
                    "top": top, "bottom": bottom, "doctop": top, "upright": True, "fontname": fontname, "size": size,
                })  # fmt: skip
                x += advance
                if cid == 32 and wordspace:
                    x += wordspace
                needs_spacing = True
        return x, y

    def _text(self, font: PDFFont, cid: int) -> str:
        try:
            return font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            return self.handle_undefined_char(font, cid)


class Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter with a faster parser for plain streams."""

    device: GlyphDevice

    def execute(self, streams: Sequence[object]) -> None:
        """Execute all operators of the streams, which form one."""
        contents = [stream_value(stream) for stream in streams]
        plain = all(stream.objid is not None and stream.objid not in self.parent_stream_ids for stream in contents)
        try:
            operations = self._operations(contents) if plain else None
        except UnsupportedStreamError:
            operations = None
        if operations is None:
            super().execute(streams)
            return
        self.stream_ids.clear()
        self.stream_ids.update(stream.objid for stream in contents if stream.objid is not None)
        for method, operands in operations:
            method(*operands)

    def _operations(self, streams: Sequence[PDFStream]) -> list[Operation]:
        """Return the operations of the streams. Raises UnsupportedStreamError."""
        data = b"\n".join(stream.get_data() for stream in streams) + b"\n"
        operations: list[Operation] = []
        numeric = {
            operator: (getattr(self, "do_" + operator.decode().replace("*", "_a")), count)
            for operator, count in _NUMERIC.items()
        }
        end = 0
        white, saved = False, list[bool]()
        for match in iter(_OPERATION.scanner(data).match, None):  # type: ignore[attr-defined]
            end = match.end()
            kind = match.lastgroup
            if kind is None:
                continue
            if kind == "operator":
                method, count = numeric.get(match["operator"], (None, 0))
                operands = [float(number) for number in match["numbers"].split()]
                if method is None or len(operands) != count:
                    raise UnsupportedStreamError
                if match["operator"] == b"q":
                    saved.append(white)
                elif match["operator"] == b"Q" and saved:
                    white = saved.pop()
                operations.append((method, operands))
            elif kind == "array":
                operations.append((self._show, [_items(match["array"]), white]))
            elif kind == "show":
                if match["show"] == b"'":
                    operations.append((self.do_T_a, []))
                operations.append((self._show, [[_string(match["string"])], white]))
            elif kind == "fill":
                white = _is_white(tuple(map(float, match["tint"].split())))
            elif kind == "size":
                operations.append((self.do_Tf, [_literal(match["font"]), float(match["size"])]))
            else:
                operations.append((self.do_Do, [_literal(match["object"])]))
        if end != len(data):
            raise UnsupportedStreamError
        return operations

    def _show(self, items: list[float | bytes], white: bool) -> None:
        if self.textstate.font is not None:
            self.device.white = white
            self.device.render_string(self.textstate, items, self.graphicstate.ncs, self.graphicstate)
            self.device.white = False


def _is_white(color: object) -> bool:
    components = color if isinstance(color, tuple) else (color,)
    return components == _WHITE.get(len(components))


def _literal(name: bytes) -> Any:
    try:
        return LIT(name[1:].decode())
    except UnicodeDecodeError:
        raise UnsupportedStreamError from None


def _items(array: bytes) -> list[float | bytes]:
    """Return the strings of a TJ array and the adjustments between them."""
    items: list[float | bytes] = []
    for number, string in _ITEM.findall(array):
        if number:
            items.append(float(number))
        elif string:
            items.append(_string(string))
        else:
            raise UnsupportedStreamError
    return items


def _string(token: bytes) -> bytes:
    """Return the bytes of a literal `(…)` or hexadecimal `<…>` string."""
    inner = token[1:-1]
    if token.startswith(b"("):
        return _ESCAPE.sub(_unescape, inner) if b"\\" in inner else inner
    digits = b"".join(inner.split())
    if len(digits) % 2:
        raise UnsupportedStreamError
    return bytes.fromhex(digits.decode())


def _unescape(match: re.Match[bytes]) -> bytes:
    if match[1]:
        code = int(match[1], 8)
        if code > 255:
            raise UnsupportedStreamError
        return bytes((code,))
    return _ESCAPED.get(match[2] or b"", b"")


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a page: glyphs in painting order, the layout of everything else, and painted annotations."""

    glyphs: list[Glyph]
    layout: LTPage
    paintings: list[Painting]


def read_content(page: PDFPage, resources: PDFResourceManager, left: float, foot: float) -> Content:
    """Return the content of a page; see GlyphDevice for `left` and `foot`."""
    device = GlyphDevice(resources, left, foot)
    Interpreter(resources, device).process_page(page)
    assert device.layout is not None
    glyphs, device.glyphs = device.glyphs, []
    return Content(glyphs, device.layout, [_paint(each, device, resources) for each in appearances(page)])


def _paint(appearance: Appearance, device: GlyphDevice, resources: PDFResourceManager) -> Painting:
    x0, y0, x1, y1 = transform_box(device.page_matrix, appearance.box)
    box = (x0 + device.left, device.foot - y1, x1 + device.left, device.foot - y0)
    device.glyphs, device.image_count = [], 0
    device.cur_item = LTFigure(appearance.subtype, (0, 0, 1, 1), MATRIX_IDENTITY)  # separate from the page's layout
    matrix = mult_matrix(appearance.matrix, device.page_matrix)
    Interpreter(resources, device).render_contents(appearance.resources, [appearance.form], ctm=matrix)
    return Painting(box, device.glyphs, has_image=device.image_count > 0)

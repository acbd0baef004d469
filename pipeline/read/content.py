"""A PDF page's content stream → its glyphs and its rules, through pdfminer's fonts and matrices.

pdfminer takes a stream apart letter by letter and makes a rich object of every glyph; two thirds of
the time that reading takes go there. Here one regular expression takes a whole operation at a time,
operands and all, and a glyph becomes at once the small dict that pdfplumber's WordExtractor reads.
What the expression does not know for certain (an image within the stream, a broken number, brackets
within brackets) is left to pdfminer, stream by stream: nothing is read here that it reads otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTFigure, LTPage
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psparser import LIT
from pdfminer.utils import MATRIX_IDENTITY, Matrix, Point, mult_matrix

from .annotations import Appearance, Painting, appearances, bounds

Glyph = dict[str, Any]
Operation = tuple[Callable[..., None], list[Any]]

_NUMBER = rb"[+-]?(?:\d++\.?\d*+|\.\d++)"
_NAME = rb"/[^#/%\[\]()<>{}\s\x00]*+"
_STRING = rb"\([^()\\]*+(?:\\[^\x80-\xff][^()\\]*+)*+\)|<[0-9A-Fa-f\s]*+>"
_VALUE = rb"(?:" + rb"|".join((_NUMBER, _NAME, _STRING)) + rb")"
_ARRAY = rb"\[\s*+(?:" + _VALUE + rb"\s*+)*+\]"
_END = rb"(?=[#/%\[\]()<>{}\s])"
_OPERATION = re.compile(
    rb"\s++"
    # Colours, line styles, marked content: they move no letter and draw no rule.
    rb"|(?:(?:" + _VALUE + rb"|" + _ARRAY + rb"|<<[^<>()]*+(?:(?:" + _STRING + rb")[^<>()]*+)*+>>)\s*+)*+"
    rb"(?:CS|cs|SCN|scn|SC|sc|G|g|RG|rg|K|k|w|J|j|M|d|ri|i|gs|W\*?|BMC|BDC|EMC|MP|DP|sh|F|ET|d0|d1)" + _END +
    rb"|(?P<shown>" + _ARRAY + rb")\s*+TJ" + _END +
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


class Unknown(Exception):
    """A content stream holds what only pdfminer's own parser reads."""


class Glyphs(PDFLayoutAnalyzer):
    """Takes what a page shows: `glyphs` in the order in which they are painted, rules and pictures as a layout.

    A glyph's box is in points from the upper left corner, of which `left` and `foot` are the page's left
    edge and height, as pdfplumber reckons them.
    """

    def __init__(self, resources: PDFResourceManager, left: float, foot: float) -> None:
        super().__init__(resources)
        self.left, self.foot = left, foot
        self.glyphs: list[Glyph] = []
        self.layout: LTPage | None = None
        self.page_matrix: Matrix = MATRIX_IDENTITY
        self.pictures = 0
        self._known: dict[PDFFont, dict[int, tuple[str, float]]] = {}

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Begin a page, of which annotations need the matrix."""
        self.page_matrix = ctm
        super().begin_page(page, ctm)

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Count a picture."""
        self.pictures += 1
        super().render_image(name, stream)

    def receive_layout(self, ltpage: LTPage) -> None:
        """Keep what the page shows beside its glyphs."""
        self.layout = ltpage

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        """One glyph, as pdfminer calculates its box: letters that lie, lean or are written downwards."""
        text, width = self._text(font, cid), font.char_width(cid)
        item = LTChar(matrix, font, fontsize, scaling, rise, text, width, font.char_disp(cid), ncs, graphicstate)
        top = self.foot - item.y1
        self.glyphs.append(
            {
                "text": text,
                "x0": item.x0 + self.left,
                "x1": item.x1 + self.left,
                "top": top,
                "bottom": self.foot - item.y0,
                "doctop": top,
                "upright": item.upright,
                "rising": matrix[1] > 0,
                "fontname": item.fontname,
                "size": item.size,
            }
        )
        return item.adv

    def render_string_horizontal(
        self,
        seq: Any,
        matrix: Matrix,
        pos: Point,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        charspace: float,
        wordspace: float,
        rise: float,
        dxscale: float,
        ncs: Any,
        graphicstate: Any,
    ) -> Point:
        """The glyphs of one string; the arithmetic is pdfminer's, for letters that stand upright."""
        a, b, c, d, e, f = matrix
        if b or c or a <= 0 or d <= 0 or scaling <= 0 or fontsize <= 0:
            return super().render_string_horizontal(
                seq, matrix, pos, font, fontsize, scaling, charspace, wordspace, rise, dxscale, ncs, graphicstate
            )
        x, y = pos
        known = self._known.setdefault(font, {})
        low = font.get_descent() * fontsize + rise
        baseline = y * d + f
        y0, y1 = d * low + baseline, d * (low + fontsize) + baseline
        top, bottom, size = self.foot - y1, self.foot - y0, y1 - y0
        left, fontname, add = self.left, font.fontname, self.glyphs.append
        spaced = False
        for each in seq:
            if isinstance(each, (int, float)):
                x -= each * dxscale
                spaced = True
            if not isinstance(each, bytes):
                continue
            for cid in font.decode(each):
                if spaced:
                    x += charspace
                found = known.get(cid)
                if found is None:
                    found = known[cid] = (self._text(font, cid), font.char_width(cid))
                text, width = found
                advance = width * fontsize * scaling
                x0 = x * a + e
                x1 = a * advance + x0
                add(
                    {
                        "text": text,
                        "x0": (x0 if x0 <= x1 else x1) + left,
                        "x1": (x1 if x0 <= x1 else x0) + left,
                        "top": top,
                        "bottom": bottom,
                        "doctop": top,
                        "upright": True,
                        "fontname": fontname,
                        "size": size,
                    }
                )
                x += advance
                if cid == 32 and wordspace:
                    x += wordspace
                spaced = True
        return x, y

    def _text(self, font: PDFFont, cid: int) -> str:
        try:
            return font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            return self.handle_undefined_char(font, cid)


class Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter, with streams of a plain form taken apart a whole operation at a time."""

    def execute(self, streams: Sequence[object]) -> None:
        """Carry out every operation of the streams, which form one."""
        found = [stream_value(stream) for stream in streams]
        plain = all(stream.objid is not None and stream.objid not in self.parent_stream_ids for stream in found)
        try:
            operations = self._operations(found) if plain else None
        except Unknown:
            operations = None
        if operations is None:
            super().execute(streams)
            return
        self.stream_ids.clear()
        self.stream_ids.update(stream.objid for stream in found if stream.objid is not None)
        for perform, operands in operations:
            perform(*operands)

    def _operations(self, streams: Sequence[PDFStream]) -> list[Operation]:
        """The operations of the streams with their operands. Raises Unknown."""
        data = b"\n".join(stream.get_data() for stream in streams) + b"\n"
        found: list[Operation] = []
        numeric = {
            operator: (getattr(self, "do_" + operator.decode().replace("*", "_a")), count)
            for operator, count in _NUMERIC.items()
        }
        end = 0
        for match in iter(_OPERATION.scanner(data).match, None):  # type: ignore[attr-defined]
            end = match.end()
            kind = match.lastgroup
            if kind is None:
                continue
            if kind == "operator":
                perform, count = numeric.get(match["operator"], (None, 0))
                operands = [float(each) for each in match["numbers"].split()]
                if perform is None or len(operands) != count:
                    raise Unknown
                found.append((perform, operands))
            elif kind == "shown":
                found.append((self._show, [_items(match["shown"])]))
            elif kind == "show":
                if match["show"] == b"'":
                    found.append((self.do_T_a, []))
                found.append((self._show, [[_string(match["string"])]]))
            elif kind == "size":
                found.append((self.do_Tf, [_literal(match["font"]), float(match["size"])]))
            else:
                found.append((self.do_Do, [_literal(match["object"])]))
        if end != len(data):
            raise Unknown
        return found

    def _show(self, items: list[float | bytes]) -> None:
        if self.textstate.font is not None:
            self.device.render_string(self.textstate, items, self.graphicstate.ncs, self.graphicstate)


def _literal(name: bytes) -> Any:
    try:
        return LIT(name[1:].decode())
    except UnicodeDecodeError:
        raise Unknown from None


def _items(array: bytes) -> list[float | bytes]:
    """Strings and the steps between them, of an array of which the expression has seen that it holds these."""
    items: list[float | bytes] = []
    for number, string in _ITEM.findall(array):
        if number:
            items.append(float(number))
        elif string:
            items.append(_string(string))
        else:
            raise Unknown
    return items


def _string(written: bytes) -> bytes:
    inner = written[1:-1]
    if written[0] == 0x28:  # an opening bracket
        return _ESCAPE.sub(_unescaped, inner) if b"\\" in inner else inner
    digits = b"".join(inner.split())
    if len(digits) % 2:
        raise Unknown
    return bytes.fromhex(digits.decode())


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        code = int(match[1], 8)
        if code > 255:
            raise Unknown
        return bytes((code,))
    return _ESCAPED.get(match[2] or b"", b"")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: its glyphs in the order of painting, the layout of all else, and what annotations paint."""

    glyphs: list[Glyph]
    layout: LTPage
    paintings: list[Painting]


def show(page: PDFPage, resources: PDFResourceManager, left: float, foot: float) -> Shown:
    """Return the glyphs of a page, the layout of whatever else it shows, and what its annotations paint on it."""
    device = Glyphs(resources, left, foot)
    Interpreter(resources, device).process_page(page)
    assert device.layout is not None
    glyphs, device.glyphs = device.glyphs, []
    return Shown(glyphs, device.layout, [_paint(each, device, resources) for each in appearances(page)])


def _paint(appearance: Appearance, device: Glyphs, resources: PDFResourceManager) -> Painting:
    x0, y0, x1, y1 = bounds(device.page_matrix, appearance.box)
    box = (x0 + device.left, device.foot - y1, x1 + device.left, device.foot - y0)
    device.glyphs, device.pictures = [], 0
    device.cur_item = LTFigure(appearance.kind, (0, 0, 1, 1), MATRIX_IDENTITY)  # no part of the page's own layout
    matrix = mult_matrix(appearance.matrix, device.page_matrix)
    Interpreter(resources, device).render_contents(appearance.resources, [appearance.form], ctm=matrix)
    return Painting(appearance.kind, box, device.glyphs, device.pictures > 0)

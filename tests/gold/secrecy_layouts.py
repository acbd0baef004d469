"""Documents whose mark of secrecy is not plain text in a letterhead: pictures, outlines, turned text, HTML elements.

The harmless ones have emblems, pictures, turned text and lone words of the same kinds.
"""

from __future__ import annotations

import base64
import random
import struct
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from fontTools.pens.basePen import BasePen
from fontTools.pens.reportLabPen import ReportLabPen
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.build_sample.fonts import font_file, spell_unicode
from tests.build_sample.typeset import centred, draw

HEIGHT = A4[1]
BLACK, BLUE, GREEN, RED, GREY = (0, 0, 0), (20, 40, 150), (0, 110, 50), (200, 15, 20), (110, 110, 110)
Ink = tuple[int, int, int]
Draw = Callable[[Canvas], None]


@dataclass(frozen=True)
class Layout:
    """A document to build, like `secrecy.Case`, with a function that returns its content."""

    name: str
    secret: bool
    suffix: str
    content: Callable[[], bytes]
    body: str
    title: str = ""

    def write(self, folder: Path) -> Path:
        """Write the file into a folder and return its path."""
        folder.mkdir(exist_ok=True)
        path = folder / f"{self.name}{self.suffix}"
        path.write_bytes(self.content())
        return path


_LEFT = ("TỈNH ỦY ĐIỆN BIÊN", "*", "Số 52-BC/TU")
_RIGHT = ("ĐẢNG CỘNG SẢN VIỆT NAM", "Điện Biên, ngày 21 tháng 8 năm 2019")
_TYPE, _TITLE = "BÁO CÁO", "về công tác kho bãi quý III"
_BODIES = (
    "Lò sấy chè đặt cạnh suối Nậm Rốm, công suất chín tạ, đồng chí Vàng Thị Dở trông nom.",
    "Bè nứa chở phân lân cập bến Pá Phông lúc trăng lặn, bốc xếp xong trước giờ Dần.",
    "Hầm ủ men rượu ngô đào dưới gốc sấu, nắp gỗ lim, khóa bằng chốt tre.",
)


def _letter(*marks: Draw, body: str = "", annex: Draw | None = None) -> bytes:
    """Return a PDF of a Party document with marks drawn on its first page, and perhaps an annex on the second."""
    data = BytesIO()
    canvas = Canvas(data, pagesize=A4, invariant=1)
    for place, line in enumerate(_LEFT):
        centred(canvas, spell_unicode(line, "Bold" if not place else "Regular"), 170, HEIGHT - 70 - 18 * place, 13)
    for place, line in enumerate(_RIGHT):
        centred(canvas, spell_unicode(line, "Regular" if place else "Bold"), 420, HEIGHT - 70 - 36 * place, 13)
    centred(canvas, spell_unicode(_TYPE, "Bold"), 300, HEIGHT - 170, 16)
    centred(canvas, spell_unicode(_TITLE, "Bold"), 300, HEIGHT - 190, 14)
    paragraphs = (*body.splitlines(), *(f"{place}. Các đơn vị kiểm kê, lập sổ theo dõi." for place in range(1, 9)))
    for place, line in enumerate(paragraphs):
        draw(canvas, spell_unicode(line, "Regular"), 80, HEIGHT - 240 - 22 * place, 12)
    for mark in marks:
        canvas.saveState()
        mark(canvas)
        canvas.restoreState()
    if annex:
        canvas.showPage()
        annex(canvas)
    canvas.showPage()
    canvas.save()
    return data.getvalue()


def picture(text: str, ink: Ink = BLACK, paper: Ink = (255, 255, 255), *, slant: float = 0, boxed: bool = True,
             size: int = 60) -> Image.Image:  # fmt: skip
    """Return a picture of a text, at four pixels per point for 15-point type."""
    font = ImageFont.truetype(str(font_file("LiberationSerif-Bold")), size)
    left, top, right, bottom = font.getbbox(text)
    image = Image.new("RGB", (int(right - left) + 60, int(bottom - top) + 50), paper)
    pen = ImageDraw.Draw(image)
    pen.text((30 - left, 25 - top), text, font=font, fill=ink)
    if boxed:
        pen.rectangle((4, 4, image.width - 5, image.height - 5), outline=ink, width=5)
    return image.rotate(slant, expand=True, fillcolor=paper, resample=Image.Resampling.BICUBIC) if slant else image


def _shows(image: Image.Image, x: float, top: float, scale: float = 0.25) -> Draw:
    def drawn(canvas: Canvas) -> None:
        canvas.drawImage(
            ImageReader(image), x, HEIGHT - top - scale * image.height, scale * image.width, scale * image.height
        )

    return drawn


def _inside_form(inner: Draw) -> Draw:
    """Return a drawing that is in a form XObject, as imported pages and stamps are."""

    def drawn(canvas: Canvas) -> None:
        canvas.beginForm("stamp")
        inner(canvas)
        canvas.endForm()
        canvas.doForm("stamp")

    return drawn


class _Pen(ReportLabPen):  # type: ignore[misc]
    """A pen for the paths of a canvas, which name the closing of a path differently."""

    def _closePath(self) -> None:  # noqa: N802
        self.path.close()


def _outlines(text: str, x: float, top: float, size: float = 16, *, filled: bool = True) -> Draw:
    """Return a text as paths, as graphics programs export it."""

    def drawn(canvas: Canvas) -> None:
        font = TTFont(str(font_file("LiberationSerif-Bold")))
        glyphs, names = font.getGlyphSet(), font.getBestCmap()
        canvas.translate(x, HEIGHT - top - size)
        canvas.scale(size / font["head"].unitsPerEm, size / font["head"].unitsPerEm)
        canvas.setLineWidth(60)
        for letter in text:
            glyph = glyphs[names[ord(letter)]]
            pen = _Pen(glyphs, canvas.beginPath())
            glyph.draw(pen)
            canvas.drawPath(pen.path, stroke=not filled, fill=filled)
            canvas.translate(glyph.width, 0)

    return drawn


def _turned(text: str, x: float, top: float, angle: float, size: float = 15, red: bool = True) -> Draw:
    def drawn(canvas: Canvas) -> None:
        canvas.translate(x, HEIGHT - top)
        canvas.rotate(angle)
        if red:
            canvas.setFillColorRGB(0.8, 0.05, 0.1)
        draw(canvas, spell_unicode(text, "Bold"), 0, 0, size)

    return drawn


def _lines_of(texts: Sequence[str], x: float, top: float, pitch: float, size: float = 13) -> Draw:
    """Return texts below each other around the middle `x`."""

    def drawn(canvas: Canvas) -> None:
        for place, text in enumerate(texts):
            centred(canvas, spell_unicode(text, "Bold"), x, HEIGHT - top - pitch * place, size)

    return drawn


def _searchable_scan(text: str) -> bytes:
    """Return a scan with a black mark and a text layer that lacks it, as office scanners write them."""
    import pypdfium2

    shown = pypdfium2.PdfDocument(_letter(_lines_of([text], 170, 130, 0), body=_BODIES[0]))[0].render(scale=2).to_pil()

    def covers(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(shown), 0, 0, *A4)

    return _letter(covers, body=_BODIES[0])


def _emblem(canvas: Canvas) -> None:
    """Draw a star in a circle, as emblems are."""
    canvas.setFillColorRGB(0.9, 0.1, 0.1)
    canvas.circle(170, HEIGHT - 40, 14, stroke=1, fill=0)
    path = canvas.beginPath()
    for place, (x, y) in enumerate([(170, 53), (174, 41), (183, 41), (176, 34), (179, 27), (170, 32), (161, 27)]):
        (path.lineTo if place else path.moveTo)(x, HEIGHT - 80 + y)
    path.close()
    canvas.drawPath(path, fill=1, stroke=0)


def _squares() -> Image.Image:
    """Return a picture like a QR code."""
    random.seed(7)
    image = Image.new("1", (29, 29))
    image.putdata([random.choice((0, 255)) for _place in range(29 * 29)])
    return image.resize((232, 232)).convert("RGB")


def _annex_with_stamps(canvas: Canvas) -> None:
    centred(canvas, spell_unicode("PHỤ LỤC", "Bold"), 300, HEIGHT - 70, 14)
    centred(canvas, spell_unicode("MẪU DẤU CHỈ MỨC ĐỘ MẬT", "Bold"), 300, HEIGHT - 90, 14)
    _shows(picture("MẬT", RED), 250, 120)(canvas)


_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="png" ContentType="image/png"/><Override PartName="/word/header1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_NAMESPACES = (
    f'xmlns:wps="{_SHAPE}" '
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
INLINE = '<w:p><w:r><w:drawing><wp:inline><a:blip r:embed="rId1"/></wp:inline></w:drawing></w:r></w:p>'
FLOATING = INLINE.replace("wp:inline", "wp:anchor")
VML = '<w:p><w:r><w:pict><v:shape style="width:90pt"><v:imagedata r:id="rId1"/></v:shape></w:pict></w:r></w:p>'


def _relations(*targets: str) -> str:
    """Return a part's relationships to targets, each given as `id kind target`."""
    items = (each.split() for each in targets)
    inner = "".join(f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
                    for name, kind, target in items)  # fmt: skip
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def _paragraphs(*texts: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)


def word_file(image: Image.Image, body: str, *, left: str = "", above: str = "", header: str = "", anchored: str = "",
              end: str = "", kind: str = "PNG") -> bytes:  # fmt: skip
    """Return a Word file with a picture as XML in the left column, above the letterhead, or elsewhere."""
    picture = BytesIO()
    image.save(picture, kind)
    columns = "".join(f"<w:tc>{inner}</w:tc>" for inner in (_paragraphs(*_LEFT) + left, _paragraphs(*_RIGHT)))
    rest = _paragraphs(*["Các đơn vị lập sổ theo dõi."] * 40)
    content = (
        f"<w:document {_NAMESPACES}><w:body>{above}<w:tbl><w:tr>{columns}</w:tr></w:tbl>"
        f"{_paragraphs(_TYPE, _TITLE, *body.splitlines())}{anchored}{rest}"
        f'{end}<w:sectPr><w:headerReference w:type="default" r:id="rId2"/></w:sectPr></w:body></w:document>'
    )
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("[Content_Types].xml", _CONTENT_TYPES)
        archive.writestr("_rels/.rels", _relations("rId1 officeDocument word/document.xml"))
        archive.writestr("word/document.xml", content)
        archive.writestr("word/header1.xml", f"<w:hdr {_NAMESPACES}>{header or _paragraphs('')}</w:hdr>")
        archive.writestr("word/_rels/document.xml.rels", _relations("rId1 image m.png", "rId2 header header1.xml"))
        archive.writestr("word/_rels/header1.xml.rels", _relations("rId1 image m.png"))
        archive.writestr("word/m.png", picture.getvalue())
    return data.getvalue()


class _Outline(BasePen):  # type: ignore[misc]
    """A pen that collects the corners of a text's outlines, its curves as chords."""

    def __init__(self, glyphs: object) -> None:
        super().__init__(glyphs)
        self.contours: list[list[tuple[float, float]]] = []

    def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.contours.append([point])

    def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.contours[-1].append(point)

    def _curveToOne(self, one: tuple[float, float], two: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        start = self.contours[-1][-1]
        for step in (0.25, 0.5, 0.75, 1):
            rest = 1 - step
            weights = (rest**3, 3 * rest * rest * step, 3 * rest * step * step, step**3)
            points = zip(start, one, two, end, strict=True)
            x, y = (sum(w * each for w, each in zip(weights, axis, strict=True)) for axis in points)
            self.contours[-1].append((x, y))


def _contours(text: str) -> list[list[tuple[int, int]]]:
    """Return the outlines of a text, 1,000 units to its type size, from its upper left corner."""
    font = TTFont(str(font_file("LiberationSerif-Bold")))
    glyphs, names, scale = font.getGlyphSet(), font.getBestCmap(), 1000 / font["head"].unitsPerEm
    found, x = [], 0.0
    for letter in text:
        pen = _Outline(glyphs)
        glyphs[names[ord(letter)]].draw(pen)
        found += [[(round(scale * (x + px)), round(1200 - scale * py)) for px, py in line] for line in pen.contours]
        x += glyphs[names[ord(letter)]].width
    return found


def _freeform(text: str) -> str:
    """Return a paragraph with a text as the freeform shape of a drawing."""
    contours = _contours(text)
    wide = max(x for line in contours for x, _y in line)
    paths = "".join(
        f'<a:moveTo><a:pt x="{line[0][0]}" y="{line[0][1]}"/></a:moveTo>'
        + "".join(f'<a:lnTo><a:pt x="{x}" y="{y}"/></a:lnTo>' for x, y in line[1:])
        + "<a:close/>"
        for line in contours
    )
    size = f'cx="{wide * 250}" cy="350000"'
    shape = (
        f'<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:custGeom>'
        f'<a:pathLst><a:path w="{wide}" h="1400">{paths}</a:path></a:pathLst></a:custGeom>'
        '<a:solidFill><a:srgbClr val="101010"/></a:solidFill></wps:spPr><wps:bodyPr/></wps:wsp>'
    )
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:extent {size}/><wp:docPr id="1" name="a"/><a:graphic>'
        f'<a:graphicData uri="{_SHAPE}">{shape}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )


def _metafile(text: str) -> bytes:
    """Return a WMF picture with the outlines of a text (META_POLYPOLYGON), as old stamps were pasted."""
    contours = _contours(text)
    wide = max(x for line in contours for x, _y in line)
    points = b"".join(struct.pack("<hh", *point) for line in contours for point in line)
    counts = struct.pack(f"<{len(contours)}H", *map(len, contours))

    def record(function: int, content: bytes) -> bytes:
        return struct.pack("<IH", 3 + len(content) // 2, function) + content

    records = [
        record(0x020B, struct.pack("<hh", 0, 0)),
        record(0x020C, struct.pack("<hh", 1400, wide)),
        record(0x02FC, struct.pack("<HIH", 0, 0x101010, 0)),  # a solid brush
        record(0x012D, struct.pack("<H", 0)),
        record(0x0538, struct.pack("<H", len(contours)) + counts + points),
        record(0, b""),
    ]
    total = 9 + sum(map(len, records)) // 2
    placeable = struct.pack("<IHhhhhHI", 0x9AC6CDD7, 0, 0, 0, wide, 1400, 5000, 0)
    checksum = 0
    for (word,) in struct.iter_unpack("<H", placeable):
        checksum ^= word
    header = struct.pack("<HHHIHIH", 1, 9, 0x0300, total, 1, max(map(len, records)) // 2, 0)
    return placeable + struct.pack("<H", checksum) + header + b"".join(records)


_PLACED_PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="1200000" cy="400000"/><wp:docPr id="1" name="a"/><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic='
    '"http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="1" name="a"/>'
    '<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch>'
    '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1200000" cy="400000"/></a:xfrm>'
    '<a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
)


def _with_metafile(text: str, body: str) -> bytes:
    """Return a Word file whose picture is a metafile."""
    made = zipfile.ZipFile(BytesIO(word_file(picture("A"), body, left=_PLACED_PICTURE)))
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in made.namelist():
            content = made.read(name).replace(b"m.png", b"m.wmf").replace(b'"png"', b'"wmf"')
            archive.writestr(name.replace(".png", ".wmf"), _metafile(text) if name.endswith("png") else content)
    return data.getvalue()


def _leaning(mark: Draw, x: float, y: float, angle: float) -> Draw:
    """Return a mark drawn at the corner of the page, moved to a place and turned."""

    def draw_it(canvas: Canvas) -> None:
        canvas.translate(x, HEIGHT - y)
        canvas.rotate(angle)
        canvas.translate(0, -HEIGHT)
        mark(canvas)

    return draw_it


def _scan(*marks: Draw, body: str) -> bytes:
    """Return a scan in black and white of a page with marks."""
    import pypdfium2

    shown = pypdfium2.PdfDocument(_letter(*marks, body=body))[0].render(scale=200 / 72).to_pil().convert("L")
    data = BytesIO()
    shown.point(lambda level: 255 * (level > 150)).convert("1").save(data, "PDF", resolution=200)
    return data.getvalue()


def _web_page(body: str, *, above: str = "", left: str = "", below: str = "", floats: bool = False) -> bytes:
    left_lines, right_lines = ("<br>".join(lines) for lines in (_LEFT, _RIGHT))
    if floats:
        head = (
            f'<div style="float:left"><p>{left_lines.replace("<br>", "</p><p>")}</p>{left}</div>'
            f'<div style="float:right"><p>{right_lines.replace("<br>", "</p><p>")}</p></div>'
        )
    else:
        head = f"<table><tr><td>{left_lines}{left}</td><td>{right_lines}</td></tr></table>"
    lines = "".join(f"<p>{line}</p>" for line in (*body.splitlines(), *["Các đơn vị kiểm kê, lập sổ theo dõi."] * 9))
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{above}<main>{head}<p align=center><b>{_TYPE}</b>"
        f"</p><p align=center><b>{_TITLE}</b></p>{lines}</main>{below}</body></html>"
    ).encode()


def _img(image: Image.Image) -> str:
    data = BytesIO()
    image.save(data, "PNG")
    return f'<img src="data:image/png;base64,{base64.b64encode(data.getvalue()).decode()}">'


def secret_layouts() -> Iterator[Layout]:
    """Yield 53 documents with a mark that a person sees and a plain text reader does not."""
    stacked = [*"MẬT"]
    marks: tuple[tuple[Draw, ...], ...] = (
        (_shows(picture("MẬT"), 120, 120),),
        (_shows(picture("TUYỆT MẬT", BLUE), 110, 118),),
        (_shows(picture("TỐI MẬT", GREEN, boxed=False), 430, 25),),
        (_shows(picture("MẬT", (255, 255, 255), RED), 60, 20),),
        (_shows(picture("TỐI MẬT", BLACK, slant=8), 110, 115),),
        (_shows(picture("TUYỆT MẬT", GREY, slant=90), 30, 80),),
        (_shows(picture("MẬT", RED, slant=-10), 110, 60),),  # over the printed letterhead
        (_inside_form(_shows(picture("TỐI MẬT"), 110, 118)),),
        (_shows(picture("M Ậ T"), 120, 120),),
        (_emblem, _shows(picture("ĐỘ MẬT: TỐI MẬT"), 330, 120)),
        (_outlines("TUYỆT MẬT", 120, 120),),
        (_outlines("MẬT", 430, 30, 20),),
        (_outlines("TỐI MẬT", 120, 120, filled=False),),
        (_turned("TUYỆT MẬT", 30, 300, 90),),
        (_turned("TỐI MẬT", 570, 100, -90),),
        (_turned("MẬT", 60, 130, 90),),
        (_turned("TUYỆT MẬT", 150, 560, 45, 60),),
        (_turned("TỐI MẬT", 60, 160, 30),),
        (_turned("MẬT", 500, 40, -20),),
        (_turned("MẬT", 180, 118, 180),),
        (_turned("T U Y Ệ T  M Ậ T", 30, 330, 90),),
        (_lines_of(stacked, 40, 90, 16),),
        (_lines_of([*"TỐI", *"MẬT"], 560, 60, 15),),
        (_lines_of(["TUYỆT", "MẬT"], 60, 130, 15),),
    )
    for place, drawn in enumerate(marks):
        body = _BODIES[place % len(_BODIES)]
        yield Layout(f"n{place + 1:02}", True, ".pdf", lambda drawn=drawn, body=body: _letter(*drawn, body=body), body)  # type: ignore[misc]
    yield Layout("n25", True, ".pdf", lambda: _searchable_scan("TỐI MẬT"), _BODIES[0])
    mark = picture("TUYỆT MẬT")
    blue = picture("MẬT", BLUE)
    files: tuple[tuple[str, Callable[[str], bytes]], ...] = (
        (".docx", lambda body: word_file(mark, body, left=INLINE)),
        (".docx", lambda body: word_file(blue, body, above=FLOATING)),
        (".docx", lambda body: word_file(blue, body, header=INLINE, kind="JPEG")),
        (".docx", lambda body: word_file(mark, body, left=VML, kind="BMP")),
        (".docx", lambda body: word_file(picture("TỐI MẬT", RED), body, anchored=FLOATING)),
        (".html", lambda body: _web_page(body, above="<header><h3>TỐI MẬT</h3></header>")),
        (".html", lambda body: _web_page(body, above="<div role=banner>MẬT</div>", floats=True)),
        (".html", lambda body: _web_page(body, above="<svg><text x=9 y=20>TUYỆT MẬT</text></svg>")),
        (".html", lambda body: _web_page(body, left=_img(picture("MẬT", RED)))),
        (".html", lambda body: _web_page(body, left="<p>MẬT</p>", floats=True)),
        (".html", lambda body: _web_page(body, below='<div style="position: absolute; top:9px">TỐI MẬT</div>')),
        (".html", lambda body: _web_page(body, above="<aside><p>MẬT</p></aside>")),
    )
    for place, (suffix, content) in enumerate(files):
        body = _BODIES[place % len(_BODIES)]
        yield Layout(f"n{place + 26:02}", True, suffix, lambda content=content, body=body: content(body), body)  # type: ignore[misc]
    yield from _secret_drawings()


def _secret_drawings() -> Iterator[Layout]:
    """Yield documents whose mark only a rendered page shows: shapes, metafiles, slanted stamps on scans."""
    dialog = "<dialog open>{}</dialog>"
    files: tuple[tuple[str, Callable[[str], bytes]], ...] = (
        (".docx", lambda body: word_file(picture("A"), body, left=_freeform("TUYỆT MẬT"))),
        (".docx", lambda body: word_file(picture("A"), body, above=_freeform("MẬT"))),
        (".docx", lambda body: _with_metafile("TỐI MẬT", body)),
        (".html", lambda body: _web_page(body, above=dialog.format("TUYỆT MẬT"))),
        (".html", lambda body: _web_page(body, left=dialog.format("MẬT"))),
        (".pdf", lambda body: _letter(_shows(picture("TỐI MẬT"), 250, 790), body=body)),
        (".pdf", lambda body: _scan(_shows(picture("MẬT", slant=12), 110, 118, 0.35), body=body)),
        (".pdf", lambda body: _scan(_shows(picture("TUYỆT MẬT", slant=-17), 90, 122, 0.3), body=body)),
        (".pdf", lambda body: _scan(_turned("TỐI MẬT", 400, 150, 20, 20, red=False), body=body)),
        (".pdf", lambda body: _scan(_shows(picture("MẬT", slant=-25, boxed=False), 430, 110, 0.4), body=body)),
        (".pdf", lambda body: _letter(_leaning(_outlines("TUYỆT MẬT", 0, 0), 160, 380, 35), body=body)),
        (".pdf", lambda body: _letter(_leaning(_outlines("TỐI MẬT", 0, 0), 120, 350, 25), body=body)),
        (".pdf", lambda body: _letter(_leaning(_outlines("MẬT", 0, 0), 120, 140, 12), body=body)),
        (".html", lambda body: _web_page(body, above='<input readonly value="TỐI MẬT">')),
        (".html", lambda body: _web_page(body, above="<textarea>MẬT</textarea>")),
        (".html", lambda body: _web_page(body, above="<fieldset><legend>TUYỆT MẬT</legend></fieldset>")),
    )
    for place, (suffix, content) in enumerate(files):
        body = _BODIES[place % len(_BODIES)]
        yield Layout(f"n{place + 38:02}", True, suffix, lambda content=content, body=body: content(body), body)  # type: ignore[misc]


_OF_SECRETS = "Văn thư vào sổ tài liệu mật; bảo quản tài liệu đóng dấu MẬT trong tủ khóa."


def harmless_layouts() -> Iterator[Layout]:
    """Yield 30 documents with pictures, drawings, turned text and lone words that are not marks."""
    marks: tuple[tuple[Draw, ...], ...] = (
        (_emblem,),
        (_shows(picture("PMF", BLUE), 40, 20),),
        (_shows(_squares(), 500, 20),),
        (_shows(picture("ĐÃ GIẢI MẬT", RED), 110, 118),),
        (_shows(picture("HỎA TỐC", RED), 110, 118),),
        (_shows(picture("BẢO MẬT THÔNG TIN", BLUE, boxed=False), 320, 20),),
        (_turned("BẢN SAO", 150, 560, 45, 60),),
        (_turned("Tài liệu lưu hành nội bộ", 30, 330, 90, 11, red=False),),
        (_turned("GIẢI MẬT", 30, 330, 90),),
        (_outlines("Bảo mật", 430, 30, 14),),
        (_outlines("SỞ NỘI VỤ", 430, 30, 14),),
        (_shows(picture("MẬT ONG RỪNG", GREEN), 420, 20),),
        (_shows(picture("MẬT", RED), 400, 700),),  # a seal at the foot is not where documents are stamped
    )
    for place, drawn in enumerate(marks):
        yield Layout(f"k{place + 1:02}", False, ".pdf", lambda drawn=drawn: _letter(*drawn, body=_OF_SECRETS), "")  # type: ignore[misc]
    yield Layout("k14", False, ".pdf", lambda: _letter(body=_OF_SECRETS, annex=_annex_with_stamps), "")
    logo = picture("PMF", BLUE)
    navigation = (
        "<nav><ul><li><a href=a>TUYỆT MẬT</a></li><li><a href=b>TỐI MẬT</a></li><li><a href=c>MẬT</a></li></ul></nav>"
    )
    annex = '<w:p><w:r><w:br w:type="page"/><w:t>MẪU DẤU ĐỘ MẬT</w:t></w:r></w:p>'
    lone = [*_LEFT, "", *_RIGHT, _TYPE, _TITLE, _OF_SECRETS, *["Nội dung."] * 5, "MAT", "GYM"]
    codes = [_TYPE, _TITLE, _OF_SECRETS, *["Bảng mã:"] * 9, "MAT", "HAT", "", "TAM"]
    files: tuple[tuple[str, Callable[[], bytes]], ...] = (
        (".docx", lambda: word_file(logo, _OF_SECRETS, left=INLINE)),
        (".docx", lambda: word_file(logo, _OF_SECRETS, header=VML)),
        (".docx", lambda: word_file(picture("GIẢI MẬT"), _OF_SECRETS, above=FLOATING)),
        (".docx", lambda: word_file(picture("MẬT", RED), _OF_SECRETS, end=annex + INLINE)),
        (".html", lambda: _web_page(_OF_SECRETS, above=navigation)),
        (".html", lambda: _web_page(_OF_SECRETS, above="<header><h1>CỔNG THÔNG TIN</h1></header>", floats=True)),
        (".html", lambda: _web_page(_OF_SECRETS, left=_img(logo))),
        (".html", lambda: _web_page(_OF_SECRETS, above='<div style="display:none">MẬT</div>')),
        (".txt", lambda: "\n".join(lone).encode()),
        (".txt", lambda: "\n".join(codes).encode()),
        (".docx", lambda: word_file(logo, _OF_SECRETS, left=_freeform("SỞ NỘI VỤ"))),
        (".docx", lambda: _with_metafile("PMF", _OF_SECRETS)),
        (".html", lambda: _web_page(_OF_SECRETS, above="<dialog>TUYỆT MẬT</dialog>")),
        (".pdf", lambda: _scan(_shows(picture("HỎA TỐC", slant=12), 110, 118), body=_OF_SECRETS)),
        (".pdf", lambda: _scan(_turned("ĐÃ GIẢI MẬT", 400, 150, 15, 16, red=False), body=_OF_SECRETS)),
        (".pdf", lambda: _letter(_shows(picture("BẢO MẬT", BLUE), 250, 790), body=_OF_SECRETS)),
    )  # fmt: skip
    for place, (suffix, content) in enumerate(files):
        yield Layout(f"k{place + 15:02}", False, suffix, content, "")

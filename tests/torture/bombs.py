"""Files that take for ever, or all memory: each is set aside within its limit, or read."""

# ruff: noqa: E501 — each file is one line of a table

from __future__ import annotations

import io
import os
import random
import re
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from pathlib import Path

import psutil

from tests.command import ROOT

SECONDS = 15
Make = Callable[[], bytes]
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
_HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def _pdf(*objects: bytes, page: bytes = b"/MediaBox[0 0 595 842]", contents: bytes = b"5 0 R") -> bytes:
    """Return a PDF of one page; `objects` are numbered from 5, the first is the page's content, 4 is its font."""
    resources = b"/Resources<</Font<</F1 4 0 R>>/XObject<</X 6 0 R>>>>"
    first = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R %s%s/Contents %s>>" % (page, resources, contents),
    ]
    if not any(each.startswith(b"<</Type/Font") for each in objects[-1:]):
        first.append(_HELVETICA)
        rest = list(objects)
    else:
        first.append(objects[-1])
        rest = list(objects[:-1])
    data, places = bytearray(b"%PDF-1.5\n"), []
    for number, each in enumerate([*first, *rest], 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, at = len(places) + 1, len(data)
    return bytes(data) + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, at,
    )  # fmt: skip


def _stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def _inflating(unit: bytes, megabytes: int, rounds: int = 1) -> bytes:
    """Return a compressed stream that unpacks to so many megabytes."""
    packer = zlib.compressobj(9)
    block = (unit * (1 + (1 << 20) // len(unit)))[: 1 << 20]
    packed = b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()
    for _ in range(rounds - 1):
        packed = zlib.compress(packed, 9)
    return _stream(packed, b"/Filter[%s]" % (b"/FlateDecode" * rounds))


def _text(text: bytes = b"(a) Tj", count: int = 1) -> bytes:
    return _stream(b"BT /F1 12 Tf 50 700 Td " + text * count + b" ET")


def _font(descendant: bytes, to_unicode: bytes = b"") -> tuple[bytes, ...]:
    kind = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]%s>>" % to_unicode
    cid = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    return _text(b"<00410042> Tj"), cid + descendant + b">>", kind


def _to_unicode(body: bytes) -> bytes:
    text, cid, kind = _font(b"/DW 500", b"/ToUnicode 7 0 R")
    head = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> "
    return _pdf(text, cid, _stream(head + b"endcodespacerange " + body + b" endcmap"), kind)


def _forms(fan: int, depth: int) -> bytes:
    """Return forms of which each paints the next so many times."""
    box = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
    forms = [
        _stream(b"/X Do " * fan, box + b"/Resources<</XObject<</X %d 0 R>>>>" % (7 + each)) for each in range(depth)
    ]
    return _pdf(_stream(b"/X Do"), *forms, _stream(b"BT /F1 9 Tf (a) Tj ET", box))


def _image(entries: bytes, content: bytes = b"x") -> bytes:
    image = _stream(content, b"/Type/XObject/Subtype/Image" + entries)
    return _pdf(_stream(b"q 500 0 0 700 0 0 cm /X Do Q"), image)


def _docx(body: str, head: str = "", styles: bytes = b"") -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _RELATIONS)
        package.writestr(
            "word/document.xml", f'<?xml version="1.0"?>{head}<w:document {_W}><w:body>{body}</w:body></w:document>'
        )
        if styles:
            package.writestr("word/styles.xml", styles)
    return content.getvalue()


def _run(text: str, before: str = "") -> str:
    return f"<w:p>{before}<w:r><w:t>{text}</w:t></w:r></w:p>"


def _zip(**members: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, member in members.items():
            package.writestr(name.replace("__", "."), member)
    return content.getvalue()


def _nested_zip(depth: int, width: int) -> bytes:
    content = b"a " * (5 << 20)
    name = "a__txt"
    for _ in range(depth):
        content = _zip(**{f"{number}{name}": content for number in range(width)})
        name = "a__zip"
    return content


def _message(depth: int) -> bytes:
    inner = EmailMessage()
    inner.set_content("a")
    text = inner.as_bytes()
    for number in range(depth):
        text = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n%s\n--b%d--\n" % (number, number, text, number)
    return b"From: a@b\nSubject: x\nMIME-Version: 1.0\n" + text


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1 << 20)))
        + chunk(b"IEND", b"")
    )


def _rules(count: int) -> bytes:
    choose = random.Random(1)
    lines = b" ".join(b"%d %d m %d %d l S" % tuple(choose.randrange(50, 550) for _ in range(4)) for _ in range(count))
    grid = b" ".join(b"%.2f 50 %.2f 700 re S" % (50 + each / 10, each / 10 + 1) for each in range(count // 4))
    return _pdf(_stream(b"BT /F1 9 Tf 60 600 Td (a) Tj ET " + grid + b" " + lines))


def _pages(count: int) -> bytes:
    kids = b"3 0 R " * count
    return _pdf(_text()).replace(b"/Count 1/Kids[3 0 R]", b"/Count %d/Kids[%s]" % (count, kids))


_PLAIN = "Căn cứ Nghị quyết số 04-NQ/TW ngày 30/10/2016 và "
_MARKS = "a" + "\u0301\u0323" * 2_000_000
BOMBS: dict[str, Make] = {
    # Streams that unpack, and long ones.
    "flate-spaces.pdf": lambda: _pdf(_inflating(b" ", 2000)),
    "flate-text.pdf": lambda: _pdf(_inflating(b"BT /F1 9 Tf (aaaa) Tj ET ", 300)),
    "flate-twice.pdf": lambda: _pdf(_inflating(b"q ", 1500, 2)),
    "flate-four-times.pdf": lambda: _pdf(_inflating(b"\0", 4000, 4)),
    "hex-chain.pdf": lambda: _pdf(_stream(b"41" * 1000, b"/Filter[%s]" % (b"/ASCIIHexDecode" * 20000))),
    "runlength.pdf": lambda: _pdf(_stream(b"\x81\x20" * 8_000_000, b"/Filter/RunLengthDecode")),
    "lzw.pdf": lambda: _pdf(_stream(bytes(20_000_000), b"/Filter/LZWDecode")),
    "predictor.pdf": lambda: _pdf(_stream(zlib.compress(bytes(9)), b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2147483647/Colors 32>>")),
    "predictor-rows.pdf": lambda: _pdf(_stream(zlib.compress(bytes(60_000_000)), b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 1>>")),
    "saves.pdf": lambda: _pdf(_inflating(b"q ", 60)),
    "inline-images.pdf": lambda: _pdf(_stream(b"BI /W 9 /H 9 ID x EI " * 300_000)),
    "open-strings.pdf": lambda: _pdf(_stream(b"(" * 5_000_000)),
    "open-arrays.pdf": lambda: _pdf(_stream(b"[" * 3_000_000)),
    "open-dicts.pdf": lambda: _pdf(_stream(b"<<" * 2_000_000)),
    "dicts-in-page.pdf": lambda: _pdf(_text(), page=b"/MediaBox[0 0 9 9]/A" + b"[" * 200_000 + b"]" * 200_000),
    # Fonts.
    "widths.pdf": lambda: _pdf(*_font(b"/W[0 2000000000 500]")),
    "widths-many.pdf": lambda: _pdf(*_font(b"/W[%s]" % (b"0 60000000 5 " * 20))),
    "widths-down.pdf": lambda: _pdf(*_font(b"/W2[0 900000000 5 5 5]")),
    "tounicode-range.pdf": lambda: _to_unicode(b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange"),
    "tounicode-many.pdf": lambda: _to_unicode(b"200 beginbfrange " + b"<0000> <FFFF> <0041> " * 2000 + b"endbfrange"),
    "cid-range.pdf": lambda: _to_unicode(b"1 begincidrange <00000000> <7FFFFFFF> 0 endcidrange"),
    "differences.pdf": lambda: _pdf(_text(), b"<</Type/Font/Subtype/Type1/BaseFont/A/Encoding<</Differences[%s]>>>>" % b"".join(b"%d/a" % each for each in range(2_000_000))),
    # Objects that contain each other, or one another often.
    "forms-ten.pdf": lambda: _forms(10, 12),
    "forms-two.pdf": lambda: _forms(2, 40),
    "forms-deep.pdf": lambda: _forms(1, 20_000),
    "kids-loop.pdf": lambda: _pdf(_text()).replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"),
    "kids-many.pdf": lambda: _pages(300_000),
    "contents-many.pdf": lambda: _pdf(_inflating(b"(a) Tj ", 20), contents=b"[%s]" % (b"5 0 R " * 500)),
    "prev-loop.pdf": lambda: _pdf(_text()).replace(b"/Root", b"/Prev 9/Root"),
    "annotations.pdf": lambda: _pdf(_text(), b"<</Type/Annot/Subtype/FreeText/Rect[0 0 9 9]/Contents(a)>>", page=b"/MediaBox[0 0 595 842]/Annots[%s]" % (b"6 0 R " * 300_000)),
    # Images, and much on one page.
    "image-wide.pdf": lambda: _image(b"/Width 100000/Height 100000/BitsPerComponent 8/ColorSpace/DeviceRGB"),
    "image-flate.pdf": lambda: _image(b"/Width 40000/Height 40000/BitsPerComponent 8/ColorSpace/DeviceCMYK/Filter/FlateDecode", zlib.compress(bytes(300 << 20), 9)),
    "image-jpx.pdf": lambda: _image(b"/Width 60000/Height 60000/Filter/JPXDecode", b"\x00\x00\x00\x0cjP  \r\n\x87\n" + bytes(99)),
    "image-jbig2.pdf": lambda: _image(b"/Width 99999/Height 99999/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/JBIG2Decode", bytes.fromhex("00000000300001000000130001869f0001869f0000000000000000000000")),
    "page-huge.pdf": lambda: _pdf(_stream(b"0 0 m 9 9 l S"), page=b"/MediaBox[0 0 900000000 900000000]"),
    "rules.pdf": lambda: _rules(60_000),
    "glyphs-on-one-place.pdf": lambda: _pdf(_text(b"1 0 0 1 50 700 Tm (a) Tj ", 1_000_000)),
    "glyphs-white.pdf": lambda: _pdf(_stream(b"BT /F1 1 Tf 1 g " + b"1 0 0 1 50 700 Tm (abc) Tj 0 0 1 rg 40 690 500 9 re f 1 g " * 200_000 + b"ET")),
    "glyphs-turned.pdf": lambda: _pdf(_stream(b"BT /F1 1 Tf " + b" ".join(b"0.%02d 1 -1 0.%02d %d %d Tm (abc) Tj" % (each % 99, each % 99, each % 595, each % 842) for each in range(200_000)) + b" ET")),
    # Word.
    "xml-bomb.docx": lambda: _docx(" " * (1500 << 20)),
    "entities.docx": lambda: _docx(_run("&j;"), "<!DOCTYPE a [<!ENTITY a '" + "a" * 99 + "'>" + "".join(f"<!ENTITY {chr(98 + n)} '{('&' + chr(97 + n) + ';') * 10}'>" for n in range(9)) + "]>"),
    "tables-deep.docx": lambda: _docx("<w:tbl><w:tr><w:tc>" * 20_000 + _run("a") + "</w:tc></w:tr></w:tbl>" * 20_000),
    "spans.docx": lambda: _docx("<w:tbl>" + '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>' + _run("a") + "</w:tc></w:tr></w:tbl>"),
    "paragraphs.docx": lambda: _docx(_run("a") * 1_000_000),
    "runs.docx": lambda: _docx("<w:p>" + "<w:r><w:t>số 1/a </w:t></w:r>" * 900_000 + "</w:p>"),
    "styles.docx": lambda: _docx(_run("a", '<w:pPr><w:pStyle w:val="x"/></w:pPr>') * 1000, styles=f'<w:styles {_W}><w:style w:styleId="x"><w:basedOn w:val="x"/></w:style></w:styles>'.encode()),
    "marks.docx": lambda: _docx(_run(_MARKS)),
    # HTML and text.
    "deep.html": lambda: b"<html><body>" + b"<div>" * 1_000_000 + b"a",
    "deep-tables.html": lambda: b"<html><body>" + b"<table><tr><td>" * 200_000 + b"a",
    "open-tags.html": lambda: b"<html><body>" + b"<a <b " * 3_000_000,
    "spans.html": lambda: b"<table>" + b"<tr><td rowspan=65534 colspan=1000>a</td></tr>" * 5000 + b"</table>",
    "attribute.html": lambda: b"<html><body><p title='" + b"a" * (60 << 20) + b"'>a",
    "marks.html": lambda: f"<html><body><p>{_MARKS}</p>".encode(),
    "marks.txt": lambda: _MARKS.encode(),
    "digits.txt": lambda: b"1" * (20 << 20),
    "citations.txt": lambda: (_PLAIN * 300_000).encode(),
    "articles.txt": lambda: ("điểm a khoản 1 Điều 1, " * 300_000).encode(),
    "numbers.txt": lambda: ("số 1/" * 2_000_000).encode(),
    "capitals.txt": lambda: ("ỦY BAN NHÂN DÂN\n" * 500_000).encode(),
    # Containers and pictures.
    "nested.zip": lambda: _nested_zip(4, 12),
    "many.zip": lambda: _zip(**{f"{number}__txt": b"a b c" for number in range(60_000)}),
    "many-in-many.zip": lambda: _zip(**{f"{each}__zip": _zip(**{f"{number}__xyz": b"" for number in range(5000)}) for each in range(50)}),
    "zeros.zip": lambda: _zip(a__txt=bytes(1500 << 20)),
    "deep.eml": lambda: _message(3000),
    "wide.png": lambda: _png(60_000, 60_000),
}  # fmt: skip


def run(count: int) -> int:
    """Ingest each bomb alone, two at a time; print what took longest and most memory."""
    names = list(BOMBS)[:count]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda name: measure(name, Path(folder)), names))
    bad = 0
    for name, (seconds, memory, problem) in zip(names, results, strict=True):
        wrong = problem or (seconds > SECONDS + 5 and "too long") or (memory > 1.1 * (1 << 30) and "too much")
        bad += bool(wrong)
        print(f"{name:26} {seconds:6.1f} s {memory >> 20:6d} MB {wrong or ''}")
    print(f"{len(names)} bombs: longest {max(each[0] for each in results):.1f} s, most memory "
          f"{max(each[1] for each in results) >> 20} MB, {bad} failed")  # fmt: skip
    return bad


def measure(name: str, folder: Path) -> tuple[float, int, str]:
    """Return the seconds until the command ended, the largest process of it, and what went wrong."""
    own = folder / f"{name}.d"
    own.mkdir()
    bomb = own / name
    bomb.write_bytes(BOMBS[name]())
    (own / "good.txt").write_text("Điều 1. Tổ chức thực hiện nghị quyết.", "utf-8")
    words = ["--library", str(own / "l.sqlite"), "--lang", "en", "ingest", "-j", "2", "--time-limit", str(SECONDS)]
    began = time.monotonic()
    # A file, since a pipe that nobody reads stops a command that names many files.
    with (own / "output.txt").open("wb") as printed, subprocess.Popen(
        [sys.executable, str(ROOT / "cli.py"), *words, str(bomb), str(own / "good.txt")],
        stdout=printed, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        memory = max(_largest(process), default=0)
    output = (own / "output.txt").read_text("utf-8")
    bomb.unlink()
    seconds = time.monotonic() - began
    if "Traceback" in output or process.returncode not in (0, 1):
        return seconds, memory, output[-200:]
    return seconds, memory, "" if re.search(r"\b[1-9]\d* added", output) else f"the other was lost: {output}"


def _largest(process: subprocess.Popen[bytes]) -> Iterator[int]:
    program = psutil.Process(process.pid)
    while process.poll() is None:
        time.sleep(0.05)
        try:
            for each in (program, *program.children(recursive=True)):
                yield int(each.memory_info().rss)
        except psutil.Error:
            continue

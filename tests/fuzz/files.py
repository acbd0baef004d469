"""Mutated documents and hostile texts: each is read or set aside with a reason that is not chithi's own fault.

    python -m tests.fuzz.files [COUNT] [SEED] [FOLDER]

Prints what failed; FOLDER keeps those files.
"""

from __future__ import annotations

import io
import random
import re
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from pipeline.discovery import InputFile
from pipeline.i18n import _
from pipeline.model import SetAside
from pipeline.worker_process import Limits
from pipeline.workers import outcomes, parse
from tests.command import SAMPLE

LIMITS = Limits(seconds=20, memory=1 << 30)
_NAMES = (
    "chi-thi-08-ct-tu-dien-bien-2016.pdf", "cong-van-1386-ubnd-nc-2016.pdf", "huong-dan-12-hd-btctw-2018.docx",
    "quyet-dinh-1126-qd-ubnd-2020.pdf",
)  # fmt: skip
_HTML = (
    "<!DOCTYPE html><html><head><meta charset=utf-8><title>Chỉ thị</title></head><body><article><h1>Chỉ thị số "
    "08-CT/TU</h1><table><tr><td colspan=2>ĐẢNG CỘNG SẢN VIỆT NAM</td></tr></table><p>Căn cứ Nghị quyết số "
    "04-NQ/TW ngày 30/10/2016 của Ban Chấp hành Trung ương.</p><ol type=a><li>Điều 1. Thi hành</li></ol></article>"
)
_TEXT = (
    "ĐẢNG BỘ TỈNH ĐIỆN BIÊN\nTỈNH ỦY\nSố 08-CT/TU\nĐiện Biên, ngày 30 tháng 3 năm 2016\nCHỈ THỊ\nvề kỷ luật\n"
    "Căn cứ Nghị quyết số 04-NQ/TW (khóa XII) và khoản 2 Điều 5 Quy định 37-QĐ/TW\nNơi nhận:\n- Lưu VPTU.\n"
)
_NUMBERS = (b"0", b"-1", b"1", b"65535", b"2147483648", b"99999999999999999999", b"1e999", b"0.0000001", b"null")
_WORDS = (
    "số", "Số:", "ngày", "30/02/2016", "Điều", "khoản 99999999999", "\u0301" * 40, "\u202e", "\ufeff", "ﬁ", "\x00",
    "Nghị quyết số", "08-CT/TU", "/TW", "khóa XIIII", "MẬT", "đã dẫn", "nêu trên", "(", "“", "– – –", "٣", "\U0010ffff",
)  # fmt: skip


def sources() -> dict[str, bytes]:
    """Return the documents that are mutated, by name."""
    files = {name: (SAMPLE / name).read_bytes() for name in _NAMES}
    return {**files, "a.html": _HTML.encode(), "a.txt": _TEXT.encode()}


def mutated(name: str, content: bytes, choose: random.Random) -> bytes:
    """Return a document with a few changes, inside of its streams and parts too."""
    if name.endswith(".docx"):
        return _mutated_package(content, choose)
    if name.endswith(".pdf"):
        return _mutated_pdf(content, choose)
    text = content.decode()
    for _change in range(choose.choice((1, 3, 30))):
        place = choose.randrange(len(text) + 1)
        word = choose.choice((choose.choice(_WORDS) * choose.choice((1, 1, 200)), text[place : place + 50], ""))
        text = text[:place] + word + text[place + choose.choice((0, 1, 20)) :]
    encoding = choose.choice(("utf-8", "utf-8", "utf-16", "utf-16-be"))
    return _changed(text.encode(encoding, "replace"), choose) if choose.random() < 0.3 else text.encode(encoding)


def _changed(content: bytes, choose: random.Random) -> bytes:
    """Return bytes with some replaced, left out, doubled or cut off; numbers and names become others."""
    data = bytearray(content)
    for _change in range(choose.choice((1, 2, 8))):
        place = choose.randrange(len(data) + 1)
        kind = choose.randrange(6)
        if kind == 0:
            data[place : place + 1] = choose.randbytes(1)
        elif kind == 1:
            del data[place : place + choose.choice((1, 8, 300))]
        elif kind == 2:
            data[place:place] = data[place : place + choose.choice((1, 40, 2000))]
        elif kind == 3 and choose.random() < 0.2:
            del data[place:]
        elif found := list(re.finditer(rb"-?\d+|/[A-Za-z]+", data)):
            match = choose.choice(found)
            other = choose.choice(found)[0] if kind == 4 else choose.choice(_NUMBERS)
            data[match.start() : match.end()] = other
    return bytes(data)


def _mutated_pdf(content: bytes, choose: random.Random) -> bytes:
    """Return a PDF with changes in its objects or in one unpacked stream; its table of places is left as it is."""
    streams = list(re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL))
    if choose.random() < 0.5 or not streams:
        return _changed(content, choose)
    match = choose.choice(streams)
    try:
        changed = zlib.compress(_changed(zlib.decompress(match[1]), choose))
    except zlib.error:
        changed = _changed(match[1], choose)
    return content[: match.start(1)] + changed + content[match.end(1) :]


def _mutated_package(content: bytes, choose: random.Random) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = choose.choice(old.namelist())
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, _changed(data, choose) if name in (chosen, "word/document.xml") else data)
    return _changed(target.getvalue(), choose) if choose.random() < 0.1 else target.getvalue()


def failures(count: int, seed: int, folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield each mutated document that chithi failed on, or that reached a limit, with the reason."""
    files = []
    for number in range(count):
        choose = random.Random(seed * 1_000_003 + number)
        name = choose.choice(list(sources()))
        path = folder / f"{seed}-{number}{Path(name).suffix}"
        path.write_bytes(mutated(name, sources()[name], choose))
        files.append(InputFile(str(path), str(number), 0))
    own = (
        _("chithi itself failed on the file ({error}).").split("{")[0],
        _("chithi failed on this PDF, which other programs can open ({error}).").split("{")[0],
    )
    for file, outcome in outcomes(files, partial(parse, ocr="never", accept_secret=True), None, None, LIMITS):
        reason = outcome.reason if isinstance(outcome, SetAside) else ""
        if reason.startswith(own) or (isinstance(outcome, SetAside) and outcome.cause in ("limit", "machine")):
            yield Path(file.path), reason


def main(count: str = "3000", seed: str = "1", keep: str = "") -> int:
    found = 0
    with tempfile.TemporaryDirectory() as folder:
        for path, reason in failures(int(count), int(seed), Path(folder)):
            found += 1
            print(path.name, reason, flush=True)
            if keep:
                path.rename(Path(keep) / path.name)
    print(f"{count} documents: {found} failures")
    return found


if __name__ == "__main__":
    sys.exit(bool(main(*sys.argv[1:4])))

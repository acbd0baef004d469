"""Words lost or made up: PDFs against pdfplumber's own text, Word files against LibreOffice's.

python -m tests.gold.words           the sample, self-made structures and, where they are, the real files
python -m tests.gold.words --word    Word files only

LibreOffice's text export has the body of a Word file with the numbers of its lists; its flat XML has what that lacks:
headers and footers, notes, text boxes, and what is deleted or hidden. Neither has formulas, whose words are left aside.
Words that the author ran together are split by the reader, which is no loss (`Bảnsao`). Real files are those beside the
checkout and in the folders of CHITHI_REAL_FILES.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pdfplumber
from lxml import etree

from pipeline.errors import ChithiError
from pipeline.read.docx import formula, read_docx
from pipeline.read.docx_package import W
from pipeline.read.encodings import Encoding, decode
from pipeline.read.formats import detect
from pipeline.read.pdf import read_pdf
from pipeline.system.programs import find_program
from pipeline.vietnamese.text import nfc
from tests.docx_of import docx_of
from tests.gold.headers import SAMPLE, SHARED
from tests.read.test_docx import SHOWN

_WORD = re.compile(r"[^\W\d_]+|\d+")  # the mark of a note is a word apart from the one that it is set at
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_OUTPUTS = ("txt:Text (encoded):UTF8", "fodt")
# Structures that LibreOffice shows otherwise than Word, whose way is right.
KNOWN = {
    "simple field": "LibreOffice writes today's date, Word the one that it stored",
    "deleted row": "the text export has rows that tracked changes delete",
    "merged downwards": "the text export has the lower part of a merged cell, which nobody sees",
}
# What LibreOffice shows and Word does not: the instruction of a field that it does not know.
_NOT_SHOWN_BY_WORD = re.compile(r"\bPAGE\s+\\\* MERGEFORMAT \d*")

Words = Counter[str]


def words(text: str) -> Words:
    """The words of a text, in small letters: the text export does not set capitals."""
    return Counter(_WORD.findall(nfc(text).replace("\u00ad", "").casefold()))


# PDF


def differences(path: Path) -> Iterator[tuple[int, int, Words, Words]]:
    """Yield number, words, lost and invented words of each page whose text layer is used unchanged."""
    with pdfplumber.open(path) as pdf:
        for plain, page in zip(pdf.pages, read_pdf(path), strict=True):
            if page.source == "text":
                wanted, got = Counter(nfc(plain.extract_text() or "").split()), Counter(page.text.split())
                yield page.number, wanted.total(), wanted - got, got - wanted


def of_pdfs(paths: Sequence[Path]) -> None:
    """Print every page that differs and the sum."""
    count = lost = made = pages = 0
    for path in paths:
        try:
            for number, total, missing, extra in differences(path):
                count, lost, made, pages = count + total, lost + missing.total(), made + extra.total(), pages + 1
                if missing or extra:
                    print(f"    {path.name} page {number}: lost {dict(missing)}, made {dict(extra)}")
        except ChithiError as error:
            print(f"    {error}")
    print(f"{pages} pages of PDF, {count} words: {lost} lost, {made} that are not in the file")


# Word


def word_differences(path: Path, exported: Path, flat: Path) -> tuple[int, Words, Words]:
    """How many words LibreOffice shows, those of them that are lost, those that are doubled or invented."""
    pages = list(read_docx(path))
    got, formulas = words("\n".join(page.text for page in pages)), _words_of_formulas(path)
    found = []
    encodings: tuple[Encoding | None, ...] = (None, "tcvn3", "vni")
    for encoding in encodings if pages[0].source == "repaired" else encodings[:1]:
        least, most = shown(exported, flat, encoding)
        found.append((least.total(), *_joined(least - got - formulas, got - most - formulas)))
    return min(found, key=lambda each: each[1].total() + each[2].total())


def shown(exported: Path, flat: Path, encoding: Encoding | None = None) -> tuple[Words, Words]:
    """The words that LibreOffice shows: each running head once, and as often as the file has it.

    It shows text in a legacy encoding by a font, so that its letters are to be decoded.
    """

    def words_of(text: str) -> Words:
        return words(decode(text, encoding) if encoding else text)

    root = etree.parse(flat, etree.XMLParser(huge_tree=True)).getroot()
    body, plain, extra, heads = words_of(exported.read_text("utf-8-sig")), Words(), Words(), list[str]()
    changes = [each for each in root.iter(f"{_TEXT}changed-region") if each.find(f"{_TEXT}deletion") is not None]
    deleted = {each.get(f"{_TEXT}id", "") for each in changes}
    for paragraph in root.iter(f"{_TEXT}p", f"{_TEXT}h"):
        text, within = _own_text(paragraph, deleted), [str(each.tag) for each in paragraph.iterancestors()]
        if f"{_TEXT}tracked-changes" in within:
            continue
        if any(tag.startswith((f"{_STYLE}header", f"{_STYLE}footer")) for tag in within):
            heads += [text] if any(map(str.isalpha, text)) else []
        elif f"{_TEXT}note-body" in within or any(tag.startswith(_DRAW) for tag in within):
            extra += words_of(text)
        else:
            plain += words_of(text)
    if deleted:
        body = plain  # the text export has what is deleted; without it, numbers of lists are not compared
    hidden = {each.get(f"{_STYLE}name") for each in root.iter(f"{_STYLE}style") if _hides(each)}
    for span in root.iter(f"{_TEXT}span"):
        body -= words_of(_own_text(span)) if span.get(f"{_TEXT}style-name") in hidden else Words()
    for citation in root.iter(f"{_TEXT}note-citation"):  # at the note; the one at the word is in the text export
        body += words_of(citation.text or "")
    least, most = (sum(map(words_of, each), Words()) for each in (set(heads), heads))
    return body + extra + least, body + extra + most


def _own_text(element: etree._Element, deleted: Collection[str] = ()) -> str:
    parts, shown = [element.text or ""], True
    for child in element:
        tag = str(child.tag)
        if tag in (f"{_TEXT}change-start", f"{_TEXT}change-end") and child.get(f"{_TEXT}change-id") in deleted:
            shown = tag.endswith("end")
        elif shown and tag in (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"):
            parts.append(" ")
        elif shown and tag != f"{_TEXT}note" and not tag.startswith(_DRAW) and "annotation" not in tag:
            parts.append(_own_text(child, deleted))
        parts.append(child.tail or "" if shown else "")
    return _NOT_SHOWN_BY_WORD.sub("", "".join(parts))


def _hides(style: etree._Element) -> bool:
    return any(each.get(f"{_TEXT}display") == "none" for each in style.iter(f"{_STYLE}text-properties"))


def _words_of_formulas(path: Path) -> Words:
    """The words of formulas, and those that LibreOffice makes by joining what is beside one: `13,2` for 1⋅3,2."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.endswith("document.xml")]
        roots = [etree.fromstring(archive.read(name)) for name in names]
    found = Words()
    for paragraph in (each for root in roots for each in root.iter(f"{W}p")):
        for each in paragraph.iter(f"{_MATH}oMath"):
            parts = [part.text or "" for part in each.iter(f"{_MATH}t")]
            found += words(" ".join(parts)) + words("".join(parts)) + words(formula(each))
        if found and paragraph.find(f".//{_MATH}oMath") is not None:
            texts = [part.text or "" for part in paragraph.iter(f"{W}t", f"{_MATH}oMath")]
            found += words("".join(texts)) - words(" ".join(texts))
    return found


def _joined(lost: Words, made: Words) -> tuple[Words, Words]:
    """Leave aside words that are there in two: the author's `Bảnsao` is read as `Bản sao`."""
    for word in list(lost):
        halves = ((word[:place], word[place:]) for place in range(1, len(word)))
        for left, right in halves:
            if all(made[half] >= count for half, count in Counter((left, right)).items()):
                times = min(lost[word], made[left], made[right])
                lost -= Counter({word: times})
                made -= Counter({left: times}) + Counter({right: times})
                break
    return lost, made


def converted(paths: Sequence[Path], folder: Path) -> None:
    """Have LibreOffice write each file as text and as flat XML, named by its place in the list."""
    for number, path in enumerate(paths):
        (folder / f"{number}{path.suffix}").symlink_to(path.resolve())
    for output in _OUTPUTS:
        command = [find_program("soffice") or "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                   "--headless", "--convert-to", output, "--outdir", str(folder / "out"),
                   *(str(folder / f"{number}{path.suffix}") for number, path in enumerate(paths))]  # fmt: skip
        subprocess.run(command, capture_output=True, check=False)


def of_word_files(paths: Sequence[Path]) -> int:
    """Print every file that differs and the sum; return how many words differ."""
    count = lost = made = files = 0
    with TemporaryDirectory() as name:
        folder = Path(name)
        converted(paths, folder)
        for number, path in enumerate(paths):
            exported, flat = folder / "out" / f"{number}.txt", folder / "out" / f"{number}.fodt"
            if not (exported.exists() and flat.exists()):
                print(f"    {path.name}: LibreOffice does not read it")
                continue
            total, missing, extra = word_differences(path, exported, flat)
            reason = KNOWN.get(path.stem)
            if missing or extra:
                print(f"    {path.name}: lost {dict(missing)}, made {dict(extra)}{f' ({reason})' if reason else ''}")
            if reason:
                missing, extra = Words(), Words()
            count, lost, made, files = count + total, lost + missing.total(), made + extra.total(), files + 1
    print(f"{files} Word files, {count} words: {lost} lost, {made} doubled or not in the file")
    return lost + made


def structures(folder: Path) -> list[Path]:
    """Word files with one structure each."""
    return [docx_of(folder / f"{name}.docx", body) for name, (body, _lines) in SHOWN.items()]


def word_files() -> Iterator[Path]:
    """The Word files beside the checkout and in the folders of CHITHI_REAL_FILES."""
    named = [Path(each) for each in os.environ.get("CHITHI_REAL_FILES", "").split(os.pathsep) if each]
    cases = SHARED / "cases"
    for folder in (SHARED / "data" / "doc", cases / "docx", cases / "packs", cases / "secrecy", *named):
        for path in sorted(folder.glob("*.do[ct][xm]")):
            if detect(path).name == "docx":
                yield path


def main() -> None:
    """Print the differences of PDFs and of Word files."""
    if "--word" not in sys.argv[1:]:
        of_pdfs([*sorted((SAMPLE / "files").glob("*.pdf")), *sorted((SHARED / "data" / "pdf").glob("*.pdf"))])
    if find_program("soffice") is None:
        print("Word files are compared with LibreOffice, which is not installed.")
        return
    with TemporaryDirectory() as name:
        of_word_files([*structures(Path(name)), *sorted((SAMPLE / "files").glob("*.docx")), *word_files()])


if __name__ == "__main__":
    main()

"""Every command as a process, on the sample: what it prints, its JSON, its exit status."""

import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.read.tesseract import available
from pipeline.vietnamese.text import nfc, squeeze
from tests.command import ROOT, SAMPLE, Outcome, chithi
from tests.conftest import optional

DIRECTIVE = "dien-bien/tinh-uy/2016/08-ct-tu"


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's library, made once."""
    path = tmp_path_factory.mktemp("library") / "sample.sqlite"
    ingested = chithi("ingest", SAMPLE, "--json", library=path)
    assert ingested.status == 1  # the document marked MẬT is set aside
    return path


def run(library: Path, *words: str | Path, **options: str) -> Outcome:
    done = chithi(*words, library=library, **options)
    assert done.status == 0, done.err
    return done


@optional(available())
def test_ingest_again_reads_nothing(library: Path) -> None:
    again = chithi("ingest", SAMPLE, "--json", library=library).json
    held = run(library, "list", "--json").json["documents"]
    assert (again["added"], again["updated"], again["pages"]) == (0, 0, 0)
    assert again["unchanged"] == len(held) >= 24
    assert sorted(again["documents"]) == sorted(entry["id"] for entry in held)
    assert [Path(item["path"]).stem for item in again["set_aside"]] == ["bao-cao-mat-2019"]


def test_with_and_without_tones_the_same_pages_exact_tones_first(library: Path) -> None:
    toned = run(library, "search", "kỷ luật hành chính", "-n", "100", "--json").json
    plain = run(library, "search", "ky luat hanh chinh", "-n", "100", "--json").json
    pages = [{(hit["id"], hit["page"]) for hit in answer["hits"]} for answer in (toned, plain)]
    assert pages[0] == pages[1] and len(pages[0]) == toned["total"] == plain["total"]
    assert DIRECTIVE in [hit["id"] for hit in toned["hits"]]
    first = toned["hits"][0]
    assert "**kỷ luật hành chính**" in first["snippet"].lower()
    assert {
        "id",
        "number",
        "type",
        "issuer",
        "date",
        "title",
        "page",
        "section",
        "snippet",
        "score",
        "path",
    } <= set(first)
    written = [
        "kỷ luật hành chính" in squeeze(page_text(library, hit["id"], hit["page"])).lower() for hit in toned["hits"]
    ]
    assert written == sorted(written, reverse=True), "a page without the words side by side stands before one with them"


def page_text(library: Path, document: str, page: int) -> str:
    pages = run(library, "show", document, "--json").json["pages"]
    return str(next(each["text"] for each in pages if each["page"] == page))


@pytest.mark.parametrize("typed", ["08-CT/TU", "08 ct tu", "8-ct/tu"])
def test_a_number_finds_its_document_first(library: Path, typed: str) -> None:
    assert run(library, "search", typed, "--json").json["hits"][0]["id"] == DIRECTIVE


def test_search_on_the_screen_names_document_and_page(library: Path) -> None:
    shown = run(library, "search", "kỷ luật hành chính", "--type", "chỉ thị").out
    assert "Chỉ thị số 08-CT/TU, ngày 30/3/2016 của Tỉnh ủy Điện Biên\n" in shown
    assert re.search(r"\d\. page 1, mục ", shown)
    assert "\x1b" not in shown


def test_filters(library: Path) -> None:
    hits = run(library, "search", "kỷ luật", "--type", "chỉ thị", "--until", "2016", "-n", "50", "--json").json["hits"]
    assert hits and all(hit["type"] == "chỉ thị" and hit["date"] <= "2016-12-31" for hit in hits)
    citing = run(library, "search", "chi bộ", "--cites", "08-CT/TU", "--json").json["hits"]
    assert citing and DIRECTIVE not in {hit["id"] for hit in citing}


def test_refs_tells_both_directions(library: Path) -> None:
    told = run(library, "refs", "08-CT/TU", "--json").json
    cited = {each["target"]["id"] for each in told["cites"] if each["target"]}
    assert "trung-uong/2000/quy-dinh-76-qd-tw" in cited
    assert "dien-bien/dang-uy-khoi/2016/21-kh-duk" in {each["document"]["id"] for each in told["cited_by"]}
    assert run(library, "refs", "08-CT/TU", "--in", "--json").json["cites"] is None
    assert "cites" in run(library, "refs", "08-CT/TU").out


def test_tag_reads_standard_input_and_the_library(library: Path) -> None:
    text = "Căn cứ Chỉ thị số 08-CT/TU, ngày 30/3/2016 của Tỉnh ủy Điện Biên và Nghị quyết Trung ương 4 (khóa XI)."
    first, second = run(library, "tag", "-", "--json", text=text).json["references"]
    assert (first["state"], first["target"]["id"]) == ("resolved", DIRECTIVE)
    assert (second["state"], second["target"]["number"]) == ("known-not-held", "12-NQ/TW")
    assert nfc(text)[first["start"] : first["end"]] == first["text"]


def test_digest_quotes_word_for_word(library: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack.md"
    pack = run(library, "digest", "--document", "08-CT/TU", "-o", out, "--json").json
    (item,) = pack["items"]
    assert len(item["points"]) == 6 and item["tasks"] and item["questions"] and item["references"]
    for said in [*item["points"], *item["tasks"]]:
        assert squeeze(said["text"]) in squeeze(page_text(library, item["id"], said["page"]))
    written = out.read_text(encoding="utf-8")
    assert "Chỉ thị số 08-CT/TU" in written and "page 1" in written


def test_digest_by_month_and_by_query(library: Path) -> None:
    month = run(library, "digest", "--month", "2016-03", "--json").json
    assert month["period"] == "2016-03" and [item["id"] for item in month["items"]] == [DIRECTIVE]
    query = run(library, "digest", "kỷ luật hành chính", "--json").json
    assert DIRECTIVE in [item["id"] for item in query["items"]]


def test_read_stores_nothing_and_shows_the_header(tmp_path: Path) -> None:
    library = tmp_path / "none.sqlite"
    told = chithi("read", SAMPLE / "chi-thi-08-ct-tu-dien-bien-2016.pdf", "--json", library=library).json
    assert (told["header"]["number"], told["header"]["date"]) == ("08-CT/TU", "2016-03-30")
    assert [page["page"] for page in told["pages"]] == list(range(1, len(told["pages"]) + 1))
    assert told["outline"] and not library.exists()


def test_show_and_list(library: Path) -> None:
    shown = run(library, "show", "08-CT/TU").out
    assert "Tỉnh ủy Điện Biên" in shown and "30/3/2016" in shown
    listed = run(library, "list", "--type", "nghị quyết", "--json").json["documents"]
    assert listed and {entry["type"] for entry in listed} == {"nghị quyết"}
    dates = [entry["date"] for entry in listed]
    assert dates == sorted(dates, reverse=True)


def test_remove_takes_out_one_document(tmp_path: Path) -> None:
    library = tmp_path / "library.sqlite"
    chithi(
        "ingest",
        SAMPLE / "chi-thi-26-ct-ttg-2016.pdf",
        SAMPLE / "cong-van-1386-ubnd-nc-2016.pdf",
        library=library,
    )
    removed = run(library, "remove", "26/CT-TTg", "--json").json
    assert removed == {"removed": ["thu-tuong/2016/26-ct-ttg"]}
    assert len(run(library, "list", "--json").json["documents"]) == 1
    # What cited it now says that it is known and not held, or unknown, but no longer resolved.
    cites = run(library, "refs", "1386/UBND-NC", "--json").json["cites"]
    assert {each["state"] for each in cites if each["number"] == "26/CT-TTg"} <= {"known-not-held", "unknown"}


def test_doctor_examines_the_machine(library: Path) -> None:
    done = chithi("doctor", "--json", library=library)
    checks = {check["name"]: check for check in done.json["checks"]}
    assert {"spacy", "pdfplumber", "click", "sqlite-fts4", "FTS4", "OCR", "library"} <= set(checks)
    assert all(check["ok"] or check["hint"] for check in checks.values())
    assert done.status == (0 if done.json["ok"] else 1)


def test_search_imports_nothing_heavy(library: Path) -> None:
    code = (
        "import sys; sys.argv = ['chithi', '--library', sys.argv[1], 'search', 'kỷ luật'];"
        "import cli\ntry: cli.main()\nexcept SystemExit: pass\n"
        "heavy = {'spacy', 'pdfplumber', 'pdfminer', 'numpy', 'docx', 'PIL'}\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & heavy))"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, str(library)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"


# the languages


def test_vietnamese_is_spoken_unless_the_locale_is_english(library: Path) -> None:
    assert "Cách dùng:" in run(library, "--help", lang="vi").out
    assert "Không tìm thấy gì" in run(library, "search", "zzzz", lang="vi").out
    assert "Nothing found" in run(library, "search", "zzzz", lang="en").out
    assert "Lỗi: Không có lệnh" in chithi("serach", library=library, lang="vi").err


# bad input: one sentence each, the right status, nothing lost


def one_sentence(done: Outcome, status: int, *parts: str) -> None:
    assert done.status == status, done.err
    assert re.match(r"chithi: [^\n]+\n$", done.err), done.err
    for part in parts:
        assert part in done.err


def test_a_missing_path_is_wrong_usage(tmp_path: Path) -> None:
    done = chithi("ingest", tmp_path / "khong-co", library=tmp_path / "l.sqlite")
    one_sentence(done, 2, "khong-co", "There is no such file or folder.")
    assert chithi("ingest", tmp_path / "khong-co", "--json", library=tmp_path / "l.sqlite").json["error"]["reason"]


def test_a_missing_path_does_not_stop_the_others(tmp_path: Path) -> None:
    done = chithi(
        "ingest",
        tmp_path / "khong-co",
        SAMPLE / "chi-thi-26-ct-ttg-2016.pdf",
        "--json",
        library=tmp_path / "l.sqlite",
    )
    assert done.status == 1
    assert done.json["documents"] == ["thu-tuong/2016/26-ct-ttg"]
    assert [item["path"] for item in done.json["set_aside"]] == [str(tmp_path / "khong-co")]


def test_an_empty_folder_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "rong").mkdir()
    one_sentence(
        chithi("ingest", tmp_path / "rong", library=tmp_path / "l.sqlite"), 2, "rong", "no file of a supported format"
    )


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Path]:
    """A folder with every bad file that people have, and one good one, taken in without OCR."""
    folder = tmp_path_factory.mktemp("mixed")
    good = (SAMPLE / "chi-thi-26-ct-ttg-2016.pdf").read_bytes()
    (folder / "good.pdf").write_bytes(good)
    (folder / "text.pdf").write_text("Đây không phải tệp PDF.", encoding="utf-8")
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "cut.pdf").write_bytes(good[: len(good) // 3])
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    (folder / "broken.docx").write_bytes(b"PK\x03\x04" + bytes(64))
    (folder / "scan.pdf").write_bytes((SAMPLE / "thong-bao-112-tb-vptu-2016.pdf").read_bytes())
    encrypt(folder / "locked.pdf")
    library = folder / "l.sqlite"
    return chithi("ingest", folder, "--ocr", "never", "--json", library=library), library


def encrypt(path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), encrypt="mat-khau")
    canvas.drawString(72, 720, "Khong ai doc duoc")
    canvas.save()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("text.pdf", "The file has the name of a PDF but not its content."),
        ("empty.pdf", "The file is empty."),
        ("cut.pdf", "The PDF is damaged and cannot be read."),
        ("old.doc", "The file is not a readable Word document."),
        ("broken.docx", "The file is not a readable Word document."),
        ("scan.pdf", "Waiting for OCR: its pages are images without text."),
        ("locked.pdf", "The PDF is protected by a password."),
    ],
)
def test_each_bad_file_is_set_aside_with_its_reason(mixed: tuple[Outcome, Path], name: str, reason: str) -> None:
    (item,) = [each for each in mixed[0].json["set_aside"] if Path(each["path"]).name == name]
    assert item["reason"] == reason and item["hint"]


def test_the_good_file_among_them_is_in(mixed: tuple[Outcome, Path]) -> None:
    done, library = mixed
    assert done.status == 1
    assert (done.json["added"], len(done.json["set_aside"])) == (1, 7)
    assert run(library, "search", "kỷ cương", "--json").json["total"]


def test_read_of_a_bad_file_fails_with_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "text.pdf").write_text("không phải", encoding="utf-8")
    one_sentence(chithi("read", tmp_path / "text.pdf", library=tmp_path / "l.sqlite"), 3, "text.pdf", "name of a PDF")
    one_sentence(chithi("read", tmp_path / "none.pdf", library=tmp_path / "l.sqlite"), 2, "none.pdf")


def test_a_library_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("ghi chép của tôi", encoding="utf-8")
    for words in (["search", "a"], ["ingest", str(SAMPLE)], ["list"]):
        one_sentence(chithi(*words, library=path), 3, "notes.txt", "not a chithi library")
    assert path.read_text(encoding="utf-8") == "ghi chép của tôi"


def test_a_library_of_a_newer_version(library: Path, tmp_path: Path) -> None:
    path = tmp_path / "newer.sqlite"
    with closing(sqlite3.connect(path)) as copy, closing(sqlite3.connect(library)) as original:
        original.backup(copy)
        copy.execute("pragma user_version = 999")
    before = path.read_bytes()
    one_sentence(chithi("search", "a", library=path), 3, "newer.sqlite", "newer version")
    assert path.read_bytes() == before


def test_no_library_yet(tmp_path: Path) -> None:
    one_sentence(chithi("search", "a", library=tmp_path / "l.sqlite"), 3, "There is no library yet.")
    assert not (tmp_path / "l.sqlite").exists()


def test_a_document_not_held(library: Path) -> None:
    one_sentence(chithi("show", "999-CT/TU", library=library), 3, "999-CT/TU")
    one_sentence(chithi("digest", library=library), 2, "--document")
    one_sentence(chithi("digest", "--month", "2016-13", library=library), 2, "2016-13")


def test_a_pack_that_cannot_be_written(library: Path, tmp_path: Path) -> None:
    done = chithi("digest", "--document", "08-CT/TU", "-o", tmp_path / "khong-co" / "pack.md", library=library)
    one_sentence(done, 3, "pack.md")


def test_errors_as_json_stand_alone_on_standard_output(tmp_path: Path) -> None:
    done = chithi("search", "a", "--json", library=tmp_path / "l.sqlite")
    assert json.loads(done.out)["error"]["hint"] and done.status == 3


@pytest.mark.parametrize(
    "words", [("search", "a", "-n", "0"), ("ingest",), ("nosuch",), ("status", "X", "--as-of", "x"), ("digest", "--x")]
)
def test_wrong_words_are_told_to_scripts_as_json_too(library: Path, words: tuple[str, ...]) -> None:
    done = chithi(*words, "--json", library=library)
    assert done.status == 2
    assert done.json["error"]["reason"]

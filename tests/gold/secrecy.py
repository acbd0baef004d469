"""Whether secret documents stay out and harmless ones go in: 20 marked, 40 that only speak of secrets.

python -m tests.gold.secrecy   builds them, takes them in with the command, looks through every file written
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.vietnamese.text import fold, nfc
from tests.build_sample import build, built_name
from tests.build_sample.source import load
from tests.gold.secrecy_layouts import Layout, harmless_layouts, secret_layouts

ROOT = Path(__file__).parents[2]
_WORD = re.compile(r"[^\W\d_]{3,}")
_OF_THE_GATE = {"mat", "toi", "tuyet"}  # the degree is reported with the fact


@dataclass(frozen=True)
class Case:
    """A document to build: what its source says that differs from the others'."""

    name: str
    secret: bool
    title: str
    body: str
    type: str = "BÁO CÁO"
    style: str = "party"
    output: str = "pdf"
    ink: str = "grey"
    font: str = "unicode"
    columns: str = "two"
    secrecy: str = ""
    urgency: str = ""
    stamp_at: str = "under-number"
    copy: str = ""
    motto: bool = True

    @property
    def toml(self) -> str:
        """Its source, as tests/build_sample reads them."""
        party = self.style == "party"
        left = ["TỈNH ỦY ĐIỆN BIÊN", "BAN NỘI CHÍNH", "*"] if party else ["ỦY BAN NHÂN DÂN", "TỈNH ĐIỆN BIÊN"]
        motto = ["ĐẢNG CỘNG SẢN VIỆT NAM"] if party else [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]  # fmt: skip
        tables: dict[str, dict[str, object]] = {
            "build": {"output": self.output, "font": self.font, "columns": self.columns, "ink": self.ink},
            "letterhead": {
                "style": self.style,
                "left": left if self.motto else [],
                "number": "Số 44-BC/BNCTU" if party else "Số: 244/BC-UBND",
                "right": motto if self.motto else [],
                "date": "Điện Biên, ngày 12 tháng 9 năm 2019",
                "secrecy": self.secrecy,
                "urgency": self.urgency,
                "stamp_at": self.stamp_at,
                "copy": self.copy,
            },
            "title": {"type": self.type, "text": self.title},
            "closing": {
                "position": "PHÓ TRƯỞNG BAN" if party else "PHÓ CHỦ TỊCH",
                "signer": "Lường Thị Mật" if "tên người" in self.title else "Lường Văn Pánh",
                "recipients": ["Thường trực Tỉnh ủy,", "Lưu văn thư."],
            },
            "body": {"text": self.body},
        }
        lines = []
        for table, values in tables.items():
            lines.append(f"[{table}]")
            lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
        return "\n".join(lines)


# Each body has words that neither the program, nor a path, nor another body has.
_BODIES = (
    "Kho xăng dự phòng đặt sau đồi thông, chứa bốn nghìn lít, giao đồng chí Quàng Văn Toán giữ chìa.\n"
    "Chuyến xe chở muối xuất phát lúc gà gáy, dừng ở bến đò, tránh quốc lộ và các trạm cân.",
    "Đoàn khảo sát mỏ chì gồm bảy kỹ sư, ngủ lại nhà sàn của ông Giàng A Chớ, bản Huổi Lếch.\n"
    "Mẫu quặng gói trong giấy dầu, đánh dấu bằng phấn xanh và gửi bằng ngựa thồ.",
    "Danh sách cộng tác viên gồm người bán thuốc lào, thợ rèn và cô giáo mầm non ở ngã ba suối.\n"
    "Mỗi tuần gặp nhau một buổi tại quán phở, hỏi giá thịt trâu làm hiệu.",
    "Phương án sơ tán trường nội trú dùng hai mươi thuyền đuôi én, neo dưới gốc đa cạnh thác.\n"
    "Lương khô, chăn bông và đèn bão cất trong hang đá phía đông.",
)
_ONE_PAGE_OF_BODY = "\n".join(
    f"{place}. Tổ công tác số {place} kiểm đếm vải dù, dây thừng và cọc tre, ghi sổ rồi niêm phong bằng sáp đỏ."
    for place in range(1, 26)
)


def secret_cases() -> Iterator[Case]:
    """20 documents: 5 layouts, 3 degrees, as text, as Word files and as scans."""
    of_reports = "về tình hình kho tàng, bến bãi sáu tháng cuối năm"
    degrees = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")
    forms: tuple[dict[str, str], ...] = (
        {},
        {"stamp_at": "above-issuer", "secrecy": "TỐI MẬT"},
        {"stamp_at": "top-right", "secrecy": "TUYỆT MẬT"},
        {"stamp_at": "beside-number", "secrecy": "MẬT"},
        {"style": "state", "secrecy": "MẬT", "urgency": "HỎA TỐC", "copy": "Bản số: 01"},
        {"secrecy": "M Ậ T"},
        {"stamp_at": "above-issuer", "secrecy": "ĐỘ MẬT: MẬT"},
        {"stamp_at": "top-right", "style": "state", "secrecy": "ĐỘ MẬT: TỐI MẬT", "columns": "one-line"},
        {"stamp_at": "beside-number", "style": "state", "secrecy": "TỐI MẬT", "columns": "one-line"},
        {"font": "tcvn3", "secrecy": "TUYỆT MẬT", "copy": "Bản số: 01"},
        {"output": "docx", "secrecy": "MẬT"},
        {"output": "docx", "stamp_at": "beside-number", "style": "state", "secrecy": "TỐI MẬT"},
        {"motto": "", "secrecy": "MẬT"},
        {"output": "scan", "secrecy": "MẬT"},
        {"output": "scan", "style": "state", "secrecy": "TỐI MẬT", "stamp_at": "beside-number"},
        {"output": "scan", "ink": "colour", "secrecy": "MẬT", "copy": "Bản số: 01"},
        {"output": "scan", "ink": "colour", "secrecy": "TUYỆT MẬT", "stamp_at": "above-issuer"},
        {"output": "scan", "ink": "colour", "secrecy": "TỐI MẬT", "stamp_at": "beside-number"},
        {"output": "scan", "ink": "colour", "secrecy": "T Ố I  M Ậ T", "stamp_at": "top-right", "style": "state"},
    )
    for place, form in enumerate(forms):
        chosen = {"secrecy": degrees[place % 3], **form, "motto": "motto" not in form}
        yield Case(f"m{place + 1:02}", True, of_reports, _BODIES[place % 4], **chosen)  # type: ignore[arg-type]
    # A sheet that sends it on lies on top of the document itself.
    inside = (
        "Kính gửi các đồng chí trong Ban.\nVăn phòng chuyển tài liệu kèm theo.\n===\n"
        f"! TỐI MẬT\n^ BÁO CÁO\n^ về kho tàng\n{_BODIES[0]}"
    )
    yield Case("m20", True, "", inside, type="PHIẾU CHUYỂN")


_OF_SECRETS = (
    "Các cấp ủy, tổ chức đảng quán triệt Luật Bảo vệ bí mật nhà nước, rà soát Danh mục bí mật nhà nước.",
    "Văn thư cơ quan vào sổ tài liệu mật, tối mật, tuyệt mật theo đúng quy chế; không chụp, không chép lại.",
    "Độ mật của tài liệu do người ký quyết định. Tài liệu đóng dấu MẬT phải cất trong tủ có khóa.",
)
_TITLES = (
    ("LUẬT", "BẢO VỆ BÍ MẬT NHÀ NƯỚC"),
    ("QUYẾT ĐỊNH", "BAN HÀNH DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TỐI MẬT VÀ MẬT CỦA TỈNH"),
    ("CHỈ THỊ", "về tăng cường bảo vệ bí mật nhà nước trong tình hình mới"),
    ("QUY CHẾ", "BẢO VỆ BÍ MẬT NHÀ NƯỚC, DÙNG CON DẤU, TÀI LIỆU MẬT"),  # its last word is alone on its line
    ("KẾ HOẠCH", "PHÁT TRIỂN NGHỀ NUÔI ONG LẤY MẬT"),
    ("HƯỚNG DẪN", "GIẢI MẬT, GIẢM ĐỘ MẬT TÀI LIỆU LƯU TRỮ"),
    ("THÔNG BÁO", "về sản phẩm MẬT ONG hoa nhãn của xã"),
    ("BÁO CÁO", "về gương người tốt, tên người và địa danh trong xã"),
)
_TABLE = """Độ mật của từng loại tài liệu như sau:
| STT | Độ mật | Tài liệu |
| 1 | TUYỆT MẬT | Kế hoạch phòng thủ |
| 2 | TỐI MẬT | Số liệu dự trữ |
| 3 | MẬT | Đề thi chưa công bố |
"""
_TABLE_OF_ONE = """Tài liệu được xác định độ mật:
| Loại tài liệu | Độ mật |
| Đề thi chưa công bố | MẬT |
"""
_LIST = "Có ba loại dấu, khắc chữ in hoa:\n^ TUYỆT MẬT\n^ TỐI MẬT\n^ MẬT\nDấu do văn thư giữ."
_DASHES = "Có ba độ mật:\n- TUYỆT MẬT;\n- TỐI MẬT;\n- MẬT."
_FORM = """===
^ PHỤ LỤC
^ MẪU BÁO CÁO CÓ ĐỘ MẬT
! MẬT
^ BÁO CÁO
Số: ……/BC-……
……, ngày …… tháng …… năm ……
Kính gửi: …………
"""
_FORM_OF_STATE = """===
Mẫu số 02
^ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
^ Độc lập - Tự do - Hạnh phúc
! TỐI MẬT
^ PHIẾU TRÌNH
Họ và tên: ....................................
"""
_STAMPS = "===\n^ MẪU DẤU CHỈ ĐỘ MẬT\n! TUYỆT MẬT\n! TỐI MẬT\n! MẬT\nDấu khắc theo cỡ chữ 14."
_HEADINGS = "I. CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC\nII. KIỂM TRA VIỆC GIỮ BÍ MẬT\n^ NHỮNG ĐIỀU CẦN GIỮ BÍ MẬT"
_NAMES = "Xã Phú Mật có đồng chí Nguyễn Thị Mật và em là Lò Văn\nMật.\nĐội nuôi ong của bà Mật bán 300 lít mật."


def harmless_cases() -> Iterator[Case]:
    """40 documents that speak of secrets in titles, prose, tables, lists, forms and names, and are none."""
    plain = "\n".join(_OF_SECRETS)
    bodies = (plain, _TABLE, _TABLE_OF_ONE, _LIST, _DASHES, _HEADINGS, _NAMES)
    cases = [
        (title, body, style)
        for style, shift in (("party", 0), ("state", 3))
        for title, body in zip(_TITLES, [*bodies[shift:], *bodies[: shift + 1]], strict=True)
    ]
    long = f"{plain}\n{_ONE_PAGE_OF_BODY}\n"
    cases += [
        (_TITLES[place % 8], start + form, style)
        for style in ("party", "state")
        for start in (plain + "\n", long)
        for place, form in enumerate((_FORM, _FORM_OF_STATE, _STAMPS))
    ]
    for place, ((kind, title), body, style) in enumerate(cases):
        yield Case(f"h{place + 1:02}", False, title, body, type=kind, style=style)
    others: tuple[dict[str, str], ...] = (
        {"output": "docx", "body": _TABLE},
        {"output": "docx", "body": _LIST, "style": "state"},
        {"output": "docx", "body": plain + "\n" + _FORM},
        {"output": "docx", "body": _TABLE_OF_ONE, "motto": ""},
        {"output": "scan", "body": plain},
        {"output": "scan", "body": _TABLE, "style": "state"},
        {"output": "scan", "body": plain + "\n" + _FORM, "ink": "colour"},
        {"output": "scan", "body": _LIST + "\n" + _STAMPS, "ink": "colour"},
        {"body": plain, "secrecy": "GIẢI MẬT"},
        {"output": "scan", "body": plain, "secrecy": "GIẢI MẬT", "ink": "colour", "style": "state"},
        {"body": plain, "urgency": "HỎA TỐC"},
        {"body": _TABLE, "font": "tcvn3"},
    )
    for place, form in enumerate(others):
        kind, title = _TITLES[3 * place % 8]
        chosen = {**form, "motto": "motto" not in form}
        yield Case(f"h{place + 29:02}", False, title, type=kind, **chosen)  # type: ignore[arg-type]


def built(case: Case | Layout, folder: Path) -> Path:
    """The file of a case, made in this folder."""
    if isinstance(case, Layout):
        return case.write(folder)
    source = folder.parent / f"{case.name}.toml"
    source.write_text(case.toml, encoding="utf-8")
    parsed = load(source)
    source.unlink()
    folder.mkdir(exist_ok=True)
    path = folder / built_name(parsed)
    path.write_bytes(build(parsed))
    return path


@dataclass(frozen=True)
class Outcome:
    """Return the files ingested, those set aside as secret, and the words of what was written."""

    held: frozenset[str]
    secret: frozenset[str]
    words: frozenset[str]


def taken_in(paths: Sequence[Path], room: Path) -> Outcome:
    """Take these files in with the command; its library, caches, temporary files and logs lie in `room`."""
    room.mkdir()
    library = room / "library.sqlite"
    homes = ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "TMPDIR")
    environment = {**os.environ, **dict.fromkeys(homes, str(room)), "CHITHI_LIBRARY": str(library)}
    command = [sys.executable, str(ROOT / "cli.py"), "--lang", "en"]
    subprocess.run([*command, "ingest", "--json", str(ROOT / "README.md")], env=environment, capture_output=True)
    with closing(sqlite3.connect(library)) as reader:
        reader.execute("select count(*) from documents").fetchall()  # while one reads, the journal stays
        ran = subprocess.run([*command, "ingest", "--json", *map(str, paths)], env=environment, capture_output=True)
        (room / "log").write_bytes(ran.stdout + ran.stderr)
        aside = json.loads(ran.stdout)["set_aside"]
        listed = subprocess.run([*command, "list", "--json"], env=environment, capture_output=True, check=True)
        words = {word for file in room.rglob("*") if file.is_file() for word in words_of(file.read_bytes())}
    held = {Path(path).stem for item in json.loads(listed.stdout)["documents"] for path in item["files"]}
    secret = {Path(item["path"]).stem for item in aside if "is marked" in item["reason"]}
    return Outcome(frozenset(held), frozenset(secret), frozenset(words))


def words_of(data: bytes) -> Iterator[str]:
    """Return the folded words in a file's bytes, in UTF-8, in UTF-16 or escaped."""
    for text in (data.decode("utf-8", "ignore"), data.decode("utf-16-le", "ignore")):
        yield from _WORD.findall(fold(nfc(text)))
    if b"\\u" in data:
        unescaped = re.sub(rb"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)).encode("utf-8", "ignore"), data)
        yield from _WORD.findall(fold(nfc(unescaped.decode("utf-8", "ignore"))))


def body_words(case: Case | Layout) -> set[str]:
    """The words of a document: its title, body, number, signer."""
    return set(_WORD.findall(fold(nfc(f"{case.title} {case.body} Lường Pánh BNCTU"))))


@dataclass(frozen=True)
class Score:
    """Return the names of the failures."""

    slipped: tuple[str, ...]
    lost: tuple[str, ...]
    words: tuple[str, ...]


def measured(cases: Sequence[Case | Layout]) -> Score:
    """Take the cases in, the secret ones by themselves so that a word found can only be theirs."""
    with TemporaryDirectory() as folder:
        room = Path(folder)
        secret = [case for case in cases if case.secret]
        harmless = [case for case in cases if not case.secret]
        files = {case.name: built(case, room / "van-ban") for case in cases}
        empty = taken_in([ROOT / "README.md"], room / "nothing").words
        kept_out = taken_in([files[case.name] for case in secret], room / "secret") if secret else None
        kept = taken_in([files[case.name] for case in harmless], room / "harmless") if harmless else None
    theirs = {word for case in secret for word in body_words(case)} - _OF_THE_GATE - empty
    leaked = theirs & (kept_out.words if kept_out else set())
    return Score(
        tuple(case.name for case in secret if kept_out and case.name not in kept_out.secret - kept_out.held),
        tuple(case.name for case in harmless if kept and case.name not in kept.held),
        tuple(sorted(leaked)),
    )


def main() -> None:
    """Print the counts and every miss."""
    secret: list[Case | Layout] = [*secret_cases(), *secret_layouts()]
    harmless: list[Case | Layout] = [*harmless_cases(), *harmless_layouts()]
    score = measured([*secret, *harmless])
    print(f"secret    {len(secret) - len(score.slipped)}/{len(secret)} set aside", *score.slipped)
    print(f"words     {len(score.words)} of theirs in the files written", *score.words)
    print(f"harmless  {len(score.lost)}/{len(harmless)} set aside", *score.lost)


if __name__ == "__main__":
    main()

"""Examples of each command, which its help shows: what to type, and a msgid that says what that does."""

from __future__ import annotations

from collections.abc import Mapping

from ..i18n import N_

EXAMPLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "init": (("chithi init --unit 'Chi bộ Sở Ngoại vụ' --folder van-ban", N_("a library for a cell and its folder")),),
    "ingest": (
        ("chithi ingest van-ban", N_("every document of a folder")),
        ("chithi ingest van-ban --ocr never", N_("without reading scans")),
    ),
    "read": (("chithi read chi-thi.pdf", N_("header and outline of one file")),),
    "tag": (("chithi tag bai-viet.txt --date 3/2026", N_("the citations of an article of March 2026")),),
    "search": (
        ("chithi search ky luat hanh chinh", N_("words, with or without tone marks")),
        ("chithi search '\"kỷ luật hành chính\"'", N_("a phrase")),
        ("chithi search 08-CT/TU", N_("a document by its number, typed any way")),
        (
            "chithi search kỷ luật --since 2016 --in-force",
            N_("pages of documents since 2016 that are in force"),
        ),
    ),
    "show": (("chithi show 08-CT/TU --text", N_("header, outline and text of a document")),),
    "refs": (("chithi refs 08-CT/TU --in", N_("what cites a document")),),
    "status": (("chithi status 76-QĐ/TW --as-of 30/11/2026", N_("whether a regulation is in force on a day")),),
    "missing": (("chithi missing", N_("works that are cited but not in the library")),),
    "graph": (("chithi graph 08-CT/TU -o so-do.svg", N_("the citation map of a document")),),
    "list": (
        ("chithi list --issuer 'Tỉnh ủy' --since 2020", N_("documents of an issuer since 2020")),
        ("chithi list --incomplete", N_("documents whose header is incomplete")),
    ),
    "correct": (("chithi correct 08-CT/TU --date 30/3/2016", N_("a date put right by hand")),),
    "remove": (("chithi remove 08-CT/TU", N_("a document out of the library; its file stays")),),
    "digest": (
        ("chithi digest --document 08-CT/TU -o hoc-tap.docx", N_("the study of one document, in Word")),
        ("chithi digest --month 3/2016 --unit 'Chi bộ Sở Ngoại vụ' -o thang-3.pdf", N_("a month's session, as PDF")),
    ),
    "export": (("chithi export thu-vien.jsonl", N_("text and metadata of every document")),),
    "restore": (("chithi restore thu-vien-sao.sqlite --force", N_("a backup in place of the library")),),
    "backup": (("chithi backup thu-vien-sao.sqlite", N_("a copy of the library")),),
    "doctor": (("chithi doctor", N_("what is installed and what is missing")),),
}

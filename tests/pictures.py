"""Take the pictures of docs/ again: the pages of `chithi serve` and a terminal, on the sample's library.

python -m tests.pictures [FOLDER]

FOLDER (default: docs/pictures) gets PNGs of few colours, some tens of kilobytes each.
"""

from __future__ import annotations

import io
import sys
import tempfile
from html import escape
from pathlib import Path
from typing import Any

from PIL import Image

from pipeline.i18n import set_language
from tests.command import ROOT, SAMPLE, run

DIRECTIVE = "/document/dien-bien/tinh-uy/2016/08-ct-tu"
PAGES = {
    "tra-cuu": "/?q=kỷ luật hành chính",
    "van-ban": f"{DIRECTIVE}?q=kỷ luật hành chính&page=2",
    "sinh-hoat": "session",
    "them-van-ban": "/add",
    "tong-quan": "/overview",
}
COMMANDS = (("search", "kỷ luật hành chính", "-n", "3"), ("status", "76-QĐ/TW"))
_SIZE = {"width": 1100, "height": 760}
_TERMINAL = """<meta charset="utf-8"><style>body { margin: 0; background: #14171a; color: #e7e9eb; padding: 20px;
font: 15px/1.5 "Liberation Mono", "DejaVu Sans Mono", monospace; white-space: pre-wrap } b { color: #93bff0 }</style>"""


def main() -> None:
    """Read the sample and take every picture."""
    from playwright.sync_api import sync_playwright

    from tests.web.test_browser import CHROMIUM, FLAGS, Served, go

    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures"
    target.mkdir(parents=True, exist_ok=True)
    set_language("vi")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        library = Path(folder) / "library.sqlite"
        (library.parent / "chithi.toml").write_text('unit = "Chi bộ Sở Ngoại vụ"\n', encoding="utf-8")
        run(library, "ingest", *(path for path in sorted(SAMPLE.iterdir()) if "mat" not in path.stem.split("-")))
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        size: Any = _SIZE
        page = browser.new_context(viewport=size, color_scheme="light").new_page()
        served = Served(library)
        page.goto(served.link)
        page.wait_for_url(f"{served.address}/")
        for name, path in PAGES.items():
            go(page, served, path)
            page.wait_for_load_state("networkidle")
            _save(page, target / f"{name}.png")
        words = ""
        for command in COMMANDS:
            typed = " ".join(f'"{word}"' if " " in word else word for word in command)
            words += f"<b>$ chithi {escape(typed)}</b>\n{escape(run(library, *command, lang='vi').out)}\n"
        page = browser.new_context(viewport=size).new_page()  # whose policy lets the style in
        page.set_content(_TERMINAL + words)
        _save(page, target / "cua-so-lenh.png")
        browser.close()


def _save(page: Any, path: Path) -> None:
    """Save what the window shows, in 64 colours."""
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    image.quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()

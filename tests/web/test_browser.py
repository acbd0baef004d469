"""The pages in a real browser: live results, phone and desktop, light and dark, axe, without script too."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import optional

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 800}}
DIRECTIVE = "/document/dien-bien/tinh-uy/2016/08-ct-tu"
PAGES = ["/", "/?q=kỷ luật hành chính", "/?q=xyzzyabc", f"{DIRECTIVE}?q=kỷ luật hành chính&page=2", "/add",
         "/document/trung-uong/2000/quy-dinh-76-qd-tw", "/overview", "/map?of=dien-bien/tinh-uy/2016/08-ct-tu",
         "/session", "session", "/nothing"]  # fmt: skip

pytestmark = optional(None if CHROMIUM else "Chromium is not installed")


class Served:
    """A server of the sample's library in a thread."""

    def __init__(self, library: Path) -> None:
        import uvicorn

        from pipeline.web.app import make_app
        from pipeline.web.guard import Keys
        from pipeline.web.office import Office

        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen()  # what is asked before the server has started waits
        self.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        keys = Keys()
        self.link = f"{self.address}/?token={keys.link}"
        app = make_app(Office(str(library)), keys, listener.getsockname()[1])
        self.server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="none"))
        threading.Thread(target=self.server.run, kwargs={"sockets": [listener]}, daemon=True).start()


@pytest.fixture(scope="module")
def served(sample_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path: Path = tmp_path_factory.mktemp("served") / "library.sqlite"
    path.write_bytes(sample_library.read_bytes())
    found = Served(path)
    yield found
    found.server.should_exit = True


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


def opened(browser: Any, served: Served, size: str = "desktop", **options: Any) -> Any:
    """Return a page after the first link; it keeps the requests for other hosts and the problems of its console."""
    context = browser.new_context(viewport=SIZES[size], **options)
    page = context.new_page()
    page.elsewhere, page.problems = [], []
    page.on("request", lambda each: page.elsewhere.append(each.url) if not each.url.startswith(served.address) else 0)
    page.on("console", lambda each: page.problems.append(each.text) if "Security Policy" in each.text else 0)
    page.on("pageerror", lambda each: page.problems.append(str(each)))
    page.goto(served.link)
    page.wait_for_url(f"{served.address}/")
    return page


def wait_for(page: Any, place: str, text: str) -> None:
    """Wait until an element has a text; the policy of the pages forbids functions made from strings."""
    from playwright.sync_api import expect

    expect(page.locator(place)).to_contain_text(text)


def go(page: Any, served: Served, path: str) -> None:
    """Open a page; `session` is one that is begun."""
    if path == "session":
        page.goto(f"{served.address}/session?add=dien-bien/tinh-uy/2016/08-ct-tu")
        page.fill("#day", "6/6/2016")
        page.click("button.main")
        page.wait_for_url("**/session/*")
        return
    page.goto(served.address + path)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits(browser: Any, served: Served, path: str, size: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(browser, served, size, color_scheme=scheme)
    go(page, served, path)
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    assert page.problems == []
    assert page.elsewhere == []
    page.context.close()
    page = opened(browser, served, size, color_scheme=scheme, bypass_csp=True)
    go(page, served, path)
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["impact"], each["nodes"][0]["html"][:120]) for each in found] == []
    page.context.close()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_runs_out_of_a_narrow_screen(browser: Any, served: Served, path: str) -> None:
    page = opened(browser, served, "phone")
    go(page, served, path)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.context.close()


def test_results_come_as_one_types_and_the_count_is_announced(browser: Any, served: Served) -> None:
    page = opened(browser, served)
    page.type("#q", "ky luat hanh chinh")
    wait_for(page, "#said", "22 trang trong 15 văn bản")
    assert page.locator("article.found h2").first.inner_text() == "Chỉ thị 08-CT/TU"
    assert page.evaluate("document.activeElement.id") == "q"
    assert "q=ky" in page.url
    page.check("input[name=type][value='kế hoạch']")
    wait_for(page, "#said", "trong 3 văn bản")
    assert "type=" in page.url
    page.reload()
    assert page.locator("article.found").count() == 3
    page.context.close()


def test_from_a_hit_to_the_marked_page(browser: Any, served: Served) -> None:
    page = opened(browser, served)
    page.goto(f"{served.address}/?q=kỷ luật hành chính")
    page.locator("article.found a.at").nth(1).click()
    page.wait_for_selector(".picture svg rect")
    picture = page.locator(".picture img")
    assert picture.evaluate("each => each.decode().then(() => each.naturalWidth)") == 1000
    assert page.locator(".text .hit").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.context.close()


def test_everything_works_without_script(browser: Any, served: Served) -> None:
    page = opened(browser, served, java_script_enabled=False)
    page.fill("#q", "kỷ luật hành chính")
    page.keyboard.press("Enter")
    wait_for(page, "#said", "22 trang trong 15 văn bản")
    page.locator("article.found h2 a").first.click()
    page.locator("#correct summary").click()
    page.fill("#h-issuer", "Tỉnh ủy Điện Biên Phủ")
    page.click("#correct button.main")
    wait_for(page, ".note.done", "Đã lưu bản sửa")
    assert page.locator("dd", has_text="Tỉnh ủy Điện Biên Phủ").count() == 1
    page.locator("#correct summary").click()
    page.click("#correct button.plain")
    wait_for(page, ".note.done", "trả về như máy đọc")
    assert page.locator("dd", has_text="Tỉnh ủy Điện Biên Phủ").count() == 0
    page.context.close()


def test_a_session_is_kept_as_it_is_changed(browser: Any, served: Served) -> None:
    page = opened(browser, served)
    go(page, served, "session")
    box = page.locator("input[name=keep]").nth(2)
    box.uncheck()
    wait_for(page, "#kept", "Đã lưu")
    page.fill("input[type=number] >> nth=0", "25")
    assert page.locator("#sum").inner_text() == str(
        page.evaluate("[...document.querySelectorAll('input[type=number]')].reduce((a, b) => a + +b.value, 0)")
    )
    page.reload()
    assert not page.locator("input[name=keep]").nth(2).is_checked()
    page.context.close()


def test_points_are_moved_by_buttons_and_keys(browser: Any, served: Served) -> None:
    page = opened(browser, served)
    go(page, served, "session")
    rows = page.locator("ul.movable >> nth=1").locator("li")
    first = rows.nth(0).locator("label").inner_text()
    rows.nth(0).locator("[data-move=down]").click()
    wait_for(page, "#kept", "vị trí 2")
    assert rows.nth(1).locator("label").inner_text() == first
    assert page.evaluate("document.activeElement.dataset.move") == "down"
    rows.nth(1).locator("input[type=checkbox]").focus()
    page.keyboard.press("Alt+ArrowDown")
    wait_for(page, "#kept", "vị trí 3")
    page.reload()
    assert rows.nth(2).locator("label").inner_text() == first
    page.context.close()


def test_the_policy_lets_no_script_of_a_page_run(browser: Any, served: Served) -> None:
    page = opened(browser, served)
    page.evaluate("""
        const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        document.body.append(script);
    """)
    assert page.evaluate("window.ran") is None
    page.context.close()


def test_another_site_cannot_send_a_form(browser: Any, served: Served, tmp_path: Path) -> None:
    page = opened(browser, served)
    page.goto("about:blank")
    page.set_content(
        f'<form method="post" action="{served.address}/saved"><input name="name" value="x"><input name="q" value="y">'
        "<button>go</button></form>"
    )
    with page.expect_navigation():
        page.click("button")
    assert "Another site" in page.content() or page.url.startswith("chrome-error")
    page.context.close()


def test_files_are_dropped_and_read(browser: Any, tmp_path: Path) -> None:
    from playwright.sync_api import expect

    from tests.web.conftest import SAMPLE

    served = Served(tmp_path / "library.sqlite")
    page = opened(browser, served)
    page.goto(f"{served.address}/add")
    page.set_input_files("input[type=file] >> nth=0", [str(SAMPLE / "chi-thi-05-ct-tw-2016.pdf")])
    expect(page.locator("#lists")).to_contain_text("Thêm 1", timeout=90_000)
    page.context.close()
    served.server.should_exit = True

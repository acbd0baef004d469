"""The HTML of a pack in a real browser: links land where they say, a phone shows it whole, axe finds no fault."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest

from pipeline.digest.render import render
from pipeline.vietnamese.text import squeeze
from tests.conftest import optional
from tests.digest.render.packs import sample_pack

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}

pytestmark = optional(None if CHROMIUM else "Chromium is not installed")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    file: Path = tmp_path_factory.mktemp("pack") / "pack.html"
    file.write_bytes(render(sample_pack(), "html"))
    return file.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


def shown(browser: Any, address: str, viewport: dict[str, int], scheme: Literal["light", "dark"] = "light") -> Any:
    page = browser.new_page(viewport=viewport, color_scheme=scheme, bypass_csp=True)
    page.goto(address)
    return page


def test_a_source_link_lands_on_the_page_quoted(browser: Any, address: str) -> None:
    page = shown(browser, address, DESKTOP)
    pack = sample_pack()
    for place, point in enumerate(pack.items[0].points):
        page.locator("h2#document-1 ~ ul").nth(1).locator("li").nth(place).locator("a.place").click()
        source = page.locator(":target")
        assert source.get_attribute("id") == f"source-1-page-{point.page}"
        assert squeeze(point.text) in squeeze(source.inner_text())
        source.wait_for(state="visible")
        assert page.wait_for_function("document.querySelector(':target').getBoundingClientRect().top < innerHeight")
        assert any(squeeze(point.text) in squeeze(mark) for mark in source.locator("mark").all_inner_texts())
    page.close()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_runs_out_of_the_screen(browser: Any, address: str, viewport: dict[str, int]) -> None:
    page = shown(browser, address, viewport)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    page.close()


def test_the_page_s_own_policy_lets_no_script_run(browser: Any, address: str) -> None:
    page = browser.new_page(viewport=DESKTOP)
    page.goto(address)
    page.evaluate("""
        const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        document.body.append(script);
    """)
    assert page.evaluate("window.ran") is None
    page.close()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    browser: Any, address: str, viewport: dict[str, int], scheme: Literal["light", "dark"]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = shown(browser, address, viewport, scheme)
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["impact"], each["nodes"][0]["html"][:120]) for each in found] == []
    page.close()

"""Only this computer's browser may ask, only from a page of ours, and the answers let nothing in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.browser import ADDRESS, Visitor


def test_without_the_first_link_nothing_is_shown(library_path: Path) -> None:
    with Visitor(library_path) as visitor:
        visitor.client.cookies.clear()
        for path in ("/", "/static/chithi.css", "/overview"):
            assert visitor.get(path).status_code == 403
        assert visitor.get("/", token="wrong").status_code == 403


@pytest.mark.parametrize("cookie", ["chithi=", "chithi=x", "chithi=\xff\xff", '"', "a=b; chithi"])
def test_a_cookie_that_was_made_up_is_refused(visitor: Visitor, cookie: str) -> None:
    visitor.client.cookies.clear()
    answer = visitor.client.get("/", headers=[(b"cookie", cookie.encode("latin-1"))])
    assert answer.status_code == 403


def test_the_cookie_is_for_this_site_and_not_for_scripts(visitor: Visitor) -> None:
    visitor.client.cookies.clear()
    given = visitor.get("/", token=visitor.keys.link).headers["set-cookie"].lower()
    assert "httponly" in given
    assert "samesite=strict" in given


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8642", "127.0.0.1", "127.0.0.1:80", "", "localhost"])
def test_another_host_is_refused(visitor: Visitor, host: str) -> None:
    assert visitor.client.get("/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:8642", "http://127.0.0.1:8643"])
def test_another_origin_is_refused(visitor: Visitor, origin: str) -> None:
    values = {"csrf": visitor.keys.form, "name": "x", "q": "y"}
    assert visitor.client.post("/saved", data=values, headers={"Origin": origin}).status_code == 403
    assert visitor.client.get("/", headers={"Origin": origin}).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_site_embeds_is_refused(visitor: Visitor, site: str) -> None:
    assert visitor.client.get("/", headers={"Sec-Fetch-Site": site}).status_code == 403


def test_a_form_without_origin_or_token_is_refused(visitor: Visitor) -> None:
    values = {"name": "x", "q": "y"}
    assert visitor.client.post("/saved", data={"csrf": visitor.keys.form, **values}).status_code == 403
    for csrf in ({}, {"csrf": ""}, {"csrf": "ữ"}, {"csrf": visitor.keys.link}):
        answer = visitor.client.post("/saved", data={**values, **csrf}, headers={"Origin": ADDRESS})
        assert answer.status_code == 403
    assert "Lần tìm đã lưu" not in visitor.get("/").text


def test_every_answer_forbids_what_we_do_not_use(visitor: Visitor) -> None:
    for path in ("/", "/nothing", "/static/chithi.css"):
        headers = visitor.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static//etc/passwd", "/static/..\\app.py"],
)
def test_only_files_of_static_are_served(visitor: Visitor, path: str) -> None:
    assert visitor.client.get(f"{ADDRESS}{path}").status_code == 404


def test_each_browser_has_its_own_language(library_path: Path, visitor: Visitor) -> None:
    visitor.post("/language", language="en", back="/")
    assert "Overview" in visitor.get("/").text
    assert "There is no such page" in visitor.get("/nothing").text
    visitor.client.cookies.delete("chithi-language")
    assert "Tổng quan" in visitor.get("/").text
    visitor.post("/language", language="xx", back="/")
    assert "Tổng quan" in visitor.get("/").text


def test_the_language_is_switched_and_leads_back_here_only(visitor: Visitor) -> None:
    answer = visitor.post("/language", language="en", back="/?q=x")
    assert (answer.status_code, answer.headers["location"]) == (303, "/?q=x")
    assert "Search" in visitor.get("/").text
    for back in ("https://evil.example", "//evil.example", "/\\evil.example", ""):
        assert visitor.post("/language", language="vi", back=back).headers["location"] == "/"
    assert "Tra cứu" in visitor.get("/").text

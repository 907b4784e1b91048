"""The query page works in a browser, loads nothing from elsewhere, and the exported pages stand beside it."""

import hashlib
import re
import shutil
from pathlib import Path
from typing import Any

import httpx
import pytest

PAGE = Path(__file__).parents[2] / "exports/aigraph/query_page"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def test_the_bundle_is_what_its_licence_file_says() -> None:
    text = (PAGE / "LICENSES.txt").read_text("utf-8")
    for digest, name in re.findall(r"^([0-9a-f]{64})  (\S+)$", text, re.M):
        assert hashlib.sha256((PAGE / name).read_bytes()).hexdigest() == digest, name
    assert "@zazuko/yasgui 4.6.2: MIT" in text and not re.search(r"^\S+ \S+: .*\bA?GPL", text, re.M)


def test_the_page_says_what_a_browser_may_load(client: httpx.Client) -> None:
    answer = client.get("")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert not re.search(r"""(?:src|href)="(?:https?:)?//""", answer.text)
    names = {question["name"] for question in client.get("questions").json()["questions"]}
    assert {"who-left", "investors"} <= names
    assert client.get("assets/../serve.py").status_code == 404 and client.get("assets/none.js").status_code == 404
    assert client.get("sparql", headers={"accept": "text/html"}).status_code == 303


def test_exported_pages_are_served_and_nothing_else(served_store: Path, served: Any, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("<title>pages</title>")
    (tmp_path / "secret.txt").write_text("geheim")
    with served(served_store, "--site", str(tmp_path / "site")) as url:
        assert "pages" in httpx.get(f"{url}site/", trust_env=False).text
        for path in ("site/../secret.txt", "site/%2e%2e/secret.txt", "site//../secret.txt"):
            assert "geheim" not in httpx.get(url + path, trust_env=False).text


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path")
def test_a_question_is_asked_in_the_browser(address: str) -> None:
    from playwright.sync_api import sync_playwright

    asked: list[str] = []
    wrong: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(address)
        page.wait_for_selector("body[data-ready=yes]")
        page.select_option("#examples", label="Who left which company, when, in what post?")
        page.click(".tabPanel.active .yasqe_queryButton")
        page.wait_for_selector(".tabPanel.active .yasr table tbody tr")
        shown = page.inner_text(".tabPanel.active .yasr table")
        browser.close()
    assert "departure" in shown or "Departure" in shown or re.search(r"\d{4}-\d{2}", shown)
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert [line for line in wrong if "favicon" not in line] == []

"""The site beside the endpoint, and by the command: the same pages at another place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from aigraph.exports.site import write_site
from aigraph.exports.view import ClaimView
from aigraph.graph.store import Store
from tests.endpoint.conftest import serving
from tests.exports.sites import read_pages, stored
from tests.made import made_articles


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served") / "store"
    with Store(path) as opened:
        opened.add_articles(made_articles(12))
    return path


def test_the_site_works_beside_the_endpoint(store: Path, tmp_path: Path, claims: list[ClaimView], browser: Any) -> None:
    write_site(stored(claims), tmp_path / "pages")
    with serving(store, "--site", str(tmp_path / "pages")) as url:
        assert httpx.get(f"{url}site", trust_env=False, follow_redirects=True).url.path == "/site/"
        context = browser.new_context(locale="en-GB")
        page, seen = context.new_page(), []
        page.on("request", lambda request: request.url.startswith((f"{url}site/", "data:")) or seen.append(request.url))
        page.on("console", lambda message: seen.append(message.text))
        page.on("response", lambda response: response.status < 400 or seen.append(response.url))
        page.goto(f"{url}site/")
        page.fill("#q", "beiguang")
        page.wait_for_selector("#found li")
        page.keyboard.press("Enter")
        page.wait_for_url("**/organization/northlight-ai.html")
        page.click("article.claim .source cite >> nth=0")
        page.wait_for_url("**/article/**")
        page.click(".brand")
        page.wait_for_selector("main h1")
        context.close()
        assert seen == []


def test_the_command_writes_refuses_and_renews(store: Path, tmp_path: Path, aigraph: Callable[..., Any]) -> None:
    done = aigraph("export", "site", "-o", "pages", "--title", "Ours & theirs", "--base-url", "https://news.example/ai/", "--store", store)
    assert done.returncode == 0 and "pages/index.html" in done.stderr and not done.stdout
    pages = read_pages(tmp_path / "pages")
    assert "Ours & theirs" in pages["index.html"].sections["front"] and (tmp_path / "pages/sitemap.xml").is_file()
    assert aigraph("export", "site", "-o", "pages", "--store", store).returncode == 0
    assert not (tmp_path / "pages/sitemap.xml").exists()
    (tmp_path / "other").mkdir()
    (tmp_path / "other/notes.txt").write_text("mine")
    refused = aigraph("export", "site", "-o", "other", "--store", store)
    assert refused.returncode == 1 and "no site of ours" in refused.stderr


@pytest.mark.parametrize(("options", "code", "words"), [
    (["site"], 2, "-o FOLDER"),
    (["site", "-o", "x", "--base-url", "nowhere"], 1, "no address of a folder"),
    (["site", "-o", "x", "--theme", "none.css"], 1, "theme cannot be read"),
    (["page", "--title", "x"], 2, "for a site"),
])  # fmt: skip
def test_wrong_use_says_what_would_work(store: Path, aigraph: Callable[..., Any], options: list[str], code: int, words: str) -> None:
    done = aigraph("export", *options, "--store", store)
    assert done.returncode == code and words in done.stderr
    assert "Traceback" not in done.stderr


def test_whole_texts_come_from_where_they_were_read(tmp_path: Path, aigraph: Callable[..., Any]) -> None:
    text = "---\ntitle: A title\npublished: 2024-09-27\n---\nMira Murati left OpenAI on Wednesday. Rain fell on the bay all afternoon and into the evening, as nobody had asked it to.\n"
    for name in ("one.md", "two.md"):
        (tmp_path / name).write_text(text.replace("Rain", f"Rain of {name}"), encoding="utf-8")
    assert aigraph("ingest", "one.md", "two.md").returncode == 0
    (tmp_path / "two.md").write_text("Something else stands here now.", encoding="utf-8")
    aigraph("export", "site", "-o", "quotes")
    aigraph("export", "site", "-o", "whole", "--full-text")
    quotes, whole = ("".join(page.sections.get("words", "") for page in read_pages(tmp_path / name).values()) for name in ("quotes", "whole"))
    assert "nobody had asked it to" not in quotes
    assert "Rain of one.md fell on the bay all afternoon and into the evening, as nobody had asked it to." in whole
    assert "Rain of two.md" in whole and whole.count("nobody had asked it to") == 1


def test_the_library_writes_it_by_both_names(store: Path, tmp_path: Path) -> None:
    import aigraph as library

    with library.open(store, write=False) as graph:
        assert graph.site(tmp_path / "one") == tmp_path / "one/index.html"
        assert graph.export("site", tmp_path / "two") == tmp_path / "two/index.html"
    assert (tmp_path / "one/index.html").read_bytes() == (tmp_path / "two/index.html").read_bytes()

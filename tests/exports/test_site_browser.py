"""The site in Chromium, from disk: quiet, safe with hostile text on every kind of page, two languages, search, and legible. Each check
of safety also runs on a page that is planted bad, and must fail there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from aigraph.exports.site import SiteOptions, write_site
from aigraph.exports.view import ClaimView
from tests.exports.sites import HOSTILE, hostile_claims, stored

Open = Callable[..., Any]
QUIET: list[tuple[str, str]] = []


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, claims: list[ClaimView]) -> Path:
    folder = tmp_path_factory.mktemp("site") / "pages"
    write_site(stored(claims), folder)
    return folder


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "pages"
    write_site(hostile_claims(), folder, SiteOptions(title=HOSTILE[1], base_url="https://example.org/ai/"))
    return folder


@pytest.fixture
def open_page(browser: Any) -> Iterator[Open]:
    """Open a page of a site; `page.seen` collects requests that leave the folder (but those that the policy stops), messages, errors and dialogs."""
    contexts = []

    def open_(folder: Path, path: str, **options: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", **options})
        contexts.append(context)
        page = context.new_page()
        page.seen = []
        inside = folder.as_uri() + "/"
        page.on("request", lambda request: request.url.startswith((inside, "data:")) or page.seen.append(("request", request.url)))
        page.on("requestfailed", lambda request: request.failure == "csp" and ("request", request.url) in page.seen and page.seen.remove(("request", request.url)))
        page.on("console", lambda message: page.seen.append(("console", message.text)))
        page.on("pageerror", lambda error: page.seen.append(("error", str(error))))
        page.on("dialog", lambda dialog: (page.seen.append(("dialog", dialog.message)), dialog.dismiss()))
        page.goto(inside + path)
        return page

    yield open_
    for context in contexts:
        context.close()


def kinds(folder: Path) -> list[str]:
    """One page of every kind, the fullest."""
    def fullest(pattern: str) -> str:
        return max(folder.glob(pattern), key=lambda path: path.stat().st_size).relative_to(folder).as_posix()

    return ["index.html", "timeline/all.html", "conflict/all.html", "article/all.html", "relation/all.html", "names/organization.html",
            *map(fullest, ("person/*.html", "organization/*.html", "relation/*[a-z].html", "article/*.html", "timeline/2*.html"))]


def test_every_kind_of_page_asks_nothing_and_says_nothing(site: Path, open_page: Open) -> None:
    for path in kinds(site):
        page = open_page(site, path)
        page.click("#theme")
        page.check("#zh", force=True)
        page.fill("#q", "wang")
        page.wait_for_selector("#found li")
        page.keyboard.press("Escape")
        for summary in page.query_selector_all("details > summary"):
            summary.click()
        page.wait_for_timeout(60)
        assert page.seen == QUIET, path


def test_hostile_text_on_every_page_is_shown_and_does_nothing(hostile_site: Path, open_page: Open) -> None:
    shared = open_page(hostile_site, "index.html")
    base, shown = hostile_site.as_uri() + "/", ""
    for path in sorted(hostile_site.rglob("*.html")):
        shared.goto(base + path.relative_to(hostile_site).as_posix())
        assert shared.evaluate("document.querySelectorAll('img, iframe, object, svg [onload], [onerror], [onclick], [onmouseover]').length") == 0
        assert shared.evaluate("[...document.scripts].every((s) => !s.src || s.src.endsWith('assets/site.js'))") is True
        assert shared.evaluate("[...document.links].every((a) => /^(https?|file):/.test(a.protocol))") is True
        assert shared.evaluate("document.querySelectorAll('style').length") == 1
        shown += shared.evaluate("document.body.textContent")
    assert shared.seen == QUIET
    for text in HOSTILE:
        assert text in shown


def test_hostile_names_are_found_and_led_to(hostile_site: Path, open_page: Open) -> None:
    for text in (HOSTILE[0], HOSTILE[1], HOSTILE[9]):
        page = open_page(hostile_site, "index.html")
        page.fill("#q", f"{text} 1")
        page.wait_for_selector("#found li")
        assert page.text_content("#found li bdi") == f"{text} 1"
        page.keyboard.press("Enter")
        page.wait_for_url("**/person/*.html")
        assert page.text_content("h1").startswith(f"{text} 1") and page.title().startswith(f"{text} 1 · ")
        assert page.seen == QUIET


PLANTED = (
    '<script>window.planted = 1</script><script src="https://evil.example/x.js"></script><script src="../assets/evil.js"></script>'
    '<img src="https://evil.example/x.png" onerror="window.planted = 2"><svg onload="window.planted = 3"></svg><a id="j" href="javascript:window.planted=4">j</a>'
    '<iframe srcdoc="<script>parent.planted = 5</script>"></iframe><base href="https://evil.example/"><style>h1 { color: rgb(1, 2, 3) }</style>'
    '<form action="https://evil.example/"><button id="f">f</button></form><h1 style="color: rgb(1, 2, 3)" id="styled">x</h1></main>'
)


@pytest.mark.parametrize("kind", range(11))
def test_the_policy_alone_stops_what_is_planted(site: Path, tmp_path: Path, open_page: Open, kind: int) -> None:
    page = open_page(*planted(site, tmp_path, kinds(site)[kind], PLANTED))
    page.click("#j")
    page.wait_for_timeout(150)
    assert page.evaluate("window.planted") is None
    assert page.evaluate("getComputedStyle(document.getElementById('styled')).color") != "rgb(1, 2, 3)"
    assert page.evaluate("document.baseURI").startswith("file:")
    assert page.seen and [(sort, text) for sort, text in page.seen if sort != "console" or "Content Security Policy" not in text] == []
    assert page.evaluate("document.documentElement.className") == "js"  # ours still runs


def test_the_same_checks_see_a_page_without_its_policy(site: Path, tmp_path: Path, open_page: Open) -> None:
    folder, path = planted(site, tmp_path, "index.html", PLANTED + "<script>alert(1); console.log('x')</script>")
    file = folder / path
    text = file.read_text(encoding="utf-8")
    start = text.index('<meta http-equiv="Content-Security-Policy"')
    file.write_text(text[:start] + text[text.index(">", start) + 1 :], encoding="utf-8")
    page = open_page(folder, path)
    page.wait_for_timeout(150)
    assert page.evaluate("window.planted") is not None
    assert {"request", "console", "dialog"} <= {sort for sort, _ in page.seen}


def planted(site: Path, tmp_path: Path, path: str, html: str) -> tuple[Path, str]:
    """A copy of the site with something bad in one page."""
    import shutil

    copy = Path(shutil.copytree(site, tmp_path / "planted"))
    (copy / "assets/evil.js").write_text("window.planted = 6")
    file = copy / path
    text = file.read_text(encoding="utf-8")
    assert text.count("</main>") == 1
    file.write_text(text.replace("</main>", html), encoding="utf-8")
    return copy, path


def test_the_reader_chooses_the_language_and_it_is_remembered(site: Path, open_page: Open) -> None:
    page = open_page(site, "index.html")
    assert page.inner_text("main h2").startswith("Latest moves")
    page.check("#zh", force=True)
    assert page.inner_text("main h2").startswith("最新动态")
    page.click("nav a >> nth=1")
    page.wait_for_url("**/names/*.html")
    assert page.inner_text("h1") == "机构"
    assert page.is_checked("#zh")
    page.reload()
    assert page.inner_text("h1") == "机构"


def test_the_browsers_language_is_the_default(site: Path, open_page: Open) -> None:
    assert open_page(site, "index.html", locale="zh-CN").inner_text("main h2").startswith("最新动态")
    assert open_page(site, "index.html", locale="de-DE").inner_text("main h2").startswith("Latest moves")


def test_without_script_the_page_is_english_and_can_be_chinese(site: Path, open_page: Open) -> None:
    page = open_page(site, "organization/northlight-ai.html", java_script_enabled=False, locale="zh-CN")
    assert page.inner_text("h1") == "Northlight AI"
    assert page.inner_text("#facts").startswith("Facts")
    assert page.is_hidden("#q") and page.is_hidden("#theme")
    assert page.locator("article.claim blockquote mark").count() > 5
    assert page.locator("svg.around a").count() > 3
    page.check("#zh", force=True)
    assert page.inner_text("#facts").startswith("事实")
    assert page.inner_text("h1") == "北光人工智能"


@pytest.mark.parametrize(("typed", "name"), [("wangruoxi", "王若溪"), ("wrx", "王若溪"), ("若溪", "王若溪"), ("Kovac", "Ines Kovač"), ("ik", "Ines Kovač"),
                                             ("BEIGUANG", "Northlight AI"), ("quill4", "Quill-4")])
def test_search_finds_by_name_pinyin_and_initials(site: Path, open_page: Open, typed: str, name: str) -> None:
    page = open_page(site, "timeline/all.html")
    page.keyboard.press("/")
    page.keyboard.type(typed)
    page.wait_for_selector("#found li")
    names = page.locator("#found li bdi:first-of-type").all_text_contents()
    assert name in names
    for _ in range(names.index(name)):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/*.html")
    page.wait_for_selector(f"h1:has-text('{name}')")


def test_dark_follows_the_reader_and_stays(site: Path, open_page: Open) -> None:
    light = "getComputedStyle(document.body).backgroundColor"
    page = open_page(site, "index.html", color_scheme="dark")
    dark = page.evaluate(light)
    page.click("#theme")
    assert page.evaluate(light) != dark
    page.reload()
    assert page.evaluate(light) != dark
    assert open_page(site, "index.html", color_scheme="dark", java_script_enabled=False).locator("body").evaluate("(b) => getComputedStyle(b).backgroundColor") == dark


def test_a_theme_changes_every_page(tmp_path: Path, claims: list[ClaimView], open_page: Open) -> None:
    write_site(stored(claims), tmp_path / "s", SiteOptions(theme=":root { --ground: #fff8f0; --accent: #7a1f5c; }"))
    for path in ("index.html", "organization/northlight-ai.html"):
        page = open_page(tmp_path / "s", path)
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 248, 240)"
        assert page.evaluate("getComputedStyle(document.querySelector('main a')).color") == "rgb(122, 31, 92)"
        assert page.seen == QUIET


@pytest.mark.parametrize("width", [360, 390, 768, 1280])
def test_no_page_is_wider_than_the_screen(site: Path, hostile_site: Path, open_page: Open, width: int) -> None:
    for folder in (site, hostile_site):
        page = open_page(folder, "index.html", viewport={"width": width, "height": 800})
        for path in kinds(folder):
            page.goto(f"{folder.as_uri()}/{path}")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_names_around_an_entity_do_not_overlap(site: Path, open_page: Open) -> None:
    for path in sorted(site.glob("organization/*.html"))[:12]:
        page = open_page(site, path.relative_to(site).as_posix())
        for language in ("en", "zh"):
            page.check(f"#{language}", force=True)
            assert page.evaluate("""() => {
                const boxes = [...document.querySelectorAll('svg.around text')].map((t) => t.getBoundingClientRect()).filter((b) => b.width);
                const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
                return boxes.flatMap((a, i) => boxes.slice(0, i).filter((b) => over(a, b))).length;
            }""") == 0, path


@pytest.fixture(scope="module")
def axe() -> str:
    from tests.exports.frontend import packages

    return (packages() / "axe-core/axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
def test_axe_has_no_serious_finding(site: Path, open_page: Open, axe: str, theme: str, language: str) -> None:
    for path in kinds(site):
        page = open_page(site, path, color_scheme=theme, locale=language, bypass_csp=True)
        found = serious(page, axe)
        assert found == [], path


def test_axe_sees_a_bad_page(site: Path, tmp_path: Path, open_page: Open, axe: str) -> None:
    page = open_page(*planted(site, tmp_path, "index.html", '<img src="data:,"><p class="mute">x</p><button></button></main>'), bypass_csp=True)
    assert {name for name, _ in serious(page, axe)} >= {"image-alt", "button-name"}


def serious(page: Any, axe: str) -> list[tuple[str, list[str]]]:
    page.evaluate(axe)
    found = page.evaluate("axe.run({ resultTypes: ['violations'] }).then((r) => r.violations.map((v) => [v.id, v.impact, v.nodes.map((n) => n.html + ' ' + n.failureSummary)]))")
    return [(name, nodes[:3]) for name, impact, nodes in found if impact in ("serious", "critical")]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_and_text_in_drawings_are_legible(site: Path, open_page: Open, theme: str) -> None:
    """Text of drawings has at least 4.5 on the page's ground, marks 3 (axe does not look into SVG)."""
    for path in ("organization/northlight-ai.html", "person/mara-ellison.html", "timeline/all.html"):
        page = open_page(site, path, color_scheme=theme)
        found = page.evaluate(CONTRASTS)
        assert found["texts"] and found["marks"], path
        assert min(found["texts"].values()) >= 4.5, found["texts"]
        assert min(found["marks"].values()) >= 3, found["marks"]


CONTRASTS = """() => {
  const channels = (text) => text.match(/[\\d.]+/g).slice(0, 3).map((c) => { c = c / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; });
  const light = (text) => { const [r, g, b] = channels(text); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = light(getComputedStyle(document.body).backgroundColor);
  const ratio = (text) => { const one = light(text); return (Math.max(one, ground) + 0.05) / (Math.min(one, ground) + 0.05); };
  const texts = {}, marks = {};
  for (const node of document.querySelectorAll('main svg text, main svg tspan')) texts[node.getAttribute('class') || 'plain'] = ratio(getComputedStyle(node).fill);
  for (const node of document.querySelectorAll('main svg path, main svg circle.sure, main svg rect.certain, main svg rect.sure, main svg rect.other')) {
    const style = getComputedStyle(node);
    marks[node.getAttribute('class')] = Math.max(ratio(style.fill === 'none' ? 'rgb(0,0,0)' : style.fill), style.stroke === 'none' ? 0 : ratio(style.stroke));
  }
  for (const node of document.querySelectorAll('main svg.around line, main svg line.trend, main svg line.base')) marks[node.getAttribute('class')] = ratio(getComputedStyle(node).stroke);
  return { texts, marks };
}"""

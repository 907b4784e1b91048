"""The pictures of docs/images, from the demo's store: `python tests/shots.py` (needs Chromium; look at each before you commit it)."""
from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import aigraph
from aigraph.demo import run
from aigraph.questions import read_question
from aigraph.showing import links_to, result_html

IMAGES = Path(__file__).parents[1] / "docs/images"
WIDE, PHONE = {"width": 1200, "height": 740}, {"width": 390, "height": 760}
COUNT = """SELECT ?company (COUNT(*) AS ?claims) WHERE {
  ?claim a aig:Claim ; aig:argument/aig:entity ?entity . ?entity a aig:Organization ; rdfs:label ?company
} GROUP BY ?company ORDER BY DESC(?claims) ?company LIMIT 12"""
SHOTS: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "page": ("aigraph.html", "", {"viewport": WIDE}, ""),
    "evidence": ("aigraph.html", "#e=organization/mistral-ai", {"viewport": WIDE}, ""),
    "dark": ("aigraph.html", "#e=person/mira-murati", {"viewport": WIDE, "color_scheme": "dark"}, "aigraph.setLanguage('zh')"),
    "phone": ("aigraph.html", "", {"viewport": PHONE, "device_scale_factor": 2, "is_mobile": True}, ""),
    "print": ("aigraph.html", "", {"viewport": {"width": 1020, "height": 700}}, "window.dispatchEvent(new Event('beforeprint'))"),
    "query": ("funding.html", "", {"viewport": {"width": 1180, "height": 720}}, ""),
    "bars": ("count.html", "", {"viewport": {"width": 1180, "height": 720}}, ""),
    "site-entity": ("site/organization/openai.html", "", {"viewport": {"width": 1280, "height": 1080}}, ""),
    "site-article": ("site/article/*.html", "", {"viewport": {"width": 1280, "height": 960}}, ""),
    "site-index": ("site/index.html", "", {"viewport": {"width": 1280, "height": 1060}}, ""),
    "site-timeline": ("site/timeline/2024.html", "", {"viewport": {"width": 1280, "height": 860}, "color_scheme": "dark", "locale": "zh-CN"}, ""),
    "site-conflicts": ("site/conflict/all.html", "", {"viewport": {"width": 1280, "height": 860}}, ""),
    "site-phone": ("site/organization/openai.html", "", {"viewport": {"width": 390, "height": 1400}, "is_mobile": True}, ""),
    "site-print": ("site/organization/openai.html", "", {"viewport": {"width": 800, "height": 1100}}, ""),
}


def main(wanted: list[str]) -> None:
    """Write the pictures named (all where none is), each under 300 kB."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        run(folder)
        with aigraph.open(folder / "aigraph.db", write=False) as graph:
            for file, question, title in (("funding.html", "funding-rounds", "Which company raised how much?"), ("count.html", COUNT, "Who is in the news?")):
                answer = graph.query(question)
                html = result_html(answer, title=title, question=read_question(question), store=graph.store, link=links_to("aigraph.html"))
                (folder / file).write_text(html, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        for shot in wanted or SHOTS:
            file, hash_, options, act = SHOTS[shot]
            page = browser.new_context(**options).new_page()
            if shot.endswith("print"):
                page.emulate_media(media="print")
            page.goto(sorted(folder.glob(file))[0].as_uri() + hash_)
            if act:
                page.evaluate(act)
            page.wait_for_timeout(400)
            page.screenshot(path=IMAGES / f"{shot}.png")
            print(shot, (IMAGES / f"{shot}.png").stat().st_size)


if __name__ == "__main__":
    main(sys.argv[1:])

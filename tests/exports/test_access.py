"""For everybody: axe finds nothing serious on any page, in any view, theme or size; every claim is reached without a mouse or script."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from aigraph.exports.conflicts import ConflictView
from aigraph.exports.page import render_page
from aigraph.exports.results import render_results
from aigraph.exports.view import ClaimView
from tests.exports.frontend import packages

PHONE = {"viewport": {"width": 390, "height": 844}}
NARROW = {"viewport": {"width": 960, "height": 700}}
RUN = """async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
  .filter((each) => ['serious', 'critical'].includes(each.impact))
  .map((each) => `${each.id}: ${each.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`)"""


@pytest.fixture(scope="module")
def axe() -> str:
    return (packages() / "axe-core/axe.min.js").read_text(encoding="utf-8")


def faults(page: Any, axe: str) -> list[str]:
    page.evaluate(axe)
    found: list[str] = page.evaluate(RUN)
    return found


@pytest.fixture(scope="module")
def html(claims: list[ClaimView]) -> str:
    worth = [view for view in claims if view.claim.type == "Valuation"]
    conflicts = [ConflictView(*sorted((worth[0].id, worth[1].id)), "contradiction", "amount"), ConflictView(worth[2].id, worth[3].id, "update", "amount")]
    return render_page(claims, conflicts=conflicts, generated="2026-01-01")


STATES: dict[str, tuple[str, dict[str, Any], str]] = {
    "entity": ("", {}, "aigraph.select(aigraph.entities[0])"),
    "conflict, dark": ("", {"color_scheme": "dark"}, "aigraph.choose(aigraph.claims.filter((claim) => claim.conflicts.length))"),
    "table, Chinese": ("#view=table", {}, "aigraph.setLanguage('zh')"),
    "filters open, dark": ("#off=kind:person", {"color_scheme": "dark"}, "document.querySelectorAll('details').forEach((each) => { each.open = true; })"),
    "search, dark": ("", {"color_scheme": "dark"}, "(() => { const q = document.querySelector('#q'); q.focus(); q.value = 'a'; q.dispatchEvent(new Event('input')); })()"),
    "help": ("", {}, "document.querySelector('#help-open').click()"),
    "phone": ("", PHONE, ""),
    "phone, graph, dark": ("", {**PHONE, "color_scheme": "dark"}, "aigraph.setView('graph'), aigraph.select(aigraph.entities[0])"),
    "narrow, filters": ("", NARROW, "aigraph.setView('filters')"),
}


@pytest.mark.parametrize("state", STATES)
def test_nothing_serious_on_the_graph_page(visit: Callable[..., Any], axe: str, html: str, state: str) -> None:
    hash_, options, act = STATES[state]
    page = visit(html, hash_, **options)
    if act:
        page.evaluate(act)
    assert faults(page, axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_on_a_page_of_results(visit: Callable[..., Any], axe: str, scheme: str) -> None:
    rows = [("Northlight AI", "2024-05", 3_100_000_000, "https://w3id.org/aigraph/id/organization/northlight-ai"), ("Quillon", "2024-07", 5, None)]
    assert faults(visit(render_results(("name", "date", "value", "entity"), rows, question="SELECT"), color_scheme=scheme), axe) == []


def test_without_script_nothing_is_serious_either(visit: Callable[..., Any], axe: str, html: str) -> None:
    plain = html.replace("<noscript>", "<div>").replace("</noscript>", "</div>")
    page = visit(plain[: plain.rindex("<script>")] + "</body></html>")
    assert page.locator("tbody tr:visible").count() > 50
    assert faults(page, axe) == []


def test_the_check_sees_what_is_planted(visit: Callable[..., Any], axe: str, html: str) -> None:
    page = visit(html)
    page.evaluate("document.documentElement.style.setProperty('--mute', '#b5b5b5')")
    page.evaluate("document.querySelector('#zoom-in').removeAttribute('aria-label'), document.querySelector('#zoom-in').textContent = ''")
    seen = " ".join(faults(page, axe))
    assert "color-contrast" in seen and "button-name" in seen


def test_tab_reaches_every_claim_of_the_table(visit: Callable[..., Any], claims: list[ClaimView]) -> None:
    page = visit(render_page(claims[:15]), "#view=table")
    page.focus("#table th button")
    reached = set()
    for _ in range(150):
        page.keyboard.press("Tab")
        at = page.evaluate("document.activeElement.closest('.c-words') && document.activeElement.closest('tr').dataset.claim")
        if at:
            reached.add(at)
        if len(reached) == 15:
            break
    assert len(reached) == 15
    page.keyboard.press("Enter")
    assert page.locator("#panel article mark").count() == 1


def test_what_is_selected_is_announced(visit: Callable[..., Any], html: str) -> None:
    page = visit(html)
    assert page.get_attribute("#live", "role") == "status"
    page.focus("#canvas")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("aigraph.state.entity.name") in page.text_content("#live")
    page.keyboard.press("n")
    assert page.evaluate("aigraph.state.chosen[0].verb[0]") in page.text_content("#live")

"""The page in Chromium: quiet, safe, and usable by search, slider, address and keyboard."""
import csv
import io
import xml.etree.ElementTree as ET
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from aigraph.exports.conflicts import ConflictView
from aigraph.exports.neighbourhood import to_pyvis
from aigraph.exports.page import DRAWN, render_page
from aigraph.exports.view import ClaimView
from aigraph.graph.claim import Kind, Modality, Money, When
from tests.exports.conftest import entities, view
from tests.exports.crowds import crowd
from tests.exports.hostile import HOSTILE, hostile, quiet

TABLE, GRAPH = "[data-view-button=table]", "[data-view-button=graph]"
def test_page_asks_nothing_and_says_nothing(visit: Any, html: str) -> None:
    page = visit(html)
    for button in (TABLE, "#theme", "#language", GRAPH, "#zoom-in", "#zoom-fit", "#play"):
        page.click(button)
    quiet(page)
    assert page.evaluate("performance.getEntriesByType('resource').length") == 0


def test_hostile_text_is_shown_verbatim_and_does_nothing(visit: Any) -> None:
    views = [hostile(text, number) for number, text in enumerate(HOSTILE)]
    page = visit(render_page(views, title=HOSTILE[1]))
    assert page.text_content("h1") == page.title() == HOSTILE[1]
    for number, text in enumerate(HOSTILE):
        page.evaluate("(id) => aigraph.choose([aigraph.claims.find((claim) => claim.id === id)])", f"claim/{number:016x}")
        card = page.locator("#panel article")
        assert card.locator("mark").text_content() == text
        assert card.locator("blockquote").text_content() == f"<{text}{text}{text}>"
        assert card.locator(".says .name").all_text_contents() == [f"{text} 1", f"{text} 2"]
        assert card.text_content().count(text) >= 10
        page.evaluate("(name) => aigraph.select(aigraph.entities.find((entity) => entity.name === name))", f"{text} 1")
        assert page.text_content("#panel h2") == f"{text} 1"
        page.fill("#q", text)
    page.click(TABLE)
    page.click("#language")
    assert page.locator("#panel a, #sheet a").count() == 0
    quiet(page)


def test_the_checks_see_a_careless_page(visit: Any) -> None:
    pasted = "".join(f"<p>{text}</p>" for text in HOSTILE)
    page = visit(f"<!doctype html><link rel=icon href=data:,><script>console.log(1)</script><img src=https://evil.example/x.png>{pasted}")
    page.wait_for_timeout(300)
    assert {kind for kind, _ in page.seen} >= {"request", "console", "dialog"}
    with pytest.raises(AssertionError):
        quiet(page)


def test_policy_stops_a_planted_script_and_a_planted_request(visit: Any, html: str) -> None:
    planted = '<script>window.planted = 1</script><img src="https://evil.example/x.png" onerror="window.planted = 2"><style>h1 { color: red }</style></body>'
    page = visit(html.replace("</body>", planted))
    page.wait_for_timeout(200)
    assert page.evaluate("window.planted") is None
    assert all("Content Security Policy" in text for kind, text in page.seen if kind == "console") and page.seen
    assert not [each for each in page.seen if each[0] in ("dialog", "error")]
    careless = html.replace("http-equiv=\"Content-Security-Policy\"", "name=nothing")
    assert visit(careless.replace("</body>", planted)).evaluate("window.planted") in (1, 2), "without the policy it does run"


@pytest.mark.parametrize(("typed", "name"), [("wangruoxi", "王若溪"), ("wrx", "王若溪"), ("若溪", "王若溪"), ("Kovac", "Ines Kovač"),
                                             ("ik", "Ines Kovač"), ("yunlan", "云澜科技"), ("BEIGUANG", "Northlight AI")])
def test_search_finds(visit: Any, typed: str, name: str, html: str) -> None:
    page = visit(html)
    page.keyboard.press("/")
    page.keyboard.type(typed)
    assert name in page.locator("#found li span").all_text_contents()
    page.locator("#found li", has_text=name).first.dispatch_event("pointerdown")
    assert page.text_content("#panel h2") == name


def test_slider_shows_the_graph_as_of_a_month(visit: Any, claims: list[ClaimView], html: str) -> None:
    page = visit(html)
    page.locator("#until").fill("12")
    month = page.evaluate("aigraph.state.until")
    assert month == "2023-03"
    expected = {view.id for view in claims if str(view.claim.date or view.published)[:7] <= month}
    assert page.evaluate("aigraph.shown.claims.length") == len(expected) > 0
    assert page.text_content("#until-label") == "As of Mar 2023"
    page.click(TABLE)
    assert page.locator("#rows tr:visible").count() == len(expected)


def test_undated_claims_are_not_shown_as_of_any_month(visit: Any, claims: list[ClaimView]) -> None:
    undated = replace(claims[1], id="undated", claim=claims[1].claim.with_(date=None), published=None)
    ancient = replace(claims[2], id="ancient", claim=claims[2].claim.with_(date=When("1975")))
    page = visit(render_page([*claims, undated, ancient]))
    assert page.evaluate("aigraph.shown.claims.length") == len(claims) + 2
    page.locator("#until").fill("30")
    assert page.evaluate("aigraph.shown.claims.some((claim) => claim.id === 'undated')") is False
    assert page.evaluate("aigraph.shown.claims.some((claim) => claim.id === 'ancient')") is True
    quiet(page)


def test_filters_hide_and_clear(visit: Any, claims: list[ClaimView], html: str) -> None:
    page = visit(html)
    page.locator("[data-filter='modality:denied']").uncheck()
    page.locator("[data-filter='kind:person']").uncheck()
    kept = [view for view in claims if view.claim.modality is not Modality.DENIED
            and not any(argument.entity.kind is Kind.PERSON for argument in view.claim.arguments)]
    assert page.evaluate("aigraph.shown.claims.length") == len(kept)
    assert page.text_content("#count") == f"{len(kept)} of {len(claims)} claims shown"
    page.evaluate("aigraph.select(aigraph.entities.find((entity) => entity.kind === 'person'))")
    page.locator("#panel button", has_text="Clear filters").click()
    assert page.evaluate("aigraph.shown.claims.length") == len(claims)


def test_a_claim_opens_by_its_address(visit: Any, claims: list[ClaimView], html: str) -> None:
    view = next(view for view in claims if view.claim.modality is Modality.REPORTED)
    page = visit(html, "#c=claim%2F" + view.id.rpartition("/")[2])
    card = page.locator("#panel article")
    assert card.count() == 1
    assert card.locator("mark").text_content() == view.claim.evidence.quote
    assert "Reported, not confirmed" in card.text_content() and "According to The Wall Street Reader" in card.text_content()
    link = card.locator("a")
    assert link.get_attribute("href") == view.url and "noopener" in link.get_attribute("rel")
    page.evaluate("aigraph.select(aigraph.entities[0])")
    address = page.evaluate("location.hash")
    again = visit(html, address)
    assert again.text_content("#panel h2") == page.text_content("#panel h2")


@pytest.mark.parametrize("modality", Modality)
def test_how_firmly_is_in_words(visit: Any, claims: list[ClaimView], modality: Modality) -> None:
    view = replace(claims[0], claim=claims[0].claim.with_(modality=modality))
    page = visit(render_page([view]), "#c=claim%2F" + view.id.rpartition("/")[2])
    words = {"asserted": "joined", "planned": "plans to join", "reported": "reportedly joined", "possible": "may join", "denied": "did not join"}
    assert page.text_content("#panel .says b") == words[modality]


def test_the_table_holds_every_claim_and_sorts(visit: Any, claims: list[ClaimView], html: str) -> None:
    page = visit(html, "#view=table")
    assert page.locator("#rows tr:visible").count() == len(claims)
    page.locator("th[data-column=subject] button").click()
    names = page.locator("#rows tr:visible .c-subject").all_text_contents()
    assert names == page.evaluate("(names) => [...names].sort(new Intl.Collator('en', { numeric: true }).compare)", names)
    page.locator("#rows .c-words button").first.click()
    assert page.locator("#panel article mark").count() == 1


def test_long_tables_have_pages(visit: Any, claims: list[ClaimView]) -> None:
    many = [replace(view, id=f"{view.id}{turn}") for turn in range(6) for view in claims]
    page = visit(render_page(many), "#view=table")
    assert page.locator("#rows tr:visible").count() == 200
    seen = set()
    for turn in range(4):
        seen |= set(page.locator("#rows tr").evaluate_all("(rows) => rows.map((row) => row.dataset.claim)"))
        if turn < 3:
            page.locator("#pager button", has_text="Next").click()
    assert len(seen) == len(many)
    assert page.locator("#pager button", has_text="Next").is_disabled()


def test_keyboard_reaches_the_table_and_the_graph(visit: Any, html: str) -> None:
    page = visit(html)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('th').dataset.column") == "when"
    page.keyboard.press("Enter")
    assert page.get_attribute("th.c-when", "aria-sort") == "ascending"
    page.keyboard.press("t")
    page.focus("#canvas")
    page.keyboard.press("ArrowRight")
    seen = {page.evaluate("aigraph.state.entity.id")}
    for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        seen.add(page.evaluate("aigraph.state.entity.id"))
    assert len(seen) > 1
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Escape")
    assert page.evaluate("aigraph.state.entity") is None


def test_keyboard_steps_through_every_claim_of_the_graph(visit: Any, claims: list[ClaimView]) -> None:
    page = visit(render_page(claims[:30]))
    page.focus("#canvas")
    seen = set()
    for _ in range(30):
        page.keyboard.press("n")
        seen.add(page.evaluate("aigraph.state.chosen[0].id"))
    assert len(seen) == 30


def overlaps(page: Any) -> int:
    return page.evaluate("""() => aigraph.labels().flatMap((one, i, all) => all.slice(0, i).filter((two) =>
        one.box[0] < two.box[2] && two.box[0] < one.box[2] && one.box[1] < two.box[3] && two.box[1] < one.box[3])).length""")


@pytest.mark.parametrize(("size", "nodes"), [((1440, 900), 300), ((1280, 720), 1000), ((390, 844), 120)])
def test_labels_never_overlap_and_the_fifteen_best_connected_have_theirs(visit: Any, size: tuple[int, int], nodes: int) -> None:
    page = visit(render_page(crowd(nodes, 2 * nodes)), viewport={"width": size[0], "height": size[1]})
    page.evaluate("aigraph.setView('graph')")
    page.wait_for_timeout(150)
    assert overlaps(page) == 0
    assert page.evaluate("aigraph.labels().length") > {300: 60, 1000: 30, 120: 25}[nodes]
    assert page.evaluate("aigraph.labels().filter((label) => label.entity < 15).length") == 15
    page.evaluate("aigraph.select(aigraph.entities[0], false)")
    page.wait_for_timeout(150)
    assert overlaps(page) == 0
    assert page.evaluate("aigraph.labels().filter((label) => label.entity < 15).length") == 15, "also while one is selected"
    page.evaluate("aigraph.labels = ((held) => () => [...held(), held()[0]])(aigraph.labels)")
    assert overlaps(page) == 1, "the check sees an overlap that is planted"


def test_graph_fills_the_canvas(visit: Any, html: str) -> None:
    page = visit(html)
    page.wait_for_timeout(100)
    share = page.evaluate("""() => {
      const { shown, at, frame } = aigraph, xs = shown.entities.map((e) => at(e)[0]), ys = shown.entities.map((e) => at(e)[1]);
      return [(Math.max(...xs) - Math.min(...xs)) / frame.width, (Math.max(...ys) - Math.min(...ys)) / frame.height];
    }""")
    assert min(share) > 0.78


def test_a_thousand_entities_draw_three_hundred_and_search_adds_one(visit: Any) -> None:
    page = visit(render_page(crowd(1000, 1500)))
    assert page.evaluate("aigraph.shown.entities.length") == DRAWN
    name = page.evaluate("aigraph.entities.at(-1).name")
    page.fill("#q", name)
    page.keyboard.press("Enter")
    assert page.text_content("#panel h2") == name
    assert page.evaluate("aigraph.shown.entities.includes(aigraph.state.entity)") is True
    assert page.evaluate("aigraph.shown.entities.length") <= DRAWN
    page.wait_for_timeout(100)
    assert page.evaluate("aigraph.labels().some((label) => label.entity === aigraph.state.entity.index)")
    quiet(page)


def test_neighbours_are_drawn_on_demand_and_never_more_than_can_be_read(visit: Any) -> None:
    page = visit(render_page(crowd(1000, 1500)))
    page.evaluate("aigraph.select(aigraph.entities[0])")
    hidden = page.evaluate("aigraph.shown.beyond.get(0).size")
    page.locator("#panel button", has_text=f"Draw {hidden} more").click()
    assert page.evaluate("aigraph.shown.beyond.get(0)") is None
    assert page.evaluate("aigraph.shown.entities.length") <= DRAWN
    assert page.evaluate("aigraph.shown.entities.every((entity) => Number.isFinite(entity.x))")


def test_language_switch_rewords_page_and_table(visit: Any, html: str) -> None:
    page = visit(html, "#view=table")
    page.click("#language")
    assert page.get_attribute("html", "lang") == "zh"
    assert page.text_content("th.c-when") == "日期"
    assert "加入" in page.text_content("#rows")
    page.click("#language")
    assert page.text_content("th.c-when") == "Date"


def test_empty_graph_says_so(visit: Any) -> None:
    page = visit(render_page([]))
    assert "no claims yet" in page.text_content(".none")
    page.click("#language")
    quiet(page)


def test_without_script_the_table_is_there(visit: Any, claims: list[ClaimView], html: str) -> None:
    page = visit(html, java_script_enabled=False)
    assert page.locator("noscript tbody tr:visible").count() == len(claims)
    assert not page.locator("#canvas, button, input").filter(visible=True).count()
    text = page.text_content("noscript")
    assert all(view.claim.evidence.quote in text for view in claims)
    assert page.locator("noscript a").count() == len(claims)


def test_phone_leads_with_search_and_list(visit: Any, html: str) -> None:
    page = visit(html, viewport={"width": 390, "height": 844})
    top = {name: page.locator(name).bounding_box()["y"] for name in ("#q", "#panel")}
    assert top["#q"] < top["#panel"] < 300
    assert not page.locator("#canvas").is_visible() and not page.locator("#filters").is_visible()
    for name, shown in (("graph", "#canvas"), ("table", "#table"), ("filters", "#filters"), ("list", "#panel")):
        page.click(f"[data-view-button={name}]")
        assert page.locator(shown).is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390 or name == "table"
    page.click("[data-view-button=graph]")
    page.wait_for_timeout(100)
    assert page.evaluate("aigraph.labels().length") > 10
    page.evaluate("aigraph.select(aigraph.entities[0])")
    assert page.locator("#panel h2.title").is_visible() and page.locator("#canvas").is_visible()


def test_downloads(visit: Any, claims: list[ClaimView], html: str) -> None:
    page = visit(html)
    for button, name in (("#csv", "claims.csv"), ("#png", "graph.png"), ("#svg", "graph.svg")):
        page.click("#save summary")
        with page.expect_download() as download:
            page.click(button)
        assert download.value.suggested_filename == name
        assert download.value.path().stat().st_size > 5_000
    assert not [each for each in page.seen if not str(each[1]).startswith("blob:")]


def test_csv_has_a_mark_and_no_formulas_and_svg_no_markup(visit: Any) -> None:
    views = [hostile(text, number) for number, text in enumerate([*HOSTILE, "=1+1", "@SUM(A1)", "+1", "-1", "＝1"])]
    page = visit(render_page(views, title="<b>"))
    csv_text = page.evaluate("aigraph.toCsv()")
    assert csv_text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(csv_text.removeprefix("\ufeff"))))
    assert len(rows) == len(views) + 1
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@＝" and cell]
    svg = ET.fromstring(page.evaluate("aigraph.toSvg()"))
    assert {element.tag.rpartition("}")[2] for element in svg.iter()} == {"svg", "title", "g", "path", "text"}
    texts = {element.text for element in svg.iter() if element.tag.endswith("text")}
    assert {"<b>", "Person", "Careers", "Reported"} <= texts
    assert any(text and text.startswith("<img src=x") for text in texts)
    assert not [name for element in svg.iter() for name in element.attrib if name.startswith("on") or "href" in name]


def test_pyvis_neighbourhood_is_offline_and_runs_no_planted_script(visit: Any, claims: list[ClaimView], tmp_path: Any) -> None:
    views = [*claims, *(hostile(text, 900 + number) for number, text in enumerate(HOSTILE))]
    net = to_pyvis(views)
    net.write(tmp_path / "net.html")
    assert [path.name for path in tmp_path.iterdir()] == ["net.html"]
    page = visit((tmp_path / "net.html").read_text(encoding="utf-8"))
    page.wait_for_timeout(500)
    assert page.evaluate("network.body.nodeIndices.length") == len(net.nodes)
    before = page.evaluate("JSON.stringify(network.getPositions())")
    page.mouse.move(640, 400)
    page.wait_for_timeout(500)
    assert page.evaluate("JSON.stringify(network.getPositions())") == before
    assert set(HOSTILE[0] + n for n in (" 1", " 2")) <= set(page.evaluate("nodes.get().map((node) => node.label)"))
    quiet(page)


def test_pyvis_takes_a_name_and_a_depth(claims: list[ClaimView]) -> None:
    one, two = to_pyvis(claims, "王若溪"), to_pyvis(claims, "王若溪", depth=2)
    assert 1 < len(one.nodes) < len(two.nodes)
    with pytest.raises(KeyError, match="no claim names"):
        to_pyvis(claims, "Nobody")


def told_twice() -> list[ClaimView]:
    """The same hire in an English and a Chinese article, and an unrelated claim."""
    roles = [("person", entities("王若溪|Wang Ruoxi", Kind.PERSON)[0]), ("organization", entities("Quillon Labs", Kind.ORGANIZATION)[0])]
    return [view(1, "Appointment", roles, "en", "Wang Ruoxi has joined Quillon Labs"), view(2, "Appointment", roles, "zh", "王若溪加入Quillon Labs", article="b"),
            view(3, "Departure", roles, "en", "Wang Ruoxi left Quillon Labs", article="c")]


def test_both_languages_sentences_stand_under_one_statement(visit: Any) -> None:
    page = visit(render_page(told_twice()), "#e=person/王若溪")
    card = page.locator("#panel article", has_text="joined")
    assert card.count() == 1
    assert card.locator("blockquote").evaluate_all("(all) => all.map((each) => each.lang).sort()") == ["en", "zh"]
    assert card.locator("blockquote .tongue").all_text_contents() == ["English", "Chinese"]
    card.locator(".anchor").first.click()
    assert page.locator("#panel article").count() == 2, "the claim alone, and the other article's"
    assert page.text_content("#panel .section") == "Also said elsewhere"


def test_conflicts_are_marked_told_and_filtered(visit: Any, claims: list[ClaimView]) -> None:
    worth = [each for each in claims if each.claim.type == "Valuation"]
    one, other = (replace(each, claim=each.claim.with_(amount=Money(Decimal(amount), "USD"))) for each, amount in zip(worth, (5_000_000, 7_000_000), strict=False))
    rest = [each for each in claims if each.id not in (one.id, other.id)]
    conflicts = [ConflictView(one.id, other.id, "contradiction", "amount"), ConflictView(rest[0].id, rest[1].id, "update", "date"),
                 ConflictView(one.id, "https://w3id.org/aigraph/id/claim/elsewhere", "contradiction", "amount")]
    page = visit(render_page([one, other, *rest], conflicts=conflicts), "#c=claim/" + one.id.rpartition("/")[2])
    note = page.text_content("#panel .conflict.serious")
    assert note.startswith("Contradicts Amount: $5 million here;") and "says $7 million." in note
    page.locator(".conflict.serious .name").click()
    assert page.locator("#panel article").count() == 2
    assert ">!<" in page.evaluate("aigraph.toSvg()")
    page.keyboard.press("Escape")
    page.locator("[data-filter=disputed]").check()
    assert page.evaluate("aigraph.shown.claims.length") == 2
    assert page.evaluate("location.hash") == "#disputed=1"


@pytest.mark.parametrize("modality", Modality)
def test_what_is_no_fact_is_drawn_as_none(visit: Any, claims: list[ClaimView], modality: Modality) -> None:
    one = next(each for each in claims if each.claim.type == "Departure")
    svg = ET.fromstring(visit(render_page([replace(one, claim=one.claim.with_(modality=modality))])).evaluate("aigraph.toSvg()"))
    drawing = next(element for element in svg if element.tag.endswith("}g"))
    line, arrow = [path for path in drawing if path.tag.endswith("path") and "Q" in path.get("d", "") or "L" in path.get("d", "")][:2]
    firm = modality is Modality.ASSERTED
    assert (float(line.get("stroke-width", 0)) > 1.5) is firm
    assert (arrow.get("fill") != "none") is firm
    signs = [path for path in drawing if "a6.5 6.5" in path.get("d", "")]
    assert bool(signs) is not firm


def test_every_filter_is_in_the_address_and_comes_back(visit: Any, claims: list[ClaimView], html: str) -> None:
    page = visit(html)
    page.evaluate("document.querySelectorAll('#filters details').forEach((each) => { each.open = true; })")
    for name in ("kind:place", "family:dispute", "type:Funding", "modality:denied", "lang:zh", "source:芯周刊"):
        page.locator(f"[data-filter='{name}']").uncheck()
    page.locator("#until").fill("30")
    wanted = page.evaluate("[location.hash, aigraph.shown.claims.map((claim) => claim.id)]")
    assert 0 < len(wanted[1]) < len(claims)
    again = visit(html, wanted[0])
    assert again.evaluate("[location.hash, aigraph.shown.claims.map((claim) => claim.id)]") == wanted
    assert not again.locator("[data-filter='source:芯周刊']").is_checked()
    again.click("#clear")
    assert again.evaluate("[location.hash, aigraph.shown.claims.length]") == ["", len(claims)]


def test_only_shows_one_value_and_twice_all(visit: Any, claims: list[ClaimView], html: str) -> None:
    page = visit(html)
    button = page.locator(".line", has=page.locator("[data-filter='family:money']")).locator(".only")
    button.focus()
    page.keyboard.press("Enter")
    assert set(page.evaluate("aigraph.shown.claims.map((claim) => claim.family)")) == {"money"}
    page.keyboard.press("Enter")
    assert page.evaluate("aigraph.shown.claims.length") == len(claims)


def test_play_goes_from_the_first_month_to_all(visit: Any) -> None:
    roles = [("person", entities("王若溪", Kind.PERSON)[0]), ("organization", entities("Quillon Labs", Kind.ORGANIZATION)[0])]
    page = visit(render_page([view(month, "Appointment", roles, day=f"2024-0{month}-09") for month in (1, 2, 6)]))
    page.evaluate("window.seen = []; setInterval(() => { if (seen.at(-1) !== aigraph.state.until) seen.push(aigraph.state.until); }, 10)")
    page.click("#play")
    assert page.get_attribute("#play", "aria-label") == "Pause"
    for _ in range(100):
        page.wait_for_timeout(100)
        if page.get_attribute("#play", "aria-label") != "Pause":
            break
    assert page.evaluate("seen.filter(Boolean)") == ["2024-01", "2024-02", "2024-03", "2024-04", "2024-05"]
    assert page.evaluate("aigraph.state.until") == "" and page.evaluate("aigraph.shown.claims.length") == 3


def test_print_shows_graph_legend_and_every_claim_that_is_shown(visit: Any, claims: list[ClaimView]) -> None:
    many = [replace(view, id=f"{view.id}{turn}") for turn in range(3) for view in claims]
    page = visit(render_page(many), color_scheme="dark")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#rows tr:visible").count() == len(many)
    assert page.locator("#rows .c-quote").first.is_visible() and page.locator("#canvas").is_visible() and page.locator("#f-kind, [data-filter]").count()
    assert not page.locator("button:visible", has_text="Save").count()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(27, 30, 35)"
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("#rows tr").count() == 0


def test_the_canvas_is_as_fine_as_the_screen(visit: Any, html: str) -> None:
    page = visit(html, device_scale_factor=2)
    assert page.evaluate("aigraph.canvas().width / aigraph.canvas().clientWidth") == pytest.approx(2, abs=0.01)

"""Invented claims for the exports' tests, and a Chromium that reports every request, message and dialog."""
import random
import shutil
from datetime import date, timedelta
from decimal import Decimal

import pytest

from aigraph.exports.page import render_page
from aigraph.exports.view import ClaimView
from aigraph.graph.claim import Argument, Claim, Entity, Evidence, Kind, Modality, Money, Name, When

ORGANIZATIONS = """Northlight AI|北光人工智能;Palimpsest;Driftwood AI;Copperline Compute|铜线算力;Quillon Labs;Vantor Systems;万象视界;
云澜科技;Ridgeback Chips;Novaform;北辰芯片;Beacon Alignment;Orchard Search;长风基金;Cirrus Models;Meridian Capital;青岚机器人;
Halcyon Bio;Institute for Machine Reasoning;江城大学;Kestrel Vision;Arbor Flow;听风语音;Parallax Data;Granite Ventures;启明数芯"""
PEOPLE = """Mara Ellison;王若溪|Wang Ruoxi;Ines Kovač;徐望舒|Xu Wangshu;Tomás Arriaga;邓子墨;Nadia Petrov;潘云舟;高承泽;Jonas Lindqvist;
Priya Raman;Oluwaseun Adeyemi;Clara Whitfield;沈知行;Daniel Osei;陆明远|Lu Mingyuan;Hannah Brandt;Theo Marchetti;宋清和;Eleanor Voss"""
PRODUCTS = "Meridian M2;墨石-3;Quill-4;云澜 1.5;Auric Hand;听风 Pro;Lantern;Halyard"
PLACES = "San Francisco;上海|Shanghai;London;Zürich"
PUBLISHERS = ["The Ledger Wire", "Compute Weekly", "芯周刊", "东岸科技报", "Harbor Tribune"]


def entities(text: str, kind: Kind) -> list[Entity]:
    made = []
    for entry in text.replace("\n", "").split(";"):
        name, *others = entry.split("|")
        tags = tuple(Name(n, "en" if n.isascii() else "zh") for n in (name, *others))
        made.append(Entity(name, kind, tags, key=name.casefold().replace(" ", "-")))
    return made


def view(number: int, type_: str, roles: list[tuple[str, Entity]], lang: str = "en", quote: str = "", day: str | None = "2024-05-13",
         publisher: str | None = "The Ledger Wire", url: str | None = "https://news.example/1", title: str | None = "A title",
         prefix: str = "", suffix: str = "", article: str = "", **values: object) -> ClaimView:
    arguments = tuple(Argument(role, entity, 0, 1) for role, entity in roles)
    quote = quote or " and ".join(entity.name for _, entity in roles)
    claim = Claim(type_, lang, Evidence(quote, 0, len(quote), prefix, suffix), arguments, **values)  # type: ignore[arg-type]
    return ClaimView(f"https://w3id.org/aigraph/id/claim/{number:016x}", claim, article or f"{number // 2:016x}", title, publisher, url, day)


# type, roles with the kinds they take, and the quote in English and Chinese
PATTERNS = [
    ("Appointment", ["person", "organization"], "po", "{0} has joined {1} as chief scientist", "{0}加入{1}担任首席科学家", {"role": "chief scientist"}),
    ("Departure", ["person", "organization"], "po", "{0}, who led research, left {1} this week", "{0}已从{1}离职", {}),
    ("Employment", ["person", "organization"], "po", "{1} chief executive {0}", "{1}首席执行官{0}", {"role": "chief executive officer"}),
    ("Founding", ["person", "organization"], "po", "{0}, who founded {1}", "{1}创始人{0}", {}),
    ("Funding", ["organization", "investors", "lead_investors"], "ooo", "{0} raised $240 million from {1}, led by {2}", "{0}完成2.4亿美元融资，{1}参投，{2}领投",
     {"amount": Money(Decimal(240_000_000), "USD"), "round": "Series B"}),
    ("Valuation", ["organization"], "o", "{0}, valued at more than $3.1 billion", "{0}估值超过31亿美元", {"amount": Money(Decimal(3_100_000_000), "USD", bound="minimum")}),
    ("Acquisition", ["acquirer", "acquired"], "oo", "{0} agreed to buy {1}", "{0}同意收购{1}", {}),
    ("Partnership", ["organization", "partner"], "oo", "{0} and {1} will share training clusters", "{0}与{1}将共享训练集群", {}),
    ("ProductRelease", ["organization", "product"], "ox", "{0} released {1}", "{0}发布{1}", {}),
    ("Litigation", ["plaintiff", "defendant"], "oo", "{0} filed suit against {1}", "{0}起诉{1}", {}),
    ("Headquarters", ["organization", "place"], "ol", "{1}-based {0}", "总部位于{1}的{0}", {}),
    ("Restructuring", ["organization"], "o", "{0} will become a public benefit corporation", "{0}将改制", {}),
]


def invented(count: int = 120, seed: int = 5) -> list[ClaimView]:
    """`count` claims over some sixty entities, a few of which are hubs, in two languages and all modalities."""
    rng = random.Random(seed)
    pool = {"o": entities(ORGANIZATIONS, Kind.ORGANIZATION), "p": entities(PEOPLE, Kind.PERSON),
            "x": entities(PRODUCTS, Kind.PRODUCT), "l": entities(PLACES, Kind.PLACE)}
    weights = {key: [1 / (place + 1) ** 0.4 for place in range(len(some))] for key, some in pool.items()}
    made = []
    for number in range(count):
        type_, roles, kinds, english, chinese, values = PATTERNS[number % len(PATTERNS)]
        chosen: list[Entity] = []
        for kind in kinds:
            left = [(e, w) for e, w in zip(pool[kind], weights[kind], strict=True) if e not in chosen]
            chosen += rng.choices([e for e, _ in left], [w for _, w in left])
        lang = "zh" if rng.random() < 0.4 else "en"
        day = date(2022, 3, 1) + timedelta(days=rng.randrange(1400))
        modality = rng.choices(list(Modality), [70, 8, 12, 5, 5])[0]
        quote = (chinese if lang == "zh" else english).format(*(entity.name for entity in chosen))
        made.append(view(
            number, type_, list(zip(roles, chosen, strict=True)), lang, quote, day.isoformat(),
            rng.choice(PUBLISHERS), f"https://news.example/{number // 2}",
            "一周人工智能动态" if lang == "zh" else "What changed in AI this week",
            "知情人士周三表示，" if lang == "zh" else "People close to the talks said on Wednesday that ",
            "。公司未予置评。" if lang == "zh" else ", a move that had been expected for months.",
            date=When(day.isoformat()[:7]) if number % 3 == 0 else None, modality=modality,
            attribution=("The Wall Street Reader",) if modality is Modality.REPORTED else (), **values))
    return made


@pytest.fixture(scope="session")
def claims() -> list[ClaimView]:
    return invented()


@pytest.fixture(scope="session")
def html(claims: list[ClaimView]) -> str:
    """The page of these claims."""
    return render_page(claims)


@pytest.fixture(scope="session")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        pytest.skip("needs Debian's chromium: apt install chromium")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
             "--disable-sync", "--no-first-run"]
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=quiet)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser, tmp_path):
    """Open HTML text in a fresh tab; `page.seen` collects requests beyond the file itself, messages and dialogs."""
    contexts = []

    def open_(html: str, hash_: str = "", wait_until: str = "load", timeout: float = 30_000, **options):
        path = tmp_path / f"page{len(contexts)}.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        contexts.append(context)
        context.set_default_timeout(5_000)
        page = context.new_page()
        page.seen = []
        page.on("request", lambda request: request.url.startswith(path.as_uri()) or request.url.startswith("data:")
                or page.seen.append(("request", request.url)))
        page.on("console", lambda message: page.seen.append(("console", message.text)))
        page.on("pageerror", lambda error: page.seen.append(("error", str(error))))
        page.on("dialog", lambda dialog: (page.seen.append(("dialog", dialog.message)), dialog.dismiss()))
        page.goto(path.as_uri() + hash_, wait_until=wait_until, timeout=timeout)
        return page

    yield open_
    for context in contexts:
        context.close()

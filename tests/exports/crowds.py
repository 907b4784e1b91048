"""Crowds: as many invented people, companies and claims as a test wants, connected as news is (few hubs, many leaves)."""
from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from aigraph.exports.view import ClaimView
from aigraph.graph.claim import Argument, Claim, Entity, Evidence, Kind, Modality, Money, Name

FIRST = "Mara Ines Tomás Nadia Jonas Priya Clara Daniel Hannah Theo Eleanor Wei Sofia Amara Lukas Petra Yusuf Ida Noor Felix".split()
LAST = "Ellison Kovač Arriaga Petrov Lindqvist Raman Whitfield Osei Brandt Marchetti Voss Okafor Hale Duarte Falk Moreau Ishida".split()
SURNAMES, GIVEN = "王徐邓潘高沈陆宋何冯秦许", ["若溪", "望舒", "子墨", "云舟", "承泽", "知行", "明远", "清和", "听雨", "景行"]
FIRM_A = "Northlight Driftwood Copperline Quillon Vantor Ridgeback Novaform Beacon Orchard Cirrus Halcyon Kestrel Arbor Parallax Granite Lantern".split()
FIRM_B = "AI Compute Labs Systems Robotics Chips Capital Search Models Bio Vision Data Health Ventures".split()
FIRMS_ZH = [a + b for a, b in product("北光 万象 云澜 长风 青岚 听风 启明 铜线 墨石 江城".split(), "人工智能 科技 芯片 机器人 算力 资本".split())]
MODELS = [f"{a}-{b}" for a, b in product("Meridian Quill Auric Halyard 墨石 云澜".split(), range(1, 9))]
PUBLISHERS = ["The Ledger Wire", "Compute Weekly", "芯周刊", "东岸科技报", "Harbor Tribune", "Ledger Asia"]
# type, roles with the kinds they take, quote in English and in Chinese, values
SAID: list[tuple[str, tuple[str, ...], str, str, str, dict[str, object]]] = [
    ("Appointment", ("person", "organization"), "po", "{0} has joined {1} as chief scientist", "{0}加入{1}，担任首席科学家", {"role": "chief scientist"}),
    ("Departure", ("person", "organization"), "po", "{0}, who led research, left {1} this week", "{0}已从{1}离职", {}),
    ("Founding", ("person", "organization"), "po", "{0}, who founded {1}", "{1}创始人{0}", {}),
    ("Funding", ("organization", "investors"), "oo", "{0} raised $240 million from {1}", "{0}获得{1}2.4亿美元投资",
     {"amount": Money(Decimal(240_000_000), "USD"), "round": "Series B"}),
    ("Acquisition", ("acquirer", "acquired"), "oo", "{0} agreed to buy {1}", "{0}同意收购{1}", {}),
    ("Partnership", ("organization", "partner"), "oo", "{0} and {1} will share training clusters", "{0}与{1}将共享训练集群", {}),
    ("ProductRelease", ("organization", "product"), "ox", "{0} released {1}", "{0}发布{1}", {}),
    ("Litigation", ("plaintiff", "defendant"), "oo", "{0} filed suit against {1}", "{0}起诉{1}", {}),
    ("Valuation", ("organization",), "o", "{0}, valued at more than $3.1 billion", "{0}估值超过31亿美元",
     {"amount": Money(Decimal(3_100_000_000), "USD", bound="minimum")}),
    ("Competition", ("organization", "competitor"), "oo", "{0} competes with {1}", "{0}与{1}竞争", {}),
]


def crowd(nodes: int = 300, claims: int = 600, seed: int = 7) -> list[ClaimView]:
    """`claims` claims in which exactly `nodes` entities take part: a third people, a tenth products, in circles around a few hubs."""
    rng = random.Random(seed)
    circles = max(3, nodes // 25)
    pool = _pool(rng, nodes)
    fresh = [entity for some in pool.values() for entity in some]
    rng.shuffle(fresh)
    known: list[dict[str, list[Entity]]] = [{kind: some[circle::circles] for kind, some in pool.items()} for circle in range(circles)]
    made = []
    for number in range(claims):
        due = fresh.pop() if fresh and rng.random() < len(fresh) / (claims - number) * 1.25 else None
        kind = "pox"[[Kind.PERSON, Kind.ORGANIZATION, Kind.PRODUCT].index(due.kind)] if due else ""
        type_, roles, kinds, english, chinese, values = rng.choice([said for said in SAID if kind in said[2] and (not due or len(said[2]) > 1)])
        circle = next(c for c in known if due in c[kind]) if due else rng.choices(known, [1 / (n + 1) ** 0.5 for n in range(circles)])[0]
        chosen = _choose(rng, kinds, due, kind, circle, rng.choice(known) if rng.random() < 0.12 else circle)
        fresh = [entity for entity in fresh if entity not in chosen]
        made.append(_view(rng, number, type_, list(zip(roles, chosen, strict=True)), english, chinese, values))
    return made


def _pool(rng: random.Random, nodes: int) -> dict[str, list[Entity]]:
    people = [f"{a} {b}" for a, b in product(FIRST, LAST)] + [a + b for a, b in product(SURNAMES, GIVEN)]
    firms, things = [f"{a} {b}" for a, b in product(FIRM_A, FIRM_B)] + FIRMS_ZH, list(MODELS)
    sizes = {"p": nodes // 3, "x": nodes // 10, "o": nodes - nodes // 3 - nodes // 10}
    made = {}
    for (kind, count), names, of in zip(sizes.items(), (people, things, firms), (Kind.PERSON, Kind.PRODUCT, Kind.ORGANIZATION), strict=True):
        rng.shuffle(names)
        names += [f"{names[n % len(names)]} {n // len(names) + 1}" for n in range(len(names), count)]
        made[kind] = [Entity(name, of, (Name(name, "en" if name.isascii() else "zh"),), key=name.casefold().replace(" ", "-"))
                      for name in names[:count]]
    return made


def _choose(rng: random.Random, kinds: str, due: Entity | None, kind: str, circle: dict[str, list[Entity]], other: dict[str, list[Entity]]) -> list[Entity]:
    """`due` in its place, the others from the circle, its first members far more often than its last."""
    chosen: list[Entity] = []
    at = kinds.rindex(kind) if due else -1
    for place, wanted in enumerate(kinds):
        some = [entity for entity in (other if place else circle)[wanted] if entity not in chosen and entity is not due]
        chosen.append(due if due and place == at else rng.choices(some, [1 / (n + 1) ** 1.6 for n in range(len(some))])[0])
    return chosen


def _view(rng: random.Random, number: int, type_: str, roles: list[tuple[str, Entity]], english: str, chinese: str,
          values: dict[str, object]) -> ClaimView:
    lang = "zh" if rng.random() < 0.4 else "en"
    names = [entity.name for _, entity in roles]
    quote = (chinese if lang == "zh" else english).format(*names)
    modality = rng.choices(list(Modality), [72, 8, 12, 4, 4])[0]
    before, after = ("知情人士周三表示，", "。公司未予置评。") if lang == "zh" else ("People close to the talks said on Wednesday that ",
                                                                ", a move that had been expected for months.")
    claim = Claim(type_, lang, Evidence(quote, 60, 60 + len(quote), before, after),
                  tuple(Argument(role, entity, 0, 1) for role, entity in roles), modality=modality,
                  attribution=("The Wall Street Reader",) if modality is Modality.REPORTED else (), **values)  # type: ignore[arg-type]
    day = date(2021, 3, 1) + timedelta(days=int(1700 * rng.random() ** 0.6))
    return ClaimView(f"https://w3id.org/aigraph/id/claim/{number:016x}", claim, f"{number // 2:016x}",
                     "一周人工智能动态" if lang == "zh" else "What changed in AI this week", rng.choice(PUBLISHERS),
                     f"https://news.example/{number // 2}", day.isoformat())

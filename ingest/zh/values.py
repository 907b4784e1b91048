"""Values of a claim: date, amount, round, quantity, share and role, looked up around its trigger."""

from __future__ import annotations

import re

from ...graph.claim import Money, When
from .money import number
from .phrases import Phrase
from .positions import Site
from .roles import title_behind

__all__ = ["amount", "count", "date", "founder", "quantity", "role", "round_in", "round_name", "share", "share_in"]

_ROUND = re.compile(r"(?P<letter>Pre-?[A-C]|[A-H])(?P<plus>\+{0,2}\d?)轮|(?P<early>种子前|前种子|Pre-?[Ss]eed)轮?|(?P<seed>种子|天使)轮|(?P<ipo>IPO|首次公开募股|首次公开发行|上市)|(?P<strategic>战略)(?:轮|融资)")
_QUANTITY = re.compile(r"(\d[\d,.]*|[一二两三四五六七八九十百]+)\s?([万千百亿]?)\s?(?:多|余)?[个块颗片台枚张套辆架件]")
_SHARE = re.compile(r"(?:约|近|超过|逾)?\s?(\d+(?:\.\d+)?\s?[%％])|(全部|多数|少数|控股)(?:股权|股份|权益)")


def date(site: Site) -> When | None:
    """The date in the trigger's clause, the nearest to it, else the last one before it in the sentence."""
    part = site.part
    if part is None:
        return None
    own = [hit for hit in site.scene.dates if part.start <= hit.start < part.end]
    if own:
        return min(own, key=lambda hit: (min(abs(site.start - hit.end), abs(hit.start - site.end)), hit.start)).when
    before = [hit for hit in site.scene.dates if hit.end <= part.start and site.scene.clause_at(hit.start) >= 0]
    return before[-1].when if before else None


def amount(site: Site) -> Money | None:
    """The amount nearest to the trigger in its clause, else the first in the clause behind it (金额为……)."""
    part = site.part
    if part is None:
        return None
    own = [(start, end, money) for start, end, money in site.scene.money if part.start <= start < part.end and not _other(site, start, end)]
    if own:
        return min(own, key=lambda m: (min(abs(site.start - m[1]), abs(m[0] - site.end)), m[0]))[2]
    at = site.clause + 1
    if at < len(site.scene.parts) and re.match(r"(?:总|融资|交易|投资)?(?:金额|规模|总额|对价|作价|融资额|价格|价值)|共|由|以|筹集|募集|交易", site.scene.text[site.scene.parts[at].start :]):
        following = site.scene.parts[at]
        return next((money for start, end, money in site.scene.money if following.start <= start < following.end and not _other(site, start, end)), None)
    return None


def _other(site: Site, start: int, end: int) -> bool:
    """Is this amount of another kind than the claim's: a valuation beside a sum raised, or the other way round?"""
    text = site.scene.text
    valued = bool(re.search(r"(?:估值|市值)(?:约|为|达到?|升至|高达|已|超过?|至|在|将|突破|近|有望|或|达到了|飙升至|翻倍至|攀升至)*\s?$", text[max(0, start - 12) : start]) or re.match(r"(?:的?(?:投前|投后|整体)?(?:估值|市值))", text[end:]))
    if site.frame.claim == "Valuation":
        return not valued
    return valued or bool(re.search(r"每(?:位|名|股|人|年|月)[^,。]{0,6}$|营收|收入|利润|亏损|年薪", text[max(0, start - 10) : start]))


def round_name(site: Site) -> str | None:
    """The funding round in the trigger's clause; 上市 only where the frame is about going public."""
    part = site.part
    words = site.scene.text[part.start : part.end] if part else ""
    return round_in(words, listing=site.frame.id.endswith("ipo"))


def round_in(words: str, listing: bool = True) -> str | None:
    """The first funding round in `words` in English: `Series A`, `seed`, `angel`, `IPO`."""
    match = _ROUND.search(words)
    if match is None:
        return None
    if match["letter"]:
        return f"Series {match['letter']}{match['plus']}" if not match["letter"].startswith("Pre") else f"Pre-{match['letter'][-1]}"
    if match["early"]:
        return "pre-seed"
    if match["seed"]:
        return "seed" if match["seed"] == "种子" else "angel"
    return "strategic" if match["strategic"] else "IPO" if match["ipo"] != "上市" or listing else None


def quantity(site: Site) -> int | None:
    """A counted number of things in the clause: 100,000个, 3万块."""
    part = site.part
    return count(site.scene.text[part.start : part.end]) if part else None


def count(words: str) -> int | None:
    """The first counted number of things in `words`."""
    match = _QUANTITY.search(words)
    value = number(match[1]) if match else None
    if match is None or value is None:
        return None
    return int(value * {"": 1, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[match[2]])


def share(site: Site) -> str | None:
    """A share in the clause."""
    part = site.part
    return share_in(site.scene.text[part.start : part.end]) if part else None


def share_in(words: str) -> str | None:
    """The first share in `words` as written: `27%`; 全部, 多数 in English."""
    match = _SHARE.search(words)
    if match is None:
        return None
    named = {"全部": "all", "多数": "majority", "少数": "minority", "控股": "controlling"}
    return match[1].replace(" ", "").replace("％", "%") if match[1] else named[match[2]]


def founder(site: Site) -> bool:
    """Does a founder's title stand behind the trigger?"""
    post = title_behind(site)
    return post is not None and any(title.kind == "founder" for title, _ in post.titles)


def _next_role(site: Site) -> str | None:
    """The title in the clause behind, where that goes on with it: 加入X,担任<首席战略官>."""
    scene, at = site.scene, site.clause + 1
    if at >= len(scene.parts) or not re.match(r"(?:并|将|并将)?(?:担任|出任|任|接任|负责|领导|就任|职位|职务)", scene.text[scene.parts[at].start :]):
        return None
    titles = (title for phrase in scene.in_clause(at) if phrase.mention is None for title, _ in phrase.titles)
    return next((title.role for title in titles if title.kind != "founder"), None)


def role(site: Site, person: Phrase | None) -> str | None:
    """The title that the clause gives (出任首席财务官), else the one that stands with the person."""
    post = title_behind(site)
    if post is not None and site.frame.claim in ("Appointment", "Employment", "Departure"):
        titles = [title.role for title, _ in post.titles if title.kind != "founder"]
        if titles:
            return titles[0]
    if site.frame.claim == "Appointment":
        return _next_role(site)
    if person is None:
        return None
    return next((title.role for title, _ in person.titles if title.kind in ("executive", "staff", "board")), None)

"""From a model's scores to mentions and claims: the rules in between, with triggers made by hand."""

from __future__ import annotations

from datetime import date

import pytest

from aigraph.graph.article import Article
from aigraph.graph.claim import Claim, Kind, Modality
from aigraph.ingest.context import Context
from aigraph.ingest.document import Mention, Sentence, Token
from aigraph.ingest.learned import learned_claims
from aigraph.ingest.linking import link
from aigraph.ingest.triggers import Trigger
from aigraph.ingest.zh.learned import ChineseResolver
from aigraph.ingest.zh.model_names import argument_mentions, model_mentions
from aigraph.ingest.zh.scene import Scene
from aigraph.ingest.zh.text import normalize
from aigraph.ingest.zh.units import units


def sentence(text: str, *mentions: Mention, start: int = 0, first: int = 0) -> Sentence:
    tokens = [Token(text[u.start : u.end], u.start + start, u.end + start) for u in units(normalize(text))]
    return Sentence(text, start, "zh", tokens, list(mentions), first=first)


def at(one: Sentence, words: str) -> tuple[int, int]:
    """First unit and end unit of some words, counted over the article."""
    start = one.text.index(words) + one.start
    inside = [k for k, t in enumerate(one.tokens, one.first) if start <= t.start < start + len(words)]
    return inside[0], inside[-1] + 1


def mention(text: str, words: str, kind: Kind, source: str = "rule", score: float = 0.9) -> Mention:
    start = text.index(words)
    return Mention(words, start, start + len(words), kind, source, score)


def trigger(one: Sentence, kind: str, word: str, where: dict[str, tuple[Sentence, str]], modality: Modality = Modality.ASSERTED) -> Trigger:
    parts = tuple((role, *at(held, words), 0.9) for role, (held, words) in where.items())
    return Trigger(kind, at(one, word)[0], 0.9, modality, 0.9, False, parts)


def claims(one: Sentence, triggers: list[Trigger], *before: Sentence) -> list[Claim]:
    for held in (*before, one):
        held.mentions += argument_mentions(triggers, held)
    link([*before, one])
    context = Context(Article("", published=date(2024, 9, 30)), list(before))
    return list(learned_claims(triggers, ChineseResolver(Scene(one, context)), context))


def test_models_name_stands_before_what_rules_guess() -> None:
    text = "合伙人韩睿今天开炮"
    one = sentence(text, mention(text, "韩睿今", Kind.PERSON))
    assert [m.text for m in model_mentions([(*at(one, "韩睿"), "PERSON", 0.9)], one)] == ["韩睿"]


def test_rules_guess_that_the_model_does_not_see_is_no_name() -> None:
    text = "做过矩阵湾资本的经理"
    assert model_mentions([], sentence(text, mention(text, "做过矩阵湾资本", Kind.ORGANIZATION))) == []


def test_known_name_stays() -> None:
    text = "谷歌云部门"
    one = sentence(text, mention(text, "谷歌", Kind.ORGANIZATION, "gazetteer", 1.0))
    assert [m.source for m in model_mentions([(*at(one, "谷歌"), "PRODUCT", 0.9)], one)] == ["gazetteer"]


def test_respect_is_not_part_of_a_name() -> None:
    one = sentence("哈桑先生离职")
    assert [m.text for m in model_mentions([(*at(one, "哈桑先生"), "PERSON", 0.9)], one)] == ["哈桑"]


@pytest.mark.parametrize(("words", "source"), [("其", "pronoun"), ("双方", "pronoun"), ("该公司", "pronoun"), ("灵川", "model")])
def test_argument_that_nothing_names_becomes_a_mention(words: str, source: str) -> None:
    one = sentence(f"蓝鲸收购{words}")
    found = list(argument_mentions([trigger(one, "Acquisition", "收购", {"acquired": (one, words)})], one))
    assert [(m.text, m.source, m.kind) for m in found] == [(words, source, Kind.ORGANIZATION)]


def test_description_is_no_name() -> None:
    one = sentence("蓝鲸收购被出售的部门")
    assert list(argument_mentions([trigger(one, "Acquisition", "收购", {"acquired": (one, "被出售的部门")})], one)) == []


def test_values_are_read_off_their_words() -> None:
    one = sentence("蓝鲸上周三以10亿美元收购灵川，公司说。")
    where = {"acquirer": (one, "蓝鲸"), "acquired": (one, "灵川"), "amount": (one, "10亿美元"), "date": (one, "上周三")}
    [claim] = claims(one, [trigger(one, "Acquisition", "收购", where, Modality.PLANNED)])
    assert claim.to_record() | {"type": "Acquisition", "acquirer": "蓝鲸", "acquired": "灵川", "amount": "1000000000 USD", "modality": "planned"} == claim.to_record()
    assert str(claim.date) == "2024-09-25"


def test_argument_may_stand_in_a_sentence_before() -> None:
    one = sentence("灵川成立于杭州。")
    two = sentence("上月离职的沈嘉宁没有回应。", start=len(one.text), first=len(one.tokens))
    [claim] = claims(two, [trigger(two, "Departure", "离职", {"person": (two, "沈嘉宁"), "organization": (one, "灵川")})], one)
    assert (claim.entity("person").name, claim.entity("organization").name) == ("沈嘉宁", "灵川")  # type: ignore[union-attr]
    assert claim.evidence.quote == "上月离职的沈嘉宁没有回应"


def test_unnamed_firm_makes_no_claim_about_another() -> None:
    one = sentence("蓝鲸与一家东部车企签约。")
    told = trigger(one, "Partnership", "签约", {"organization": (one, "蓝鲸"), "partner": (one, "一家东部车企")})
    assert claims(one, [told]) == []


def test_surname_alone_is_its_bearer() -> None:
    one = sentence("沈嘉宁离职。")
    one.mentions = [mention(one.text, "沈嘉宁", Kind.PERSON, "model")]
    two = sentence("沈随后加入灵川。", start=len(one.text), first=len(one.tokens))
    two.mentions = [Mention("沈", two.start, two.start + 1, Kind.PERSON, "model", 0.9)]
    [claim] = claims(two, [trigger(two, "Appointment", "加入", {"person": (two, "沈"), "organization": (two, "灵川")})], one)
    assert claim.entity("person").name == "沈嘉宁"  # type: ignore[union-attr]

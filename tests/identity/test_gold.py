"""Identity on gold of our own: variants come together, planted homonyms stay apart."""

import re
from typing import Any

HOMONYMS = ("p:liwei-", "p:carter-", "p:markchen", "p:wangfang-", "p:zhangmin-", "p:kim-", "o:halcyon-")


def test_the_gold_is_large_and_in_both_languages(linked: Any) -> None:
    assert len(linked.gold) >= 300
    assert {held.article.language for held in linked.articles} == {"en", "zh"}
    ids = set(linked.gold.values())
    assert all(sum(id.startswith(name) for id in ids) >= 2 for name in HOMONYMS)
    texts = {(m.text, id) for held in linked.articles for m, id in held.mentions}
    both = {id for text, id in texts if re.search("[\u4e00-\u9fff]", text)} & {id for text, id in texts if text.isascii()}
    assert len(both) >= 15, "things that are named in both scripts"


def test_mentions_are_brought_together_as_in_the_gold(linked: Any) -> None:
    precision, recall, f1 = linked.score(linked.gold, linked.found)
    print(f"B-cubed over {len(linked.gold)} mentions: precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f}")
    assert f1 >= 0.95
    assert precision >= 0.99


def test_no_two_planted_homonyms_are_merged(linked: Any) -> None:
    wrong = [
        (cluster, ids)
        for cluster, ids in linked.clusters(linked.found, linked.gold).items()
        if any(sum(id.startswith(name) for id in ids) > 1 for name in HOMONYMS)
    ]
    assert wrong == []


def test_the_score_notices_a_merge_and_a_split(linked: Any) -> None:
    gold = {1: "a", 2: "a", 3: "b"}
    assert linked.score(gold, gold)[2] == 1.0
    assert linked.score(gold, {1: "x", 2: "x", 3: "x"})[0] < 1
    assert linked.score(gold, {1: "x", 2: "y", 3: "z"})[1] < 1

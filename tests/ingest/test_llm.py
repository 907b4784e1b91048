"""The reader `llm` against a server on the loopback that answers well, badly, late and not at all."""

import json
import sys
from datetime import date
from typing import Any

import pytest

from aigraph.graph.article import Article
from aigraph.graph.claim import Modality
from aigraph.ingest.extract import Extraction, extract
from aigraph.ingest.llm import LanguageModelReader
from aigraph.ontology.errors import ReaderError

TEXT = (
    "Mira Murati’s time at OpenAI is over.\n\n"
    "“I’m leaving,” she said on Wednesday. OpenAI raised $6.6 billion from Thrive Capital\nand Microsoft.\n"
)
ARTICLE = Article(TEXT, published=date(2024, 9, 27))


def part(role: str, kind: str, words: str, name: str | None = "same") -> dict[str, Any]:
    return {"role": role, "kind": kind, "words": words, "name": words if name == "same" else name}


def value(field: str, words: str, read: str | None = None) -> dict[str, Any]:
    return {"field": field, "words": words, "value": read}


def claim(type_: str, quote: str, trigger: str, *arguments: Any, values: Any = (), **more: Any) -> dict[str, Any]:
    held = {"type": type_, "quote": quote, "trigger": trigger, "modality": "asserted", "attribution": [], "values": list(values)}
    return held | {"arguments": list(arguments)} | more


DEPARTURE = claim(
    "Departure", '"I\'m leaving," she said on Wednesday.', "leaving", part("person", "person", "she", "Mira Murati"),
    part("organization", "organization", "OpenAI"), values=[value("date", "on Wednesday")],
)  # fmt: skip
FUNDING = claim(
    "Funding", "OpenAI raised $6.6 billion from Thrive Capital and Microsoft.", "raised", part("organization", "organization", "OpenAI"),
    part("investors", "organization", "Thrive Capital"), part("investors", "organization", "Microsoft"), values=[value("amount", "$6.6 billion")],
)  # fmt: skip


def read(model: Any, article: Article = ARTICLE, **options: Any) -> tuple[Extraction, LanguageModelReader]:
    reader = LanguageModelReader(model.url, "small", **({"pause": 0.01, "attempts": 3} | options))
    return extract(article, reader), reader


def test_quotes_and_words_are_found_whatever_quotation_marks_and_spaces_the_model_writes(model: Any, replies: Any) -> None:
    model.replies = [replies.answer(DEPARTURE, FUNDING)]
    extraction, _ = read(model)
    left, raised = extraction.claims
    assert left.evidence.quote == "“I’m leaving,” she said on Wednesday."
    assert TEXT[left.arguments[0].start : left.arguments[0].end] == "she" and left.arguments[0].entity.name == "Mira Murati"
    assert str(left.date) == "2024-09-25" and left.reader == "llm/small"
    assert raised.evidence.quote.endswith("Thrive Capital\nand Microsoft.") and str(raised.amount) == "6600000000 USD"
    assert [e.name for e in raised.entities("investors")] == ["Thrive Capital", "Microsoft"]
    assert left.entity("organization") == raised.entity("organization")
    for made in extraction.claims:
        assert TEXT[made.evidence.start : made.evidence.end] == made.evidence.quote
        assert made.trigger and TEXT[slice(*made.trigger)] in made.evidence.quote
    assert not extraction.dropped and not extraction.warnings


def test_chinese_with_a_bracketed_english_name(model: Any, replies: Any) -> None:
    text = "9月25日,米拉·穆拉提宣布离开OpenAI,她曾任首席技术官。"
    model.replies = [replies.answer(claim(
        "Departure", text, "离开", part("person", "person", "米拉·穆拉提"), part("organization", "organization", "OpenAI"),
        values=[value("date", "9月25日"), value("role", "首席技术官", "chief technology officer")], attribution=["米拉·穆拉提"],
    ))]  # fmt: skip
    [left] = read(model, Article(text, published=date(2024, 9, 26)))[0].claims
    record = left.to_record()
    assert (record["date"], record["role"], record["lang"]) == ("2024-09-25", "chief technology officer", "zh")
    assert record["attribution"] == record["person"]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (claim("Departure", "Mira Murati was fired.", "fired", part("person", "person", "Mira Murati")), "quote is not in the text"),
        (DEPARTURE | {"trigger": "resigned"}, "trigger is not in the quote"),
        (DEPARTURE | {"arguments": [part("person", "person", "Greg Brockman")]}, "argument's words are not in the text"),
        (DEPARTURE | {"arguments": [part("person", "person", "she", "Ermira Murati")]}, "name that the article does not give"),
        (DEPARTURE | {"arguments": [part("person", "person", "she")]}, "pronoun without a name"),
        (DEPARTURE | {"arguments": [part("leaver", "person", "she", "Mira Murati")]}, "Departure has no role 'leaver'"),
        (DEPARTURE | {"arguments": DEPARTURE["arguments"][:1]}, "Departure lacks organization"),
        (DEPARTURE | {"arguments": [part("person", "robot", "she", "Mira Murati")]}, "kind of entity is not in the ontology"),
        (DEPARTURE | {"type": "Firing"}, "type is not in the ontology"),
        (DEPARTURE | {"modality": "certain"}, "modality is none of the five"),
        (DEPARTURE | {"arguments": "none"}, "claim's arguments are no list"),
        (DEPARTURE | {"quote": None}, "claim without quote"),
        ("Mira Murati left", "claim is no object"),
    ],
)
def test_what_the_article_does_not_bear_out_is_dropped_and_counted(model: Any, replies: Any, wrong: Any, reason: str) -> None:
    model.replies = [replies.answer(wrong, FUNDING)]
    extraction, _ = read(model)
    assert [c.type for c in extraction.claims] == ["Funding"]
    assert dict(extraction.dropped) == {reason: 1}


def test_an_invented_investor_is_left_out_and_the_claim_stands(model: Any, replies: Any) -> None:
    invented = part("investors", "organization", "Nvidia")
    model.replies = [replies.answer(FUNDING | {"arguments": [*FUNDING["arguments"], invented], "values": [value("amount", "$7 billion")]})]
    extraction, _ = read(model)
    [made] = extraction.claims
    assert [e.name for e in made.entities("investors")] == ["Thrive Capital", "Microsoft"] and made.amount is None
    assert sorted(extraction.dropped) == ["argument's words are not in the text (left out)", "value amount is not in the quote (left out)"]


def test_a_latin_word_is_not_found_inside_another(model: Any, replies: Any) -> None:
    model.replies = [replies.answer(FUNDING | {"trigger": "rais"})]
    assert dict(read(model)[0].dropped) == {"trigger is not in the quote": 1}


def test_what_is_denied_stays_denied(model: Any, replies: Any) -> None:
    model.replies = [replies.answer(DEPARTURE | {"modality": "denied"})]
    assert [c.modality for c in read(model)[0].claims] == [Modality.DENIED]


def test_the_request_holds_the_model_to_the_ontology(model: Any, replies: Any) -> None:
    model.replies = [replies.answer()]
    read(model, key="secret-7")
    [asked] = model.asked
    assert (asked["model"], asked["temperature"]) == ("small", 0)
    schema = asked["response_format"]["json_schema"]
    kinds = schema["schema"]["properties"]["claims"]["items"]["properties"]["type"]["enum"]
    assert schema["strict"] is True and len(kinds) == 19 and all(f"| {kind} |" in asked["messages"][0]["content"] for kind in kinds)
    assert model.keys == ["Bearer secret-7"]


def test_without_a_key_none_is_sent(model: Any, replies: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AIGRAPH_LLM_KEY", raising=False)
    model.replies = [replies.answer()]
    read(model)
    assert model.keys == [None]


def test_passages_go_one_by_one_with_the_names_so_far(model: Any, replies: Any) -> None:
    filler = "The weather was mild and the harvest went well for everybody there. "
    text = "Mira Murati left OpenAI.\n\n" + filler * 9 + "\n\n她是首席技术官。这一消息在业内引起了广泛关注。"
    first = claim("Departure", "Mira Murati left OpenAI.", "left", part("person", "person", "Mira Murati"), part("organization", "organization", "OpenAI"))
    model.replies = [replies.answer(first), replies.answer()]
    read(model, Article(text, published=date(2024, 9, 27)), window=250)
    asked = model.questions()
    assert asked[0]["names"] == [] and asked[1]["names"] == ["Mira Murati", "OpenAI"]
    assert all(len(q["passage"]) <= 250 for q in asked) and "Mira Murati left OpenAI." in asked[1]["before"]
    assert "".join(q["passage"].replace(" ", "") for q in asked).replace("\n", "") == text.replace("\n", "").replace(" ", "")
    assert asked[-1]["passage"].startswith("她")


def test_a_text_without_an_end_is_cut_all_the_same(model: Any, replies: Any) -> None:
    model.replies = [replies.answer()]
    read(model, Article("the word goes on and on " * 50, published=date(2024, 9, 27)), window=200)
    assert max(len(q["passage"]) for q in model.questions()) <= 400


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_busy_server_is_asked_again(model: Any, replies: Any, status: int) -> None:
    model.replies = [replies.refusal(status), replies.refusal(status, Retry_After="0"), replies.answer(DEPARTURE)]
    extraction, reader = read(model)
    assert [c.type for c in extraction.claims] == ["Departure"]
    assert "3 requests (2 repeated)" in reader.summary()


@pytest.mark.parametrize(
    "bad",
    ['{"claims": [', "I cannot help with that.", "[" * 100_000, "", None],
    ids=["cut", "prose", "deep", "empty", "null"],
)
def test_an_answer_that_is_no_json_is_asked_for_again(model: Any, replies: Any, bad: Any) -> None:
    model.replies = [replies.said(bad), replies.answer(DEPARTURE)]
    assert [c.type for c in read(model)[0].claims] == ["Departure"]
    assert len(model.asked) == 2


def test_a_fenced_answer_is_json(model: Any, replies: Any) -> None:
    model.replies = [replies.said("```json\n" + json.dumps({"claims": [DEPARTURE]}) + "\n```")]
    assert [c.type for c in read(model)[0].claims] == ["Departure"]


@pytest.mark.parametrize("body", [b'{"choices": []}', b"{}", b"[]", b"<html>busy</html>", b'{"choices": [{"message": null}]}'])
def test_a_body_without_a_message_is_asked_for_again(model: Any, replies: Any, body: bytes) -> None:
    model.replies = [replies.Reply(body), replies.answer(DEPARTURE)]
    assert [c.type for c in read(model)[0].claims] == ["Departure"]


def test_a_server_that_knows_only_json_object(model: Any, replies: Any) -> None:
    model.replies = [replies.refusal(400, "response_format type json_schema is not supported"), replies.answer(DEPARTURE)]
    assert [c.type for c in read(model)[0].claims] == ["Departure"]
    assert [body["response_format"]["type"] for body in model.asked] == ["json_schema", "json_object"]


def test_a_server_that_wants_other_settings(model: Any, replies: Any) -> None:
    model.replies = [
        replies.refusal(400, "use 'max_completion_tokens' instead of 'max_tokens'"),
        replies.refusal(400, "temperature does not support 0"), replies.answer(DEPARTURE),
    ]  # fmt: skip
    assert [c.type for c in read(model)[0].claims] == ["Departure"]
    assert "temperature" not in model.asked[-1] and model.asked[-1]["max_completion_tokens"] == 4096


def test_a_slow_server_is_given_up(model: Any, replies: Any) -> None:
    slow = replies.answer(DEPARTURE)
    slow.after = 1.0
    model.replies = [slow, replies.answer(DEPARTURE)]
    assert [c.type for c in read(model, timeout=0.2)[0].claims] == ["Departure"]
    model.replies = [slow]
    with pytest.raises(ReaderError, match=r"no answer within 0\.2 seconds, 2 times"):
        read(model, timeout=0.2, attempts=2)


def test_one_passage_that_fails_is_told_and_the_others_stand(model: Any, replies: Any) -> None:
    model.replies = [replies.said("no"), replies.said("no"), replies.answer(FUNDING)]
    extraction, _ = read(model, window=110, attempts=2)
    assert [c.type for c in extraction.claims] == ["Funding"]
    assert len(extraction.warnings) == 1 and "passage 1 of" in extraction.warnings[0] and "no JSON" in extraction.warnings[0]


def test_an_answer_that_was_cut_short_is_not_used(model: Any, replies: Any) -> None:
    model.replies = [replies.answer(DEPARTURE, finish="length")]
    with pytest.raises(ReaderError, match="cut at 4096 tokens"):
        read(model)
    assert len(model.asked) == 1


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ((401, "wrong key secret-7"), r"status 401 .*wrong key \.\.\..*AIGRAPH_LLM_KEY"),
        ((404, "no such model"), "is there a model 'small'"),
        ((400, "the passage is too long"), "status 400 .*too long"),
    ],
)
def test_a_refusal_ends_it_at_once_and_never_shows_the_key(model: Any, replies: Any, reply: Any, message: str) -> None:
    model.replies = [replies.refusal(*reply)]
    with pytest.raises(ReaderError, match=message) as caught:
        read(model, key="secret-7")
    assert len(model.asked) == 1 and "secret-7" not in str(caught.value)


def test_a_redirect_is_not_followed(model: Any, replies: Any) -> None:
    model.replies = [replies.refusal(302, Location="http://127.0.0.1:9/elsewhere")]
    with pytest.raises(ReaderError, match="redirects to http://127.0.0.1:9/elsewhere"):
        read(model, key="secret-7")
    assert len(model.asked) == 1


def test_a_server_that_asks_for_a_long_wait_is_not_waited_for(model: Any, replies: Any) -> None:
    model.replies = [replies.refusal(429, Retry_After="3600")]
    with pytest.raises(ReaderError, match="asks to wait 3600 seconds"):
        read(model)


@pytest.mark.parametrize(("limit", "message"), [({"requests": 1}, "limit of 1 requests"), ({"tokens": 100}, "limit of 100 tokens")])
def test_limits_hold(model: Any, replies: Any, limit: Any, message: str) -> None:
    model.replies = [replies.answer()]
    with pytest.raises(ReaderError, match=message):
        read(model, window=110, **limit)
    assert len(model.asked) == 1


def test_the_cost_is_added_up(model: Any, replies: Any) -> None:
    model.replies = [replies.answer(usage=(1000, 50)), replies.answer(usage=(2000, 150))]
    _, reader = read(model, window=110, price_prompt="2", price_completion=10, currency="EUR")
    assert reader.summary().endswith("2 requests, 3,000 prompt and 200 completion tokens, 0.0080 EUR")
    model.replies = [replies.answer(usage=None)]
    assert "about " in read(model)[1].summary()


def test_an_address_without_a_server(unused_url: str) -> None:
    with pytest.raises(ReaderError, match="no connection"):
        extract(ARTICLE, LanguageModelReader(unused_url, "small", pause=0, attempts=2))


@pytest.fixture
def unused_url() -> str:
    import socket

    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{held.getsockname()[1]}/v1"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "no address; set AIGRAPH_LLM_URL"), ({"url": "http://127.0.0.1/v1"}, "no model; set"),
        ({"url": "file:///etc/passwd", "model": "m"}, "is no address"),
        ({"url": "http://127.0.0.1/v1", "model": "m", "tokens": "many"}, "tokens=many is no number"),
        ({"url": "http://127.0.0.1/v1", "model": "m", "attempts": "0"}, "attempts=0 does not do; the least is 1"),
        ({"url": "http://127.0.0.1/v1", "model": "m", "price_prompt": "1"}, "give both"),
    ],
)  # fmt: skip
def test_settings_that_cannot_be(monkeypatch: pytest.MonkeyPatch, options: Any, message: str) -> None:
    for name in ("URL", "MODEL", "KEY"):
        monkeypatch.delenv(f"AIGRAPH_LLM_{name}", raising=False)
    with pytest.raises(ReaderError, match=message):
        LanguageModelReader(**options)


def test_the_command_shows_claims_and_what_they_cost(aigraph: Any, model: Any, replies: Any) -> None:
    model.replies = [replies.answer(DEPARTURE, DEPARTURE | {"trigger": "resigned"})]
    done = aigraph(
        "extract", "-", "--published", "2024-09-27", "--reader", "llm", "--reader-option", "price-prompt=1", "--reader-option",
        "price_completion=1", stdin=TEXT, AIGRAPH_LLM_URL=model.url, AIGRAPH_LLM_MODEL="small", AIGRAPH_LLM_KEY="secret-7",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["person"] for line in done.stdout.splitlines()] == ["Mira Murati"]
    assert "dropped 1: trigger is not in the quote" in done.stderr
    assert "1 request, 100 prompt and 20 completion tokens, 0.0001 USD" in done.stderr and "secret-7" not in done.stderr


def test_ingest_keeps_what_was_read_before_the_limit_and_says_what_it_cost(aigraph: Any, model: Any, replies: Any, tmp_path: Any) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT + name, encoding="utf-8")
    model.replies = [replies.answer(FUNDING)]
    done = aigraph(
        "ingest", "a.txt", "b.txt", "--reader", "llm", "--reader-option", "requests=1",
        AIGRAPH_LLM_URL=model.url, AIGRAPH_LLM_MODEL="small",
    )  # fmt: skip
    assert done.returncode == 3 and "limit of 1 requests" in done.stderr and "llm: small at 127.0.0.1" in done.stderr
    assert "1 article, 1 claim, 1 failed" in done.stderr
    assert "Thrive Capital" in aigraph("show", "Thrive Capital").stdout


def test_nothing_of_it_is_imported_unless_asked_for() -> None:
    import subprocess

    code = "import aigraph, sys; aigraph.extract('2024年9月25日,米拉·穆拉提从OpenAI离职。'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "aigraph.ingest.readers" in loaded and not [name for name in loaded if name.startswith("aigraph.ingest.llm")]

"""The page as text: the same bytes, contrast, and what readers without JavaScript get."""
import json
import os
import random
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from aigraph.exports.page import render_page, write_page
from aigraph.exports.view import ClaimView
from aigraph.exports.words import words
from aigraph.graph.claim import Evidence, Kind, Modality
from aigraph.ontology.schema import claim_types


def test_same_claims_give_the_same_bytes_in_any_order(claims: list[ClaimView], tmp_path: Path) -> None:
    mixed = random.Random(1).sample(claims, len(claims))
    assert render_page(claims) == render_page(mixed)
    write_page(claims, tmp_path / "page.html", title="T")
    assert (tmp_path / "page.html").read_bytes() == render_page(mixed, title="T").encode()


def test_a_row_a_claim_is_in_the_html(claims: list[ClaimView]) -> None:
    html = render_page(claims)
    plain = html[html.index("<noscript>") : html.index("</noscript>")]
    assert plain.count("<tr><td>") == len(claims)
    assert all(view.claim.evidence.quote.replace("&", "&amp;") in plain for view in claims)


def test_data_block_cannot_end_early(claims: list[ClaimView]) -> None:
    html = render_page(claims, title="</script><!--<script>\u2028")
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert block and not set("<>&\u2028\u2029") & set(block[1])
    assert len(json.loads(block[1])["claims"]) == len(claims)


def test_nothing_is_styled_in_line_or_loaded(claims: list[ClaimView]) -> None:
    class Attributes(HTMLParser):
        found: list[tuple[str, str, str | None]] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.found += [(tag, name, value) for name, value in attrs]

    parser = Attributes()
    parser.feed(render_page(claims))
    assert not [each for each in parser.found if each[1] == "style" or each[1].startswith("on")]
    assert not [each for each in parser.found if each[1] == "src"]
    assert {value for tag, name, value in parser.found if tag == "link" and name == "href"} == {"data:,"}
    assert {value for tag, name, value in parser.found if tag == "a" and name == "rel"} == {"noopener noreferrer"}


def test_words_cover_the_ontology() -> None:
    assert set(words()["claim"]) == set(claim_types())
    assert set(words()["family"]) == {each.family for each in claim_types().values()}
    assert set(words()["modality"]) == set(words()["firmly"]) == set(Modality)
    assert set(words()["kind"]) == set(Kind)
    assert {role for each in claim_types().values() for role in each.roles} <= set(words()["role"])


def test_every_word_has_both_languages() -> None:
    for group in ("page", "family", "kind", "lang", "modality", "firmly", "difference", "value", "role"):
        for key, entry in words()[group].items():
            assert entry["en"] and entry["zh"], f"{group}.{key}"
            assert entry["en"].count("{}") == entry["zh"].count("{}"), f"{group}.{key}"


def test_another_process_gives_the_same_bytes() -> None:
    """Sets and hashes differ between processes; pages do not."""
    code = ("import hashlib; from tests.exports.conftest import invented; from aigraph.exports.page import render_page;"
            "print(hashlib.sha256(render_page(invented(60)).encode()).hexdigest())")
    digests = {subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])},
                              capture_output=True, text=True, check=True).stdout for seed in ("0", "41")}
    assert len(digests) == 1


def test_posts_are_in_the_readers_language_where_their_name_is_known(claims: list[ClaimView]) -> None:
    one = next(view for view in claims if view.claim.role == "chief scientist")
    assert "首席科学家" not in render_page([replace(one, claim=one.claim.with_(evidence=Evidence("q", 0, 1)))])
    html = render_page([replace(one, claim=one.claim.with_(evidence=Evidence("q", 0, 1)))], posts={"chief scientist": "首席科学家"})
    assert html.count("首席科学家") == 1 and "chief scientist" in html

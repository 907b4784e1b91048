"""The site on disk: its facts, its links, its files, its feeds."""

from __future__ import annotations

import json
import os
import random
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from aigraph.exports.site import SiteOptions, write_site
from aigraph.exports.site.facts import facts, standing
from aigraph.exports.site.model import read_model
from aigraph.exports.site.paths import PAGE, entity_path, slug
from aigraph.exports.view import ClaimView
from aigraph.graph.claim import Modality, Money
from aigraph.ontology.errors import AigraphError, StoreError
from aigraph.ontology.vocabulary import ID
from tests.exports.sites import HOSTILE, claim, hostile_claims, read_pages, stored, unresolved

BASE = "https://example.org/ai/"
ATOM, SITEMAP = "{http://www.w3.org/2005/Atom}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def usd(value: int) -> Money:
    return Money(Decimal(value), "USD")


def facts_of(claims: list[Any], iri: str) -> dict[str, list[str]]:
    """The facts of an entity by label, as plain English."""
    model = read_model(claims)
    found = {}
    for section in facts(model.profiles[ID + iri], model, standing(model.conflicts, model.by_claim)):
        found[section.label.en] = [
            f.before.en + ", ".join(model.profiles[i].name.en for i in f.things) + f.after.en + (f" ({f.when.en})" if f.when.en else "") + ("!" if f.disputed else "")
            for f in section.facts
        ]  # fmt: skip
    return found


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, claims: list[ClaimView]) -> Path:
    folder = tmp_path_factory.mktemp("site") / "pages"
    write_site(stored(claims), folder, SiteOptions(base_url=BASE))
    return folder


@pytest.mark.parametrize("modality", [m for m in Modality if m is not Modality.ASSERTED])
def test_what_is_not_asserted_is_never_a_fact(tmp_path: Path, modality: Modality) -> None:
    said = [claim(1, "Acquisition", {"acquirer": "Buyer Inc", "acquired": "Small Co"}, modality=modality),
            claim(2, "Appointment", {"person": "person:Ann Lee", "organization": "Buyer Inc"}, modality=modality),
            claim(3, "Headquarters", {"organization": "Buyer Inc", "place": "place:Oslo"})]
    write_site(said, tmp_path / "s")
    page = read_pages(tmp_path / "s")["organization/buyer-inc.html"]
    assert "Oslo" in page.sections["facts"]
    assert "Small Co" not in page.sections["facts"] and "Ann Lee" not in page.sections["facts"]
    assert "Small Co" in page.sections["unsettled"] and "Ann Lee" in page.sections["unsettled"]
    badge = {"planned": "Planned, not done yet", "reported": "Reported, not confirmed", "possible": "Possible, not decided", "denied": "Denied or called off"}
    assert page.sections[modality.value].startswith(badge[modality.value])
    data = (tmp_path / "s/organization/buyer-inc.html").read_text(encoding="utf-8").partition("ld+json")[2].partition("</script>")[0]
    assert "Ann Lee" not in data and "Small Co" not in data


def test_a_post_that_ended_is_no_fact_of_today() -> None:
    said = [claim(1, "Employment", {"person": "person:Ann Lee", "organization": "Acme"}, day="2021-03-01", role="chief executive"),
            claim(2, "Departure", {"person": "person:Ann Lee", "organization": "Acme"}, day="2023-05-02", date_="2023-05-01"),
            claim(3, "Appointment", {"person": "person:Ann Lee", "organization": "Newco"}, day="2023-06-02", date_="2023-06-01", role="chair")]
    found = facts_of(said, "person/ann-lee")
    assert found["Posts"] == ["chair, Newco (since 1 Jun 2023)"]
    assert len(found["Formerly"]) == 1 and "Acme" in found["Formerly"][0]
    assert facts_of(said, "organization/acme").keys() == {"Formerly here"}


def test_a_valuation_is_the_newest_and_an_update_takes_the_old_one_away() -> None:
    said = [claim(1, "Valuation", {"organization": "Acme"}, day="2022-01-05", date_="2022-01-05", amount=usd(10**9)),
            claim(2, "Valuation", {"organization": "Acme"}, day="2024-01-05", date_="2024-01-05", amount=usd(5 * 10**9)),
            claim(3, "Valuation", {"organization": "Acme"}, day="2024-03-05", date_="2024-03-05", amount=usd(9 * 10**9), modality=Modality.REPORTED)]
    assert facts_of(said, "organization/acme") == {"Valuation": ["$5 billion (5 Jan 2024)"]}


def test_a_corrected_date_leaves_the_fact_with_its_right_date() -> None:
    said = [claim(1, "Founding", {"organization": "Acme", "person": "person:Ann Lee"}, day="2024-01-05", date_="2021-05-04"),
            claim(2, "Founding", {"organization": "Acme", "person": "person:Ann Lee"}, day="2024-01-09", date_="2021-06-11", quote="Correction: it was founded on 11 June.")]
    assert facts_of(said, "organization/acme") == {"Founding": ["Ann Lee (11 Jun 2021)"]}


def test_a_value_that_comes_back_is_a_fact_again() -> None:
    said = [claim(n, "Ownership", {"owner": "Big", "owned": "Small"}, day=f"202{n}-01-05", date_=f"202{n}-01-05", share=share)
            for n, share in enumerate(("20%", "45%", "20%"))]
    assert facts_of(said, "organization/big") == {"Owns, in whole or part": ["Small, 20% (5 Jan 2022)"]}


def test_what_is_contradicted_says_so() -> None:
    said = [claim(1, "Acquisition", {"acquirer": "Big", "acquired": "Small"}, day="2024-01-05"),
            claim(2, "Acquisition", {"acquirer": "Big", "acquired": "Small"}, day="2024-01-09", modality=Modality.DENIED)]
    assert facts_of(said, "organization/big") == {"Acquired": ["Small!"]}


def test_a_fact_that_was_read_with_little_confidence_says_so(tmp_path: Path) -> None:
    said = [claim(1, "Acquisition", {"acquirer": "Big", "acquired": "Small"}, confidence=0.3), claim(2, "Acquisition", {"acquirer": "Big", "acquired": "Tiny"}, confidence=0.3),
            claim(3, "Acquisition", {"acquirer": "Big", "acquired": "Tiny"}, confidence=0.9)]
    model = read_model(said)
    [section] = facts(model.profiles[f"{ID}organization/big"], model, standing((), {}))
    assert {model.profiles[f.things[0]].name.en: f.unsure for f in section.facts} == {"Small": True, "Tiny": False}
    write_site(said, tmp_path / "s")
    assert read_pages(tmp_path / "s")["organization/small.html"].sections["unsure"].count("read with low confidence") == 2


def test_one_fact_of_several_sources_and_of_both_sides() -> None:
    said = [claim(1, "Partnership", {"organization": "A Co", "partner": "B Co"}, publisher="One"),
            claim(2, "Partnership", {"organization": "B Co", "partner": "A Co"}, publisher="Two")]
    assert facts_of(said, "organization/a-co") == {"Partners": ["B Co"]}


def test_what_lies_in_the_future_is_no_fact_yet() -> None:
    said = [claim(1, "Restructuring", {"organization": "Acme"}, day="2024-01-05", date_="2031")]
    assert facts_of(said, "organization/acme") == {}


def test_an_investor_is_not_said_to_have_put_in_the_whole_round() -> None:
    said = [claim(1, "Funding", {"organization": "Acme", "investors": "Fund One", "lead_investors": "Fund Two"}, amount=usd(6 * 10**9))]
    assert facts_of(said, "organization/fund-one") == {"Invested in": ["Acme, in a round of $6 billion"]}
    assert facts_of(said, "organization/acme") == {"Money raised": ["$6 billion from Fund One, Fund Two"]}


def test_every_claim_is_on_the_pages_of_its_entities_article_and_relation(site: Path, claims: list[ClaimView]) -> None:
    pages = read_pages(site)
    for one in stored(claims):
        anchor = f"c-{one.iri.rpartition('/')[2]}"
        homes = {f"article/{one.article.id}.html"} | {entity_path(iri, iri.split("/")[-2]) for iri in one.entities}
        for home in homes:
            stem = home.removesuffix(".html")
            assert any(anchor in page.ids for path, page in pages.items() if path == home or path.startswith(f"{stem}.")), (home, anchor)
        assert any(anchor in page.ids for path, page in pages.items() if path.startswith("relation/"))
    assert sum("claim" in page.sections for page in pages.values()) > 60


def test_all_links_inside_the_site_resolve(site: Path) -> None:
    assert list(unresolved(site, read_pages(site))) == []


def test_the_link_checker_sees_a_broken_link(site: Path, tmp_path: Path) -> None:
    import shutil

    copy = Path(shutil.copytree(site, tmp_path / "copy"))
    page = copy / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("</main>", '<a href="person/nobody.html">x</a><a href="#nowhere">y</a><a href="ftp://x/">z</a></main>'), encoding="utf-8")
    assert len(list(unresolved(copy, read_pages(copy)))) == 3


def test_ids_are_unique_on_every_page(site: Path) -> None:
    assert [path for path, page in read_pages(site).items() if len(page.ids) != len(set(page.ids))] == []


def test_the_order_of_claims_does_not_matter_and_a_second_export_changes_nothing(tmp_path: Path, claims: list[ClaimView]) -> None:
    shuffled = stored(claims)
    random.Random(3).shuffle(shuffled)
    write_site(stored(claims), tmp_path / "one")
    write_site(shuffled, tmp_path / "two")
    first = snapshot(tmp_path / "one")
    assert first == snapshot(tmp_path / "two")
    again = write_site(shuffled, tmp_path / "one")
    assert (again.removed, again.kept) == (0, ())
    assert first == snapshot(tmp_path / "one")


def test_long_pages_go_on_and_links_lead_to_the_right_one(tmp_path: Path) -> None:
    said = [claim(n, "Appointment", {"person": f"person:Person {n}", "organization": "Hub"}, day="2024-05-01") for n in range(300)]
    write_site(said, tmp_path / "s")
    pages = read_pages(tmp_path / "s")
    assert {"organization/hub.html", "organization/hub.2.html", "organization/hub.3.html", "relation/appointment.3.html"} <= pages.keys()
    assert list(unresolved(tmp_path / "s", pages)) == []


# ---------------------------------------------------------------- names of files


def test_names_are_plain_where_ids_are_and_safe_everywhere() -> None:
    assert slug("mira-murati") == "mira-murati"
    assert entity_path(f"{ID}person/mira-murati", "person") == "person/mira-murati.html"
    ids = [*HOSTILE, "", ".", "..", "a/b", "A", "a", "á", "ａ", "万象", "con", "NUL", "aux", "index", "all", "x" * 500, "x" * 501, "a.", "a ", " a", "a-", "-a",
           slug("万象"), slug("A"), "\ud800", "a\x00b", "LPT1", "a.2", "a~acme"]  # fmt: skip
    names = [slug(id_) for id_ in ids]
    assert len({name.casefold() for name in names}) == len(set(ids))
    for name in names:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) and len(name) < 90
        assert name not in ("con", "nul", "aux", "index", "all", "lpt1")
        assert PAGE.fullmatch(f"person/{name}.html")
    for escape in ("../x.html", "/etc/x.html", "person/../x.html", "person/x.html/../y.html", "a\\b.html", ".hidden.html", "person/.html", "x.sh", "person/x.html\n"):
        assert not PAGE.fullmatch(escape)


def test_hostile_names_stay_in_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    write_site(hostile_claims(), tmp_path / "s", SiteOptions(title=HOSTILE[1], base_url=BASE))
    assert {path.name for path in tmp_path.iterdir()} == {"outside.txt", "s"}
    paths = [path.relative_to(tmp_path / "s").as_posix() for path in (tmp_path / "s").rglob("*") if path.is_file()]
    assert all(PAGE.fullmatch(path) or path == "aigraph-site.json" for path in paths)
    assert len({path.casefold() for path in paths}) == len(paths)
    pages = read_pages(tmp_path / "s")
    assert list(unresolved(tmp_path / "s", pages)) == []
    plain = read_pages_of_plain(tmp_path)
    for path in ("index.html", "timeline/all.html", "conflict/all.html", "names/person.html"):
        assert set(pages[path].tags) <= plain, path  # no element that some text brought in


def read_pages_of_plain(tmp_path: Path) -> set[str]:
    """The elements that pages have of themselves."""
    write_site([claim(1, "Departure", {"person": "person:Ann Lee", "organization": "Acme"})], tmp_path / "plain")
    tags = {tag for page in read_pages(tmp_path / "plain").values() for tag in page.tags}
    return tags | {"strong", "blockquote", "mark", "g", "line", "circle", "tspan", "small", "section", "h3", "a", "article"}


# ---------------------------------------------------------------- the folder


def test_a_folder_with_files_of_others_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(StoreError, match="holds files that are no site of ours"):
        write_site([claim(1, "Departure", {"person": "person:Ann", "organization": "Acme"})], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_only_own_stale_pages_go(tmp_path: Path) -> None:
    said = [claim(n, "Departure", {"person": f"person:Ann {n}", "organization": "Acme"}) for n in (1, 2, 3)]
    write_site(said, tmp_path / "s")
    (tmp_path / "s/person/mine.html").write_text("mine")
    (tmp_path / "s/.htaccess").write_text("mine too")
    (tmp_path / "s/person/ann-3.html").write_text("somebody changed this")
    done = write_site(said[:1], tmp_path / "s")
    assert done.kept == ("person/ann-3.html",)
    assert not (tmp_path / "s/person/ann-2.html").exists() and not (tmp_path / "s/person/ann-2.xml").exists()
    assert (tmp_path / "s/person/ann-1.html").exists()
    assert (tmp_path / "s/person/mine.html").read_text() == "mine" and (tmp_path / "s/.htaccess").exists()
    assert (tmp_path / "s/person/ann-3.html").read_text() == "somebody changed this"


def test_a_page_does_not_overwrite_somebody_elses_file(tmp_path: Path) -> None:
    said = [claim(n, "Departure", {"person": f"person:Ann {n}", "organization": "Acme"}) for n in (1, 2)]
    write_site(said[:1], tmp_path / "s")
    (tmp_path / "s/person/ann-2.html").write_text("mine")
    before = snapshot(tmp_path / "s")
    with pytest.raises(StoreError, match="somebody else's file"):
        write_site(said, tmp_path / "s")
    assert snapshot(tmp_path / "s") == before


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs links")
def test_links_do_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    said = [claim(n, "Departure", {"person": f"person:Ann {n}", "organization": "Acme"}) for n in (1, 2)]
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "ann-2.html").write_text("mine")
    write_site(said, tmp_path / "s")
    page = tmp_path / "s/person/ann-1.html"
    page.unlink()
    page.symlink_to(outside / "ann-2.html")
    write_site(said, tmp_path / "s")
    assert (outside / "ann-2.html").read_text() == "mine" and not page.is_symlink()
    for path in (tmp_path / "s/person").iterdir():
        path.unlink()
    (tmp_path / "s/person").rmdir()
    (tmp_path / "s/person").symlink_to(outside)
    with pytest.raises(StoreError, match="a link or a file"):
        write_site(said, tmp_path / "s")
    assert [path.name for path in outside.iterdir()] == ["ann-2.html"]


@pytest.mark.parametrize("name", ["../outside.txt", "/etc/passwd", "person/../../outside.txt"])
def test_a_hostile_manifest_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "outside.txt").write_text("mine")
    write_site([claim(1, "Departure", {"person": "person:Ann", "organization": "Acme"})], tmp_path / "s")
    place = tmp_path / "s/aigraph-site.json"
    held = json.loads(place.read_text())
    held["files"][name] = "0"
    place.write_text(json.dumps(held))
    with pytest.raises(StoreError, match="damaged"):
        write_site([claim(2, "Departure", {"person": "person:Bob", "organization": "Acme"})], tmp_path / "s")
    assert (tmp_path / "outside.txt").read_text() == "mine"


def test_an_export_cut_off_half_way_is_mended_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from aigraph.exports.site import folder

    said = [claim(n, "Departure", {"person": f"person:Ann {n}", "organization": "Acme"}) for n in range(5)]
    real, calls = folder._replace, []

    def fail(place: Path, data: bytes) -> None:
        calls.append(place)
        if len(calls) == 9:
            raise OSError(28, "No space left on device")
        real(place, data)

    monkeypatch.setattr(folder, "_replace", fail)
    with pytest.raises(StoreError, match="no space left"):
        write_site(said, tmp_path / "s")
    monkeypatch.undo()
    write_site(said, tmp_path / "s")
    write_site(said, tmp_path / "fresh")
    assert snapshot(tmp_path / "s") == snapshot(tmp_path / "fresh")


# ---------------------------------------------------------------- options


@pytest.mark.parametrize(("css", "what"), [("</style><script>", "</"), ("@import 'x.css';", "@import"), ("a{background:url(https://x.example/y)}", "url()")])
def test_a_theme_loads_nothing_and_stays_in_its_place(tmp_path: Path, css: str, what: str) -> None:
    with pytest.raises(AigraphError, match=re.escape(what)):
        write_site([], tmp_path / "s", SiteOptions(theme=css))
    assert not (tmp_path / "s").exists()


@pytest.mark.parametrize("base", ["ftp://x.example/", "https://x.example", "example.org/", "javascript:alert(1)/", "https://x.example/?a=/"])
def test_a_base_address_is_one_of_a_folder(tmp_path: Path, base: str) -> None:
    with pytest.raises(AigraphError, match="address of a folder"):
        write_site([], tmp_path / "s", SiteOptions(base_url=base))


def test_an_empty_graph_makes_a_site_that_says_so(tmp_path: Path) -> None:
    write_site([], tmp_path / "s", SiteOptions(base_url=BASE))
    pages = read_pages(tmp_path / "s")
    assert "holds no claims yet" in pages["index.html"].sections["also"]
    assert list(unresolved(tmp_path / "s", pages)) == []


def test_whole_texts_stand_only_where_the_user_says_so_and_they_fit(tmp_path: Path) -> None:
    text = "First paragraph that nobody quotes.\n\nMara Ellison has left Acme. She went on Monday."
    said = claim(7, "Departure", {"person": "person:Mara Ellison", "organization": "Acme"}, quote="Mara Ellison has left Acme.")
    start = text.index("Mara")
    said = replace(said, claim=said.claim.with_(evidence=replace(said.claim.evidence, start=start, end=start + 27, suffix=" She went on Monday.")))
    for texts, shown in (({}, False), ({said.article.id: text}, True), ({said.article.id: text + "!"}, True), ({said.article.id: "Another " + text}, False)):
        write_site([said], tmp_path / "s", SiteOptions(texts=texts))
        page = read_pages(tmp_path / "s")[f"article/{said.article.id}.html"]
        assert ("that nobody quotes" in page.sections["words"]) is shown
        assert "Mara Ellison has left Acme." in page.sections["words"]


def test_posts_are_named_in_both_languages_where_both_are_known(tmp_path: Path) -> None:
    said = [claim(1, "Employment", {"person": "person:Ann Lee", "organization": "Acme"}, role="president"),
            claim(2, "Employment", {"person": "person:Ann Lee", "organization": "Acme"}, role="keeper of bees", modality=Modality.REPORTED)]
    write_site(said, tmp_path / "s", SiteOptions(posts={"president": "总裁"}))
    page = read_pages(tmp_path / "s")["person/ann-lee.html"]
    assert "president, " in page.sections["fact"] and "总裁，" in page.sections["fact"]
    assert "总裁" in page.sections["posts"] and "keeper of bees" in page.sections["claims"]


def test_an_article_that_claims_nothing_has_a_page(tmp_path: Path) -> None:
    said = claim(1, "Departure", {"person": "person:Ann", "organization": "Acme"})
    silent = replace(said.article, iri=f"{ID}article/00000000000000ff", title="Silence")
    write_site([said], tmp_path / "s", articles=[silent])
    assert "Silence" in read_pages(tmp_path / "s")["article/all.html"].sections["titles"]
    assert (tmp_path / "s/article/00000000000000ff.html").is_file()


# ---------------------------------------------------------------- feeds, sitemap, data


@pytest.mark.parametrize("base", [None, BASE])
def test_feeds_have_what_atom_asks_for(tmp_path: Path, base: str | None) -> None:
    write_site(hostile_claims(), tmp_path / "s", SiteOptions(base_url=base, title=HOSTILE[0]))
    feeds = sorted((tmp_path / "s").rglob("*.xml"))
    assert len(feeds) > 40
    for path in feeds:
        root = ET.parse(path).getroot()
        if root.tag.startswith(SITEMAP):
            continue
        assert root.tag == f"{ATOM}feed"
        for holder in (root, *root.iter(f"{ATOM}entry")):
            assert all(len(holder.findall(f"{ATOM}{name}")) == 1 for name in ("id", "title", "updated"))
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", holder.findtext(f"{ATOM}updated") or "")
            assert re.fullmatch(r"https://example\.org/ai/\S+" if base else r"tag:w3id\.org,2024:aigraph/\S+", holder.findtext(f"{ATOM}id") or "")
            assert len([link for link in holder.findall(f"{ATOM}link") if link.get("rel") == "alternate"]) == 1
        ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
        assert len(ids) == len(set(ids)) > 0
        assert root.find(f"{ATOM}author/{ATOM}name") is not None
        days = [entry.findtext(f"{ATOM}updated") for entry in root.iter(f"{ATOM}entry")]
        assert days == sorted(days, reverse=True) and root.findtext(f"{ATOM}updated") == days[0]
        if base is None:
            for link in root.iter(f"{ATOM}link"):
                assert (path.parent / link.get("href", "").partition("#")[0]).resolve().is_file(), link.get("href")


def test_the_sitemap_names_every_page_once(site: Path) -> None:
    root = ET.parse(site / "sitemap.xml").getroot()
    assert root.tag == f"{SITEMAP}urlset"
    found = [url.findtext(f"{SITEMAP}loc") or "" for url in root]
    assert sorted(found) == sorted(BASE + path for path in read_pages(site))
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", url.findtext(f"{SITEMAP}lastmod") or "2024-01-01") for url in root)


def test_a_long_sitemap_has_parts_and_an_index(tmp_path: Path, claims: list[ClaimView], monkeypatch: pytest.MonkeyPatch) -> None:
    from aigraph.exports.site import feeds

    monkeypatch.setattr(feeds, "_URLS", 50)
    write_site(stored(claims), tmp_path / "s", SiteOptions(base_url=BASE))
    index = ET.parse(tmp_path / "s/sitemap.xml").getroot()
    assert index.tag == f"{SITEMAP}sitemapindex"
    parts = [(sitemap.findtext(f"{SITEMAP}loc") or "").removeprefix(BASE) for sitemap in index]
    found = [url.findtext(f"{SITEMAP}loc") for part in parts for url in ET.parse(tmp_path / "s" / part).getroot()]
    assert len(parts) > 2 and sorted(found) == sorted(BASE + path for path in read_pages(tmp_path / "s"))


def test_a_hub_lists_a_hundred_facts_and_says_how_many_more(tmp_path: Path) -> None:
    said = [claim(n, "Partnership", {"organization": "Hub", "partner": f"Firm {n}"}) for n in range(130)]
    write_site(said, tmp_path / "s")
    assert "30 more are among the claims below" in read_pages(tmp_path / "s")["organization/hub.html"].sections["facts"]


def test_without_an_address_there_is_no_sitemap(tmp_path: Path, claims: list[ClaimView]) -> None:
    write_site(stored(claims), tmp_path / "s")
    assert not (tmp_path / "s/sitemap.xml").exists()


def test_data_in_the_head_is_schema_org(site: Path) -> None:
    for path in (*site.glob("person/*.html"), *site.glob("organization/*.html"), *site.glob("article/*[0-9].html")):
        text = path.read_text(encoding="utf-8")
        found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
        if ".2." in path.name or path.name == "all.html":
            continue
        data = json.loads(found[0])
        assert data["@context"] == "https://schema.org" and data["@id"].startswith(ID)
        assert data["@type"] == {"person": "Person", "organization": "Organization", "article": "NewsArticle"}[path.parent.name]
        assert data["mainEntityOfPage"].startswith(BASE)


def test_search_knows_every_name_in_every_script(site: Path, claims: list[ClaimView]) -> None:
    script = (site / "assets/names.js").read_text(encoding="utf-8")
    rows = json.loads(script.removeprefix("aigraphNames(").rstrip().removesuffix(");"))
    named = {row[0]: row for row in rows}
    assert all((site / path).is_file() for path in named)
    assert len([row for row in rows if row[3] < 5]) == len(list(site.glob("person/*.xml"))) + sum(len(list(site.glob(f"{k}/*.xml"))) for k in ("organization", "product", "place"))
    keys = next(row[5] for row in rows if row[1] == "王若溪").split()
    assert {"王若溪", "wangruoxi", "wrx"} <= set(keys)

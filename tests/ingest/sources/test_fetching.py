"""Fetching against a server that misbehaves: nothing private is reached, nothing goes on for ever, each refusal has its reason."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aigraph.graph.article import Article
from aigraph.ingest.sources import Failure, Options, open_sources
from aigraph.ingest.sources.web import Fetcher, FetchLimits
from tests.ingest.sources.internet import WORDS, Internet

LIMITS = FetchLimits(size=200_000, seconds=0.8, idle=0.4, redirects=3, attempts=3, pause=0.0, back_off=0.0)


@pytest.fixture(scope="module")
def server() -> Iterator[Internet]:
    internet = Internet()
    yield internet
    internet.close()


@pytest.fixture
def internet(server: Internet) -> Internet:
    for log in (server.reached, server.dialled, server.seen):
        log.clear()
    server.hits.clear()
    server.turns.clear()
    return server


def fetcher(internet: Internet, folder: Path, **changes: Any) -> Fetcher:
    limits = changes.pop("limits", LIMITS)
    return Fetcher(folder / "cache", limits=limits, resolve=internet.resolve, dial=internet.dial, today=date(2024, 9, 26), **changes)


def read(internet: Internet, folder: Path, *addresses: str, **changes: Any) -> list[Article | Failure]:
    with fetcher(internet, folder, **changes) as one:
        return list(open_sources(addresses, Options(fetcher=one)))


# An address, and a part of the reason for which it is refused. {port} is that of a server on loopback that must not be reached.
HOSTILE = [
    ("file:///etc/passwd", "only http and https"),
    ("ftp://news.example/a", "only http and https"),
    ("gopher://news.example/_GET", "only http and https"),
    ("data:text/html,<p>hello</p>", "only http and https"),
    ("http://127.0.0.1:{port}/", "a loopback address"),
    ("http://localhost:{port}/", "a loopback address"),
    ("http://127.1:{port}/", "a loopback address"),
    ("http://2130706433:{port}/", "a loopback address"),
    ("http://0x7f000001:{port}/", "a loopback address"),
    ("http://0177.0.0.1:{port}/", "a loopback address"),
    ("http://017700000001:{port}/", "a loopback address"),
    ("http://[::1]:{port}/", "a loopback address"),
    ("http://[::ffff:127.0.0.1]:{port}/", "a loopback address"),
    ("http://[::ffff:7f00:1]:{port}/", "a loopback address"),
    ("http://[64:ff9b::7f00:1]:{port}/", "a loopback address"),
    ("http://[2002:7f00:1::]:{port}/", "a private or reserved address|a loopback address"),
    ("http://0.0.0.0:{port}/", "no address at all"),
    ("http://0:{port}/", "no address at all"),
    ("http://10.0.0.1/", "a private or reserved address"),
    ("http://100.64.0.1/", "a private or reserved address"),
    ("http://169.254.169.254/latest/meta-data/", "the metadata service of a cloud"),
    ("http://[fd00:ec2::254]/", "the metadata service of a cloud"),
    ("http://[fe80::1]/", "a link-local address"),
    ("http://224.0.0.1/", "a multicast address"),
    ("http://inner.example/page", "inner.example leads to 192.168.0.7, a private"),
    ("http://local.example:{port}/", "local.example leads to 127.0.0.1, a loopback"),
    ("http://mapped.example:{port}/", "a loopback address"),
    ("http://linklocal.example/", "a link-local address"),
    ("http://both.example/page", "both.example leads to 10.0.0.1"),
    ("http://rebinding.example/page", "leads to 127.0.0.1, a loopback"),
    ("http://news.example/to?http://127.0.0.1:{port}/", "127.0.0.1, a loopback|is 127.0.0.1"),
    ("http://news.example/to?//localhost:{port}/", "a loopback address"),
    ("http://news.example/to?http://169.254.169.254/", "the metadata service"),
    ("http://news.example/to?file:///etc/passwd", "only http and https"),
    ("http://news.example/to?http://other.example/to?http://[::1]:{port}/", "a loopback address"),
    ("http://news.example/to?/to?/to?/to?/to?/to?/page", "redirects more than 3 times"),
    ("http://news.example/endless", "goes on for more than 200,000 bytes"),
    ("http://news.example/drip", "took longer than 0.8 s"),
    ("http://news.example/drip-head", "took longer than 0.8 s"),
    ("http://news.example/silent", "took longer than 0.8 s"),
    ("http://news.example/heads", "cannot be fetched"),
    ("http://news.example/bomb", "unpacks to more than 200,000 bytes"),
    ("http://news.example/deflate-bomb", "unpacks to more than 200,000 bytes"),
    ("http://news.example/long", "10,000,000,000 bytes long"),
    ("http://news.example/cut", "cannot be fetched"),
    ("http://news.example/cut-packed", "is cut off"),
    ("http://news.example/odd", "packed as 'br'"),
    ("http://news.example/twice-packed", "packed as 'gzip, gzip'"),
    ("http://news.example/garbage", "cannot be fetched"),
    ("http://news.example/closed/page", "robots.txt forbids it"),
    ("http://news.example/busy", "asks to be left alone for 3600 s"),
    ("http://name:secret@news.example/page", "has a name or password in it"),
    ("http://news.example\\@127.0.0.1:{port}/", "is no address|no host|has a name"),
    ("http://nowhere.example/", "no host of that name"),
]


@pytest.mark.parametrize(("address", "reason"), HOSTILE, ids=[address for address, _ in HOSTILE])
def test_hostile_fetch_is_refused_with_its_reason_and_reaches_nothing(internet: Internet, tmp_path: Path, address: str, reason: str) -> None:
    import re

    [failure] = read(internet, tmp_path, address.replace("{port}", str(internet.forbidden.server_address[1])))
    assert isinstance(failure, Failure)
    assert re.search(reason, str(failure)), str(failure)
    assert internet.reached == [] and internet.dialled == []
    assert "secret" not in str(failure)
    assert not [path for path in (tmp_path / "cache").rglob("bodies/*/*")], "nothing refused is kept"


def test_there_are_thirty_hostile_fetches_and_more() -> None:
    assert len(HOSTILE) >= 30


def test_a_page_is_fetched_and_read(internet: Internet, tmp_path: Path) -> None:
    [article] = read(internet, tmp_path, "http://news.example/page?utm_source=x#top")
    assert isinstance(article, Article)
    assert article.text.count(WORDS) == 2
    assert (article.url, article.title, article.publisher) == ("https://news.example/page", "News", "news.example")
    agents = {one["user-agent"].split("/")[0] for one in internet.seen}
    assert agents == {"aigraph"} and internet.hits["/robots.txt"] == 1


def test_packed_pages_are_unpacked_and_redirects_followed(internet: Internet, tmp_path: Path) -> None:
    packed, moved = read(internet, tmp_path, "http://news.example/packed", "http://news.example/to?http://other.example/page")
    assert isinstance(packed, Article) and isinstance(moved, Article)
    assert moved.url == "https://other.example/page" and moved.source == "http://news.example/to?http://other.example/page"


def test_an_unchanged_page_is_asked_for_by_its_tag_and_taken_from_the_cache(internet: Internet, tmp_path: Path) -> None:
    [first] = read(internet, tmp_path, "http://news.example/tagged")
    [second] = read(internet, tmp_path, "http://news.example/tagged")
    asked = [one for one in internet.seen if one["path"] == "/tagged"]
    assert asked[1]["if-none-match"] == '"v1"' and asked[1]["if-modified-since"].startswith("Wed, 25 Sep")
    assert first == second


def test_offline_reads_the_cache_and_asks_nobody(internet: Internet, tmp_path: Path) -> None:
    [first] = read(internet, tmp_path, "http://news.example/page")
    internet.hits.clear()
    again, missing = read(internet, tmp_path, "http://news.example/page", "http://news.example/tagged", offline=True)
    assert again == first and not internet.hits
    assert "is not in the cache; fetch it once without --offline" in str(missing)


def test_a_damaged_copy_in_the_cache_is_noticed(internet: Internet, tmp_path: Path) -> None:
    read(internet, tmp_path, "http://news.example/page")
    [body] = [path for path in (tmp_path / "cache/bodies").rglob("*") if path.is_file()]
    body.write_bytes(b"<html><p>Something else</p></html>")
    [failure] = read(internet, tmp_path, "http://news.example/page", offline=True)
    assert "in the cache is damaged" in str(failure)


def test_a_refusal_that_passes_is_tried_again(internet: Internet, tmp_path: Path) -> None:
    [article] = read(internet, tmp_path, "http://news.example/shaky")
    assert isinstance(article, Article) and internet.hits["/shaky"] == 3


def test_a_host_is_asked_at_the_pace_it_wants(internet: Internet, tmp_path: Path) -> None:
    slept: list[float] = []
    internet.robots = "User-agent: *\nCrawl-delay: 7\n"
    limits = FetchLimits(pause=2.0, back_off=0.0)
    read(internet, tmp_path, "http://news.example/page", "http://news.example/packed", "http://other.example/page", limits=limits, sleep=slept.append)
    internet.robots = "User-agent: *\nDisallow: /closed\n"
    assert len(slept) == 1 and 6.5 < slept[0] <= 7.0


def test_a_feed_gives_its_pages_and_refuses_where_it_must_not_lead(internet: Internet, tmp_path: Path) -> None:
    got = read(internet, tmp_path, "http://news.example/feed")
    articles = [one for one in got if isinstance(one, Article)]
    assert [str(one.published) for one in articles] == ["2024-09-25", "2024-09-25"]
    assert ("published", "feed entry date") in articles[0].known
    failures = [str(one) for one in got if isinstance(one, Failure)]
    assert len(failures) == 2 and "a loopback address" in failures[0] and "no text" in failures[1]
    assert internet.reached == []


def test_private_addresses_are_fetched_where_that_is_permitted(internet: Internet, tmp_path: Path) -> None:
    address = f"http://127.0.0.1:{internet.forbidden.server_address[1]}/page"
    with Fetcher(tmp_path / "cache", allow_private=True, limits=LIMITS) as one:
        [article] = open_sources([address], Options(fetcher=one))
    assert isinstance(article, Article) and internet.reached


def test_the_connection_goes_to_the_address_that_was_checked(internet: Internet, tmp_path: Path) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return internet.resolve(host, port)

    with Fetcher(tmp_path / "cache", limits=LIMITS, resolve=resolve, dial=internet.dial, robots=False) as one:
        list(open_sources(["http://news.example/page"], Options(fetcher=one)))
    assert asked == ["news.example"], "one look-up for the connection: none that could answer differently"

"""Opening sources: what an argument leads to, what is known of an article and how, and formats that others bring."""

import io
import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from aigraph.graph.addresses import canonical, same_site
from aigraph.graph.article import Article
from aigraph.ingest.sources import (
    Blob,
    Failure,
    Limits,
    Options,
    Yielded,
    load,
    names,
    open_one,
    open_sources,
    registry,
)
from aigraph.ingest.sources.articles import make
from aigraph.ingest.sources.dates import doubt, parse_date
from aigraph.ingest.sources.html import without_boilerplate
from aigraph.ingest.sources.records import field_map
from aigraph.ontology.errors import ArticleError, ReaderError
from tests.conftest import sample_files
from tests.ingest.sources.shapes import WORDS, linked, meta, page


def read(data: str | bytes, name: str = "a.html", url: str | None = None, **options: Any) -> Article:
    blob = Blob(name, lambda: io.BytesIO(data.encode() if isinstance(data, str) else data), url=url)
    [article] = open_sources([blob], Options(**options))
    assert isinstance(article, Article), article
    return article


def test_a_folder_is_read_in_the_order_of_its_paths_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/.hidden.txt", "README.md", ".git/x.txt", "c.png", "a-b.txt", "store/aigraph-store.json", "store/x.json"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{WORDS}. {name}", encoding="utf-8")
    assert [Path(one.source).relative_to(tmp_path).as_posix() for one in open_sources([tmp_path])] == ["a-b.txt", "a/z.md", "b.txt"]


def test_patterns_missing_files_and_empty_folders_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WORDS, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    got = list(open_sources([str(tmp_path / "*.txt"), str(tmp_path / "*.html"), tmp_path / "none.txt", tmp_path / "empty"]))
    assert [type(one) for one in got] == [Article, Failure, Failure, Failure]
    assert "no file is named like this" in str(got[1]) and str(got[2]).endswith("none.txt: no such file") and "holds no file" in str(got[3])


def test_standard_input_is_known_by_its_first_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    held = io.BytesIO(b'{"text": "' + WORDS.encode() + b'"}\n')
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(held))
    [article] = open_sources(["-"])
    assert isinstance(article, Article) and article.text == WORDS and article.source == "<stdin>:1"
    assert not held.closed


def test_reading_is_lazy_and_ends_when_nobody_wants_more(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_bytes(b"".join(b'{"text": "%d. %s"}\n' % (n, WORDS.encode()) for n in range(50_000)))

    class Counted(io.FileIO):
        taken = 0

        def readinto(self, buffer: Any) -> int | None:
            count = super().readinto(buffer)
            Counted.taken += count or 0
            return count

    found = open_sources([Blob("many.jsonl", lambda: io.BufferedReader(Counted(path)))])
    for _ in range(10):
        next(found)
    found.close()  # type: ignore[attr-defined]
    assert Counted.taken < 100_000


def test_a_single_read_takes_one_article(tmp_path: Path) -> None:
    assert open_one(Blob("a.html", lambda: io.BytesIO(page().encode()))).title == "News"
    with pytest.raises(ArticleError, match="is a folder"):
        open_one(tmp_path)
    with pytest.raises(ArticleError, match="one of several articles"):
        open_one(Blob("a.jsonl", lambda: io.BytesIO(b'{"text": "A b."}\n{"text": "C d."}\n')))


def test_metadata_come_with_how_they_were_learnt() -> None:
    head = linked(headline="The news", datePublished="2024-09-25", author=[{"name": "A. Lee"}, {"name": "B. Wu"}], publisher={"name": "Example News"})
    article = read(page(head=head + '<link rel="canonical" href="/2024/09/25/x?utm_source=y">'), url="http://www.example.com/2024/09/25/x?print=1")
    assert (article.title, article.author, article.publisher, article.published) == ("The news", "A. Lee; B. Wu", "Example News", date(2024, 9, 25))
    assert article.url == "https://www.example.com/2024/09/25/x"
    assert dict(article.known) == {
        "title": "JSON-LD headline", "author": "JSON-LD author", "publisher": "JSON-LD publisher", "published": "JSON-LD datePublished", "url": "link canonical",
    }  # fmt: skip


def test_what_is_given_wins_and_is_not_called_learnt() -> None:
    article = read(page(head=meta(article__published_time="2024-09-25")), given={"published": "2024-09-30", "publisher": "Mine"})
    assert (article.published, article.publisher) == (date(2024, 9, 30), "Mine")
    assert "published" not in dict(article.known)


def test_a_page_cannot_take_the_place_of_another_site_or_of_the_home_page() -> None:
    for link in ("https://www.other-site.org/story", "https://www.example.com/", "javascript:alert(1)"):
        article = read(page(head=f'<link rel="canonical" href="{link}">'), url="https://www.example.com/story")
        assert article.url == "https://www.example.com/story"


def test_publishers_have_one_name_by_their_aliases() -> None:
    aliases = {"example.com": "Example News", "The Ex": "Example News"}
    assert read(page(), url="https://www.example.com/a", publishers=aliases).publisher == "Example News"
    assert read(page(head=meta(og__site_name="the ex")), publishers=aliases).publisher == "Example News"


@pytest.mark.parametrize(
    ("written", "day"),
    [("2024-09-25", "2024-09-25"), ("2024-09-25T23:59:59-08:00", "2024-09-25"), ("20240925", "2024-09-25"), ("2024/9/5", "2024-09-05"), ("1727222400", "2024-09-25"),
     ("1727222400000", "2024-09-25"), ("Wed, 25 Sep 2024 10:00:00 GMT", "2024-09-25"), ("September 25, 2024", "2024-09-25"), ("25th September 2024", "2024-09-25"),
     ("2024年9月25日 星期三", "2024-09-25"), ("09/10/2024", None), ("2024-13-01", None), ("soon", None), ("2024", None), ("31 June 2024", None)],
)  # fmt: skip
def test_days_as_documents_write_them(written: str, day: str | None) -> None:
    found = parse_date(written)
    assert (found.isoformat() if found else None) == day


def test_days_that_cannot_be_right_are_doubted() -> None:
    today = date(2025, 1, 1)
    assert doubt(date(2025, 1, 2), today) is None, "it is tomorrow in some places"
    assert "in the future" in (doubt(date(2025, 1, 3), today) or "")
    assert "later than 2024-05-01" in (doubt(date(2024, 6, 1), today, date(2024, 5, 1)) or "")
    assert "before there was news" in (doubt(date(1970, 1, 1), today) or "")


@pytest.mark.parametrize(
    ("address", "form"),
    [("HTTP://Www.Example.COM:80/a/../b?utm_source=x&b=2&a=1#top", "https://www.example.com/b?a=1&b=2"), ("https://example.com", "https://example.com/"),
     ("https://example.com:8443/%7euser", "https://example.com:8443/~user"), ("https://例子.cn/新闻", "https://xn--fsqu00a.cn/%E6%96%B0%E9%97%BB"),
     ("mailto:a@b.c", None), ("https://", None), ("not an address", None), ("http://[::1", None)],
)  # fmt: skip
def test_canonical_addresses(address: str, form: str | None) -> None:
    assert canonical(address) == form


def test_sites_are_told_by_their_names() -> None:
    assert same_site("https://m.example.com/a", "https://www.example.com/b")
    assert not same_site("https://a.example.co.uk/", "https://other.co.uk/")
    assert not same_site("https://example.com/", "https://example.org/")


def test_no_line_of_a_real_article_is_boilerplate() -> None:
    for path in sample_files():
        text = path.read_text(encoding="utf-8")
        assert without_boilerplate(text) == (text, False), path.name


@pytest.mark.parametrize(
    "line",
    ["Advertisement", "Sign up for our weekly newsletter", "Read more: Why the deal matters", "© 2024 Example News", "All rights reserved.", "5 min read", "责任编辑：王某",
     "扫码下载客户端", "相关阅读：又一家公司", "声明：本文仅代表作者观点", "未经授权不得转载", "欢迎关注我们的微信公众号", "Already a subscriber? Log in", "登录后阅读全文"],
)  # fmt: skip
def test_lines_that_are_no_part_of_an_article_are_dropped(line: str) -> None:
    assert without_boilerplate(f"{WORDS}.\n{line}")[0] == f"{WORDS}."


def test_limits_are_those_of_the_options(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "short."}\n{"text": "' + "x" * 200 + '"}\n', encoding="utf-8")
    got = list(open_sources([path], Options(limits=Limits(article=100))))
    assert isinstance(got[0], Article) and "longer than 100 characters" in str(got[1])


def test_a_field_map_is_checked() -> None:
    assert field_map("title=headline, text=body.html") == {"title": "headline", "text": "body.html"}
    with pytest.raises(ReaderError, match="the field being one of text, title"):
        field_map("headline=title")


class Minutes:
    """A format of somebody else's."""

    suffixes = (".minutes",)
    media = ("application/x-minutes",)

    def claims(self, head: bytes) -> bool:
        return head.startswith(b"MINUTES")

    def read(self, blob: Blob, options: Options) -> Iterator[Yielded]:
        if blob.name.startswith("broken"):
            raise KeyError("a fault of its own")
        yield make(blob.opener().read().decode(), blob, options, (("title", "Minutes", "first line"),))


@pytest.fixture
def brought(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    points = [EntryPoint("minutes", f"{__name__}:Minutes", registry.GROUP), EntryPoint("gone", "no_such_module:X", registry.GROUP)]
    monkeypatch.setattr(registry, "_brought", lambda: {point.name: point for point in points[:1]})
    monkeypatch.setattr(EntryPoint, "load", lambda self: Minutes)
    load.cache_clear()
    registry.suffixes.cache_clear()
    yield
    load.cache_clear()
    registry.suffixes.cache_clear()


@pytest.mark.usefixtures("brought")
def test_other_packages_bring_formats_and_their_faults_end_nothing() -> None:
    assert names()[-1] == "minutes" and ".minutes" in registry.suffixes()
    good, broken = (Blob(name, lambda: io.BytesIO(b"MINUTES\n" + WORDS.encode())) for name in ("a.bin", "broken.bin"))
    got = list(open_sources([broken, good]))
    assert "broken.bin: cannot be read (KeyError: 'a fault of its own')" in str(got[0])
    assert isinstance(got[1], Article) and got[1].title == "Minutes"


def test_an_unknown_format_names_the_nearest() -> None:
    with pytest.raises(ReaderError, match="no format 'htlm'; nearest: html"):
        list(open_sources([Blob("a", io.BytesIO)], Options(format="htlm")))


def test_what_cannot_be_listed_or_would_be_waited_for_holds_nothing_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    (tmp_path / "a").mkdir()
    (tmp_path / "b.txt").write_text(WORDS, encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.txt")
    real = os.scandir

    def scandir(path: Any) -> Any:
        if Path(path).name == "a":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    got = list(open_sources([tmp_path]))
    assert "a: the folder cannot be read (Permission denied)" in str(got[0])
    assert isinstance(got[1], Article) and len(got) == 2

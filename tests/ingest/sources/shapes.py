"""Articles of two hundred shapes, made here: encodings, markup well and badly formed, feeds, tables, archives, and what wants to do harm.

Each shape is a file, and what must come of it: the words that its articles must hold, one sentence an article (nothing lost), and a part of the
reason of each failure (nothing silent).
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

WORDS = "Mira Murati, the chief technology officer of OpenAI, left the company on Wednesday, she said in a memo to staff"
HAN = "米拉·穆拉提于周三宣布从开放人工智能公司离职，她在给员工的内部信中说明了原因，公司没有进一步置评。"
TRADITIONAL = "該公司計劃剝離仍在紙面上控制它的非營利性外殼，並尋求籌集新的股權資本，董事會尚未決定時間。"
MORE = "The company said it would name a successor within weeks, and that two vice presidents would share her work until then."


@dataclass(frozen=True)
class Shape:
    """A file and what must come of it: a sentence of each article, in order; a part of each failure's reason, in order; warnings likewise."""

    name: str
    data: bytes
    articles: tuple[str, ...] = (WORDS,)
    failures: tuple[str, ...] = ()
    published: str | None = None
    warned: str = ""
    fields: dict[str, str] = field(default_factory=dict)


def page(body: str = "", head: str = "", sentence: str = WORDS) -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in (f"{sentence}.", MORE, f"{MORE} It did not say more."))
    return f"<!DOCTYPE html><html><head><title>News</title>{head}</head><body>{body or f'<article><h1>News</h1>{paragraphs}</article>'}</body></html>"


def meta(**values: str) -> str:
    return "".join(f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in values.items())


def linked(**values: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **values})}</script>'


def encodings() -> Iterator[Shape]:
    for label, text in (("english", WORDS), ("chinese", HAN), ("traditional", TRADITIONAL)):
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030", "gbk", "gb2312", "big5", "big5hkscs"):
            try:
                data = text.encode(encoding)
            except UnicodeEncodeError:
                continue
            if encoding == "utf-16-be":
                data = b"\xfe\xff" + data
            yield Shape(f"{label}-{encoding}.txt", data, (text,))
            html = page(head=f'<meta charset="{encoding}">', sentence=text)
            for name, head in (("declared", html), ("undeclared", page(sentence=text))):
                if name == "undeclared" and encoding in ("gb2312", "big5hkscs"):
                    continue
                try:
                    raw = head.encode(encoding)
                except UnicodeEncodeError:
                    continue
                yield Shape(f"{label}-{name}-{encoding}.html", b"\xfe\xff" + raw if encoding == "utf-16-be" else raw, (text,))
    wrong = page(head='<meta charset="iso-8859-1">', sentence=HAN).encode()
    yield Shape("utf-8-called-latin-1.html", wrong, (HAN,))
    yield Shape("gb18030-called-utf-8.html", page(head='<meta charset="utf-8">', sentence=HAN).encode("gb18030"), (HAN,))
    yield Shape("unknown-charset.html", page(head='<meta charset="x-no-such">', sentence=HAN).encode(), (HAN,))
    yield Shape("charset-is-no-text.html", page(head='<meta charset="base64">').encode())
    yield Shape("french-latin-1.html", page(head='<meta charset="latin-1">', sentence="Le café de Genève, déjà fermé, " + WORDS).encode("latin-1"))
    yield Shape("one-bad-byte.html", page().encode().replace(b"News</h1>", b"N\xffews</h1>", 1), warned="does not say its encoding; read as")
    yield Shape("one-bad-byte-in-chinese.html", page(sentence=HAN).encode().replace(b"News</h1>", b"N\xffews</h1>", 1), (HAN,), warned="some bytes are not UTF-8")
    yield Shape("latin-1.txt", "Le café est fermé à Genève, déjà complété.".encode("latin-1"), (), ("cannot be decoded",))
    yield Shape("old-mac-line-ends.txt", f"{WORDS}.\r{MORE}\r".encode())
    yield Shape("control-characters.txt", f"\x07\x1b[31m{WORDS}.\x00"[:-1].encode())


def malformed() -> Iterator[Shape]:
    paragraph = f"<p>{WORDS}.<p>{MORE}<p>{MORE} No more was said."
    for name, html in {
        "no-closing-tags": f"<html><body><article><h1>News{paragraph}",
        "wrongly-nested": f"<html><body><article><b><i>{paragraph}</b></i></article></body></html>",
        "unquoted-attributes": f"<html><body><article class=a id=b>{paragraph}</article></body></html>",
        "no-html-element": f"<!doctype html><title>News</title><article>{paragraph}</article>",
        "two-bodies": f"<html><body></body><body><article>{paragraph}</article></body></html>",
        "text-after-html": f"<html><body></body></html><article>{paragraph}</article>",
        "cut-off": page()[: page().rindex("</p>") - 5],
        "cut-off-in-tag": page()[: page().rindex("</p>")] + "<a hre",
        "xhtml": '<?xml version="1.0" encoding="utf-8"?>' + page().replace("<html>", '<html xmlns="http://www.w3.org/1999/xhtml">'),
        "comments-everywhere": page().replace("<p>", "<!-- a --><p><!-- b -->"),
        "conditional-comments": page(head="<!--[if IE]><p>old browser</p><![endif]-->"),
        "scripts-and-styles": page(head="<script>var a = '<p>no</p>';</script><style>p{color:red}</style>"),
        "script-never-closed-before": f"<html><body><article>{paragraph}</article><script>if (a < b) {{",
        "nested-tables": "<html><body>" + "<table><tr><td>" * 12 + paragraph + "</td></tr></table>" * 12 + "</body></html>",
        "layout-tables": f"<html><body><table><tr><td>Menu</td><td><table><tr><td><font>{WORDS}.<br><br>{MORE}</font></td></tr></table></td></tr></table></body></html>",
        "only-divs": f"<html><body><div><div><div>{WORDS}.</div><div>{MORE}</div></div></div></body></html>",
        "only-breaks": f"<html><body>{WORDS}.<br><br>{MORE}<br><br>{MORE} More.</body></html>",
        "two-thousand-nested-divs": "<html><body>" + "<div>" * 2000 + paragraph + "</div>" * 2000 + "</body></html>",
        "entities": page(sentence=WORDS.replace("OpenAI", "Open&#65;I").replace(",", "&#44;")),
        "unknown-elements": page().replace("<article>", "<x-article><article>").replace("</article>", "</article></x-article>"),
        "null-characters-in-head": page(head="<meta name='a' content='b\ufffd'>"),
        "windows-line-ends": page().replace("><", ">\r\n<"),
        "very-long-line": page().replace("</article>", "<p>" + "word " * 20_000 + "</p></article>"),
        "many-links": page().replace("</body>", "<ul>" + "".join(f"<li><a href='/{n}'>Other story {n}</a></li>" for n in range(500)) + "</ul></body>"),
        "mixed-languages": page().replace("</article>", f"<p>{HAN}</p></article>"),
    }.items():
        yield Shape(f"{name}.html", html.encode())
    yield Shape("no-suffix", page().encode())
    yield Shape("called-text.txt", page().encode())
    yield Shape("page.htm", page().encode())
    yield Shape("page.php", page().encode())


def dates() -> Iterator[Shape]:
    for name, head, day, warned in (
        ("iso", meta(article__published_time="2024-09-25T10:00:00+02:00"), "2024-09-25", ""),
        ("json-ld", linked(datePublished="2024-09-25", headline="News", author={"name": "A. Lee"}), "2024-09-25", ""),
        ("graph", '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2024-09-25"}]}</script>', "2024-09-25", ""),
        ("list", '<script type="application/ld+json">[{"@type":["Article","Thing"],"datePublished":"2024-09-25"}]</script>', "2024-09-25", ""),
        ("broken-json-ld", '<script type="application/ld+json">{"@type":"NewsArticle",</script>' + meta(article__published_time="2024-09-25"), "2024-09-25", ""),
        ("chinese", meta(article__published_time="2024年9月25日 10:00"), "2024-09-25", ""),
        ("in-words", '<meta name="date" content="Sept. 25, 2024">', "2024-09-25", ""),
        ("future", meta(article__published_time="2999-01-01"), None, "2999-01-01 is in the future"),
        ("future-then-right", meta(article__published_time="2999-01-01") + '<meta name="date" content="2024-09-25">', "2024-09-25", "in the future"),
        ("before-the-web", meta(article__published_time="1970-01-01T00:00:00Z"), None, "before there was news on the web"),
        ("impossible", meta(article__published_time="2024-02-31"), None, "is no date that can be read"),
        ("two-meanings", '<meta name="pubdate" content="09/10/2024">', None, "is no date that can be read"),
        ("words", meta(article__published_time="yesterday"), None, "is no date that can be read"),
        ("absent", "", None, ""),
    ):
        yield Shape(f"date-{name}.html", page(head=head).encode(), published=day, warned=warned)
    yield Shape("date-future-front-matter.md", f"---\npublished: 2999-01-01\n---\n{WORDS}.".encode(), warned="in the future")
    yield Shape("date-wrong-front-matter.md", f"---\npublished: yesterday\n---\n{WORDS}.".encode(), (), ("is not a date",))
    yield Shape("date-front-matter.md", f"---\ntitle: T\npublished: 2024-09-25\nauthor: A. Lee\n---\n{WORDS}.".encode(), published="2024-09-25")


def empty_and_closed() -> Iterator[Shape]:
    for name, data in (("empty", b""), ("blank", b" \n\n\t"), ("mark-only", b"\xef\xbb\xbf"), ("front-matter-only", b"---\ntitle: a\n---\n")):
        yield Shape(f"{name}.txt", data, (), ("empty",))
    for name, html in (("no-text", "<html><body></body></html>"), ("scripts-only", "<html><body><div id=app></div><script>run()</script></body></html>"),
                       ("doctype-only", "<!DOCTYPE html>"), ("nothing-but-comment", "<html><!-- nothing --></html>")):
        yield Shape(f"{name}.html", html.encode(), (), ("no article text was found",))
    wall = "<article><h1>News</h1><p>Subscribe to continue reading</p></article>"
    yield Shape("paywall-all.html", page(wall, linked(isAccessibleForFree=False)).encode(), (), ("behind a paywall|no article text",))
    teaser = f"<article><h1>News</h1><p>{WORDS}.</p><p>{MORE}</p><p>Subscribe to continue reading</p></article>"
    yield Shape("paywall-teaser.html", page(teaser, linked(isAccessibleForFree="False")).encode(), warned="behind a paywall: only the")
    yield Shape("paywall-chinese.html", page(f"<article><h1>新闻</h1><p>{HAN}</p><p>{HAN}</p><p>登录后阅读全文</p></article>").encode(), (HAN,), warned="behind a paywall")
    yield Shape("paywall-tier.html", page(teaser, meta(article__content_tier="locked")).encode(), warned="behind a paywall")
    yield Shape("huge.txt", b"word " * 1_100_000, (), ("larger than 5 MB",))
    yield Shape("picture.txt", b"\x89PNG\r\n\x1a\n\0\0", (), ("is an image",))
    yield Shape("binary.txt", bytes(range(256)) * 10, (), ("binary|decoded",))
    yield Shape("binary.html", b"<html>" + b"\0\1\2" * 500, (), ("is binary",))
    yield Shape("picture.pdf", b"\xff\xd8\xff\xe0 no pdf", (), ("damaged|holds pictures",))


def records() -> Iterator[Shape]:
    one, two = {"title": "A", "body": f"{WORDS}.", "date": "2024-09-25"}, {"headline": "B", "content": f"<p>{HAN}</p><p>{HAN}</p>", "url": "https://example.org/b"}
    lines = "\n".join(map(json.dumps, (one, two)))
    yield Shape("two.jsonl", lines.encode(), (WORDS, HAN))
    yield Shape("two.ndjson", (lines + "\n\n").encode(), (WORDS, HAN))
    yield Shape("lines-called.json", lines.encode(), (WORDS, HAN))
    yield Shape("bom.jsonl", b"\xef\xbb\xbf" + lines.encode(), (WORDS, HAN))
    yield Shape("bad-line.jsonl", f"{json.dumps(one)}\n{{not json\n[1, 2]\n{json.dumps(two)}".encode(), (WORDS, HAN), (":2: is not JSON", ":3: is not a JSON object"))
    yield Shape("no-text.jsonl", b'{"title": "A", "n": 1}\n', (), ("its fields are title, n",))
    yield Shape("empty-text.jsonl", b'{"title": "A", "text": ""}\n', (), ("no field that is the text",))
    yield Shape("numbers.jsonl", b'{"text": 5}\n', ("5",))
    yield Shape("list.json", json.dumps([one, two], indent=1).encode(), (WORDS, HAN))
    yield Shape("one.json", json.dumps(one, indent=1).encode())
    yield Shape("articles.json", json.dumps({"status": "ok", "articles": [one, two]}, indent=1).encode(), (WORDS, HAN))
    yield Shape("feed.json", json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"content_html": f"<p>{WORDS}.</p>"}]}, indent=1).encode())
    yield Shape("mapped.jsonl", json.dumps({"a": {"b": f"{WORDS}."}, "when": "2024-09-25"}).encode(), published="2024-09-25", fields={"text": "a.b", "published": "when"})
    yield Shape("mapped-wrongly.jsonl", json.dumps(one).encode(), (), ("has no 'words', which is to be the text",), fields={"text": "words"})
    yield Shape("broken.json", b'[{"text": "a"', (), ("is not JSON that can be read",))
    yield Shape("deep.json", b"[" * 200_000, (), ("RecursionError|is not JSON|too deep",))
    yield Shape("scalar.json", b"42", (), ("holds no records",))
    yield Shape("nothing.json", b"[]", (), ("holds no records",))
    yield Shape("surrogate.jsonl", b'{"text": "' + WORDS.encode() + b'. \\ud800"}')
    table = f'title,text,date\nA,"{WORDS}.",2024-09-25\nB,"{HAN}",\n'
    yield Shape("table.csv", table.encode(), (WORDS, HAN))
    yield Shape("semicolons.csv", f'title;text\nA;"{WORDS}."\n'.encode())
    yield Shape("tabs.tsv", f"title\ttext\nA\t{WORDS}.\n".encode())
    yield Shape("line-ends-in-cells.csv", f'title,text\nA,"{WORDS}.\r\n\r\n{MORE}"\n'.encode())
    yield Shape("table-gb18030.csv", f'title,text\nA,"{HAN}"\n'.encode("gb18030"), (HAN,))
    yield Shape("table-bom.csv", table.encode("utf-8-sig"), (WORDS, HAN))
    yield Shape("missing-cells.csv", f'title,text,date\nA\nB,"{WORDS}."\n'.encode(), (WORDS,), ("its fields are",))
    yield Shape("no-names.csv", b"words\nmore\n", (), ("no column names",))
    yield Shape("open-quote.csv", f'title,text\nA,"{WORDS}.\n'.encode())


def feeds() -> Iterator[Shape]:
    full = f'<content:encoded><![CDATA[<p>{WORDS}.</p><p>{MORE}</p><p>{MORE}</p>]]></content:encoded>'
    item = f"<item><title>One</title><link>https://example.org/1</link><pubDate>Wed, 25 Sep 2024 10:00:00 GMT</pubDate>{full}</item>"

    def rss(items: str, head: str = "") -> bytes:
        return f'<?xml version="1.0" encoding="utf-8"?>{head}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>F</title>{items}</channel></rss>'.encode()

    yield Shape("feed.xml", rss(item), published="2024-09-25")
    yield Shape("feed.rss", rss(item))
    yield Shape("feed-with-doctype.rss", rss(item, '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://example.org/rss.dtd">'))
    yield Shape("summaries.rss", rss(f"<item><title>One</title><link>https://example.org/1</link><description>{WORDS}.</description></item>"), warned="summaries")
    yield Shape("entry-without-text.rss", rss(item + "<item><title>Two</title></item>"), (WORDS,), ("the entry has no text",))
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><title>One</title><link href="https://example.org/1"/><published>2024-09-25T10:00:00Z</published><content type="html">&lt;p&gt;{WORDS}.&lt;/p&gt;&lt;p&gt;{MORE}&lt;/p&gt;</content></entry></feed>'
    yield Shape("feed.atom", atom.encode(), published="2024-09-25")
    yield Shape("feed-unclosed.rss", rss(item)[:-20])
    yield Shape("feed-cut-in-text.rss", rss(item)[:-60], (), ("the entry has no text|no feed with entries",))
    yield Shape("feed-future.rss", rss(item.replace("Wed, 25 Sep 2024", "Tue, 01 Jan 2999")), warned="in the future")
    yield Shape("feed-no-entries.rss", rss(""), (), ("no feed with entries",))
    bomb = "<!DOCTYPE lolz [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>"
    yield Shape("laughs.rss", rss(item.replace("One", "&c;"), bomb), (), ("declares XML entities",))
    yield Shape("outside-entity.rss", rss(item.replace("One", "&x;"), '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), (), ("declares XML entities",))
    yield Shape("parameter-entity.rss", rss(item, '<!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x;]>'), (), ("declares XML entities",))
    yield Shape("bomb-utf-16.rss", rss(item.replace("One", "&c;"), bomb).decode().replace("utf-8", "utf-16").encode("utf-16"), (), ("declares XML entities",))
    urls = "<urlset><url><loc>https://example.org/1</loc></url></urlset>"
    yield Shape("sitemap.xml", urls.encode(), (), ("is a sitemap",))
    yield Shape("unknown.xml", b"<catalog><book/></catalog>", (), ("no feed with entries",))


def archives() -> Iterator[Shape]:
    def zipped(files: dict[str, bytes], **options: object) -> bytes:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in files.items():
                archive.writestr(name, data)
        return held.getvalue()

    good = page().encode()
    yield Shape("page.html.gz", gzip.compress(good))
    yield Shape("lines.jsonl.gz", gzip.compress(json.dumps({"text": f"{WORDS}."}).encode() + b"\n") * 2, (WORDS, WORDS))
    yield Shape("cut.jsonl.gz", gzip.compress(b"".join(json.dumps({"text": f"{WORDS} {n}.", "n": n**5}).encode() + b"\n" for n in range(3)))[:-6], (WORDS,) * 3, ("is cut off",))
    yield Shape("damaged.txt.gz", gzip.compress(f"{WORDS}.".encode())[:-8] + b"\0" * 8, (), ("empty", "is damaged"))
    yield Shape("bomb.jsonl.gz", gzip.compress(b"\n" * 60_000_000), (), ("looks like a bomb|larger than",))
    yield Shape("no-gzip.gz", b"\x1f\x8b\x08\x00garbage", (), ("empty", "is cut off|is damaged"))
    import zstandard

    yield Shape("page.html.zst", zstandard.compress(good))
    yield Shape("cut.txt.zst", zstandard.compress(f"{WORDS}.".encode() * 50)[:-5], (), ("empty", "is cut off"))
    yield Shape("other-packing.txt", bz2.compress(good), (), ("binary|decoded",))
    yield Shape("pages.zip", zipped({"a.html": good, "b/c.txt": f"{HAN}".encode(), "d.png": b"x", "README.md": b"no"}), (WORDS, HAN))
    yield Shape("climbing.zip", zipped({"../../a.html": good}), (), ("no file that can be read",))
    yield Shape("one-bad.zip", zipped({"a.txt": b"", "b.html": good}), (WORDS,), ("a.txt: empty",))
    yield Shape("bomb.zip", zipped({"a.txt": b"a" * 60_000_000, "b.html": good}), (WORDS,), ("looks like a bomb",))
    deep = f"{WORDS}.".encode()
    for depth in range(7):
        deep = zipped({"a.txt" if depth == 0 else f"{depth}.zip": deep})
    yield Shape("deep.zip", deep, (), ("more than 4 containers deep",))
    yield Shape("two-deep.zip", zipped({"inner.zip": zipped({"a.html": good})}))
    yield Shape("packed-lines.zip", zipped({"a.jsonl.gz": gzip.compress(json.dumps({"text": f"{WORDS}."}).encode())}))
    yield Shape("damaged.zip", zipped({"a.html": good})[:-30], (), ("is a zip file that is damaged",))
    yield Shape("empty.zip", zipped({}), (), ("no file that can be read",))
    yield Shape("pictures.zip", zipped({"a.png": b"x"}), (), ("no file that can be read",))
    yield Shape("office.zip", zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}), (), ("an office document",))
    secret = bytearray(zipped({"a.html": good, "b.html": good}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):        # say that the first file is encrypted
        secret[secret.index(mark) + place] |= 1
    yield Shape("encrypted.zip", bytes(secret), (WORDS,), ("is encrypted",))
    broken = bytearray(zipped({"a.html": good, "b.html": good}))
    broken[60] ^= 0xFF
    yield Shape("broken-member.zip", bytes(broken), (WORDS,), ("cannot be read|damaged",))
    yield from _warcs()
    yield from _mail()


def warc(pages: list[tuple[str, bytes, str, str]]) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    held = io.BytesIO()
    writer = WARCWriter(held, gzip=False)
    for url, body, status, media in pages:
        http = StatusAndHeaders(status, [("Content-Type", media)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http, warc_headers_dict={"WARC-Date": "2024-09-26T00:00:00Z"}))
    return held.getvalue()


def _warcs() -> Iterator[Shape]:
    html = "text/html; charset=utf-8"
    two = [("http://example.org/1", page(head=meta(article__published_time="2024-09-25")).encode(), "200 OK", html), ("http://example.org/2", page(sentence=HAN).encode(), "200 OK", html)]
    others = [("http://example.org/no", b"gone", "404 Not Found", html), ("http://example.org/a.png", b"\x89PNG", "200 OK", "image/png")]
    whole = warc(two + others)
    yield Shape("crawl.warc", whole, (WORDS, HAN))
    yield Shape("crawl.warc.gz", gzip.compress(whole), (WORDS, HAN))
    start = whole.index(b"example.org/2")
    yield Shape("cut-in-second.warc", whole[: start + 500], (WORDS,), ("is cut off",))
    yield Shape("cut-in-third.warc", whole[: whole.index(b"example.org/no") - 40], (WORDS, HAN), ("is cut off|is damaged",))
    yield Shape("cut-in-head.warc", whole[: start + 20], (WORDS,), ("is cut off|is damaged",))
    yield Shape("cut.warc.gz", gzip.compress(warc(two))[:-9], (WORDS, HAN), ("is cut off",))
    later = page(head=meta(article__published_time="2024-12-24")).encode()
    yield Shape("date-after-capture.warc", warc([("http://example.org/1", later, "200 OK", html)]), warned="later than 2024-09-26")
    yield Shape("gb18030.warc", warc([("http://example.org/1", page(sentence=HAN).encode("gb18030"), "200 OK", "text/html; charset=gb2312")]), (HAN,))
    yield Shape("empty-page.warc", warc([("http://example.org/1", b"", "200 OK", html), *two[:1]]), (WORDS,), ("no article text",))
    yield Shape("garbage-between.warc", warc(two[:1]) + b"this is no record\r\n\r\n" + warc(two[1:]), (WORDS,), ("is damaged",))


def _mail() -> Iterator[Shape]:
    def saved(html: str, charset: str = "utf-8", encoding: str = "8bit") -> bytes:
        head = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/2024/09/25/a\r\nDate: Thu, 26 Sep 2024 10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"xx\"\r\n\r\n"
        return f"{head}--xx\r\nContent-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\nContent-Location: https://example.org/2024/09/25/a\r\n\r\n".encode() + html.encode(charset) + b"\r\n--xx--\r\n"

    yield Shape("saved.mhtml", saved(page()), published="2024-09-25")
    yield Shape("saved.mht", saved(page(sentence=HAN), "gb18030"), (HAN,))
    yield Shape("saved-quoted.mhtml", saved(page().replace("=", "=3D"), encoding="quoted-printable"))
    yield Shape("no-page.mhtml", saved(page()).replace(b"text/html; charset", b"image/png; charset"), (), ("holds no page",))
    yield Shape("cut.mhtml", saved(page())[:-250])


def pdfs() -> Iterator[Shape]:
    whole = pdf([f"{WORDS}.", "", MORE])
    yield Shape("paper.pdf", whole)
    yield Shape("two-pages.pdf", pdf([f"{WORDS}."], [MORE]))
    yield Shape("no-text.pdf", pdf([]), (), ("holds pictures of text",))
    yield Shape("cut.pdf", whole[:200], (), ("is a PDF that is damaged|holds pictures",))
    yield Shape("only-mark.pdf", b"%PDF-1.7\n", (), ("is a PDF that is damaged",))
    yield Shape("called-text-but-pdf.txt", whole)


def pdf(*pages: list[str]) -> bytes:
    """A PDF whose pages hold these lines."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{' '.join(f'{4 + 2 * n} 0 R' for n in range(len(pages)))}] /Count {len(pages)} >>", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    for number, lines in enumerate(pages):
        stream = "BT /F1 10 Tf 40 780 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
        objects += [f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 800] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>", f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n".encode()


def shapes() -> list[Shape]:
    """All of them."""
    makers = (encodings, malformed, dates, empty_and_closed, records, feeds, archives, pdfs)
    return [shape for make in makers for shape in make()]

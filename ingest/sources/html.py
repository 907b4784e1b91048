"""Pages: the article's text by trafilatura, its metadata by what the page declares (`pages.py`), and what slips through taken out.

trafilatura first runs without tables, since in news they are lists of links and prices; where that leaves next to nothing, as on old pages that are
laid out in tables, it runs again for all it can find, and then takes whatever paragraphs there are. Its lines become paragraphs,
whose languages are told apart later (`paragraphs.py`): the page's own `lang` is the template's as often as the article's. Lines that
are no part of any article (`boilerplate.toml`) are dropped. A page without text is a failure: it is made by scripts, a list, or closed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from ...graph.article import Article
from ...ontology.errors import ArticleError
from .articles import make
from .decode import decode
from .pages import declared, is_partial
from .sniff import first_element
from .source import Blob, Found, Options, Yielded

__all__ = ["Html", "page_article", "plain_text"]

ENOUGH = 200        # characters: fewer are a caption, a notice or a teaser
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+")
_TAG = re.compile(r"<(?:p|br|div|span|a|img|ul|ol|li|h[1-6]|strong|em|b|i|table|blockquote|figure)\b[^<>]*/?>", re.I)
_BLOCKS = ("p", "br", "div", "li", "tr", "td", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figure", "figcaption", "article", "section")
_LEFT_OUT = ("script", "style", "noscript", "nav", "footer", "aside", "form", "head", "template", "svg", "select")


class Html:
    """A page, one article."""

    suffixes = (".html", ".htm", ".xhtml", ".shtml", ".asp", ".aspx", ".php", ".jsp")
    media = ("text/html", "application/xhtml+xml")

    def claims(self, head: bytes) -> bool:
        """It begins as a page does."""
        return first_element(head) in ("!doctype", "html", "head", "body")

    def read(self, blob: Blob, options: Options) -> Iterator[Yielded]:
        """Yield the article."""
        data = blob.opener().read(options.limits.document + 1)
        if len(data) > options.limits.document:
            raise ArticleError(f"{blob.name}: larger than {options.limits.document // 1_000_000} MB; that is no page")
        yield page_article(decode(data, blob.name, blob.charset, options.warn), blob, options)


def page_article(page: str, blob: Blob, options: Options) -> Article:
    """The article on a page.

    Raises:
        ArticleError: There is none.
    """
    tree = _parsed(page, blob.name)
    found, partial = declared(tree, blob.url), is_partial(tree)
    text, guessed = _text(tree, blob.url)
    text, closed = without_boilerplate(text if _is_prose(text) else stripped(page))
    if not _is_prose(text):
        if partial or closed:
            raise ArticleError(f"{blob.name}: is behind a paywall: no text is shown; save it from a browser that is signed in")
        raise ArticleError(
            f"{blob.name}: no article text was found on the page; where scripts make it, save it from a browser as .mhtml"
        )
    if partial or (closed and len(text) < 2000):
        options.warn(f"{blob.name}: is behind a paywall: only the {len(text)} characters that it shows are read")
    dated = any(field == "published" for field, _, _ in found)      # what it says wrongly is not to be guessed around
    return make(text, blob, options, (*found, *(one for one in guessed if one[0] != "published" or not dated)))


def _is_prose(text: str) -> bool:
    """Whether it has a sentence, or is long enough to be more than a heading."""
    return len(text.strip()) >= ENOUGH or re.search(r"[.!?。！？]", text) is not None


def stripped(page: str) -> str:
    """What text there is between the tags of a page, for those whose structure nobody can make out; of the first megabyte."""
    from html.parser import HTMLParser

    pieces: list[str] = []
    left_out: list[str] = []

    class Strip(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag in _LEFT_OUT:
                left_out.append(tag)
            pieces.append("\n" if tag in _BLOCKS else "")

        def handle_endtag(self, tag: str) -> None:
            if left_out and tag == left_out[-1]:
                left_out.pop()
            pieces.append("\n" if tag in _BLOCKS else "")

        def handle_data(self, data: str) -> None:
            if not left_out:
                pieces.append(data)

    parser = Strip()
    parser.feed(page[:1_000_000])
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def plain_text(fragment: str) -> str:
    """The text of a piece of HTML, as feeds and databases hold them, a paragraph a line; what has no tags is returned as it is."""
    if not _TAG.search(fragment):
        import html

        return html.unescape(fragment)
    from lxml import html as lxml_html

    tree = lxml_html.document_fromstring(f"<div>{fragment}</div>")
    for element in tree.xpath("//script | //style | //noscript | //iframe | //comment()"):
        if element.getparent() is not None:
            element.drop_tree()
    for element in tree.iter(*_BLOCKS):
        element.text = "\n" + (element.text or "") if element.tag != "br" else element.text
        element.tail = "\n" + (element.tail or "")
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return without_boilerplate("\n".join(line for line in lines if line))[0]


def without_boilerplate(text: str) -> tuple[str, bool]:
    """The lines that belong to an article, and whether one that was dropped says that the rest costs money."""
    drop, paid = _patterns()
    lines = text.split("\n")
    closed = any(paid.search(line) for line in lines if len(line) < 300)
    return "\n".join(line for line in lines if not (len(line) < 300 and (drop.search(line) or paid.search(line)))), closed


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Lines to drop, and lines that speak of a paywall."""
    data = tomllib.loads(files(__package__).joinpath("boilerplate.toml").read_text(encoding="utf-8"))
    drop = [pattern for group in data["line"].values() for pattern in group]
    paid = [pattern for group in data["paywall"].values() for pattern in group]
    return re.compile("|".join(f"(?:{one})" for one in drop), re.I), re.compile("|".join(f"(?:{one})" for one in paid), re.I)


def _parsed(page: str, name: str) -> Any:
    """The page as a tree; lxml mends what is malformed, and gives up on what is nested to choke it."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ArticleError(f"{name}: no article text was found on the page ({' '.join(str(error).split())})") from error
    return tree


def _text(tree: Any, address: str | None) -> tuple[str, Found]:
    """The article's text, and what trafilatura guesses of author and date."""
    import copy

    from trafilatura import bare_extraction, baseline

    dates = {"extensive_search": False, "original_date": True}
    best = ""
    guessed: Found = ()
    attempts: tuple[dict[str, Any], ...] = ({"include_tables": False}, {"include_tables": True, "favor_recall": True})
    for more in attempts:
        document: Any = bare_extraction(
            copy.deepcopy(tree), url=address, include_comments=False, with_metadata=not guessed, date_extraction_params=dates, **more
        )
        if document is None:
            continue
        guessed = guessed or _guessed(document)
        if len(document.text or "") > len(best):
            best = document.text
        if len(best) >= ENOUGH:
            return best, guessed
    _, text, _ = baseline(copy.deepcopy(tree))
    return (text if len(text) > 2 * len(best) else best), guessed


def _guessed(document: Any) -> Found:
    how = "guessed from the page"
    pairs = (("title", document.title), ("author", document.author), ("publisher", document.sitename), ("published", document.date))
    return tuple((field, value, how) for field, value in pairs if value and not (field == "publisher" and _HOST.fullmatch(value)))

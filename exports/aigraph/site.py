"""The site of a graph: what `aigraph export site` and `Graph.site` do before and after `aigraph.exports.site` writes the pages."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aigraph.ontology.errors import AigraphError, ArticleError
from aigraph.posts import posts

if TYPE_CHECKING:
    from aigraph.exports.site import Written
    from aigraph.graph.reading import StoredArticle
    from aigraph.graph.store import Store

__all__ = ["export_site", "read_texts", "write_site"]


def write_site(
    store: Store,
    folder: str | os.PathLike[str],
    *,
    title: str | None = None,
    base_url: str | None = None,
    theme: str | os.PathLike[str] | None = None,
    full_text: bool = False,
) -> Written:
    """Write the site of a store into a folder; see `aigraph.Graph.site`."""
    from aigraph.exports.site import SiteOptions
    from aigraph.exports.site import write_site as write

    claims = list(store.claims())
    told = {claim.article.iri for claim in claims}
    articles = store.articles() if full_text or len(store) > len(told) else []
    options: dict[str, Any] = {"title": title} if title else {}
    css = _read_theme(Path(theme)) if theme is not None else ""
    texts = read_texts(articles) if full_text else {}
    return write(claims, folder, SiteOptions(base_url=base_url, theme=css, texts=texts, posts=posts(), **options), articles=articles)


def export_site(store: Any, output: Path | None, **options: Any) -> None:
    """The command: write the site, and say what was done.

    Raises:
        typer.BadParameter: There is no folder to write to.
    """
    import typer

    import aigraph
    from aigraph.terminal import say

    if output is None or str(output) == "-":
        raise typer.BadParameter("a site is a folder of pages; say where with -o FOLDER")
    with aigraph.open(store, write=False) as graph:
        done = write_site(graph.store, output, **options)
    for name in done.kept:
        say(f"{output / name} is of an earlier export, but was changed since, so it stays")
    gone = f", {done.removed} old ones removed" if done.removed else ""
    say(f"wrote {done.files} files{gone}; open {(output / 'index.html').resolve().as_uri()}", plain=True)


def read_texts(articles: Iterable[StoredArticle]) -> dict[str, str]:
    """Whole texts of articles that are still where they were read from on this machine, by id; nothing is fetched."""
    from aigraph.ingest.read import iter_articles

    known = {article.id: article.source for article in articles}
    texts: dict[str, str] = {}
    for source in sorted({source for source in known.values() if source and Path(source).is_file()}):
        try:
            texts |= {article.id: article.text for article in iter_articles([source], on_error=_ignore) if article.id in known}
        except ArticleError:  # it is another file by now: the page says that the text is missing
            continue
    return texts


def _ignore(_: ArticleError) -> None:
    """A source that cannot be read any more has no text to show, which its page says."""


def _read_theme(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = (getattr(error, "strerror", None) or "it is not UTF-8").lower()
        raise AigraphError(f"{path}: the theme cannot be read ({reason}); give a CSS file") from error

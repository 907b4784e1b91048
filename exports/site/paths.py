"""Paths: where the page of a thing lies, as a name that is safe on every disk.

A page's name is the thing's id where that is already plain (`person/mira-murati.html`): lower-case ASCII letters, digits and
single hyphens, not too long, no name that Windows keeps for itself, nothing that looks like our own endings. Any other id keeps what it
has of these and gets ten hex digits of its hash (`organization/n-3f0c…html`), so that two ids never share a file, not on a
disk that ignores case either; a dot or a slash in an id never reaches a path. A name depends on the id alone, so links last.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import unquote

from ...graph.claim import Kind

__all__ = ["PAGE", "anchor", "article_path", "entity_path", "numbered", "relation_path", "slug"]

PAGE = re.compile(r"(?:[a-z]+/)?[a-z0-9-]+(?:\.[0-9]+)?\.(?:html|xml|js|css)")  # every file that a site consists of
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_OURS = re.compile(r"(?:.*-)?[0-9a-f]{10}|all|index|con|prn|aux|nul|com[0-9]|lpt[0-9]")
_LONGEST = 72
_KINDS = frozenset(kind.value for kind in Kind)


def slug(id_: str) -> str:
    """The name of a page of the thing with that id: the id itself where it is plain, else with a hash."""
    if _PLAIN.fullmatch(id_) and len(id_) <= _LONGEST and not _OURS.fullmatch(id_):
        return id_
    kept = unicodedata.normalize("NFKD", id_).encode("ascii", "ignore").decode().lower()
    kept = re.sub(r"[^a-z0-9]+", "-", kept)[:_LONGEST].strip("-")
    return f"{kept or 'n'}-{hashlib.sha256(id_.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


def entity_path(iri: str, kind: str) -> str:
    """The page of an entity; `kind` names its folder."""
    if kind not in _KINDS:
        raise ValueError(f"no kind of entity {kind!r}; there are {', '.join(sorted(_KINDS))}")
    return f"{kind}/{slug(unquote(iri.rpartition('/')[2]))}.html"


def article_path(id_: str) -> str:
    """The page of an article; its sixteen hex digits are plain."""
    return f"article/{id_ if re.fullmatch(r'[0-9a-f]{16}', id_) else slug(id_)}.html"


def relation_path(type_: str) -> str:
    """The page of a claim type: `relation/product-release.html`."""
    return f"relation/{slug(re.sub(r'(?<=[a-z])(?=[A-Z])', '-', type_).lower())}.html"


def anchor(claim: str) -> str:
    """The fragment of a claim on every page that shows it."""
    return f"c-{slug(claim.rpartition('/')[2])}"


def numbered(path: str, number: int) -> str:
    """The further pages of a long one: `mira-murati.html`, `mira-murati.2.html`."""
    return path if number == 1 else f"{path.removesuffix('.html')}.{number}.html"

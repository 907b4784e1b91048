"""Loading what was exported: the format from the name, then RDF by the graph, tables and GraphML by the exports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aigraph.ontology.errors import ArticleError

if TYPE_CHECKING:
    from aigraph.graph.importing import Imported
    from aigraph.graph.store import Store

__all__ = ["SUFFIXES", "load"]

SUFFIXES = {
    ".ttl": "turtle", ".trig": "trig", ".nq": "nquads", ".nt": "ntriples", ".jsonld": "jsonld", ".json": "jsonld", ".csv": "csv",
    ".graphml": "graphml",
}  # fmt: skip


def load(store: Store, path: Path, format: str | None = None, *, trusted: bool = False) -> Imported:
    """Take in the articles of an exported file; each replaces what the store held of it.

    Args:
        format: As `Graph.export` has them; by default what the file's name says.
        trusted: Load N-Quads or TriG into a new store in bulk, as it is.

    Raises:
        ArticleError: The file cannot be read, or is not of that format.
    """
    from aigraph.exports.interchange import READ as TABLES
    from aigraph.graph.importing import READ, Imported, import_rdf
    from aigraph.graph.trusted import load_trusted

    format = format or SUFFIXES.get(path.suffix.lower(), "")
    if format not in READ and format not in TABLES:
        raise ArticleError(f"{path}: {format or path.suffix or 'the name'} is no format to read; give --format, one of {', '.join([*READ, *TABLES])}")
    if trusted:
        if format not in ("nquads", "trig"):
            raise ArticleError(f"{path}: only N-Quads and TriG are loaded as they are, not {format}")
        load_trusted(store, path, format)
        return Imported(len(store), len(store), store.stats()["claims"], ())
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ArticleError(f"{path}: cannot be read ({(error.strerror or str(error)).lower()})") from error
    if format in READ:
        return import_rdf(store, data, format)
    pairs = TABLES[format](data, str(path))
    changed = store.add_articles(pairs)
    return Imported(len(pairs), changed, sum(len(claims) for _, claims in pairs), ())

"""The library: a graph that is opened, fed with articles, asked, and drawn.

`Graph` joins the parts of aigraph and adds nothing of its own to what they say. Whatever is heavy (models, rdflib,
networkx, pyvis) loads when a method first needs it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Self

from aigraph.files import write_file
from aigraph.found import Claims, Found, Report, nearest_names, to_view
from aigraph.graph.article import Article
from aigraph.graph.claim import Claim, Modality
from aigraph.ontology.errors import QueryError, StoreError

if TYPE_CHECKING:
    import networkx
    import rdflib

    from aigraph.exports.neighbourhood import Neighbourhood
    from aigraph.graph.importing import Imported
    from aigraph.graph.query import Result
    from aigraph.graph.reading import StoredArticle
    from aigraph.identity import Identity
    from aigraph.ingest.parallel import Choice
    from aigraph.ingest.readers import AnyReader
    from aigraph.ingest.sources import Options

__all__ = ["Graph", "Report", "extract", "open"]

Source = str | Path | IO[Any] | Article


def open(path: str | os.PathLike[str] | None = None, write: bool = True, **server: Any) -> Graph:
    """Open a graph: a store on disk, made when missing, (None) one in memory, or one on a SPARQL 1.1 server.

    >>> import aigraph
    >>> with aigraph.open() as graph:
    ...     print(graph.ingest(text="OpenAI acquired Rockset on June 21, 2024.", published="2024-06-21"))
    1 article, 1 claim

    Args:
        path: The store's folder, or a server's query address (docs/stores.md).
        write: False reads a store without taking the writer's lock.
        server: For an address: `auth`, `update`, `default_graph`; by default what the environment says (AIGRAPH_STORE_AUTH ...).

    Raises:
        StoreError: Another process writes it, it is from a newer version, or the path is no store.
    """
    return Graph(path, write=write, **server)


def extract(text: str, published: Any = None, *, reader: str | AnyReader | None = None, **metadata: Any) -> list[Claim]:
    """What a text says, as claims in text order.

    >>> import aigraph
    >>> for claim in aigraph.extract("Anthropic raised $450 million in May 2023.", published="2023-05-24"):
    ...     print(claim.type, claim.entity("organization").name, claim.amount)
    Funding Anthropic 450000000 USD

    Args:
        text: The article; offsets of the claims count into it.
        published: A date or `YYYY-MM-DD`, against which "on Wednesday", 上月 are resolved; without it they stay open.
        reader: Another reader than ours, or its name (`docs/readers.md`).
        metadata: `title`, `url`, `publisher`, `language`.

    Raises:
        ArticleError: Empty, or neither English nor Chinese.
        ReaderError: There is no such reader, or it cannot go on.
    """
    from aigraph.ingest.extract import extract as read
    from aigraph.ingest.read import make_article

    return read(make_article(text, published=published, **metadata), reader).claims


class Graph:
    """Articles and what they say. Open it with `aigraph.open`, preferably in a `with` block.

    >>> import aigraph
    >>> graph = aigraph.open()
    >>> report = graph.ingest(text="Mira Murati left OpenAI on September 25, 2024.", published="2024-09-26")
    >>> graph.query("SELECT ?who WHERE { ?person aig:left ?company ; rdfs:label ?who }").rows
    (('Mira Murati',),)
    >>> graph.claims(type="Departure")[0].evidence.quote
    'Mira Murati left OpenAI on September 25, 2024.'
    >>> graph.entity("mira murati").kind
    <Kind.PERSON: 'person'>
    """

    def __init__(self, path: str | os.PathLike[str] | None = None, write: bool = True, **server: Any) -> None:
        from aigraph.graph.remote import from_environment, is_address
        from aigraph.graph.store import Store

        if is_address(path):
            self.store = Store(str(path), write=write, **(from_environment() | server))
        else:
            self.store = Store(Path(path) if path is not None else None, write=write, **server)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<aigraph.Graph {self.store.name}>"

    def _repr_html_(self) -> str:
        from aigraph.notebook import graph_html

        return graph_html(self)

    def close(self) -> None:
        """Write what is buffered and give the store back."""
        self.store.close()

    def ingest(
        self,
        source: Source | Iterable[Source] | None = None,
        *,
        text: str | None = None,
        reader: str | AnyReader | Choice | None = None,
        on_article: Callable[[str, int], None] | None = None,
        options: Options | None = None,
        jobs: int = 1,
        **metadata: Any,
    ) -> Report:
        """Read articles and keep what they say; an article that was read before is replaced, so twice is once.

        Args:
            source: A file of any kind that is known (`docs/sources.md`), a folder, a pattern, an address, `-`, an open file, an
                `Article`, or several of them.
            text: A text itself, instead of a source.
            reader: Another reader than ours, or its name (`docs/readers.md`).
            on_article: Told of each article that was kept: its source and the number of its claims.
            options: How sources are read: format, field map, fetcher, limits (`aigraph.ingest.sources.Options`).
            jobs: How many processes read (docs/scale.md); a reader has to be named then. A run over several sources that was ended, however
                that came, goes on where it was when it is started again.
            metadata: `published`, `publisher`, `language`, `url`, `title` for all of them; they win over what sources say.

        Raises:
            ArticleError: The only source cannot be read. Of several, the bad are counted in `Report.errors`.
            ReaderError: There is no such reader, or it cannot go on with the only source. Of several, what was read before is kept.
        """
        from dataclasses import replace

        from aigraph.batch import ingesting
        from aigraph.ingest.read import check_fields, make_article
        from aigraph.ingest.sources import Options, open_sources
        from aigraph.ingesting import fetching

        if (source is None) == (text is None):
            raise TypeError("give a source, or text=..., and not both")
        check_fields(metadata)
        several = text is None and _is_several(source)
        if several and {"url", "title"} & {key for key, value in metadata.items() if value}:
            raise TypeError("url and title name one article; put them into the front matter of each")
        listed = several and not isinstance(source, str | os.PathLike)
        arguments: list[Any] = list(source) if listed else [source]  # type: ignore[arg-type]
        chosen = options or Options()
        with ingesting(self.store, reader, jobs, on_article, lasting=several) as run:
            if text is not None:
                arguments = [make_article(text, warn=run.warn, **metadata)]
            with fetching(arguments, replace(chosen, given={**chosen.given, **metadata}, warn=run.warn)) as ready:
                report = run.run(open_sources(arguments, ready))
            if run.touched or run.resumed:
                self.identity().refresh()
            self.store.flush()
        if not several and run.errors and not run.articles and not run.kinds:
            raise run.errors[0]
        return report

    def remove(self, article: str) -> int:
        """Take back what an article said, and nothing else; gives the number of articles removed (0: not stored).

        A copy that is only linked to an article is unlinked, and the article stays.

        Args:
            article: Its id, IRI, address, or the path it was read from.
        """
        from aigraph.graph.sources import remove_article

        removed = len(remove_article(self.store, article))
        if removed:
            self.identity().refresh()
        return removed

    def identity(self) -> Identity:
        """Which nodes are one thing: to say `same` or `different`, to read the log, to undo."""
        from aigraph.identity import Identity

        return Identity(self.store)

    def query(self, question: str, **bindings: Any) -> Result:
        """Answer SPARQL, or a named question; `bindings` give its variables values, bound as terms, never pasted.

        Raises:
            QueryError: Malformed, not a read-only query, or an unknown question or parameter.
        """
        from aigraph.questions import ask

        return ask(self.store, question, bindings)

    def claims(
        self,
        type: str | None = None,
        entity: str | None = None,
        modality: str | Modality | None = None,
        article: str | None = None,
    ) -> Claims:
        """Claims by type, by a name of an entity in any role, by how firmly they are made, by article.

        Raises:
            VocabularyError: There is no such type; the message names the nearest.
        """
        if type is not None:
            from aigraph.ontology.schema import claim_type

            type = claim_type(type).name
        wanted = None if modality is None else _modality(modality)
        stored = self.store.claims(article=article, entity=entity, type=type)
        return Claims(to_view(s) for s in stored if wanted is None or s.claim.modality is wanted)

    def entity(self, name: str) -> Found:
        """The person, company, product or place that bears a name, in either script and any case, or has an IRI.

        Raises:
            QueryError: Nothing bears it; the message names the nearest.
        """
        from aigraph.graph.reading import find_entities
        from aigraph.ontology.vocabulary import ID

        iris = [name] if name.startswith(ID) else find_entities(self.store, name)
        known = [Found.of(iri, self.claims(entity=iri)) for iri in iris]
        found = sorted((f for f in known if f is not None), key=lambda f: (-len(f.claims), f.iri))
        if not found:
            raise QueryError(f"nothing is called {name!r}{nearest_names(self.store, name)}")
        return found[0].with_others(found[1:])

    def articles(self) -> list[StoredArticle]:
        """The articles that are stored, by date of publication."""
        return self.store.articles()

    def stats(self) -> dict[str, int]:
        """How many articles, claims (also by type), entities and statements."""
        return self.store.stats()

    def to_networkx(self, entity: str | None = None) -> networkx.MultiDiGraph:
        """The claims as a networkx graph: entities are nodes, claims are edges with all their values."""
        from aigraph.exports.network import to_networkx

        return to_networkx(self.claims(entity=entity).views)

    def to_rdflib(self) -> rdflib.Dataset:
        """The same store as an rdflib dataset, its default graph all that is said: nothing is copied, so keep this one open."""
        if self.store.address:
            raise StoreError(f"{self.store.address} is a server; give rdflib.Graph a SPARQLStore of that address instead")
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self.store.engine))

    def to_pyvis(self, entity: str | None = None) -> Neighbourhood:
        """The neighbourhood of an entity (or everything) as a pyvis network whose HTML is offline and escaped."""
        from aigraph.exports.neighbourhood import to_pyvis

        return to_pyvis(self.claims().views, self.entity(entity).iri if entity else None)

    def page(self, path: str | os.PathLike[str]) -> Path:
        """Write the page, one HTML file that opens from disk and loads nothing; gives its path."""
        return self.export("page", path)

    def site(self, folder: str | os.PathLike[str], **options: Any) -> Path:
        """Write the site, a folder of pages that opens from disk and works at any address; gives its first page.

        Args:
            options: `title`; `base_url`, where it will stand; `theme`, a CSS file; `full_text`, whether whole articles may be shown.

        Raises:
            StoreError: The folder holds what is not ours, or cannot be written.
        """
        from aigraph.site import write_site

        return write_site(self.store, folder, **options).folder / "index.html"

    def export(self, format: str, path: str | os.PathLike[str]) -> Path:
        """Write everything as `page`, `site` (into a folder), RDF (`turtle`, `trig`, `nquads`, `ntriples`, `jsonld`, `rdf12`), `csv` (a row
        a claim), `edges` (CSV, a row a link) or `graphml`; gives the path."""
        return self.site(path) if format == "site" else write_file(path, self.render(format))

    def render(self, format: str) -> bytes:
        """What `export` writes, as bytes."""
        if format == "page":
            from aigraph.exports.conflicts import read_conflicts
            from aigraph.exports.page import render_page
            from aigraph.posts import posts

            return render_page(self.claims().views, conflicts=read_conflicts(self.store), posts=posts()).encode()
        if format in ("csv", "edges", "graphml"):
            from aigraph.exports.interchange import WRITE

            return WRITE[format](self.store.claims(as_written=True))
        return self.store.dump(format)

    def load(self, path: str | os.PathLike[str], format: str | None = None, *, trusted: bool = False) -> Imported:
        """Take in what `export` wrote (but pages); an article replaces what was held of it. See `aigraph.loading.load`."""
        from aigraph.loading import load

        return load(self.store, Path(path), format, trusted=trusted)

    def validate(self) -> list[str]:
        """What is wrong with the graph, a line each; an empty list where all is well."""
        from aigraph.graph.validate import validate

        return validate(self.store)


def _is_several(source: Any) -> bool:
    if isinstance(source, str | os.PathLike):
        return os.path.isdir(source)
    return not isinstance(source, Article) and not hasattr(source, "read")


def _modality(name: str | Modality) -> Modality:
    try:
        return Modality(name)
    except ValueError as error:
        known = ", ".join(m.value for m in Modality)
        raise QueryError(f"no modality {name!r}; there are {known}") from error

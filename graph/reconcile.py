"""Reconciliation: names looked up in a service that speaks OpenRefine's protocol (version 0.2), such as Wikidata's.

Nothing in aigraph needs it; what is found is printed, or kept on request as `aig:match` in a graph of its own. Queries go in
batches by form POST, as the protocol has it: `queries={"q0": {"query": name, "type": ..., "limit": 3}, ...}`. Only what
the service itself calls a match, and no other candidate rivals, is sure.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ..ontology.errors import StoreError
from ..ontology.schema import entity_class
from ..ontology.vocabulary import AIG, GRAPHS, RDF, RDFS
from .canonical import in_default
from .claim import Kind
from .terms import web_iri

if TYPE_CHECKING:
    from .store import Store

__all__ = ["MATCHES", "Match", "Service", "keep_matches", "names_of", "reconcile"]

MATCHES = ox.NamedNode(f"{GRAPHS}matches")
_BATCH = 40
_LARGEST = 10_000_000  # bytes of an answer
_MATCH = AIG.match


@dataclass(frozen=True, slots=True)
class Match:
    """What a service takes a node for: `match` is the address there; `score` is the service's own, mostly 0 to 100."""

    node: str
    name: str
    match: str
    label: str
    score: float
    sure: bool


class Service:
    """A reconciliation service at an http(s) address."""

    def __init__(self, address: str, timeout: float = 30.0) -> None:
        if web_iri(address) is None:
            raise StoreError(f"{address}: not the address of a service; give one that starts with https://")
        self.address = address
        self.timeout = timeout
        self._manifest: dict[str, Any] | None = None

    def manifest(self) -> dict[str, Any]:
        """What the service says of itself: name, identifier space, view."""
        if self._manifest is None:
            self._manifest = self._fetch(urllib.request.Request(self.address))
        return self._manifest

    def candidates(self, names: Iterable[str]) -> list[list[dict[str, Any]]]:
        """The candidates for each name, best first."""
        queries = {f"q{number}": {"query": name, "limit": 3} for number, name in enumerate(names)}
        form = urllib.parse.urlencode({"queries": json.dumps(queries, ensure_ascii=False)}).encode()
        answer = self._fetch(urllib.request.Request(self.address, data=form))
        try:
            return [sorted(answer[key]["result"], key=lambda c: -float(c.get("score") or 0)) for key in queries]
        except (KeyError, TypeError, ValueError) as error:
            raise StoreError(f"{self.address}: answers no reconciliation query ({error!r} in its answer)") from error

    def address_of(self, id: str) -> str:
        """The address of a thing there, by the manifest's view or identifier space."""
        manifest = self.manifest()
        view = manifest.get("view")
        if isinstance(view, dict) and "{{id}}" in str(view.get("url")):
            return str(view["url"]).replace("{{id}}", urllib.parse.quote(id))
        return str(manifest.get("identifierSpace", "")) + id

    def _fetch(self, request: urllib.request.Request) -> dict[str, Any]:
        request.add_header("Accept", "application/json")
        request.add_header("User-Agent", "aigraph (https://w3id.org/aigraph)")
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:
                data = json.loads(answer.read(_LARGEST))
        except (urllib.error.URLError, TimeoutError, OSError, ValueError) as error:
            reason = getattr(error, "reason", None) or error
            raise StoreError(f"{self.address}: cannot be asked ({reason}); is it a reconciliation service?") from error
        if not isinstance(data, dict):
            raise StoreError(f"{self.address}: answers {type(data).__name__}, not a JSON object")
        return data


def names_of(store: Store, kind: str | None = None) -> dict[str, str]:
    """The label of every named node of a kind (or all but groups), sorted by node."""
    wanted = [kind] if kind else [k.value for k in Kind if k is not Kind.GROUP]
    nodes = {node for one in wanted for node in store.subjects(RDF.type, entity_class(one))}
    nodes -= store.subjects(AIG.described, None)
    labels: dict[str, str] = {}
    for quad in store.engine.quads_for_pattern(None, RDFS.label, None, ox.DefaultGraph()):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal) and quad.subject.value in nodes:
            held = labels.get(quad.subject.value, quad.object.value)
            labels[quad.subject.value] = min(held, quad.object.value)
    return dict(sorted(labels.items()))


def reconcile(service: Service, names: dict[str, str], least: float = 80.0) -> Iterator[Match]:
    """Yield the best candidate of each name that has one with at least the score `least`."""
    for batch in _batched(list(names.items())):
        for (node, name), found in zip(batch, service.candidates(name for _, name in batch), strict=True):
            scores = [float(candidate.get("score") or 0) for candidate in found]
            if not found or scores[0] < least:
                continue
            best = found[0]
            sure = bool(best.get("match")) and (len(scores) == 1 or scores[1] < scores[0])
            yield Match(node, name, service.address_of(str(best["id"])), str(best.get("name", "")), scores[0], sure)


def keep_matches(store: Store, matches: Iterable[Match]) -> int:
    """Keep the sure matches as `node aig:match address`, in place of what was kept for these nodes; gives their number."""
    come = [
        ox.Quad(ox.NamedNode(match.node), _MATCH, address, MATCHES)
        for match in matches
        if match.sure and (address := web_iri(match.match)) is not None
    ]
    gone = [held for quad in come for node in [_named(quad)] for held in store.quads(node, _MATCH, None, MATCHES)]
    store.change(
        [*gone, *in_default(quad.triple for quad in gone)], [*come, *in_default(quad.triple for quad in come)]
    )
    return len(come)


def _named(quad: ox.Quad) -> ox.NamedNode:
    assert isinstance(quad.subject, ox.NamedNode)
    return quad.subject


def _batched(pairs: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    for start in range(0, len(pairs), _BATCH):
        yield pairs[start : start + _BATCH]

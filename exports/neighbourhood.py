"""A pyvis network of an entity's neighbourhood that is safe to open and asks nothing of anybody.

pyvis 0.3.2 writes names into HTML unescaped, loads bootstrap from a CDN even `in_line`, and takes up to 20 s to settle.
Here 1. positions come from `layout` and physics is off; 2. names reach only JSON, in which
jinja2 escapes them, and the canvas; a title that says "href", on which pyvis switches to `innerHTML`, is broken by an
invisible word joiner; 3. what pyvis wrote is stripped of everything external and gets a Content-Security-Policy that allows its own
scripts by hash. pyvis needs `style=""` attributes, so styles are allowed in line; they can load nothing.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Iterable
from typing import Any

import networkx
from pyvis.network import Network

from .layout import HEIGHT, WIDTH, place
from .network import to_networkx
from .theme import tokens
from .view import ClaimView

__all__ = ["Neighbourhood", "to_pyvis"]

SHAPES = {"person": "diamond", "organization": "dot", "product": "hexagon", "place": "square", "group": "triangle"}
_DASHES = {"asserted": False, "planned": [8, 4], "reported": [2, 3], "possible": [2, 6], "denied": [9, 3, 2, 3]}
_EXTERNAL = re.compile(
    r"<!--.*?-->|<link\b[^>]*>|<script\b[^>]*\bsrc=[^>]*>\s*</script>|<center>.*?</center>", re.DOTALL | re.IGNORECASE
)
_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)


class Neighbourhood(Network):  # type: ignore[misc]
    """A pyvis network whose HTML is offline: `write(path)`, `write_html`, `save_graph` and `show` all use it."""

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
        """The page as text, without any reference that a browser would follow."""
        return offline(super().generate_html(name=name, local=local, notebook=notebook))

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write the page to `path`, UTF-8, and nothing else (pyvis itself would add a `lib` folder)."""
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(self.generate_html())


def to_pyvis(views: Iterable[ClaimView], entity: str | None = None, depth: int = 1) -> Neighbourhood:
    """The claims around `entity` (its IRI, or a name of it), out to `depth` steps; None shows all.

    Raises:
        KeyError: No claim names the entity.
    """
    graph = to_networkx(views)
    if entity is not None:
        graph = networkx.ego_graph(graph, _find(graph, entity), radius=depth, undirected=True)
    colours = tokens("light")
    net = Neighbourhood(height="100vh", width="100%", directed=True, cdn_resources="in_line", bgcolor=colours["ground"])
    for node, (x, y) in place(graph).items():
        attributes = graph.nodes[node]
        net.add_node(
            node, label=attributes["name"], title=_plain(attributes["names"]), x=x - WIDTH / 2, y=y - HEIGHT / 2,
            color=colours[attributes["kind"]], shape=SHAPES[attributes["kind"]], size=10 + 3 * graph.degree(node) ** 0.5,
            physics=False,
        )  # fmt: skip
    for source, target, attributes in sorted(graph.edges(data=True), key=_order):
        net.add_edge(source, target, title=_plain(_told(attributes)), dashes=_DASHES[attributes["modality"]], color=colours["control"])
    net.toggle_physics(False)
    return net


def offline(html: str) -> str:
    """`html` from pyvis without comments, links, outside scripts and headings, and with a policy that stops the rest."""
    html = _EXTERNAL.sub("", html)
    digests = {base64.b64encode(hashlib.sha256(_lines(body).encode()).digest()).decode() for body in _SCRIPT.findall(html)}
    sources = " ".join(f"'sha256-{digest}'" for digest in sorted(digests))
    policy = (
        f"default-src 'none'; script-src {sources}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    head = f'<head><meta http-equiv="Content-Security-Policy" content="{policy}"><link rel="icon" href="data:,">'
    return "<!doctype html>\n" + html.replace("<head>", head, 1)


def _lines(text: str) -> str:
    """Line ends as the HTML parser makes them before it hashes."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _find(graph: networkx.MultiDiGraph, entity: str) -> str:
    if entity in graph:
        return entity
    for node, attributes in graph.nodes(data=True):
        if entity in attributes["names"].split(" | "):
            return str(node)
    raise KeyError(f"no claim names {entity!r}; give an entity's IRI or one of its names")


def _order(edge: tuple[str, str, dict[str, Any]]) -> tuple[str, str, str]:
    return edge[0], edge[1], edge[2]["claim"]


def _told(attributes: dict[str, Any]) -> str:
    source = attributes.get("publisher", "")
    return f"{attributes['type']} ({attributes['modality']}), {attributes['when']}: {attributes['quote']} {source}".strip()


def _plain(text: str) -> str:
    """Hover text that pyvis leaves to `innerText`."""
    return text.replace("href", "h\u2060ref")

"""The design tokens of `templates/theme.css`: as style sheet text for pages, and as values for what is drawn here.

The dark block is written once, under `[data-theme="dark"]`, which a page's script sets; `theme_css` repeats it for
readers who prefer dark while no script has chosen, and puts the light block back for print.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ..ontology.errors import AigraphError

__all__ = ["THEMES", "theme_css", "tokens"]

THEMES = ("light", "dark")
_HEADS = {"light": ":root {", "dark": ':root[data-theme="dark"] {'}


@cache
def theme_css() -> str:
    """The tokens for a page's `<style>`, with the dark ones also under `prefers-color-scheme`, and light ones for print."""
    css = _source()
    return (
        f"{css}@media (prefers-color-scheme: dark) {{ :root:not([data-theme]) {{{_block('dark')}}} }}\n"
        f'@media print {{ :root, :root[data-theme="dark"], :root:not([data-theme]) {{{_block("light")}}} }}\n'
    )


@cache
def tokens(theme: str) -> Mapping[str, str]:
    """Colours of a theme (`light`, `dark`) by name: `{"ink": "#1b1e23", ...}`."""
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", _block(theme)))


def _block(theme: str) -> str:
    head = _HEADS[theme]
    start = _source().find(head)
    if start < 0:
        raise AigraphError(f"templates/theme.css: there is no block {head!r}; it holds the colours of the {theme} theme")
    return _source()[start + len(head) : _source().index("}", start)]


@cache
def _source() -> str:
    return files(__package__).joinpath("templates", "theme.css").read_text(encoding="utf-8")

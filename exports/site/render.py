"""Rendering: templates compiled once, and the frame that all pages share.

Templates escape whatever they print; `pieces` and `drawings` give them text that is escaped already. Style and script stand in every page, so
that one page sent by e-mail is whole, and are allowed by their SHA-256 alone; the script may load its own further files, which lie beside
the pages (`strict-dynamic`: a planted script tag loads nothing). Both languages are in the page, and a style rule hides one.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2

from ..theme import theme_css
from .around import relation_label
from .both import day_in_words, label, site_words
from .drawings import around_svg, money_svg, posts_svg, years_svg
from .pieces import both, count, phrase, shape, value_in_words

__all__ = ["environment", "page_text", "policy", "style", "template"]

_PACKAGE = (__package__ or "").rpartition(".")[0]


@cache
def template(name: str) -> str:
    """A file of `templates/site/`."""
    return files(_PACKAGE).joinpath("templates/site", name).read_text(encoding="utf-8")


@cache
def environment() -> jinja2.Environment:
    """The templates, compiled when first used."""
    made = jinja2.Environment(
        loader=jinja2.FunctionLoader(template), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined, auto_reload=False, cache_size=-1,
    )  # fmt: skip
    made.globals |= {
        "b": both, "t": phrase, "T": {key: phrase(key) for key, entry in site_words()["page"].items() if "{}" not in entry["en"]}, "day": lambda text: both(day_in_words(text)), "day_of": day_in_words, "word": lambda table, key: both(label(table, key)),
        "label": label, "shape": shape, "count": count, "relation_label": relation_label, "value_in_words": value_in_words,
        "around_svg": around_svg, "money_svg": money_svg, "posts_svg": posts_svg, "years_svg": years_svg,
    }  # fmt: skip
    return made


def style(theme: str) -> str:
    """The style of every page: our tokens and rules, without the space that only people need, then the user's."""
    css = re.sub(r"/\*.*?\*/|\s+", lambda found: " " if found[0].isspace() else "", f"{theme_css()}{template('site.css')}", flags=re.DOTALL)
    return re.sub(r" ?([{};,]) ?", r"\1", css) + theme


def policy(style_text: str) -> str:
    """The Content-Security-Policy of every page with that style."""
    return (
        f"default-src 'none'; script-src '{_digest(template('boot.js'))}' 'strict-dynamic'; style-src '{_digest(style_text)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def page_text(name: str, /, **values: Any) -> str:
    """A template filled."""
    return environment().get_template(name).render(**values)

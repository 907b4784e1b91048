"""HTML that runs nothing but its own script: the templates, the data block, the policy. All our pages are made with these.

Text reaches HTML through jinja2's autoescape or the escaped JSON block, and nothing else; addresses go through `safe_url`.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2

__all__ = ["escaped_json", "policy", "render", "template"]


def render(name: str, **values: Any) -> str:
    """A template of `templates/`, filled in; every value is escaped but what the template marks `safe`."""
    return _environment().get_template(name).render(**values)


def escaped_json(data: Any) -> str:
    """JSON that no HTML parser can end early and no script parser can trip over."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def policy(script: str, style: str) -> str:
    """A Content-Security-Policy that lets this script and this style run, by their hashes, and nothing load."""
    allowed = f"'{_digest(script)}'" if script else "'none'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src '{_digest(style)}'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


@cache
def template(name: str) -> str:
    """The text of a file of `templates/`."""
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(template), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )  # fmt: skip

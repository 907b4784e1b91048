"""Colours: legible on every ground in both themes, and apart for readers who are blind to some. Each check also fails on a bad palette."""
from itertools import combinations

import numpy as np
import pytest

from aigraph.exports.theme import THEMES, theme_css, tokens

TEXTS = ["ink", "mute", "accent", "people-text", "money-text", "products-text", "relation-text", "dispute-text"]
KINDS = ["person", "organization", "product", "place", "group"]
FAMILIES = ["people", "money", "products", "relation", "dispute"]
BAD = {"ground": "#ffffff", "paper": "#ffffff", "shade": "#ffffff", "high": "#ffffff", **dict.fromkeys(TEXTS, "#999999"),
       "person": "#e69f00", "organization": "#56b4e9", "product": "#d33682", "place": "#859900", "group": "#b58900",
       "people": "#d62728", "money": "#2ca02c", "products": "#9467bd", "relation": "#1f77b4", "dispute": "#8c8c00", "control": "#cccccc"}  # fmt: skip

# Machado, Oliveira, Fernandes (2009), severity 1.0, on linear RGB
SIGHT = {
    "full": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one: str, two: str) -> float:
    """WCAG 2.2's ratio."""
    low, high = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, two))
    return (high + 0.05) / (low + 0.05)


def oklab(rgb: np.ndarray) -> np.ndarray:
    cones = np.array([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]])
    axes = np.array([[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099], [0.0259040371, 0.7827717662, -0.808675766]])
    return axes @ np.cbrt(cones @ np.clip(rgb, 0, 1))


def illegible(colours: dict[str, str]) -> list[tuple[str, str, float]]:
    wanted = [(text, ground, 4.5) for text in TEXTS for ground in ("ground", "paper", "shade")] + [("ink", "high", 4.5)]
    wanted += [(mark, ground, 3.0) for mark in (*KINDS, *FAMILIES, "control") for ground in ("ground", "paper")]
    return [(one, two, round(contrast(colours[one], colours[two]), 2)) for one, two, least in wanted if contrast(colours[one], colours[two]) < least]


def alike(colours: dict[str, str]) -> list[tuple[str, str, str]]:
    """Pairs that come nearer than a tenth of the way from black to white, for some sight."""
    return [(one, two, sight) for group in (KINDS, FAMILIES) for one, two in combinations(group, 2) for sight, matrix in SIGHT.items()
            if np.linalg.norm(oklab(matrix @ linear(colours[one])) - oklab(matrix @ linear(colours[two]))) < 0.1]


@pytest.mark.parametrize("theme", THEMES)
def test_texts_and_marks_are_legible(theme: str) -> None:
    assert illegible(dict(tokens(theme))) == []
    assert len(illegible(BAD)) > 20


@pytest.mark.parametrize("theme", THEMES)
def test_kinds_and_families_stay_apart_for_three_kinds_of_colour_blindness(theme: str) -> None:
    assert alike(dict(tokens(theme))) == []
    assert {sight for *_, sight in alike(BAD)} == {"full", "protanopia", "deuteranopia", "tritanopia"}


def test_both_themes_have_the_same_colours_and_readers_without_script_get_theirs() -> None:
    assert tokens("light").keys() == tokens("dark").keys() >= {*TEXTS, *KINDS, *FAMILIES}
    assert theme_css().count(f"--ink: {tokens('dark')['ink']}") == 2 and "prefers-color-scheme: dark" in theme_css()

"""Where the shipped models lie."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

__all__ = ["model_folder"]


def model_folder(lang: str) -> Path:
    """The folder of one language's models."""
    with as_file(files(__package__).joinpath("models", lang)) as folder:
        return Path(folder)

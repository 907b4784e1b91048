"""Where the models lie: ours, in the package, or those of a folder that AIGRAPH_MODELS names."""

from __future__ import annotations

import os
from importlib.resources import as_file, files
from pathlib import Path

__all__ = ["model_folder"]


def model_folder(lang: str) -> Path:
    """The folder of one language's models: a user's own where they have one for it."""
    own = Path(os.environ.get("AIGRAPH_MODELS", ""), lang)
    if os.environ.get("AIGRAPH_MODELS") and own.is_dir():
        return own
    with as_file(files(__package__).joinpath("models", lang)) as folder:
        return Path(folder)

"""Commands about the installation: `config check` and `doctor`. `register` puts them on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from aigraph.terminal import complain, place, say, write

__all__ = ["register"]

STORE = Path("aigraph.db")

config = typer.Typer(no_args_is_help=True, help="Look at the settings in aigraph.toml.", rich_markup_mode=None)


@config.callback()
def _config() -> None:
    pass


@config.command()
def check(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="The settings; by default aigraph.toml, or what AIGRAPH_CONFIG names.")] = None,
) -> None:
    """Check settings: every key, every type, and what they point to."""
    from aigraph.settings import FILE, Settings, faults, find, read

    path = file or find()
    if path is None:
        complain(f"there is no {FILE} here; give the file, or see docs/sources.md for what may stand in one")
        raise typer.Exit(1)
    wrong = faults(path)
    for line in wrong:
        complain(line)
    if wrong:
        raise typer.Exit(1)
    settings: Settings = read(path)
    write("".join(f"{key} = {value}\n" for key, value in _flat(settings.values, "")))
    say(f"{path}: all is well", plain=True)


def doctor(
    store: Annotated[Any, typer.Option(envvar="AIGRAPH_STORE", parser=place, metavar="FOLDER|ADDRESS", help="The store to look at.")] = STORE,
) -> None:
    """Say what is installed, where data lies, and whether everything works."""
    from aigraph.doctor import checks
    from aigraph.ontology.errors import ConfigError
    from aigraph.settings import default_store

    try:
        store = default_store(STORE) if store == STORE else store
    except ConfigError:
        pass                # the check of the settings says so
    broken = 0
    for one in checks(store):
        write(f"{one}\n")
        broken += not one.works
    if broken:
        complain(f"{broken} broken; see the lines above for what mends it")
        raise typer.Exit(1)
    say("all is well", plain=True)


def _flat(values: Any, under: str) -> list[tuple[str, Any]]:
    """Settings by dotted key."""
    found: list[tuple[str, Any]] = []
    for key, value in values.items():
        found += _flat(value, f"{under}{key}.") if isinstance(value, dict) else [(under + key, value)]
    return found


def register(app: Any) -> None:
    """Add the commands to the command line."""
    app.command()(doctor)
    app.add_typer(config, name="config")

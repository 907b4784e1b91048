"""Settings: one file for all commands, whose mistakes are named with line and nearest key; and the doctor that looks at the whole."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from aigraph.ontology.errors import ConfigError
from aigraph.settings import KEYS, faults, read

SENTENCE = "Mira Murati left OpenAI on September 25, 2024."

GOOD = """\
store = "kept/my.db"
sources = ["news"]

[map]
text = "words"

[publishers]
"example.com" = "Example News"

[fetch]
cache = "pages"
pause = 0.5
"""

# What stands in the file, and what is said of it.
WRONG = [
    ('stor = "x"', r":1: there is no 'stor'; nearest: 'store'"),
    ('store = "x"\nsource = ["a"]', r":2: there is no 'source'; nearest: 'sources'"),
    ('\n[fetch]\npauze = 1', r":3: there is no 'fetch.pauze'; nearest: 'fetch.pause'"),
    ('pause = 1', r":1: there is no 'pause'; nearest: 'fetch.pause'"),
    ('[fetch]\n# pause = 1\nsize = "big"', r":3: fetch.size is to be a whole number \(bytes .*\), not 'big'"),
    ('[fetch]\nsize = true', r":2: fetch.size is to be a whole number"),
    ('[fetch]\nseconds = -1', r":2: fetch.seconds is to be a number"),
    ('[fetch]\noffline = "yes"', r":2: fetch.offline is to be true or false"),
    ('sources = "news"', r":1: sources is to be a list of strings"),
    ('sources = ["news", 1]', r":1: sources is to be a list of strings"),
    ('fetch = 1', r":1: fetch is a table; write \[fetch\]"),
    ('[publishers]\n"a.com" = 1', r":2: publishers.a.com is to be a string"),
    ('[fetsch]\npause = 1', r":1: there is no 'fetsch'; nearest: 'fetch'"),
    ('[reader_options]\nkey = "secret"', r":2: a key does not belong into a file; put it into the environment"),
    ('store = ', r":1: is not TOML"),
    ('store = "a"\nstore = "b"', r":2: is not TOML"),
    ('format = "htlm"', r"format: there is no 'htlm'; there are .*html"),
    ('reader = "nobody"', r"reader: there is no 'nobody'"),
    ('sources = ["nowhere"]', r"sources: nowhere: no such file or folder"),
    ('gazetteers = ["none.csv"]', r"none.csv: cannot be read"),
    ('models = "none"', r"models: none: no such folder"),
    ('[map]\nheadline = "title"', r"map: an article has no 'headline'"),
]


@pytest.mark.parametrize(("text", "said"), WRONG, ids=[text for text, _ in WRONG])
def test_a_mistake_is_named_with_its_line_and_the_nearest_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("aigraph.toml")
    path.write_text(text, encoding="utf-8")
    try:
        found = faults(path)
    except ConfigError as error:
        found = [str(error)]
    assert len(found) == 1 and re.search(said, found[0]), found
    assert "secret" not in found[0]


def test_all_mistakes_are_listed_in_the_order_of_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "aigraph.toml"
    path.write_text('stor = 1\n[fetch]\npauze = 1\n[publishers]\na = 1\n', encoding="utf-8")
    assert [line.split(":")[1] for line in faults(path)] == ["1", "3", "5"]
    with pytest.raises(ConfigError, match=r":1: there is no 'stor'"):
        read(path)


def test_every_key_is_documented() -> None:
    docs = (Path(__file__).parents[2] / "docs/sources.md").read_text(encoding="utf-8")
    assert [key for key in KEYS if key.removesuffix(".*").split(".")[-1] not in docs] == []


def test_commands_take_their_defaults_from_it(aigraph: Any, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "kept").mkdir()
    (tmp_path / "aigraph.toml").write_text(GOOD, encoding="utf-8")
    record = {"words": SENTENCE, "url": "https://www.example.com/x", "published": "2024-09-26"}
    (tmp_path / "news/a.jsonl").write_text(json.dumps(record), encoding="utf-8")
    done = aigraph("ingest")
    assert done.returncode == 0, done.stderr
    assert "1 article, 1 claim" in done.stderr and (tmp_path / "kept/my.db").is_dir()
    assert "Example News" in aigraph("query", "SELECT ?p WHERE { ?a aig:publisher ?p }").stdout
    assert aigraph("query", "SELECT ?p WHERE { ?a aig:publisher ?p }", "--store", "other.db").returncode == 1
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    checked = aigraph("config", "check", AIGRAPH_CONFIG=str(tmp_path / "aigraph.toml"))
    assert checked.returncode == 0 and "publishers.example.com = Example News" in checked.stdout and "all is well" in checked.stderr


def test_a_wrong_file_stops_commands_and_only_those_that_use_it(aigraph: Any, tmp_path: Path) -> None:
    (tmp_path / "aigraph.toml").write_text('stor = "x"', encoding="utf-8")
    for command in (["stats"], ["config", "check"]):
        done = aigraph(*command)
        assert done.returncode == 1 and done.stderr.strip() == "aigraph: aigraph.toml:1: there is no 'stor'; nearest: 'store'"
    assert aigraph("--version").returncode == 0


def test_config_check_without_a_file_says_so(aigraph: Any) -> None:
    done = aigraph("config", "check")
    assert done.returncode == 1 and "there is no aigraph.toml here" in done.stderr


def test_ingest_without_a_source_is_wrong_use(aigraph: Any) -> None:
    assert aigraph("ingest").returncode == 2


def test_the_doctor_finds_a_sound_installation_sound(aigraph: Any, tmp_path: Path) -> None:
    done = aigraph("doctor")
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert all(line.startswith("ok ") for line in lines)
    for part in ("python:", "libraries: ", "model en:", "model zh:", "reading en:", "reading zh:", "aigraph.db, not made yet", "writing and asking"):
        assert part in done.stdout
    assert list(tmp_path.iterdir()) == [], "it leaves nothing behind"


def test_the_doctor_names_what_is_broken_and_fails(aigraph: Any, tmp_path: Path) -> None:
    for name in ("models/en", "my.db"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "my.db/stray.txt").write_text("no store", encoding="utf-8")
    done = aigraph("doctor", "--store", "my.db", AIGRAPH_MODELS=str(tmp_path / "models"))
    assert done.returncode == 1
    broken = [line.split(":")[0] for line in done.stdout.splitlines() if line.startswith("broken")]
    assert broken == ["broken model en", "broken store", "broken reading en"], done.stdout

"""Bad input through the real command: one clear line, the right exit code, no traceback, nothing lost."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ENGLISH = "Mira Murati left OpenAI on September 25, 2024.\n"
CHINESE = "2024年9月25日,米拉·穆拉提从OpenAI离职。\n"
FRENCH = (
    "Le président de la société a quitté son poste hier pour des raisons personnelles, selon le journal. "
    "Les employés avaient été prévenus la semaine dernière.\n"
)
JAPANESE = "同社は昨日、新しいモデルを発表しました。これはとても大きなニュースです。\n"


def check_failed(done: Any, message: str, code: int = 1) -> None:
    assert done.returncode == code, (done.stdout, done.stderr)
    assert done.stdout == ""
    lines = [line for line in done.stderr.splitlines() if not line.startswith("aigraph: warning:")]
    assert len(lines) == 1 and lines[0].startswith("aigraph: "), done.stderr
    assert message in lines[0]


@pytest.mark.parametrize("command", ["extract", "ingest"])
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, "article.txt: no such file"),
        (b"PNG\0\1\2", "is binary"),
        (b"", "empty"),
        (b"\n \n", "empty"),
        ("Le café fermé à Genève.".encode("latin-1"), "cannot be decoded (tried UTF-8"),
        (FRENCH.encode(), "neither English nor Chinese"),
        (JAPANESE.encode(), "neither English nor Chinese"),
        (b"---\npublished: yesterday\n---\nText.", "article.txt:2: published: 'yesterday' is not a date"),
    ],
    ids=["missing", "binary", "empty", "blank", "undecodable", "french", "japanese", "bad-date"],
)
def test_an_article_that_cannot_be_read(aigraph: Any, tmp_path: Path, command: str, data: bytes | None, message: str) -> None:
    if data is not None:
        (tmp_path / "article.txt").write_bytes(data)
    done = aigraph(command, "article.txt")
    if command == "ingest":
        assert done.returncode == 1 and done.stdout == ""
        assert message in done.stderr and "Traceback" not in done.stderr
    else:
        check_failed(done, message)


def test_extract_of_a_folder(aigraph: Any, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    check_failed(aigraph("extract", "news"), "is a folder")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_give_the_same_claims(aigraph: Any, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "article.txt").write_bytes(CHINESE.encode(encoding))
    done = aigraph("extract", "article.txt", "--published", "2024-09-26")
    assert done.returncode == 0, done.stderr
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert records and records[0]["type"] == "Departure"
    assert all(CHINESE[r["start"] : r["end"]] == r["evidence"] for r in records)
    assert "\\u" not in done.stdout


def test_without_a_publication_date_there_is_a_warning_and_no_guess(aigraph: Any) -> None:
    done = aigraph("extract", "-", stdin="Mira Murati left OpenAI on Wednesday.")
    assert done.returncode == 0
    assert "aigraph: warning: no publication date" in done.stderr
    assert all("date" not in json.loads(line) for line in done.stdout.splitlines())


@pytest.mark.parametrize("value", ["26.9.2024", "2024-13-01"])
def test_a_malformed_date_option_is_wrong_use(aigraph: Any, value: str) -> None:
    done = aigraph("extract", "-", "--published", value, stdin=ENGLISH)
    assert done.returncode == 2 and "write it as 2024-09-30" in " ".join(done.stderr.split())


def test_an_article_of_a_hundred_thousand_characters(aigraph: Any, tmp_path: Path) -> None:
    filler = "The weather in the valley was mild and the harvest went well for everybody there. " * 1300
    (tmp_path / "long.txt").write_text(f"{filler[:50_000]}\n\n{ENGLISH}\n{filler[:50_000]}", encoding="utf-8")
    done = aigraph("extract", "long.txt", "--published", "2024-09-26")
    assert done.returncode == 0, done.stderr
    assert any(json.loads(line)["type"] == "Departure" for line in done.stdout.splitlines())


def test_some_of_several_articles_fail_and_the_rest_is_stored(aigraph: Any, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\0")
    done = aigraph("ingest", "bad.txt", "good.txt", "none.txt", "--published", "2024-09-26")
    assert done.returncode == 3
    assert "bad.txt: is binary" in done.stderr and "none.txt: no such file" in done.stderr
    assert "1 article, 1 claim, 2 failed" in done.stderr
    assert "Mira Murati" in aigraph("show", "mira murati").stdout


@pytest.fixture
def stored(aigraph: Any, tmp_path: Path) -> Path:
    done = aigraph("ingest", "-", "--published", "2024-09-26", stdin=ENGLISH)
    assert done.returncode == 0, done.stderr
    return tmp_path / "aigraph.db"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["SELECT ?x WHERE { ?x a }"], "malformed query, line 1"),
        (["DELETE WHERE { ?s ?p ?o }"], "only SELECT"),
        (["SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"], "SERVICE"),
        (["no-such-question"], "no-such-question"),
        (["nowhere.rq"], "nowhere.rq: cannot be read"),
        (["SELECT * { ?s ?p ?o }", "who"], "is not a parameter"),
        (["SELECT * { ?s ?p ?o }", "who=x"], "no variable ?who"),
    ],
)
def test_queries_that_cannot_be_answered(aigraph: Any, stored: Path, arguments: list[str], message: str) -> None:
    check_failed(aigraph("query", *arguments), message)


def test_an_unknown_name_gets_the_nearest(aigraph: Any, stored: Path) -> None:
    check_failed(aigraph("show", "Mira Murrati"), "nearest: 'Mira Murati'")


def test_an_unknown_parameter_of_a_named_question(aigraph: Any, stored: Path) -> None:
    done = aigraph("query", "--list")
    assert done.returncode == 0
    name = done.stdout.split("\n")[0].split()[0]
    check_failed(aigraph("query", name, "no_such_parameter=1"), "no_such_parameter")


@pytest.mark.parametrize("command", [["query", "ASK {}"], ["show", "x"], ["export", "page"], ["stats"], ["remove", "x"]])
def test_a_store_that_is_not_there_is_not_made(aigraph: Any, tmp_path: Path, command: list[str]) -> None:
    check_failed(aigraph(*command, "--store", "none.db"), "none.db does not exist")
    assert not (tmp_path / "none.db").exists()


def test_a_store_that_another_process_writes(aigraph: Any, stored: Path) -> None:
    code = "import aigraph, sys; g = aigraph.open(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(stored)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout and holder.stdout.readline().strip() == "held"
        done = aigraph("ingest", "-", "--published", "2024-09-26", stdin=ENGLISH)
        holder.communicate("")
    check_failed(done, "another process is using it")
    assert aigraph("stats").returncode == 0


def test_a_store_from_a_newer_version_is_left_alone(aigraph: Any, stored: Path) -> None:
    marker = stored / "aigraph-store.json"
    marker.write_text('{"format": 99}', encoding="utf-8")
    check_failed(aigraph("stats"), "has format 99")
    check_failed(aigraph("ingest", "-", "--published", "2024-09-26", stdin=ENGLISH), "has format 99")
    assert marker.read_text(encoding="utf-8") == '{"format": 99}'


def test_a_folder_that_is_no_store(aigraph: Any, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other/file").write_text("mine", encoding="utf-8")
    check_failed(aigraph("ingest", "-", "--published", "2024-09-26", "--store", "other", stdin=ENGLISH), "not an aigraph store")


def test_output_that_cannot_be_written_keeps_the_old_file(aigraph: Any, stored: Path, tmp_path: Path) -> None:
    check_failed(aigraph("export", "nquads", "-o", "no/such/folder.nq"), "no/such/folder.nq: cannot be written")
    check_failed(aigraph("export", "page", "-o", "."), "cannot be written")
    if os.geteuid():
        (tmp_path / "closed").mkdir(mode=0o500)
        check_failed(aigraph("export", "page", "-o", "closed/page.html"), "permission denied")


def test_removing_what_is_not_stored(aigraph: Any, stored: Path) -> None:
    check_failed(aigraph("remove", "0123456789abcdef"), "no such article")


@pytest.mark.parametrize("arguments", [["extract"], ["query"], ["export", "pdf"], ["nonsense"], ["stats", "--what"]])
def test_wrong_use_is_exit_code_two(aigraph: Any, arguments: list[str]) -> None:
    done = aigraph(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    text = tmp_path / "long.txt"
    text.write_text((ENGLISH + "\n") * 400, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "aigraph", "extract", str(text), "--published", "2024-09-26"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as run:  # fmt: skip
        assert run.stdout and run.stderr
        run.stdout.close()
        said = run.stderr.read().decode()
    assert run.returncode in (0, 141) and said == ""

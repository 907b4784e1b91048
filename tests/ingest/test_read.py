"""Reading sources: what becomes of bytes, front matter and folders."""

import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigraph.ingest.read import MAX_BYTES, iter_articles, iter_files, make_article, read_article
from aigraph.ontology.errors import ArticleError

CHINESE = "开放人工智能公司的首席技术官上周三宣布卸任,她将与研究副总裁一起离开。公司没有说明理由。\n"
TRADITIONAL = "該公司計劃剝離仍在紙面上控制它的非營利性外殼,尋求籌集新的股權資本。\n"


def write(folder: Path, data: bytes | str, name: str = "article.txt") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_a_clean_file_is_its_text_character_for_character(tmp_path: Path) -> None:
    text = "\n\n# A heading\n\n\tFirst *line*.  \n\n中文,第二行。🙂\n\n\n"
    assert read_article(write(tmp_path, text)).text == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("utf-8", CHINESE), ("utf-8-sig", CHINESE), ("utf-16", CHINESE), ("gb18030", CHINESE), ("gbk", CHINESE),
     ("gb18030", TRADITIONAL), ("big5", TRADITIONAL)],
)
def test_encodings_of_chinese_news(tmp_path: Path, encoding: str, text: str) -> None:
    assert read_article(write(tmp_path, text.encode(encoding))).text == text


@pytest.mark.parametrize(
    "data",
    ["Le café est fermé à Genève, déjà complété.".encode("latin-1"), "Jetzt größer, schöner, süß.".encode("latin-1"),
     "東京の会社が発表した新しい製品。".encode("shift-jis"), b"\x80\x81\xfe\xff\x90 text"],
    ids=["french", "german", "shift-jis", "noise"],
)
def test_what_cannot_be_decoded_is_refused_with_the_encodings_tried(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ArticleError, match=r"article\.txt: cannot be decoded \(tried UTF-8, .*GB18030"):
        read_article(write(tmp_path, data))


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"abc\0def", "is binary"), (b"%PDF-1.7 ...", "is a PDF"), (b"\x89PNG\r\n", "is an image"), (b"", "empty"),
     (b" \n\t\n", "empty"), (b"---\ntitle: only\n---\n\n", "empty"), (b"x" * (MAX_BYTES + 1), "larger than 5 MB")],
)
def test_what_is_no_article(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(ArticleError, match=message):
        read_article(write(tmp_path, data))


def test_missing_file_folder_and_address(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"nowhere\.txt: no such file"):
        read_article(tmp_path / "nowhere.txt")
    with pytest.raises(ArticleError, match="is a folder"):
        read_article(tmp_path)
    with pytest.raises(ArticleError, match="addresses are not fetched"):
        read_article("https://example.org/news")


def test_line_ends_and_control_characters_become_plain(tmp_path: Path) -> None:
    text = "a\r\nb\rc\x07d\x1b[31m\x85\te"
    assert read_article(write(tmp_path, text)).text == "a\nb\nc d [31m \te"


def test_front_matter_is_taken_off_and_read(tmp_path: Path) -> None:
    text = (
        '---\ntitle: "A deal: done"\nurl: https://example.org/a?b=c\npublisher: Example News\n'
        "published: 2024-09-30T08:00:00Z\nlanguage: en-GB\ntags:\n  - one\n- two\n# note\n---\n\n\nBody text.\n\n"
    )
    said: list[str] = []
    article = read_article(write(tmp_path, text, "a.md"), warn=said.append)
    assert article.text == "Body text."
    assert (article.title, article.url) == ("A deal: done", "https://example.org/a?b=c")
    assert (article.publisher, article.published, article.language) == ("Example News", date(2024, 9, 30), "en")
    assert len(said) == 1 and "a.md:7: front matter 'tags' is not read" in said[0]


def test_given_metadata_win_over_front_matter() -> None:
    article = make_article("---\npublished: 2024-01-01\ntitle: Old\n---\nBody.", published="2024-02-02", publisher=None)
    assert (article.published, article.title) == (date(2024, 2, 2), "Old")


@pytest.mark.parametrize("value", ["30 Sept 2024", "2024-9-30", "2024-02-30", "2024"])
def test_a_malformed_publication_date_names_file_and_line(tmp_path: Path, value: str) -> None:
    path = write(tmp_path, f"---\ntitle: x\npublished: {value}\n---\nBody.")
    with pytest.raises(ArticleError, match=r"article\.txt:3: published: '.*' is not a date; write it as 2024-09-30"):
        read_article(path)


@pytest.mark.parametrize("text", ["---\nNot closed: here\nBody.", "---\nProse between rules.\n---\nMore."])
def test_rules_are_not_front_matter(text: str) -> None:
    assert make_article(text).text == text


def test_title_is_the_first_heading_where_none_is_given() -> None:
    assert make_article("Intro.\n\n## The title ##\n\nText").title == "The title"
    assert make_article("Intro. #1 is no heading").title is None


def test_unknown_metadata_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(TypeError, match="no 'author'"):
        make_article("Text.", author="me")


def test_open_files_and_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_article(io.StringIO("Text.")).text == "Text."
    assert read_article(io.BytesIO(CHINESE.encode("gb18030"))).text == CHINESE
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"From a pipe.")))
    article = read_article("-")
    assert (article.text, article.source) == ("From a pipe.", "<stdin>")


def test_a_folder_is_read_in_order_without_readme_and_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/y.TXT", "README.md", "notes.pdf", ".hidden/x.txt", "a/.x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write(tmp_path, f"Text of {name}", name)
    names = [Path(path).relative_to(tmp_path).as_posix() for path in iter_files(tmp_path)]
    assert names == ["a/y.TXT", "a/z.md", "b.txt"]
    (tmp_path / "none").mkdir()
    with pytest.raises(ArticleError, match="holds no text file"):
        iter_files(tmp_path / "none")


def test_one_bad_article_does_not_stop_a_batch(tmp_path: Path) -> None:
    good, bad = write(tmp_path, "Text.", "good.txt"), write(tmp_path, b"\0", "bad.txt")
    errors: list[ArticleError] = []
    articles = list(iter_articles([tmp_path / "none.txt", bad, good], on_error=errors.append))
    assert [a.source for a in articles] == [str(good)]
    assert len(errors) == 2
    with pytest.raises(ArticleError):
        list(iter_articles([bad]))


@given(st.text(min_size=1))
def test_any_text_is_kept_length_for_length(text: str) -> None:
    if not text.strip() or text.startswith(("---", "\ufeff")) or "\r" in text:
        return
    try:
        kept = make_article(text).text
    except ArticleError:
        return
    assert len(kept) == len(text)
    assert kept.encode("utf-8")

"""Files and folders, good and broken. Real files, no mocks."""

from __future__ import annotations

import json
import os
import pickle
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inovasi.scrape.inputs import find_inputs, read_articles, read_file
from inovasi.types import Article, Issue

PAGES = Path(__file__).with_name("pages")
TEXT = "Puskesmas Tanjung Sari memiliki inovasi Si Jala (Siap Jemput Anak Lahir)."


def run(*paths: Path) -> tuple[list[Article], list[Issue]]:
    issues: list[Issue] = []
    return list(read_articles(paths, issues.append)), issues


def refused(path: Path) -> Issue:
    """The one issue of a path that yields no article."""
    articles, issues = run(path)
    assert articles == []
    assert len(issues) == 1, issues
    assert issues[0].fatal
    assert issues[0].stage == "read"
    assert issues[0].advice
    assert issues[0].input.startswith(str(path))
    return issues[0]


def put(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# --- what can be read -------------------------------------------------------------------------------------------------


def test_every_kind_in_a_folder_in_a_fixed_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    put(tmp_path / ".git" / "hidden.txt", "tidak dibaca")
    put(tmp_path / ".hidden.txt", "tidak dibaca")
    put(tmp_path / "notes.docx", "tidak dibaca")
    put(tmp_path / "z.txt", "teks z")
    put(tmp_path / "b" / "a.json", json.dumps({"id": "satu", "text": "teks a", "title": "T", "lain": [1]}))
    put(tmp_path / "b" / "c.jsonl", '{"id": 7, "text": "teks c"}\n\n{"text": "teks d"}\n')
    put(tmp_path / "m.HTM", (PAGES / "joomla.html").read_bytes())
    articles, issues = run(tmp_path)
    assert issues == []
    assert [article.id for article in articles][:2] == ["satu", "7"]
    assert [Path(str(article.origin)).name for article in articles] == [
        "a.json",
        "c.jsonl:1",
        "c.jsonl:3",
        "m.HTM",
        "z.txt",
    ]
    assert run(tmp_path)[0] == articles


def test_find_inputs_names_the_files_once_and_read_file_can_be_sent_to_another_process(tmp_path: Path) -> None:
    file = put(tmp_path / "a.txt", TEXT)
    assert find_inputs([tmp_path, file, tmp_path / "none.txt"]) == [file]
    issues: list[Issue] = []
    call = pickle.loads(pickle.dumps(partial(read_file, file, print)))
    assert [article.text for article in call()] == [TEXT]
    assert [article.text for article in read_file(file, issues.append)] == [TEXT]


def test_json_keeps_what_it_states(tmp_path: Path) -> None:
    record = {
        "id": "",
        "url": "https://www.a.example/x/#top",
        "title": " J ",
        "published": "Rabu, 17 Juli 2019 | 10:12 WIB",
    }
    [article], issues = run(put(tmp_path / "a.json", json.dumps(record | {"text": "a\r\nBaca juga: b\u0092\x00 \n"})))
    assert issues == []
    assert article.text == "a\r\nBaca juga: b’� \n"  # same length: offsets of other tools still fit
    assert (article.title, article.url, article.source) == ("J", "https://www.a.example/x/", "a.example")
    assert (article.published, article.id[0], len(article.id)) == ("2019-07-17", "h", 17)


def test_json_with_html_and_a_list_of_articles(tmp_path: Path) -> None:
    html = (PAGES / "wordpress-classic.html").read_text("utf-8")
    path = put(tmp_path / "a.json", json.dumps([{"id": 1, "html": html, "title": "Judul"}, {"x": 1}, {"text": "dua"}]))
    articles, issues = run(path)
    assert [(article.title, article.published) for article in articles] == [("Judul", "2019-07-17"), (None, None)]
    assert "3. KASMARAN" in articles[0].text
    assert [issue.input for issue in issues] == [f"{path}[2]"]


def test_what_a_page_says_of_itself_comes_along(tmp_path: Path) -> None:
    html = (PAGES / "gov-joomla5.html").read_text("utf-8")
    [page], _ = run(put(tmp_path / "a.html", html))
    [same], _ = run(put(tmp_path / "a.json", json.dumps({"html": html})))
    [given], _ = run(put(tmp_path / "b.json", json.dumps({"html": html, "published": "1 Mei 2020"})))
    for article in (page, same):
        assert article.published_at == "2024-08-06T20:25:00+08:00"
        assert article.modified_at == "2024-08-07T07:02:31+08:00"
        assert (article.author, article.section) == ("Nurul Hidayah", "Berita Inovasi")
        assert article.outlet == "Disdukcapil Kota Banjarbaru"
    assert (given.published, given.published_at, given.author) == ("2020-05-01", None, "Nurul Hidayah")


def test_a_moment_in_json_is_kept(tmp_path: Path) -> None:
    path = put(tmp_path / "a.json", '{"text": "a", "published": "Rabu, 17 Juli 2019 | 10:12 WIB"}')
    [article], _ = run(path)
    assert (article.published, article.published_at) == ("2019-07-17", "2019-07-17T10:12+07:00")


def test_a_date_that_is_not_understood_is_a_warning(tmp_path: Path) -> None:
    [article], [issue] = run(put(tmp_path / "a.json", '{"text": "a", "published": "kemarin"}'))
    assert (article.published, issue.fatal) == (None, False)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfsatu\r\ndua\rtiga", "satu\ndua\ntiga"),
        ("“Kopi” – é".encode("utf-16"), "“Kopi” – é"),
        ("“Kopi” – é".encode("cp1252"), "“Kopi” – é"),
        ("“Kopi” – é".encode() + b" \x93rusak\x94", "“Kopi” – é “rusak”"),
        ("kata \x93dikutip\x94".encode(), "kata “dikutip”"),
        (b"satu dua tiga empat lima enam tujuh delapan sembilan\x00sepuluh", "satu dua tiga empat lima enam tujuh "
         "delapan sembilansepuluh"),
    ],
    ids=["bom", "utf-16", "windows-1252", "mixed", "c1", "one-nul"],
)  # fmt: skip
def test_character_sets(tmp_path: Path, data: bytes, text: str) -> None:
    [article], issues = run(put(tmp_path / "a.txt", data))
    assert (article.text, issues) == (text, [])


def test_html_in_a_declared_character_set(tmp_path: Path) -> None:
    page = (
        "<html><head><meta charset='koi8-r'><title>x</title></head><body><p>" + "Инновация для жителей. " * 9 + "</p>"
    )
    [article], _ = run(put(tmp_path / "a.html", page.encode("koi8-r")))
    assert article.text.startswith("Инновация для жителей.")


# --- ids ----------------------------------------------------------------------------------------------------------


def test_the_same_article_twice_counts_once(tmp_path: Path) -> None:
    articles, [issue] = run(put(tmp_path / "a.txt", TEXT), put(tmp_path / "b.txt", TEXT + ""))
    assert len(articles) == 1
    assert not issue.fatal
    assert issue.input.endswith("b.txt")


def test_one_id_with_other_texts_gets_suffixes(tmp_path: Path) -> None:
    rows = [("x", "satu"), ("x", "dua"), ("x-2", "tiga"), ("x", "dua"), ("x", "empat")]
    path = put(tmp_path / "a.jsonl", "\n".join(json.dumps({"id": i, "text": text}) for i, text in rows))
    articles, issues = run(path)
    assert [(a.id, a.text) for a in articles] == [("x", "satu"), ("x-2", "dua"), ("x-2-2", "tiga"), ("x-3", "empat")]
    assert [issue.fatal for issue in issues] == [False] * 4


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: text.strip()))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_text_comes_back_as_it_was_written(tmp_path: Path, text: str) -> None:
    """But for newlines, a byte order mark at the front, NUL and C1 controls; and its id does not hang on its name."""
    first, second = put(tmp_path / "a.txt", text), put(tmp_path / "lain.txt", text)
    blank = not text.strip("\ufeff\u200b\u200c\u200d\u200e\u200f\u2060 \n\r\t\u00a0") or not run(first)[0]
    if blank:
        assert "empty" in refused(first).reason
        return
    [one], _ = run(first)
    [two], _ = run(second)
    assert one.text == text.removeprefix("\ufeff")
    assert one.id == two.id
    assert one.published is None


KEYS = st.sampled_from(["id", "text", "html", "url", "title", "published"])
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner))


@given(value=VALUES | st.dictionaries(KEYS, SCALARS))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
def test_any_json_is_an_article_or_an_issue(tmp_path: Path, value: object) -> None:
    articles, issues = run(put(tmp_path / "a.json", json.dumps(value)))
    assert articles or issues
    assert all(article.text and article.id for article in articles)
    assert not any("Report it" in issue.advice for issue in issues), issues


# --- what cannot be read ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\xef\xbb\xbf ", "empty"),
        ("a.html", b"", "empty"),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.txt", bytes(range(256)) * 20, "binary"),
        ("a.txt", b"%PDF-1.4 x", "PDF"),
        ("a.html", b"\x89PNG\r\n", "image"),
        ("a.txt", b"PK\x03\x04 x", "Word"),
        ("a.txt", b"\xff\xfea", "utf-16"),
        ("a.json", b'{"id": "x", "text": "teks yang', "cut off"),
        ("a.json", b'{"id": "x",', "cut off"),
        ("a.json", b'{"id": "x" "text": 1}', "not valid JSON"),
        ("a.json", b'{"document": "x", "spans": []}', "neither text nor html"),
        ("a.json", b'{"text": " "}', "empty"),
        ("a.json", b'{"text": 3}', "neither"),
        ("a.json", b'"teks"', "string"),
        ("a.json", b"[]", "empty"),
        ("a.json", b"[" * 200_000, "cannot be read"),
        ("a.json", b'{"id": ' + b"9" * 5000 + b"}", "cannot be read"),
        ("a.html", b"<html><body></body></html>", "no article"),
        ("a.html", b"<html><body><nav><a href=/>Beranda</a></nav></body></html>", "no article"),
        ("a.csv", b"a,b", "not known"),
        ("a", b"teks", "no suffix"),
        ("a.warc", b"bukan warc", "WARC"),
        ("a.warc.gz", b"bukan gzip", "WARC"),
    ],
)  # fmt: skip
def test_refused_with_a_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    assert reason in refused(put(tmp_path / name, data)).reason


def test_missing_and_empty_paths(tmp_path: Path) -> None:
    assert "does not exist" in refused(tmp_path / "tidak-ada.txt").reason
    (tmp_path / "kosong").mkdir()
    put(tmp_path / "kosong" / "x.docx", "x")
    assert "nothing readable" in refused(tmp_path / "kosong").reason
    assert refused(tmp_path / ("x" * 300 + ".txt")).reason
    (tmp_path / "putus.txt").symlink_to(tmp_path / "hilang.txt")
    assert "does not exist" in refused(tmp_path / "putus.txt").reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_the_right_to_read_it(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", TEXT)
    path.chmod(0)
    assert "ermission" in refused(path).reason


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert "ordinary file" in refused(tmp_path / "a.txt").reason


def test_the_rest_goes_on(tmp_path: Path) -> None:
    """One bad line, one bad file, one missing file: three issues, and everything else is read."""
    lines = put(
        tmp_path / "a.jsonl", b'{"text": "satu"}\n{"text": "du\n{"text": "tiga"}\n[1]\n\xff\xfe\x00{"text": "x"}'
    )
    bad, good = put(tmp_path / "b.json", "{"), put(tmp_path / "c.txt", "empat")
    articles, issues = run(lines, bad, tmp_path / "d.txt", good)
    assert [article.text for article in articles] == ["satu", "tiga", "empat"]
    assert [issue.input for issue in issues] == [f"{lines}:{n}" for n in (2, 4, 5)] + [
        str(bad),
        str(tmp_path / "d.txt"),
    ]


# --- size ---------------------------------------------------------------------------------------------------------

PARAGRAPH = (
    "<p>Dinas Kesehatan Kabupaten Contoh meluncurkan inovasi <b>Si Contoh {}</b> untuk warga desa yang jauh.</p>\n"
)


def page_of(size: int, filler: str) -> str:
    body = "".join(PARAGRAPH.format(n) for n in range(5)) + filler * (size // len(filler))
    return f"<html><head><title>x</title></head><body><article><h1>Judul</h1>{body}</article></body></html>"


@pytest.mark.parametrize(
    ("filler", "read"),
    [
        (PARAGRAPH, False),
        ("<script>var a = '<p>bukan teks</p>';</script>", True),
        ("<!-- komentar -->", True),
        ("<script>", None),
        ("<div>", None),
        ("<b><i><a href=x>", None),
        ("&amp;", None),
    ],
)
def test_a_page_of_20_mb_is_read_or_refused(tmp_path: Path, filler: str, read: bool | None) -> None:
    path = put(tmp_path / "a.html", page_of(20_000_000, filler))
    articles, issues = run(path)
    assert len(articles) + len(issues) == 1
    assert read is None or bool(articles) == read
    assert not articles or articles[0].text.startswith(
        "Dinas Kesehatan Kabupaten Contoh meluncurkan inovasi Si Contoh 0"
    )


def test_a_long_page_below_the_limit_is_read_whole(tmp_path: Path) -> None:
    [article], issues = run(put(tmp_path / "a.html", page_of(2_500_000, PARAGRAPH)))
    assert issues == []
    assert len(article.text) > 2_000_000


def test_a_page_with_a_large_inline_image_is_read(tmp_path: Path) -> None:
    image = '<p><img src="data:image/png;base64,' + "iVBORw0K" * 2_500_000 + '"></p>'
    [article], issues = run(put(tmp_path / "a.html", page_of(100, "<br>").replace("<h1>", image + "<h1>")))
    assert issues == []
    assert article.text.count("\n") == 4


def test_files_over_the_cap_are_refused(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(65_000_000)
    assert "larger than 64 MB" in refused(tmp_path / "a.txt").reason


def test_a_line_over_the_cap_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "' + b"x" * 130_000_000 + b'"}\n{"text": "dua"}\n')
    [article], [issue] = run(path)
    assert (article.text, issue.input) == ("dua", f"{path}:1")

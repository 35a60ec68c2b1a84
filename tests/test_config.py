"""inovasi.toml: what it may say, and what is said to its writer when it says something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from inovasi.config import Config, read_config
from inovasi.errors import UsageError

WHOLE = """
[scrape]
archive = "arsip"
contact = "humas@example.org"
allow_private = true
delay = 2
parallel = 3
shipped = ["antara-sumsel"]

[[sources]]
name = "contoh"
url = "https://contoh.go.id"
region = "16.06"
kind = "government"
find = ["wordpress", "rss"]
keywords = ["inovasi"]
verified = false

[[sources.corrections]]
until = 2021-06-30
body = ".isi"
drop = [".iklan"]

[[sources]]
name = "harian"
url = "http://harian.example/daerah/"
keywords = []
verified = 2026-01-31
"""


def config(folder: Path, text: str) -> Config:
    path = folder / "inovasi.toml"
    path.write_text(text, encoding="utf-8")
    return read_config(path)


def test_everything_the_file_says_is_read(tmp_path: Path) -> None:
    found = config(tmp_path, WHOLE)
    first, second = found.sources
    assert (found.crawl.archive, found.crawl.contact) == (str(tmp_path / "arsip"), "humas@example.org")
    assert (found.crawl.allow_private, found.crawl.delay, found.crawl.parallel) == (True, 2, 3)
    assert found.shipped == ("antara-sumsel",)
    assert (first.url, first.find, first.keywords) == ("https://contoh.go.id/", ("wordpress", "rss"), ("inovasi",))
    assert first.verified is None
    assert [(c.since, c.until, c.body, c.drop) for c in first.corrections] == [
        (None, "2021-06-30", ".isi", (".iklan",))
    ]
    assert (second.keywords, second.verified) == ((), "2026-01-31")


def test_keywords_left_out_are_those_of_the_program(tmp_path: Path) -> None:
    (source,) = config(tmp_path, '[[sources]]\nname = "a"\nurl = "https://a.example/"').sources
    assert "inovasi" in source.keywords
    assert "KIPP" in source.keywords


@pytest.mark.parametrize(("text", "shipped"), [("", ()), ("shipped = false", ()), ("shipped = true", None)])
def test_shipped_sources_are_asked_for(tmp_path: Path, text: str, shipped: tuple[str, ...] | None) -> None:
    assert config(tmp_path, f"[scrape]\n{text}").shipped == shipped


WRONG = {
    "x = ": "not valid TOML",
    "[crawl]\na = 1": "[crawl] is not known",
    "[scrape]\narchiv = 'x'": "archiv is not a key that is known",
    "[scrape]\nparallel = 0": "parallel is 0",
    "[scrape]\nparallel = 'two'": "parallel is 'two'",
    "[scrape]\ndelay = -1": "delay is -1",
    "[scrape]\ntimeout = nan": "timeout is nan",
    "[scrape]\nallow_private = 'yes'": "allow_private is 'yes'",
    "[scrape]\nshipped = 3": "neither true, false nor a list",
    "sources = 3": "sources is not a list",
    "[[sources]]\nname = 'a'": "url is missing",
    "[[sources]]\nurl = 'https://a.example/'": "name is missing",
    "[[sources]]\nname = 'A B'\nurl = 'https://a.example/'": "the name 'A B' cannot be used",
    "[[sources]]\nname = 'a'\nurl = 'ftp://a.example/'": "no web address",
    "[[sources]]\nname = 'a'\nurl = 'a.example'": "no web address",
    "[[sources]]\nname = 'a'\nurl = 'https://me:secret@a.example/'": "no web address",
    "[[sources]]\nname = 'a'\nurl = 'https://a.example:99999/'": "no web address",
    "[[sources]]\nname = 'a'\nurl = 'https://a.example/'\nkeyword = ['x']": "keyword is not a key that is known",
    "[[sources]]\nname = 'a'\nurl = 'https://a.example/'\nkeywords = 'inovasi'": "keywords is 'inovasi'",
    "[[sources]]\nname = 'a'\nurl = 'https://a.example/'\nfind = ['guess']": "find is ('guess',)",
    "[[sources]]\nname = 'a'\nurl = 'https://a.example/'\nfind = []": "find is empty",
    "[[sources]]\nname = 'a'\nurl = 'https://a.example/'\nkind = 'blog'": "kind is 'blog'",
    "[[sources]]\nname = 'a'\nurl = 'https://a.example/'\ncorrections = [{ text = '.x' }]": "text is not a key",
    "[[sources]]\nname = 'a'\nurl = 'http://a.example'\n[[sources]]\nname = 'a'\nurl = 'http://b.example'": "two",
}


@pytest.mark.parametrize(("text", "said"), WRONG.items(), ids=WRONG.values())
def test_what_is_wrong_is_named_with_its_file(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        config(tmp_path, text)
    assert said in str(caught.value)
    assert str(tmp_path / "inovasi.toml") in str(caught.value)


def test_a_missing_file_comes_with_a_sample_that_works(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        read_config(tmp_path / "inovasi.toml")
    sample = str(caught.value).partition("\n\n")[2]
    assert config(tmp_path, sample).sources[0].name == "contoh"


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "inovasi.toml").write_bytes("[scrape]\ncontact = 'é'".encode("latin-1"))
    with pytest.raises(UsageError, match="cannot be read"):
        read_config(tmp_path / "inovasi.toml")

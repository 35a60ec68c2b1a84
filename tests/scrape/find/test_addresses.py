"""One spelling for every address; what is on a site; what can be no article."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inovasi.scrape.find.addresses import canonical, no_article, same_site

ARTICLE = "https://kabar.example/2019/07/17/layanan-keliling-desa/"
SAME_ARTICLE = [
    ARTICLE,
    ARTICLE + "#komentar",
    ARTICLE + "?utm_source=wa&utm_medium=social",
    ARTICLE + "?fbclid=IwAR1&m=1",
    ARTICLE + "?amp=1",
    ARTICLE + "?amp",
    ARTICLE + "amp/",
    ARTICLE + "?page=all",
    ARTICLE + "?page=all#page2",
    ARTICLE + "?single=1",
    ARTICLE + "?showpage=all",
    ARTICLE + "print/",
    ARTICLE + "?print=print",
    ARTICLE + "feed/",
    ARTICLE + "feed/atom/",
    ARTICLE + "?replytocom=12",
    ARTICLE + "comment-page-2/#comments",
    ARTICLE + "?share=twitter&nb=1",
    ARTICLE + "embed/",
    ARTICLE + "?relatedposts_hit=1&relatedposts_origin=7",
    ARTICLE + "?ref=beranda&_ga=2.3",
    "HTTPS://KABAR.example:443//2019/07/17/layanan-keliling-desa/",
    "https://kabar.example/2019/06/../07/17/./layanan-keliling-desa/",
    "https://user:secret@kabar.example/2019/07/17/layanan-keliling-desa/",
    "https://kabar.example/amp/2019/07/17/layanan-keliling-desa/",
    "  https://kabar.example/2019/07/17/layanan-keliling-desa/\n",
]


@pytest.mark.parametrize("url", SAME_ARTICLE)
def test_views_of_one_article_have_one_address(url: str) -> None:
    assert canonical(url) == ARTICLE


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://x.example/?p=12", "http://x.example/?p=12"),
        ("http://x.example/?m=1&p=12", "http://x.example/?p=12"),
        ("http://x.example/index.php?m=berita&id=12", "http://x.example/index.php?id=12&m=berita"),
        ("http://x.example/detail?id=3&judul=a%20b", "http://x.example/detail?id=3&judul=a%20b"),
        ("http://x.example/?page_id=7&utm_id=9", "http://x.example/?page_id=7"),
        ("http://x.example/a?page=2", "http://x.example/a?page=2"),
        ("http://x.example/a?cid=5&galeri=2", "http://x.example/a?cid=5&galeri=2"),
        ("http://x.example/a?b=1&amp;a=2", "http://x.example/a?a=2&b=1"),
        ("http://x.example", "http://x.example/"),
        ("http://x.example:8080/a", "http://x.example:8080/a"),
        ("http://www.x.example/a", "http://www.x.example/a"),
        ("http://x.example/feed/", "http://x.example/feed/"),
        ("http://x.example/berita/feed/", "http://x.example/berita/feed/"),
        ("http://x.example/berita terbaru/a", "http://x.example/berita%20terbaru/a"),
        (
            "http://x.example/index.php?option=com_content&view=article&id=5&tmpl=component&print=1&layout=default&page=",
            "http://x.example/index.php?id=5&option=com_content&view=article",
        ),
        ("http://blog.example/2019/07/judul.html?m=1", "http://blog.example/2019/07/judul.html"),
        ("http://blog.example/2019/07/judul.html?showComment=15#c15", "http://blog.example/2019/07/judul.html"),
    ],
)
def test_what_selects_an_article_stays(url: str, expected: str) -> None:
    assert canonical(url) == expected


@pytest.mark.parametrize(
    "url", ["", None, 7, "mailto:a@b.example", "javascript:void(0)", "http://", "http://[", "/a", "http://x:y/"]
)
def test_what_is_no_address_is_none(url: object) -> None:
    assert canonical(url) is None


def test_relative_addresses_are_resolved() -> None:
    assert canonical("../b/?id=2#x", "https://x.example/a/c/") == "https://x.example/a/b/?id=2"
    assert canonical("//y.example/b", "https://x.example/a/") == "https://y.example/b"


SEGMENTS = st.sampled_from(
    [
        "amp",
        "feed",
        "print",
        "embed",
        "..",
        ".",
        "",
        "a",
        "berita",
        "2019",
        "judul-berita-ini",
        "%20",
        "é",
        "a b",
        "&amp;",
        ";",
        "comment-page-2",
    ]
)
QUERIES = st.sampled_from(
    [
        "p=1",
        "m=1",
        "utm_source=x",
        "page=all",
        "page=",
        "print=1",
        "amp",
        "a=b=c",
        "=",
        "q=é",
        "&amp;amp;x=1",
        "%",
        "a=%zz",
        "x={y}",
        "s=a+b",
    ]
)


@given(
    st.lists(SEGMENTS, max_size=6),
    st.lists(QUERIES, max_size=5),
    st.sampled_from(
        ["x.example", "X.Example.", "u:p@x.example:80", "xn--bcher-kva.example", "[::1]:81", "x.example:443"]
    ),
    st.sampled_from(["http", "https"]),
)
def test_canonical_of_canonical_is_itself(path: list[str], query: list[str], host: str, scheme: str) -> None:
    once = canonical(f"{scheme}://{host}/{'/'.join(path)}?{'&'.join(query)}")
    assert once is not None
    assert canonical(once) == once
    assert urlsplit(once).hostname == (urlsplit(f"//{host}").hostname or "").rstrip(".")


@given(st.text(max_size=60))
def test_any_text_is_an_address_once_or_never(text: str) -> None:
    for url in (text, f"http://x.example/{text}", f"http://{text}/a?b"):
        once = canonical(url)
        assert once is None or canonical(once) == once


@pytest.mark.parametrize(
    ("url", "source", "expected"),
    [
        ("https://x.go.id/a", "http://www.x.go.id/", True),
        ("https://dinkes.x.go.id/a", "https://x.go.id/", True),
        ("https://x.go.id/a", "https://dinkes.x.go.id/", False),
        ("https://notx.go.id/a", "https://x.go.id/", False),
        ("https://m.x.example/a", "https://x.example/", True),
        ("http://127.0.0.1:81/a", "http://127.0.0.1:82/", False),
        ("https://x.example:443/a", "http://x.example/", True),
        ("http://desa.blogspot.co.id/a", "https://desa.blogspot.com/", True),
        ("http://lain.blogspot.com/a", "https://desa.blogspot.com/", False),
        ("mailto:a@x.example", "https://x.example/", False),
        ("http://[", "https://x.example/", False),
    ],
)
def test_a_site_is_its_host_and_those_below(url: str, source: str, expected: bool) -> None:
    assert same_site(url, source) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", True),
        ("/?s=inovasi", True),
        ("/?paged=2", True),
        ("/?p=12", False),
        ("/index.php?id=4", False),
        ("/index.php", True),
        ("/tag/inovasi/", True),
        ("/kategori/daerah/", True),
        ("/berita/kategori/daerah/", True),
        ("/berita/page/3/", True),
        ("/author/redaksi", True),
        ("/tentang-kami/", True),
        ("/2019/", True),
        ("/2019/07/", True),
        ("/2019/07/17/", True),
        ("/2019/12345/", False),
        ("/unduhan/laporan.PDF", True),
        ("/archives/123", False),
        ("/kategori/daerah/2019/layanan-keliling-desa", False),
        ("/2019/07/17/layanan-keliling-desa/", False),
        ("/berita/detail/layanan", False),
    ],
)
def test_overviews_forms_and_files_are_no_articles(path: str, expected: bool) -> None:
    assert no_article(f"https://x.example{path}") is expected

"""Feeds of every kind, and how far back they can be paged."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from getting import EVERYTHING, Answer, Web

from inovasi.errors import FetchFailed, NotOffered
from inovasi.scrape.find.feeds import find_entries
from inovasi.scrape.find.values import Wanted
from inovasi.types import Source

HOME = "https://kabar.example/"
FEED = "https://kabar.example/feed/"
LONG = "Warga desa menerima layanan keliling setiap pekan. " * 20


def item(number: int, text: str | None = None, **more: str) -> str:
    inner = {
        "title": f"Berita desa nomor {number}",
        "link": f"https://kabar.example/2019/07/{number:02d}/berita-desa-{number}/",
        "pubDate": f"{number:02d} Jul 2019 10:00:00 +0700",
        "description": "Ringkasan singkat [...]",
    } | more
    whole = f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded>" if text else ""
    return f"<item>{''.join(f'<{name}>{html.escape(value)}</{name}>' for name, value in inner.items())}{whole}</item>"


def rss(*items: str, head: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Kabar</title>'
        f"<link>{HOME}</link>{head}{''.join(items)}</channel></rss>"
    )


def atom(*entries: str, head: str = "") -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Kabar</title>{head}{"".join(entries)}</feed>'


def entry(number: int) -> str:
    return (
        f"<entry><title type='html'>Berita &amp;amp; desa {number}</title>"
        f"<link rel='replies' href='https://kabar.example/feeds/{number}/comments/default'/>"
        f"<link rel='alternate' type='text/html' href='https://kabar.example/2019/07/berita-{number}.html'/>"
        f"<published>2019-07-{number:02d}T10:00:00.000+07:00</published><updated>2019-08-01T00:00:00Z</updated>"
        "<summary>Ringkasan</summary></entry>"
    )


def source(*keywords: str, feeds: tuple[str, ...] = (FEED,)) -> Source:
    return Source("kabar", HOME, keywords=keywords, feeds=feeds)


def numbers(web: Web, wanted: Wanted = EVERYTHING, given: Source | None = None) -> list[str]:
    return [
        found.url.rstrip("/").removesuffix(".html").rsplit("-", 1)[-1]
        for found in find_entries(given or source(), wanted, web)
    ]


RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>K</title></channel>'
    "<item><title>Berita desa</title><link>"
    "https://kabar.example/berita-desa-1/</link><dc:date>2019-07-01T10:00:00+07:00</dc:date>"
    "</item></rdf:RDF>"
)
OLD = (
    '<rss version="0.91"><channel><title>K</title><item><title>'
    "Berita</title><link>/berita-desa-1/</link></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("content", "title", "published"),
    [
        (rss(item(1)), "Berita desa nomor 1", "2019-07-01T10:00:00+07:00"),
        (atom(entry(1)), "Berita & desa 1", "2019-07-01T10:00:00+07:00"),
        (RDF, "Berita desa", "2019-07-01T10:00:00+07:00"),
        (OLD, "Berita", None),
        (rss(item(1, pubDate="Sen, 1 Jul 2019 10:00:00 WIB")), "Berita desa nomor 1", "2019-07-01T10:00:00+07:00"),
        (rss(item(1, pubDate="kemarin")), "Berita desa nomor 1", None),
        (
            rss(item(1)).replace("UTF-8", "windows-1252").replace("nomor", "né").encode("cp1252"),
            "Berita desa né 1",
            "2019-07-01T10:00:00+07:00",
        ),
        ("\n\n " + rss(item(1)), "Berita desa nomor 1", "2019-07-01T10:00:00+07:00"),
        (
            rss(item(1)).replace("Ringkasan singkat", "Ringkasan &nbsp; & lain"),
            "Berita desa nomor 1",
            "2019-07-01T10:00:00+07:00",
        ),
    ],
)
def test_every_kind_of_feed_is_read(content: str | bytes, title: str, published: str | None) -> None:
    found = list(find_entries(source(), EVERYTHING, Web({FEED: content})))
    assert [(item.title, item.published) for item in found] == [(title, published)]


def test_a_feed_burner_tells_the_true_address() -> None:
    through = item(1, link="http://feedproxy.example/~r/x/1").replace(
        "</item>",
        "<f:origLink xmlns:f='http://rssnamespace.org/feedburner/ext/1.0'>"
        "https://kabar.example/a-b-c-1/</f:origLink></item>",
    )
    assert numbers(Web({FEED: rss(through)})) == ["1"]


def test_items_of_other_sites_are_left_out() -> None:
    assert numbers(Web({FEED: rss(item(1, link="https://lain.example/a-1/"), item(2))})) == ["2"]


@pytest.mark.parametrize(
    ("home", "feed"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/umpan.xml">', "https://kabar.example/umpan.xml"),
        (
            '<link rel="alternate" type="application/rss+xml" title="Komentar" href="/a"><link rel="alternate" '
            'type="application/atom+xml" href="/kategori/daerah/feed/">'
            '<link rel="alternate" type="application/rss+xml" '
            'href="https://kabar.example/rss/semua">',
            "https://kabar.example/rss/semua",
        ),
        (
            '<link rel="alternate" type="application/atom+xml" href="/feeds/posts/default">',
            "https://kabar.example/feeds/posts/default?max-results=150",
        ),
        ('<link rel="alternate" type="text/xml" title="RSS" href="/berita.xml">', "https://kabar.example/berita.xml"),
        ('<link rel="alternate" hreflang="id" href="/id">', "https://kabar.example/atom.xml"),
        ("", "https://kabar.example/index.php?format=feed&type=rss"),
        ((500, ""), "https://kabar.example/rss"),
        (None, "https://kabar.example/feed/"),
    ],
)
def test_the_feed_is_named_by_the_home_page_or_where_feeds_are(home: Answer, feed: str) -> None:
    assert numbers(Web({HOME: home, feed: rss(item(1))}), given=source(feeds=())) == ["1"]


def test_a_page_that_is_no_feed_is_passed_over() -> None:
    soft = "<!doctype html><html><body><h1>Halaman tidak ditemukan</h1></body></html>"
    web = Web({HOME: "<p>Kabar</p>", FEED: soft, "https://kabar.example/rss.xml": rss(item(1))})
    assert numbers(web, given=source(feeds=())) == ["1"]


@pytest.mark.parametrize("answer", [(404, ""), (403, rss(item(1))), "<html><p>a</p></html>", "", b"\x00\x01\x02", None])
def test_what_is_no_feed_is_not_offered(answer: Answer) -> None:
    for given in (source(), source(feeds=())):
        with pytest.raises(NotOffered):
            next(find_entries(given, EVERYTHING, Web({FEED: answer, HOME: "<p>Kabar</p>"})))


def test_an_empty_feed_is_not_offered() -> None:
    with pytest.raises(NotOffered, match="no items"):
        next(find_entries(source(), EVERYTHING, Web({FEED: rss()})))


def test_a_feed_that_looks_like_a_file_name_or_address_is_never_opened(tmp_path: Path) -> None:
    secret = tmp_path / "feed.xml"
    secret.write_text(rss(item(1)), encoding="utf-8")
    for content in (str(secret), secret.as_uri(), "http://127.0.0.1:9/feed"):
        with pytest.raises(NotOffered):
            next(find_entries(source(), EVERYTHING, Web({FEED: content})))


def test_entities_do_not_multiply() -> None:
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    content = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{bomb}]>' + rss(item(1)).partition("?>")[2].replace("nomor", "&l9;")
    found = list(find_entries(source(), EVERYTHING, Web({FEED: content})))
    assert all(len(item.title or "") < 1000 for item in found)


GENERATOR = "<generator>https://wordpress.org/?v=6.4</generator>"


def test_pages_by_rel_next() -> None:
    second, third = FEED + "?halaman=b", FEED + "?halaman=c"
    link = '<atom:link rel="next" href="{}"/>'
    web = Web(
        {
            FEED: rss(item(3), head=link.format(second)),
            second: rss(item(2), head=link.format(third)),
            third: rss(item(1)),
        }
    )
    assert numbers(web) == ["3", "2", "1"]
    assert web.asked == [FEED, second, third]


def test_pages_of_wordpress_end_at_404() -> None:
    web = Web({FEED: rss(item(3), head=GENERATOR), FEED + "?paged=2": rss(item(2), head=GENERATOR)})
    assert numbers(web) == ["3", "2"]
    assert web.asked[-1] == FEED + "?paged=3"


def test_pages_of_blogger_are_asked_of_the_blog() -> None:
    feed = HOME + "feeds/posts/default?max-results=150"
    link = (
        "<link rel='next' "
        "href='https://www.blogger.com/feeds/12/posts/default?start-index=151&amp;max-results=150&amp;redirect=false'/>"
    )
    following = HOME + "feeds/posts/default?start-index=151&max-results=150"
    web = Web({feed: atom(entry(2), head=link), following: atom(entry(1))})
    assert numbers(web, given=source(feeds=(feed,))) == ["2", "1"]


def test_pages_of_joomla_start_where_the_last_ended() -> None:
    feed = HOME + "index.php?format=feed&type=rss"
    head = "<generator>Joomla! - Open Source Content Management</generator>"
    web = Web({feed: rss(item(3), item(2), head=head), feed + "&start=2": rss(item(1), head=head)})
    assert numbers(web, given=source(feeds=(feed,))) == ["3", "2", "1"]
    assert web.asked[-1] == feed + "&start=3"


@pytest.mark.parametrize(
    "second",
    [rss(item(3), head=GENERATOR), rss(head=GENERATOR), "<html><h1>Kabar</h1></html>", (404, ""), (410, "")],
)
def test_paging_ends_where_nothing_new_comes(second: Answer) -> None:
    web = Web({FEED: rss(item(3), head=GENERATOR), FEED + "?paged=2": second})
    assert numbers(web) == ["3"]
    assert len(web.asked) == 2


def test_a_next_page_on_another_site_is_not_asked_for() -> None:
    web = Web({FEED: rss(item(1), head='<atom:link rel="next" href="https://lain.example/feed"/>')})
    assert numbers(web) == ["1"]
    assert not any("lain" in url for url in web.asked)


def test_a_loop_of_pages_ends() -> None:
    link = f'<atom:link rel="next" href="{FEED}"/>'
    assert numbers(Web({FEED: rss(item(1), head=link)})) == ["1"]


def test_a_later_page_that_fails_is_an_error_after_what_was_found() -> None:
    found = find_entries(source(), EVERYTHING, Web({FEED: rss(item(3), head=GENERATOR), FEED + "?paged=2": (503, "")}))
    next(found)
    with pytest.raises(FetchFailed, match="503"):
        next(found)


def test_since_leaves_out_what_is_older_and_ends_the_paging() -> None:
    web = Web({FEED: rss(item(4), item(3), head=GENERATOR), FEED + "?paged=2": rss(item(2), item(1), head=GENERATOR)})
    assert numbers(web, Wanted("2019-07-04", lambda url: False, False)) == ["4"]
    assert len(web.asked) == 2
    assert numbers(web, Wanted("2019-07-05", lambda url: False, False)) == []


def test_a_page_of_known_items_ends_the_paging_if_wanted() -> None:
    web = Web({FEED: rss(item(4), item(3), head=GENERATOR), FEED + "?paged=2": rss(item(2), item(1), head=GENERATOR)})
    assert numbers(web, Wanted(None, lambda url: "berita-desa-4" in url, True)) == ["4", "3", "2", "1"]
    web.asked.clear()
    assert numbers(web, Wanted(None, lambda url: True, True)) == ["4", "3"]
    assert web.asked == [FEED]


@pytest.mark.parametrize(
    ("items", "kept"),
    [
        ([item(1, LONG)], []),
        ([item(1, LONG + "Inilah inovasi desa.")], ["1"]),
        ([item(1, LONG, title="Inovasi desa")], ["1"]),
        ([item(1)], ["1"]),  # a summary says nothing of what it leaves out
        ([item(1, "Teks pendek")], ["1"]),
        ([item(1, LONG + "Baca selengkapnya")], ["1"]),
        ([item(1, LONG + "[&hellip;]")], ["1"]),
    ],
)
def test_only_a_whole_text_without_a_keyword_is_left_out(items: list[str], kept: list[str]) -> None:
    assert numbers(Web({FEED: rss(*items)}), given=source("inovasi")) == kept


def test_several_feeds_are_one_list_without_doubles() -> None:
    other = HOME + "daerah/feed/"
    web = Web({FEED: rss(item(3), item(2)), other: rss(item(2), item(1))})
    assert numbers(web, given=source(feeds=("feed/", "/daerah/feed/"))) == ["3", "2", "1"]

"""Crawls of a folder that nginx serves: the same 500 articles through each way, and a second run that costs nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import nginx_server
import pytest
from nginx_server import Nginx

from inovasi.config import read_config
from inovasi.crawling import Watch, crawl_all
from inovasi.scrape.archive.archive import Archive
from inovasi.scrape.crawl import Crawled, Plan
from inovasi.types import Issue

pytestmark = pytest.mark.skipif(nginx_server.PROGRAM is None, reason="nginx is not installed (Debian: nginx-light)")

ARTICLES = 500
ON_A_PAGE = 100
PAGES = ARTICLES // ON_A_PAGE
FIRST = datetime(2021, 1, 4, 1, 0, tzinfo=UTC)
# A folder has no programs: the answers of WordPress lie in it as files, one for each page.
RULES = """
location = /wp-json/wp/v2/posts { default_type application/json; try_files /posts-$arg_page.json =400; }
location = /wp-json/ { return 200 '{"name": "Contoh", "namespaces": ["wp/v2"]}'; }
"""


def moment(number: int) -> datetime:
    return FIRST + timedelta(hours=9 * number)


def path(number: int) -> str:
    return f"berita/{moment(number):%Y/%m}/warga-desa-{number:03d}-memakai-layanan-baru.html"


def title(number: int) -> str:
    return f"Warga Desa {number:03d} Memakai Layanan Baru"


def page(number: int) -> str:
    text = f"Inovasi nomor {number} dipakai warga desa sejak awal tahun, kata perangkat desa yang menjaga loket. " * 4
    return (
        f"<html><head><title>{title(number)}</title>"
        f'<meta property="article:published_time" content="{moment(number).isoformat()}"></head>'
        f"<body><h1>{title(number)}</h1><article><p>{text}</p></article></body></html>"
    )


def lay_out(root: Path, url: str) -> None:
    """The site as files, newest articles first wherever an order is shown."""
    newest = list(reversed(range(ARTICLES)))
    for number in newest:
        file = root / path(number)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page(number), encoding="utf-8")
    for start in range(0, ARTICLES, ON_A_PAGE):
        count, part = start // ON_A_PAGE + 1, newest[start : start + ON_A_PAGE]
        posts = [
            {"link": url + path(n), "date_gmt": f"{moment(n):%Y-%m-%dT%H:%M:%S}", "title": {"rendered": title(n)}}
            for n in part
        ]
        (root / f"posts-{count}.json").write_text(json.dumps(posts), encoding="utf-8")
        links = "".join(f'<li><h2><a href="/{path(n)}">{title(n)}</a></h2></li>' for n in part)
        more = f'<a rel="next" href="/indeks-{count + 1}.html">Berikutnya</a>' if count < PAGES else ""
        listing = f"<html><head><title>Contoh</title></head><body><ul>{links}</ul>{more}</body></html>"
        (root / f"indeks-{count}.html").write_text(listing, encoding="utf-8")
    feed = '<link rel="alternate" type="application/rss+xml" href="/rss.xml">'
    home = (root / "indeks-1.html").read_text("utf-8").replace("</head>", f"{feed}</head>")
    (root / "index.html").write_text(home, encoding="utf-8")
    items = "".join(
        f"<item><title>{title(n)}</title><link>{url + path(n)}</link>"
        f"<pubDate>{format_datetime(moment(n))}</pubDate></item>"
        for n in newest
    )
    rss = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Contoh</title>{items}</channel></rss>'
    (root / "rss.xml").write_text(rss, encoding="utf-8")
    entries = "".join(f"<url><loc>{url + path(n)}</loc><lastmod>{moment(n):%F}</lastmod></url>" for n in newest)
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    (root / "sitemap.xml").write_text(sitemap, encoding="utf-8")
    (root / "robots.txt").write_text(f"User-agent: *\nAllow: /\nSitemap: {url}sitemap.xml\n", encoding="utf-8")


def crawl(config: Path) -> tuple[Crawled, list[Issue]]:
    issues: list[Issue] = []
    read = read_config(config)
    (crawled,) = crawl_all(read, read.sources, Plan(), Watch(issues.append, lambda name: None, lambda end: None))
    return crawled, issues


@pytest.mark.parametrize("way", ["wordpress", "rss", "sitemap", "listing"])
def test_nginx_gives_the_same_500_articles_whichever_way_and_then_only_304s(
    configure, tmp_path: Path, way: str
) -> None:
    root = tmp_path / "site"
    root.mkdir()
    server = Nginx(root, tmp_path / "nginx", RULES)
    lay_out(root, server.url)
    with server:
        config = configure(server.url, lines=f'keywords = []\nfind = ["{way}"]')
        first, issues = crawl(config)
        assert (first.end, first.finder, first.count.new, issues) == ("complete", way, ARTICLES, [])
        with Archive.open(Path(read_config(config).crawl.archive), write=False) as archive:
            held = {capture.url: archive.response(capture) for capture in archive.articles()}
        assert set(held) == {server.url + path(n) for n in range(ARTICLES)}
        assert held[server.url + path(7)].content.decode() == page(7)
        server.forget()
        second, issues = crawl(config)
        assert (second.count.new, second.count.bytes, issues) == (0, 0, [])
        assert set(server.statuses()) == {304}

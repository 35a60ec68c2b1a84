"""From an archive to a registry: pages are read again, offline, each article once."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from site_pages import Page
from site_server import Break, Site

from inovasi.config import read_config
from inovasi.crawling import Watch, crawl_all
from inovasi.scrape.archived import read_archive
from inovasi.scrape.crawl import Plan
from inovasi.scrape.inputs import read_articles
from inovasi.types import Article, Correction, Issue

RELEASE = (
    "Dinas Kesehatan Kabupaten Musi Banyuasin meluncurkan inovasi SIGAP (Siaga Ibu Gawat dan Anak Perlu) pada Senin "
    "(4/3/2024). Layanan itu menghubungkan bidan desa dengan dokter jaga di rumah sakit melalui pesan singkat."
)
MORE = (
    "Bidan mengirim keadaan ibu hamil setiap pekan, dan dokter menjawab dalam satu jam. Sejak diuji coba pada tiga "
    "kecamatan, rujukan yang terlambat berkurang dari dua belas menjadi empat dalam setahun. Pemerintah kabupaten "
    "berencana memperluas layanan ke seluruh puskesmas pada tahun depan dengan pelatihan bagi dua ratus bidan."
)


def page(title: str, *paragraphs: str, head: str = "", tail: str = "") -> Page:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = (
        f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>"
        f'<div class="entry-content">{text}</div>{tail}</body></html>'
    )
    return Page(html.encode())


def crawl(config: Path) -> None:
    read = read_config(config)
    crawl_all(read, read.sources, Plan(), Watch(print, lambda name: None, lambda end: None))


def articles(config: Path, **changes: object) -> tuple[list[Article], list[Issue]]:
    read = read_config(config)
    sources = {source.name: replace(source, **changes) for source in read.sources}
    issues: list[Issue] = []
    return list(read_archive(Path(read.crawl.archive), sources, (), issues.append)), issues


def test_articles_come_in_a_fixed_order_with_outlet_times_and_where_they_lie(configure) -> None:
    with Site(articles=9) as site:
        config = configure(site.url)
        crawl(config)
        found, issues = articles(config)
        assert issues == []
        assert [article.url for article in found] == sorted(site.articles)
        first = found[0]
        assert first.published_at == site.posts[0].published.isoformat(timespec="seconds")
        assert (first.source, first.outlet) == ("127.0.0.1", "Kabar Contoh")
        assert first.origin is not None
        assert first.origin.startswith("archive/inovasi-")
        assert first.retrieved is not None
        assert first.retrieved.endswith("Z")


def test_a_keyword_is_looked_for_in_title_and_text_whichever_way_the_page_was_found(configure) -> None:
    wanted: set[str] = set()
    for way in ("wordpress", "rss", "sitemap", "listing"):
        with Site(articles=30, port=0) as site:
            config = configure(
                site.url, lines=f'keywords = ["inovasi"]\nfind = ["{way}"]', scrape=f'archive = "archive-{way}"'
            )
            crawl(config)
            found = {(article.url or "").removeprefix(site.url) for article in articles(config)[0]}
            assert found == {post.path.lstrip("/") for post in site.posts if post.innovative}
            wanted = wanted or found
            assert found == wanted


def test_an_article_under_several_addresses_is_told_once(configure) -> None:
    with Site(articles=6) as site:
        one, two, three = (site.posts[n].path for n in (1, 2, 3))
        link = f'<link rel="canonical" href="{site.address(one)}">'
        site.pages[one] = page("Layanan SIGAP Dibuka", RELEASE, MORE, head=link)
        site.pages[two] = page("Layanan SIGAP Dibuka", RELEASE, MORE, head=link)  # says which one it is
        site.pages[three] = page("Layanan SIGAP Dibuka", RELEASE, MORE)  # says nothing
        config = configure(site.url)
        crawl(config)
        told = [article.url for article in articles(config)[0]]
        assert site.address(one) in told
        assert site.address(two) not in told
        assert site.address(three) not in told
        assert len(told) == 4


def test_pages_that_wrongly_claim_one_address_stay_apart(configure) -> None:
    with Site(articles=4) as site:
        link = f'<link rel="canonical" href="{site.address("/berita/semua")}">'
        texts = {1: RELEASE, 2: MORE}
        for number, text in texts.items():
            site.pages[site.posts[number].path] = page(f"Kabar {number}", text, head=link)
        config = configure(site.url)
        crawl(config)
        assert len(articles(config)[0]) == 4


def test_an_article_on_two_pages_is_one(configure) -> None:
    with Site(articles=3) as site:
        path = site.posts[1].path
        paging = f'<div class="page-links">Halaman: 1 <a href="{path}2/">2</a></div>'
        site.pages[path] = page("Layanan SIGAP Dibuka", RELEASE, tail=paging)
        site.pages[f"{path}2/"] = page("Layanan SIGAP Dibuka", MORE, tail=paging)
        config = configure(site.url)
        crawl(config)
        (article,) = [article for article in articles(config)[0] if article.url == site.address(path)]
        assert article.text == f"{RELEASE}\n{MORE}"


def test_an_article_whose_pages_lead_only_to_the_next_is_whole(configure) -> None:
    with Site(articles=3) as site:
        path = site.posts[1].path
        texts = (RELEASE, MORE, "Kepala dinas berharap layanan itu dipakai semua bidan desa sebelum akhir tahun depan.")
        for number, text in enumerate(texts, start=1):
            more = f'<div class="page-links"><a href="{path}{number + 1}/">Selanjutnya</a></div>' if number < 3 else ""
            site.pages[path if number == 1 else f"{path}{number}/"] = page("Layanan SIGAP Dibuka", text, tail=more)
        config = configure(site.url)
        crawl(config)
        (article,) = [article for article in articles(config)[0] if article.url == site.address(path)]
        assert article.text == "\n".join(texts)


def test_a_correction_holds_for_the_days_it_names(configure) -> None:
    with Site(articles=1) as site:
        path = site.posts[0].path
        site.pages[path] = page("Portal", RELEASE, MORE, tail='<h4 class="judul-asli">Layanan SIGAP Dibuka</h4>')
        config = configure(site.url)
        crawl(config)
        for correction, title in (
            (Correction(title=".judul-asli"), "Layanan SIGAP Dibuka"),
            (Correction(title=".judul-asli", since="2020-01-01"), "Layanan SIGAP Dibuka"),
            (Correction(title=".judul-asli", until="2020-01-01"), "Portal"),
        ):
            ((article,), issues) = articles(config, corrections=(correction,))
            assert (article.title, issues) == (title, [])


def test_a_page_without_an_article_is_noted_and_the_rest_goes_on(configure) -> None:
    with Site(articles=5) as site:
        site.pages[site.posts[2].path] = Page(b"<html><body><nav><a href='/'>Beranda</a></nav></body></html>")
        config = configure(site.url)
        crawl(config)
        found, issues = articles(config)
        assert len(found) == 4
        assert [(issue.input, issue.fatal) for issue in issues] == [(site.address(site.posts[2].path), False)]


def test_build_counts_one_release_on_three_sites_as_one_source_and_keeps_every_outlet(run, configure, tmp_path) -> None:
    sites = [Site(articles=1, host=f"127.0.0.{n}") for n in (1, 2, 3)]
    own = ("", "", "Kepala dinas menambahkan bahwa pelatihan bidan dimulai bulan depan di ibu kota kabupaten.")
    for number, site in enumerate(sites):
        site.pages[site.posts[0].path] = page(f"SIGAP Diluncurkan {number}", RELEASE, MORE, own[number])
    with sites[0], sites[1], sites[2]:
        configure(*(site.url for site in sites), lines='keywords = ["inovasi"]\nregion = "16.06"')
        assert run("scrape").returncode == 0
    done = run("build", "--from-archive", "--out", "registry")
    assert done.returncode == 0, done.stderr
    assert "copies               2" in done.stdout
    database = sqlite3.connect(tmp_path / "registry" / "registry.sqlite")
    rows = database.execute("select id, source, story from articles order by source").fetchall()
    assert [source for _, source, _ in rows] == ["127.0.0.1", "127.0.0.2", "127.0.0.3"]
    assert len({story for _, _, story in rows}) == 1
    assert database.execute("select n_articles, n_sources from innovations where name = 'SIGAP'").fetchall() == [(3, 1)]
    database.close()


def test_build_from_the_archive_is_the_same_whatever_the_order_of_the_crawl(run, configure, tmp_path: Path) -> None:
    """Another order, other files, other moments: what is published of the articles is the same."""
    tables = []
    with Site(articles=8) as site:
        for name, limit in (("one", None), ("two", 3)):
            configure(site.url, scrape=f'archive = "{name}"')
            if limit:
                run("scrape", "--limit", limit)
            assert run("scrape").returncode == 0
            assert run("build", "--from-archive", "--out", f"registry-{name}", "--no-gate").returncode == 0
            with closing(sqlite3.connect(tmp_path / f"registry-{name}" / "registry.sqlite")) as registry:
                columns = "id, url, title, published_at, outlet, section, story, text"
                articles = registry.execute(f"select {columns} from articles order by id").fetchall()
                values = registry.execute("select entity_type, property, value, quote, article_id from statements")
                tables.append((articles, values.fetchall()))
    assert tables[0] == tables[1]
    assert len(tables[0][0]) == 8
    assert tables[0][1]


def test_the_warc_files_of_an_archive_can_be_read_as_files_too(configure, tmp_path: Path) -> None:
    """By any tool that reads WARC; to this one, listings and feeds in them are no articles."""
    with Site(articles=7) as site:
        config = configure(site.url, lines='keywords = []\nfind = ["listing"]')
        crawl(config)
        issues: list[Issue] = []
        found = list(read_articles((tmp_path / "archive").glob("*.warc.gz"), issues.append))
        assert ({article.url for article in found}, issues) == (set(site.articles), [])


def test_build_wants_something_to_read(run, configure) -> None:
    assert run("build", "--out", "registry").returncode == 2
    configure("https://contoh.example/")
    done = run("build", "--from-archive", "--out", "registry")
    assert done.returncode == 1
    assert "there is no archive in it" in done.stderr


def test_a_broken_page_in_an_archive_stops_nothing(configure) -> None:
    with Site(articles=3) as site:
        site.breaks[site.posts[1].path] = Break(status=200, body=b"\x00\x01\x02" * 50)
        config = configure(site.url)
        crawl(config)
        found, issues = articles(config)
        assert len(found) == 2
        assert json.dumps([issue.input for issue in issues]) == json.dumps([site.address(site.posts[1].path)])

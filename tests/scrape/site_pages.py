"""The pages of the made-up site that ``site_server`` serves: articles, listings, feeds, WordPress's REST, sitemaps."""

from __future__ import annotations

import gzip
import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote_plus, urlsplit

if TYPE_CHECKING:
    from site_server import Site

WIB = timezone(timedelta(hours=7))
_FIRST = datetime(2019, 1, 2, 8, 15, tzinfo=WIB)
_STEP = timedelta(hours=31)
_PLACES = (
    "Sukamaju",
    "Telagasari",
    "Batuputih",
    "Karanganyar",
    "Muaralembu",
    "Tanjungrasa",
    "Rantaubaru",
    "Bukitindah",
)
_WORKS = (
    "Antrean",
    "Perizinan",
    "Kependudukan",
    "Kesehatan",
    "Pertanian",
    "Perpustakaan",
    "Persampahan",
    "Pengairan",
    "Penyuluhan",
)
_DEEDS = ("Dipercepat lewat Layanan Keliling", "Dibuka Setiap Akhir Pekan", "Ditata Ulang Bersama Warga", "Diuji Coba")
_SECTIONS = ("pemerintahan", "kesehatan", "daerah")


@dataclass(frozen=True)
class Post:
    """One article of the site. Every third one is about an innovation."""

    number: int
    revision: int = 0

    @property
    def published(self) -> datetime:
        return _FIRST + _STEP * self.number

    @property
    def modified(self) -> datetime:
        return self.published + timedelta(hours=1 + self.revision)

    @property
    def innovative(self) -> bool:
        return self.number % 3 == 0

    @property
    def section(self) -> str:
        return _SECTIONS[self.number % len(_SECTIONS)]

    @cached_property
    def title(self) -> str:
        n = self.number
        head = "Inovasi" if self.innovative else "Urusan"
        place, work = _PLACES[n % len(_PLACES)], _WORKS[n % len(_WORKS)]
        return f"{head} {work} di {place} {_DEEDS[n % len(_DEEDS)]} Tahap {n + 1}"

    @cached_property
    def path(self) -> str:
        slug = re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")
        return f"/{self.published:%Y/%m/%d}/{slug}/"

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        n, place, work = self.number, _PLACES[self.number % len(_PLACES)], _WORKS[self.number % len(_WORKS)].lower()
        programme = f"LAYAR{n + 1:04d}"
        called = f"inovasi {programme}" if self.innovative else f"kegiatan rutin bernomor {n + 1}"
        changed = f" Catatan ini diperbarui untuk kali ke-{self.revision}." if self.revision else ""
        return (
            f"{place.upper()} - Pemerintah Kecamatan {place} memperkenalkan {called} untuk urusan {work} kepada para "
            f"ketua rukun tetangga di balai pertemuan kecamatan pada pekan ini.{changed}",
            f"Petugas menerangkan bahwa warga cukup mendaftar satu kali. Berkas yang sudah diperiksa disimpan di "
            f"kantor desa dan dapat dipakai lagi bila ada keperluan lain pada tahun yang sama, sehingga antrean {work} "
            f"menjadi lebih pendek daripada bulan sebelumnya.",
            f"Menurut catatan kantor, {100 + n % 400} keluarga sudah memakai layanan itu sejak dibuka. Sebagian besar "
            f"datang pada pagi hari, dan sisanya dijemput oleh petugas keliling yang berangkat dua kali sepekan.",
            "Pertemuan ditutup dengan tanya jawab. Warga meminta jadwal dipasang di papan pengumuman desa agar mereka "
            "yang bekerja di ladang tetap dapat menyesuaikan waktu.",
        )

    @property
    def steps(self) -> tuple[str, ...]:
        return (
            "Mengisi formulir di kantor desa",
            "Menunjukkan kartu keluarga",
            f"Menerima nomor layanan {self.number + 1}",
        )


@dataclass(frozen=True)
class Page:
    """One resource. ``headers`` come on top of those that every page has."""

    body: bytes
    kind: str = "text/html; charset=UTF-8"
    changed: datetime = _FIRST
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


def _lost() -> Page:
    return Page(b"<!doctype html><title>404</title><h1>Halaman tidak ditemukan</h1>", status=404)


def _newest(site: Site, words: str | None = None, section: str | None = None) -> list[Post]:
    found = [post for post in reversed(site.posts) if section is None or post.section == section]
    if words:
        wanted = words.lower().split()
        found = [post for post in found if all(word in _words(post) for word in wanted)]
    return found


def _words(post: Post) -> str:
    return f"{post.title} {' '.join(post.paragraphs)}".lower()


def _changed(posts: list[Post]) -> datetime:
    return max((post.modified for post in posts), default=_FIRST)


def _part(posts: list[Post], page: str | None, size: int) -> tuple[int, int, list[Post]]:
    """Number of the page, number of pages, the posts on it."""
    number = int(page) if page and page.isdigit() else 1
    return number, -(-len(posts) // size), posts[(number - 1) * size : number * size]


def _robots(site: Site, query: dict[str, str]) -> Page:
    named = f"Sitemap: {site.address('/sitemap.xml')}\n" if "sitemap" in site.offers else ""
    return Page((site.robots + named).encode(), "text/plain")


def _frame(site: Site, title: str, main: str, *, head: str = "") -> bytes:
    links = head
    if "rss" in site.offers:
        feed = '<link rel="alternate" type="application/rss+xml" title="Kabar Contoh &raquo; {}" href="{}">'
        links += feed.format("Feed", site.address("/feed/"))
        links += feed.format("Umpan Komentar", site.address("/comments/feed/"))
    if "wordpress" in site.offers:
        links += f'<link rel="https://api.w.org/" href="{site.address("/wp-json/")}">'
    menu = "".join(f'<li><a href="/kategori/{name}/">{name.title()}</a></li>' for name in _SECTIONS)
    return (
        f'<!doctype html><html lang="id-ID"><head><meta charset="UTF-8"><title>{html.escape(title)}</title>'
        f'<meta property="og:site_name" content="Kabar Contoh">{links}</head><body class="hfeed">'
        f'<header class="site-header"><a class="logo" href="/">Kabar Contoh</a>'
        f'<nav class="main-navigation"><ul><li><a href="/">Beranda</a></li><li><a href="/berita/">Berita</a></li>{menu}'
        '<li><a href="/tentang-kami/">Tentang Kami</a></li></ul></nav></header>'
        f'<main class="site-main">{main}</main><footer class="site-footer"><p>&copy; Kabar Contoh</p>'
        '<a href="/pedoman-media-siber/">Pedoman Media Siber</a></footer></body></html>'
    ).encode()


_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


def _day(moment: datetime) -> str:
    return f"{_DAYS[moment.weekday()]}, {moment.day} {_MONTHS[moment.month - 1]} {moment.year} | {moment:%H:%M} WIB"


def _article(site: Site, post: Post) -> Page:
    body = "".join(f"<p>{html.escape(text)}</p>" for text in post.paragraphs)
    steps = "".join(f"<li>{html.escape(text)}</li>" for text in post.steps)
    head = (
        f'<link rel="canonical" href="{site.address(post.path)}">'
        f'<meta property="og:title" content="{html.escape(post.title)}"><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{post.published.isoformat()}">'
        f'<meta property="article:modified_time" content="{post.modified.isoformat()}">'
    )
    main = (
        f'<article class="post"><header class="entry-header"><h1 class="entry-title">{html.escape(post.title)}</h1>'
        f'<div class="entry-meta"><time class="entry-date published" datetime="{post.published.isoformat()}">'
        f'{_day(post.published)}</time> <span class="author">Redaksi</span></div></header>'
        f'<div class="entry-content">{body}<p>Langkah yang perlu ditempuh warga:</p><ol>{steps}</ol></div></article>'
    )
    return Page(_frame(site, f"{post.title} - Kabar Contoh", main, head=head), changed=post.modified)


def _home(site: Site, query: dict[str, str], page: str | None = None) -> Page:
    if "s" in query:
        return _listing(
            site, _newest(site, query["s"]), page, "/", f"?s={quote_plus(query['s'])}", f"Hasil pencarian: {query['s']}"
        )
    if query.get("rest_route", "").rstrip("/") == "/wp/v2/posts" and "wordpress" in site.offers:
        return _rest(site, query)
    if "feed" in query and "rss" in site.offers:
        return _feed(site, query)
    return _listing(site, _newest(site), page, "/", "", "Beranda")


def _berita(site: Site, query: dict[str, str], page: str | None = None) -> Page:
    return _listing(site, _newest(site), page, "/berita/", "", "Berita")


def _section(site: Site, query: dict[str, str], name: str, page: str | None = None) -> Page:
    return _listing(site, _newest(site, section=name), page, f"/kategori/{name}/", "", name.title())


def _listing(site: Site, posts: list[Post], page: str | None, path: str, query: str, title: str) -> Page:
    if "listing" not in site.offers:
        posts = []
    number, pages, part = _part(posts, page, site.listing_size)
    if number > 1 and not part:
        return _lost()
    items = "".join(_card(site, post) for post in part)
    turns = [str(n) for n in range(max(1, number - 2), min(pages, number + 2) + 1)]
    paging = "".join(
        f'<span class="page-numbers current">{n}</span>' if n == str(number)
        else f'<a class="page-numbers" href="{path}page/{n}/{query}">{n}</a>'
        for n in turns
    )  # fmt: skip
    if number < pages:
        paging += f'<a class="next page-numbers" href="{path}page/{number + 1}/{query}">Selanjutnya</a>'
    main = f'<h1 class="page-title">{html.escape(title)}</h1>{items}'
    main += f'<nav class="pagination"><div class="nav-links">{paging}</div></nav>'
    link = (("Link", f'<{site.address("/wp-json/")}>; rel="https://api.w.org/"'),) if "wordpress" in site.offers else ()
    return Page(_frame(site, f"{title} - Kabar Contoh", main), changed=_changed(part), headers=link)


def _card(site: Site, post: Post) -> str:
    link = f'href="{site.address(post.path)}"'
    return (
        f'<article class="post"><h2 class="entry-title"><a {link}>{html.escape(post.title)}</a></h2>'
        f'<span class="posted-on">{_day(post.published)}</span>'
        f'<div class="entry-summary"><p>{html.escape(post.paragraphs[0][:90])}...</p>'
        f'<a class="more-link" {link}>Selengkapnya</a></div></article>'
    )


def _feed(site: Site, query: dict[str, str]) -> Page:
    _, _, part = _part(_newest(site, query.get("s")), query.get("paged"), site.feed_size)
    if not part and query.get("paged", "1") != "1":
        return _lost()
    items = "".join(_item(site, post) for post in part)
    body = (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Kabar Contoh</title><link>{site.url}</link><description>Kabar dari desa</description>"
        f"<generator>https://wordpress.org/?v=6.4</generator>{items}</channel></rss>"
    )
    return Page(body.encode(), "application/rss+xml; charset=UTF-8", _changed(part))


def _item(site: Site, post: Post) -> str:
    text = "".join(f"<p>{html.escape(text)}</p>" for text in post.paragraphs)
    full = f"<content:encoded><![CDATA[{text}]]></content:encoded>" if site.full_feed else ""
    return (
        f"<item><title>{html.escape(post.title)}</title><link>{site.address(post.path)}</link>"
        f"<pubDate>{format_datetime(post.published.astimezone(UTC))}</pubDate>"
        f'<guid isPermaLink="false">{site.address(f"/?p={post.number + 1}")}</guid>'
        f"<description>{html.escape(post.paragraphs[0][:90])} [&amp;hellip;]</description>{full}</item>"
    )


def _rest(site: Site, query: dict[str, str]) -> Page:
    posts = _newest(site, query.get("search"))
    if after := query.get("after"):
        posts = [post for post in posts if post.published.replace(tzinfo=None) > datetime.fromisoformat(after)]
    size = min(int(query.get("per_page", "10")), 100)
    if size > site.post_limit:
        return _refused("rest_invalid_param", "per_page")
    number, pages, part = _part(posts, query.get("page"), size)
    if number > max(pages, 1):
        return _refused("rest_post_invalid_page_number", "page")
    rows = [
        {
            "link": site.address(post.path),
            "date_gmt": f"{post.published.astimezone(UTC):%Y-%m-%dT%H:%M:%S}",
            "modified_gmt": f"{post.modified.astimezone(UTC):%Y-%m-%dT%H:%M:%S}",
            "title": {"rendered": html.escape(post.title)},
        }
        for post in part
    ]
    totals = (("X-WP-Total", str(len(posts))), ("X-WP-TotalPages", str(pages)))
    return Page(json.dumps(rows).encode(), "application/json; charset=UTF-8", _changed(part), headers=totals)


def _refused(code: str, parameter: str) -> Page:
    body = {"code": code, "message": f"Invalid parameter: {parameter}", "data": {"status": 400}}
    return Page(json.dumps(body).encode(), "application/json; charset=UTF-8", status=400)


def _wp_json(site: Site, query: dict[str, str]) -> Page:
    return _rest(site, query)


def _xml(root: str, rows: list[tuple[str, datetime]], item: str) -> bytes:
    inner = "".join(f"<{item}><loc>{loc}</loc><lastmod>{when.isoformat()}</lastmod></{item}>" for loc, when in rows)
    return f'<?xml version="1.0" encoding="UTF-8"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inner}</{root}>'.encode()


def _index(site: Site, query: dict[str, str]) -> Page:
    rows = [(site.address("/page-sitemap.xml"), _FIRST), (site.address("/category-sitemap.xml"), _FIRST)]
    for number in range(-(-len(site.posts) // site.sitemap_size)):
        part = site.posts[number * site.sitemap_size : (number + 1) * site.sitemap_size]
        rows.append((site.address(f"/post-sitemap{number + 1}.xml.gz"), _changed(part)))
    return Page(_xml("sitemapindex", rows, "sitemap"), "application/xml", _changed(site.posts))


def _post_sitemap(site: Site, query: dict[str, str], number: str) -> Page:
    part = site.posts[(int(number) - 1) * site.sitemap_size : int(number) * site.sitemap_size]
    rows = [(site.address(post.path), post.modified) for post in part]
    return Page(gzip.compress(_xml("urlset", rows, "url"), mtime=0), "application/x-gzip", _changed(part))


def _page_sitemap(site: Site, query: dict[str, str]) -> Page:
    return Page(_xml("urlset", [(site.address("/tentang-kami/"), _FIRST)], "url"), "application/xml")


def _static(site: Site, query: dict[str, str]) -> Page:
    return Page(_frame(site, "Kabar Contoh", "<h1>Tentang Kami</h1><p>Situs ini dibuat untuk pengujian.</p>"))


_Maker = Callable[..., Page]
_ROUTES: tuple[tuple[str | None, str, _Maker], ...] = (
    (None, r"/robots\.txt", _robots),
    (None, r"/", _home),
    (None, r"/page/(\d+)/", _home),
    ("listing", r"/berita/", _berita),
    ("listing", r"/berita/page/(\d+)/", _berita),
    ("listing", rf"/kategori/({'|'.join(_SECTIONS)})/(?:page/(\d+)/)?", _section),
    ("rss", r"/feed/", _feed),
    ("wordpress", r"/wp-json/wp/v2/posts", _wp_json),
    ("sitemap", r"/sitemap\.xml", _index),
    ("sitemap", r"/post-sitemap(\d+)\.xml\.gz", _post_sitemap),
    ("sitemap", r"/(?:page|category)-sitemap\.xml", _page_sitemap),
    (None, r"/(?:tentang-kami|pedoman-media-siber)/", _static),
)


def make(site: Site, target: str) -> Page:
    parts = urlsplit(target)
    query = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    number = site.by_path.get(parts.path)
    if number is not None:
        return _article(site, site.posts[number])
    for offer, pattern, maker in _ROUTES:
        found = re.fullmatch(pattern, parts.path)
        if found and (offer is None or offer in site.offers):
            return maker(site, query, *found.groups())
    return _lost()

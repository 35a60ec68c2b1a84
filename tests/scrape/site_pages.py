"""What readers of the made-up site see: articles and listings, in the markup of a WordPress theme."""

from __future__ import annotations

import html
from datetime import datetime
from typing import TYPE_CHECKING

from site_posts import SECTIONS, Page, Post, changed, lost, newest, part_of

if TYPE_CHECKING:
    from site_server import Site


def _frame(site: Site, title: str, main: str, *, head: str = "") -> bytes:
    links = head
    if "rss" in site.offers:
        feed = '<link rel="alternate" type="application/rss+xml" title="Kabar Contoh &raquo; {}" href="{}">'
        links += feed.format("Feed", site.address("/feed/"))
        links += feed.format("Umpan Komentar", site.address("/comments/feed/"))
    if "wordpress" in site.offers:
        links += f'<link rel="https://api.w.org/" href="{site.address("/wp-json/")}">'
    menu = "".join(f'<li><a href="/kategori/{name}/">{name.title()}</a></li>' for name in SECTIONS)
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


def article(site: Site, post: Post) -> Page:
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


def berita(site: Site, query: dict[str, str], page: str | None = None) -> Page:
    return listing(site, newest(site), page, "/berita/", "", "Berita")


def section(site: Site, query: dict[str, str], name: str, page: str | None = None) -> Page:
    return listing(site, newest(site, section=name), page, f"/kategori/{name}/", "", name.title())


def listing(site: Site, posts: list[Post], page: str | None, path: str, query: str, title: str) -> Page:
    if "listing" not in site.offers:
        posts = []
    number, pages, part = part_of(posts, page, site.listing_size)
    if number > 1 and not part:
        return lost()
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
    return Page(_frame(site, f"{title} - Kabar Contoh", main), changed=changed(part), headers=link)


def _card(site: Site, post: Post) -> str:
    link = f'href="{site.address(post.path)}"'
    return (
        f'<article class="post"><h2 class="entry-title"><a {link}>{html.escape(post.title)}</a></h2>'
        f'<span class="posted-on">{_day(post.published)}</span>'
        f'<div class="entry-summary"><p>{html.escape(post.paragraphs[0][:90])}...</p>'
        f'<a class="more-link" {link}>Selengkapnya</a></div></article>'
    )


def static(site: Site, query: dict[str, str]) -> Page:
    return Page(_frame(site, "Kabar Contoh", "<h1>Tentang Kami</h1><p>Situs ini dibuat untuk pengujian.</p>"))

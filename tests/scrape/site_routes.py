"""What programs read of the made-up site (robots.txt, feeds, WordPress's REST, sitemaps), and which page is where."""

from __future__ import annotations

import gzip
import html
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote_plus, urlsplit

from site_pages import article, berita, listing, section, static
from site_posts import FIRST, SECTIONS, Page, Post, changed, lost, newest, part_of

if TYPE_CHECKING:
    from site_server import Site


def _robots(site: Site, query: dict[str, str]) -> Page:
    named = f"Sitemap: {site.address('/sitemap.xml')}\n" if "sitemap" in site.offers else ""
    return Page((site.robots + named).encode(), "text/plain")


def _home(site: Site, query: dict[str, str], page: str | None = None) -> Page:
    if "s" in query:
        return listing(
            site, newest(site, query["s"]), page, "/", f"?s={quote_plus(query['s'])}", f"Hasil pencarian: {query['s']}"
        )
    if query.get("rest_route", "").rstrip("/") == "/wp/v2/posts" and "wordpress" in site.offers:
        return _rest(site, query)
    if "feed" in query and "rss" in site.offers:
        return _feed(site, query)
    return listing(site, newest(site), page, "/", "", "Beranda")


def _feed(site: Site, query: dict[str, str]) -> Page:
    _, _, part = part_of(newest(site, query.get("s")), query.get("paged"), site.feed_size)
    if not part and query.get("paged", "1") != "1":
        return lost()
    items = "".join(_item(site, post) for post in part)
    body = (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Kabar Contoh</title><link>{site.url}</link><description>Kabar dari desa</description>"
        f"<generator>https://wordpress.org/?v=6.4</generator>{items}</channel></rss>"
    )
    return Page(body.encode(), "application/rss+xml; charset=UTF-8", changed(part))


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
    posts = newest(site, query.get("search"))
    if after := query.get("after"):
        posts = [post for post in posts if post.published.replace(tzinfo=None) > datetime.fromisoformat(after)]
    size = min(int(query.get("per_page", "10")), 100)
    if size > site.post_limit:
        return _refused("rest_invalid_param", "per_page")
    number, pages, part = part_of(posts, query.get("page"), size)
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
    return Page(json.dumps(rows).encode(), "application/json; charset=UTF-8", changed(part), headers=totals)


def _refused(code: str, parameter: str) -> Page:
    body = {"code": code, "message": f"Invalid parameter: {parameter}", "data": {"status": 400}}
    return Page(json.dumps(body).encode(), "application/json; charset=UTF-8", status=400)


def _wp_json(site: Site, query: dict[str, str]) -> Page:
    return _rest(site, query)


def _xml(root: str, rows: list[tuple[str, datetime]], item: str) -> bytes:
    inner = "".join(f"<{item}><loc>{loc}</loc><lastmod>{when.isoformat()}</lastmod></{item}>" for loc, when in rows)
    return f'<?xml version="1.0" encoding="UTF-8"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inner}</{root}>'.encode()


def _index(site: Site, query: dict[str, str]) -> Page:
    rows = [(site.address("/page-sitemap.xml"), FIRST), (site.address("/category-sitemap.xml"), FIRST)]
    for number in range(-(-len(site.posts) // site.sitemap_size)):
        part = site.posts[number * site.sitemap_size : (number + 1) * site.sitemap_size]
        rows.append((site.address(f"/post-sitemap{number + 1}.xml.gz"), changed(part)))
    return Page(_xml("sitemapindex", rows, "sitemap"), "application/xml", changed(site.posts))


def _post_sitemap(site: Site, query: dict[str, str], number: str) -> Page:
    part = site.posts[(int(number) - 1) * site.sitemap_size : int(number) * site.sitemap_size]
    rows = [(site.address(post.path), post.modified) for post in part]
    return Page(gzip.compress(_xml("urlset", rows, "url"), mtime=0), "application/x-gzip", changed(part))


def _page_sitemap(site: Site, query: dict[str, str]) -> Page:
    return Page(_xml("urlset", [(site.address("/tentang-kami/"), FIRST)], "url"), "application/xml")


_Maker = Callable[..., Page]
_ROUTES: tuple[tuple[str | None, str, _Maker], ...] = (
    (None, r"/robots\.txt", _robots),
    (None, r"/", _home),
    (None, r"/page/(\d+)/", _home),
    ("listing", r"/berita/", berita),
    ("listing", r"/berita/page/(\d+)/", berita),
    ("listing", rf"/kategori/({'|'.join(SECTIONS)})/(?:page/(\d+)/)?", section),
    ("rss", r"/feed/", _feed),
    ("wordpress", r"/wp-json/wp/v2/posts", _wp_json),
    ("sitemap", r"/sitemap\.xml", _index),
    ("sitemap", r"/post-sitemap(\d+)\.xml\.gz", _post_sitemap),
    ("sitemap", r"/(?:page|category)-sitemap\.xml", _page_sitemap),
    (None, r"/(?:tentang-kami|pedoman-media-siber)/", static),
)


def make(site: Site, target: str) -> Page:
    parts = urlsplit(target)
    query = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    number = site.by_path.get(parts.path)
    if number is not None:
        return article(site, site.posts[number])
    for offer, pattern, maker in _ROUTES:
        found = re.fullmatch(pattern, parts.path)
        if found and (offer is None or offer in site.offers):
            return maker(site, query, *found.groups())
    return lost()

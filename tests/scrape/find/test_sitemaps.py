"""Sitemaps: where they are, what they hold, and what is not to be trusted in them."""

from __future__ import annotations

import gzip

import pytest
from getting import EVERYTHING, Answer, Web

from inovasi.errors import FetchFailed, NotOffered
from inovasi.scrape.find import sitemap_file
from inovasi.scrape.find.sitemaps import find_addresses
from inovasi.scrape.find.values import Wanted
from inovasi.types import Source

HOME = "https://kabar.example/"
ROOT = HOME + "sitemap.xml"
NAMESPACE = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)


def urlset(*entries: str | tuple[str, str]) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NAMESPACE}>{"".join(map(entry, entries))}</urlset>'


def entry(given: str | tuple[str, str]) -> str:
    name, more = (given, "") if isinstance(given, str) else given
    when = f"<lastmod>{more}</lastmod>" if more[:1].isdigit() else more
    return f"<url><loc>{HOME}{name}</loc>{when}</url>"


def index(*files: str | tuple[str, str]) -> str:
    named = ((file, "") if isinstance(file, str) else file for file in files)
    inner = "".join(
        f"<sitemap><loc>{HOME}{name}</loc>{f'<lastmod>{when}</lastmod>' if when else ''}</sitemap>"
        for name, when in named
    )
    return f"<sitemapindex {NAMESPACE}>{inner}</sitemapindex>"


def paths(web: Web, wanted: Wanted = EVERYTHING, **given: tuple[str, ...]) -> list[str]:
    return [found.url.removeprefix(HOME) for found in find_addresses(Source("kabar", HOME, **given), wanted, web)]


@pytest.mark.parametrize(
    "place",
    ["sitemap.xml", "sitemap_index.xml", "wp-sitemap.xml", "news-sitemap.xml", "sitemap-news.xml", "sitemap.txt"],
)
def test_a_sitemap_is_found_where_sitemaps_are(place: str) -> None:
    assert paths(Web({HOME + place: urlset("berita-desa-satu")})) == ["berita-desa-satu"]


def test_robots_names_the_sitemaps() -> None:
    robots = (
        "User-agent: *\nDisallow: /x\n sitemap : https://kabar.example/peta-a.xml\r\nSITEMAP: /peta-b.xml\nSitemap:\n"
    )
    web = Web({HOME + "robots.txt": robots, HOME + "peta-a.xml": urlset("a-b-c"), HOME + "peta-b.xml": urlset("d-e-f")})
    assert paths(web) == ["a-b-c", "d-e-f"]


def test_the_entry_of_the_source_goes_before_robots() -> None:
    web = Web({HOME + "robots.txt": f"Sitemap: {HOME}a.xml", HOME + "b.xml": urlset("b-b-b")})
    assert paths(web, sitemaps=("b.xml",)) == ["b-b-b"]
    assert web.asked == [HOME + "b.xml"]
    with pytest.raises(NotOffered, match="404"):
        paths(web, sitemaps=("c.xml",))


def test_news_tell_title_and_date() -> None:
    news = (
        "<news:news><news:publication><news:name>K</news:name>"
        "</news:publication><news:publication_date>2019-07-17T10:12+07:00"
        "</news:publication_date><news:title>Layanan &amp; warga</news:title></news:news>"
    )
    found = list(find_addresses(Source("kabar", HOME), EVERYTHING, Web({ROOT: urlset(("a-b-c", news))})))
    assert [(item.title, item.published) for item in found] == [("Layanan & warga", "2019-07-17T10:12:00+07:00")]


def test_an_image_of_an_entry_is_not_its_address() -> None:
    image = f"<image:image><image:loc>{HOME}foto.jpg</image:loc></image:image>"
    assert paths(Web({ROOT: urlset(("a-b-c", image)).replace("<url><loc>", f"<url>{image}<loc>")})) == ["a-b-c"]


def test_an_index_leads_to_files_packed_or_not() -> None:
    packed = gzip.compress(urlset("c-d-e").encode())
    web = Web(
        {
            ROOT: index("post-1.xml", "post-2.xml.gz"),
            HOME + "post-1.xml": urlset("a-b-c"),
            HOME + "post-2.xml.gz": packed,
        }
    )
    assert paths(web) == ["a-b-c", "c-d-e"]


def test_newest_first_where_it_is_told() -> None:
    web = Web(
        {
            ROOT: index(("a.xml", "2019-01-01"), ("b.xml", "2020-01-01"), "c.xml"),
            HOME + "a.xml": urlset(("a-1", "2018-01-01"), ("a-2", "2019-01-01")),
            HOME + "b.xml": urlset(("b-1", "2020-01-01")),
            HOME + "c.xml": urlset("c-1", "c-2"),
        }
    )
    assert paths(web) == ["b-1", "a-2", "a-1", "c-1", "c-2"]


def test_since_passes_over_files_and_entries() -> None:
    web = Web(
        {
            ROOT: index(("lama.xml", "2019-01-01"), ("baru.xml", "2019-09-01"), "post-2018-12.xml", "post-2019-07.xml"),
            HOME + "baru.xml": urlset(("b-1", "2019-07-16"), ("b-2", "2019-07-17"), "b-3"),
            HOME + "post-2019-07.xml": urlset("c-1"),
        }
    )
    assert paths(web, Wanted("2019-07-17", lambda url: False, False)) == ["b-2", "b-3", "c-1"]
    assert not any("lama" in url or "2018" in url for url in web.asked)


@pytest.mark.parametrize(
    "other",
    [
        "page-sitemap.xml", "category-sitemap.xml", "post_tag-sitemap2.xml", "author-sitemap.xml", "sitemap-images.xml",
        "wp-sitemap-users-1.xml", "wp-sitemap-taxonomies-category-1.xml", "wp-sitemap-posts-page-1.xml",
        "sitemap/kategori.xml", "sitemap-tag.xml", "sitemap_video.xml",
    ],
)  # fmt: skip
def test_sitemaps_of_other_things_are_passed_over_beside_those_of_posts(other: str) -> None:
    web = Web(
        {
            ROOT: index(other, "post-sitemap.xml"),
            HOME + "post-sitemap.xml": urlset("a-b-c"),
            HOME + other: urlset("x-y-z"),
        }
    )
    assert paths(web) == ["a-b-c"]
    assert HOME + other not in web.asked


@pytest.mark.parametrize(
    "name",
    [
        "wp-sitemap-posts-post-1.xml",
        "post-sitemap12.xml",
        "sitemap-pt-post-2019-07.xml",
        "news.xml",
        "halaman-utama.xml",
        "sitemap-berita-1.xml",
    ],
)
def test_sitemaps_of_posts_are_not_passed_over(name: str) -> None:
    assert paths(Web({ROOT: index("page-sitemap.xml", name), HOME + name: urlset("a-b-c")})) == ["a-b-c"]


def test_other_sitemaps_serve_where_there_are_none_of_posts() -> None:
    assert paths(Web({ROOT: index("page-sitemap.xml"), HOME + "page-sitemap.xml": urlset("a-b-c")})) == ["a-b-c"]


def test_loops_and_depth_have_an_end() -> None:
    web = Web({ROOT: index("sitemap.xml", "b.xml"), HOME + "b.xml": index("sitemap.xml", "b.xml")})
    with pytest.raises(NotOffered):
        paths(web)
    assert len(web.asked) == 3
    deep: dict[str, Answer] = {ROOT: index("1.xml")}
    deep |= {f"{HOME}{n}.xml": index(f"{n + 1}.xml") for n in range(1, 30)}
    web = Web(deep)
    with pytest.raises(NotOffered):
        paths(web)
    assert len(web.asked) < 8


def test_the_number_of_files_has_an_end() -> None:
    files = [f"f{number}.xml" for number in range(5000)]
    web = Web({ROOT: index(*files), HOME + "f7.xml": urlset("a-b-c")})
    assert paths(web) == ["a-b-c"]
    assert len(web.asked) <= 2002


def test_a_file_has_no_more_addresses_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap_file, "MOST_ADDRESSES", 3)
    assert len(paths(Web({ROOT: urlset(*(f"a-b-{number}" for number in range(5)))}))) == 3


def test_a_packed_file_unpacks_to_no_more_than_it_may() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * (sitemap_file.MOST_BYTES + 1))
    with pytest.raises(NotOffered):
        paths(Web({ROOT: bomb}))
    assert sitemap_file.unpack(gzip.compress(b"a" * 1000)[:-30]) is not None  # cut off: what is there is read


@pytest.mark.parametrize("entity", ['<!ENTITY f SYSTEM "file:///etc/hostname">', '<!ENTITY f "x"><!ENTITY g "&f;&f;">'])
def test_a_file_with_entities_is_refused(entity: str) -> None:
    content = f"<!DOCTYPE urlset [{entity}]><urlset><url><loc>{HOME}a-b-&f;</loc></url></urlset>"
    with pytest.raises(NotOffered):
        paths(Web({ROOT: content}))


@pytest.mark.parametrize(
    "content",
    [
        "\ufeff\n" + urlset("a-b-c"),
        "<br />\n<b>Warning</b>: x in y<br />\n" + urlset("a-b-c"),
        "Notice: x\n" + urlset("a-b-c"),
        urlset("a-b-c").replace("</urlset>", "<url><loc>"),
        urlset(("a-b-c", "<x>&nbsp; & ini</x>")),
        urlset("a-b-c")
        .replace("https://kabar.example/a", "<![CDATA[ https://kabar.example/a")
        .replace("</loc>", " ]]></loc>"),
        f"{HOME}a-b-c\n\n{HOME}a-b-c#x\r\n",
        f'<rss version="2.0"><channel><item><title>A</title><link>{HOME}a-b-c</link></item></channel></rss>',
        urlset("", "tag/inovasi/", "berkas.pdf", "kontak", "a-b-c", "a-b-c?utm_source=x"),
        urlset("a-b-c").replace(NAMESPACE, ""),
        urlset("a-b-c").replace("<urlset", "<u:urlset xmlns:u='x'").replace("</urlset", "</u:urlset"),
    ],
)
def test_oddities_of_a_file(content: str) -> None:
    assert paths(Web({ROOT: content})) == ["a-b-c"]


@pytest.mark.parametrize(
    "answer", ["", "<html><body>404</body></html>", "bukan peta", b"\x1f\x8b\x00", (500, ""), None]
)
def test_what_is_no_sitemap_is_not_offered(answer: Answer) -> None:
    with pytest.raises(NotOffered):
        paths(Web({ROOT: answer, HOME + "robots.txt": f"Sitemap: {ROOT}"}))


def test_a_broken_file_does_not_stop_the_others() -> None:
    web = Web({ROOT: index("a.xml", "b.xml", "c.xml"), HOME + "a.xml": (500, ""), HOME + "c.xml": urlset("c-d-e")})
    found = find_addresses(Source("kabar", HOME), EVERYTHING, web)
    assert next(found).url == HOME + "c-d-e"
    with pytest.raises(FetchFailed, match="500") as caught:
        next(found)
    assert caught.value.input == HOME + "a.xml"


def test_addresses_of_other_sites_are_left_out() -> None:
    other = urlset("a-b-c").replace("</urlset>", "<url><loc>https://lain.example/x-y-z</loc></url></urlset>")
    assert paths(Web({ROOT: other})) == ["a-b-c"]

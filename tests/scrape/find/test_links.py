"""Links of a listing page: which are articles, what stands beside them, where the list goes on."""

from __future__ import annotations

import cProfile

import pytest
from bs4 import BeautifulSoup
from markup import HOME, card, page

from inovasi.errors import FetchFailed
from inovasi.scrape.find.links import article_links
from inovasi.scrape.find.paging import next_page


def links(body: str, url: str = HOME + "berita", selector: str | None = None) -> list[str]:
    found = article_links(BeautifulSoup(page(body), "lxml"), url, (HOME,), selector)
    return [item.url.removeprefix(HOME) for item in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (card(1) + card(2), ["berita/layanan-keliling-desa-1", "berita/layanan-keliling-desa-2"]),
        # Joomla
        (
            '<table><tr><td><a href="/index.php/berita/12-layanan-keliling">Layanan '
            "keliling di desa</a></td><td>17 Juli 2019</td></tr>"
            '<tr><td><a href="/index.php/berita/13-warga">Warga ikut serta '
            "ronda</a></td><td>18 Juli 2019</td></tr></table>",
            ["index.php/berita/12-layanan-keliling", "index.php/berita/13-warga"],
        ),
        # addresses that are queries
        (
            '<li><a href="?m=berita&id=4">Layanan keliling di desa</a></li><li><a '
            'href="?m=berita&id=5">Warga ikut serta ronda</a></li>',
            ["berita?id=4&m=berita", "berita?id=5&m=berita"],
        ),
        ('<a href="/detail.php?id=4">Layanan keliling di desa</a>', ["detail.php?id=4"]),
        # Blogger
        (
            '<h3 class="post-title"><a href="/2019/07/layanan.html">Layanan keliling di desa</a></h3>',
            ["2019/07/layanan.html"],
        ),
        # a short title in the company of others of its build
        (
            '<ul class="list"><li><a href="/read/11/layanan-keliling">Layanan keliling '
            'di desa</a></li><li><a href="/read/12/ronda-warga-malam">'
            'Warga ikut serta ronda</a></li><li><a href="/read/13/siaran">Siaran Pers</a></li></ul>',
            ["read/11/layanan-keliling", "read/12/ronda-warga-malam", "read/13/siaran"],
        ),
        # menus, tags, authors, files, other pages of the list, other sites
        (
            '<a href="/tag/layanan-keliling-desa">Layanan keliling desa kita</a><a '
            'href="/author/tim-redaksi-kami">Tim redaksi kami semua</a>'
            '<a href="/unduh/laporan-tahunan-desa-kami.pdf">Laporan tahunan desa '
            'kami</a><a href="?page=2">Halaman dua dari sepuluh</a>'
            '<a href="https://lain.example/layanan-keliling-desa-9">Layanan keliling '
            'desa ke-9</a><a href="javascript:void(0)">a b c d</a>'
            '<a href="#isi">Langsung ke isi halaman</a><a href="mailto:a@b.example">Tulis kepada kami semua</a>',
            [],
        ),
        # a menu without a name, with an entry of several words; archives by day
        (
            '<ul class="m"><li><a href="/sumatera">Sumatera</a></li><li><a href="/jawa-tengah-dan-diy">'
            'Jawa Tengah dan DIY</a></li><li><a href="/kalimantan">Kalimantan</a></li>'
            '<li><a href="/2019/07/17/">Rabu 17 Juli 2019</a></li></ul>',
            [],
        ),
        ('<a href="/daerah">Daerah</a><a href="/ekonomi-dan-bisnis">Ekonomi</a>', []),
        ('<h2><a href="/layanan">Layanan keliling kini ada di desa</a></h2>', ["layanan"]),
    ],
)
def test_articles_are_told_from_menus(body: str, expected: list[str]) -> None:
    assert links(body) == expected


def test_a_selector_picks_links_or_boxes_around_them() -> None:
    body = (
        '<div class="a"><a href="/x">X</a></div><div class="b"><a '
        'href="/y">Y</a></div><h2 class="c"><span>Z</span></h2>'
    )
    assert links(body, selector=".a a") == ["x"]
    assert links(body, selector="div.b") == ["y"]
    assert links('<a href="/z"><h2 class="c">Z</h2></a>', selector="h2.c") == ["z"]
    with pytest.raises(FetchFailed, match="CSS"):
        links(body, selector="a[[")


@pytest.mark.parametrize(
    ("beside", "published"),
    [
        ('<span class="date">17 Juli 2019</span>', "2019-07-17"),
        ('<time datetime="2019-07-17T10:12:00+07:00">Rabu</time>', "2019-07-17T10:12:00+07:00"),
        ("<small>Rabu, 17 Juli 2019 | 10:12 WIB</small>", "2019-07-17T10:12:00+07:00"),
        ('<p>Acara pada 1 Mei 2018.</p><span class="tanggal">17/07/2019</span>', "2019-07-17"),
        ("<span>2 jam lalu</span>", None),
        ("", None),
    ],
)
def test_the_date_beside_a_link_is_its_own(beside: str, published: str | None) -> None:
    other = card(2, '<span class="date">1 Januari 2001</span>')
    soup = BeautifulSoup(page(f"<div>{card(1, beside)}{other}</div>"), "lxml")
    first, second = article_links(soup, HOME + "berita", (HOME,), None)
    assert (first.published, second.published) == (published, "2001-01-01")
    assert first.title == "Layanan keliling desa ke-1"


def test_dates_behind_links_without_boxes_are_theirs() -> None:
    body = "".join(
        f'<h3><a href="/berita/layanan-keliling-desa-{n}">Layanan keliling desa</a></h3><p>{n} Juli 2019</p>'
        for n in (3, 2, 1)
    )
    soup = BeautifulSoup(page(body), "lxml")
    assert [item.published for item in article_links(soup, HOME, (HOME,), None)] == [
        "2019-07-03",
        "2019-07-02",
        "2019-07-01",
    ]


def test_the_date_in_the_address_goes_before_all() -> None:
    soup = BeautifulSoup(
        page(card(1, "<time datetime='2020-01-01'>x</time>", "/2019/07/17/layanan-keliling-desa-{}/")), "lxml"
    )
    assert [item.published for item in article_links(soup, HOME, (HOME,), None)] == ["2019-07-17"]


PAGER = '<div class="pagination">{}</div>'


@pytest.mark.parametrize(
    ("url", "body", "expected"),
    [
        ("berita", '<link rel="next" href="/berita?p=2">', "berita?p=2"),
        ("berita", '<a href="/berita/page/2/">Selanjutnya</a>', "berita/page/2/"),
        ("berita", '<a href="/berita?page=2">Berikutnya &raquo;</a>', "berita?page=2"),
        ("berita/page/2", '<a href="/berita/page/1">Sebelumnya</a><a href="/berita/page/3">Next</a>', "berita/page/3"),
        ("?paged=2", '<a href="/?paged=3">Older Posts</a>', "?paged=3"),
        ("berita", '<a href="/berita?start=20">Berikut</a>', "berita?start=20"),
        ("", '<a class="blog-pager-older-link" '
             'href="/search?updated-max=2019-07-17T10:00:00%2B07:00&max-results=7">Postingan Lama</a>',
         "search?updated-max=2019-07-17T10:00:00%2B07:00&max-results=7"),
        ("", '<a href="/page/2/">Artikel lama</a>', "page/2/"),
        ("", '<a href="/page/2/">Pos-pos lebih lama</a>', "page/2/"),
        ("", '<div class="nav-previous"><a href="/page/2/">&larr; Tulisan terdahulu</a></div>', "page/2/"),
        ("berita", PAGER.format('<span class="current">1</span><a href="/berita/10">2</a><a '
                                'href="/berita/20">3</a><a href="/berita/20">Last</a>'), "berita/10"),
        ("berita/10", PAGER.format('<a href="/berita">1</a><strong class="active">'
                                   '2</strong><a href="/berita/20">3</a>'), "berita/20"),
        ("berita?page=9", PAGER.format('<a href="?page=8">8</a><a href="?page=10">10</a>'
                                       '<a href="?page=99">&raquo;</a>'), "berita?page=10"),
        ("berita", PAGER.format('<a href="?page=2">&rsaquo;</a><a href="?page=40">&raquo;</a>'), "berita?page=2"),
        ("berita", PAGER.format('<a href="?page=2">&raquo;</a>'), "berita?page=2"),
        ("berita", '<a href="?page=2" aria-label="Next"><i></i></a>', "berita?page=2"),
        ("berita", '<li class="next"><a href="?page=2"><i></i></a></li>', "berita?page=2"),
        ("berita/halaman/1", '<a href="/berita/halaman/2">2</a><a href="/berita/halaman/3">3</a>', "berita/halaman/2"),
        # none of these
        ("berita", '<a class="next" href="#">Next</a>', None),
        ("berita", '<a href="/berita/layanan-keliling-desa">Selanjutnya</a>', None),
        ("berita", '<table><tr><td><a href="/2019/07/02">2</a></td><td><a '
                   'href="/2019/07/03">3</a></td></tr></table>', None),
        ("berita", '<a href="https://lain.example/berita?page=2">Next</a>', None),
        ("berita?page=3", PAGER.format('<a href="?page=1">1</a><a href="?page=2">2</a>'
                                       '<a href="?page=2">&laquo;</a>'), None),
        ("berita", "", None),
    ],
)  # fmt: skip
def test_where_a_listing_goes_on(url: str, body: str, expected: str | None) -> None:
    found = next_page(BeautifulSoup(page(body), "lxml"), HOME + url, None, set())
    assert found == (HOME + expected if expected is not None else None)


def test_a_selector_says_where_it_goes_on() -> None:
    soup = BeautifulSoup('<b class="lanjut"><a href="/x">?</a></b>', "lxml")
    assert next_page(soup, HOME, ".lanjut", set()) == HOME + "x"
    assert next_page(soup, HOME, ".lanjut", {HOME + "x"}) is None
    with pytest.raises(FetchFailed, match="CSS"):
        next_page(soup, HOME, ":::", set())


@pytest.mark.parametrize("build", ["<div>{}</div>", "{}", "<div>{}<p>teks tanpa tanggal</p></div>"])
def test_the_work_for_a_page_grows_with_its_links(build: str) -> None:
    calls = []
    for count in (100, 200):
        text = build.format("".join(card(n) for n in range(count)))
        soup = BeautifulSoup(page(text), "lxml")
        profile = cProfile.Profile()
        profile.runcall(article_links, soup, HOME, (HOME,), None)
        profile.runcall(next_page, soup, HOME, None, set())
        calls.append(sum(entry.callcount for entry in profile.getstats()))
    assert calls[1] < 2.5 * calls[0]

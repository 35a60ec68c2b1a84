"""Articles split over pages: their other pages, and nothing that only looks like one."""

from __future__ import annotations

import pytest

from inovasi.scrape.find import parts
from inovasi.scrape.find.parts import further_pages

URL = "https://kabar.example/2019/07/17/layanan-keliling-desa"
TEXT = "<p>" + "Petugas mencatat kebutuhan warga di setiap dusun pada pagi hari. " * 8 + "</p>"


def page(paging: str, after: str = "") -> str:
    return (
        '<html><body class="single widget-area"><main '
        'class="content-with-sidebar"><article><h1>Layanan keliling desa</h1>'
        f'<div class="entry-content">{TEXT}<h4>Baca juga</h4><ul><li><a '
        'href="/2019/07/16/berita-lain">Berita lain</a></li></ul>'
        f"{TEXT}{paging}</div></article>{after}</main></body></html>"
    )


def link(address: str, text: str = "2", names: str = "") -> str:
    return f'<a class="{names}" href="{address}">{text}</a>'


def suffixes(found: tuple[str, ...], url: str = URL) -> list[str]:
    assert all(address.startswith(url) for address in found)
    return [address.removeprefix(url) for address in found]


@pytest.mark.parametrize(
    ("paging", "expected"),
    [
        # WordPress <!--nextpage-->
        (
            f'<div class="page-links">Halaman: <span>1</span> {link(URL + "/2/")} {link(URL + "/3/", "3")}</div>',
            ["/2/", "/3/"],
        ),
        (f'<p class="post-nav-links">{link(URL + "/2/", "2", "post-page-numbers")}</p>', ["/2/"]),
        # Detik
        (
            "<div "
            f'class="detail__long-nav">{link(URL + "/2", "2", "detail__anchor-numb")}'
            f"{link(URL + '/2', 'Selanjutnya')}</div>",
            ["/2"],
        ),
        # Kompas: the numbers lead to the whole article
        (
            f'<div class="paging__wrap">{link(URL + "?page=2")}{link(URL + "?page=all#page2", "Show All")}</div>',
            ["?page=all"],
        ),
        # Tribun
        (
            '<div class="paging">Halaman <a>'
            f"1</a>{link('?page=2')}{link('?page=3', '3')}{link('?page=2', 'Selanjutnya')}</div>",
            ["?page=2", "?page=3"],
        ),
        (f'<div class="multiple-page">{link("/2019/07/17/layanan-keliling-desa?page=2")}</div>', ["?page=2"]),
        # gaps are filled, "next" alone is enough
        (f"<div>{link('?page=2')}{link('?page=5', '5')}</div>", ["?page=2", "?page=3", "?page=4", "?page=5"]),
        (f'<div class="page-links">{link(URL + "/2/")}{link(URL + "/4/", "4")}</div>', ["/2/", "/3/", "/4/"]),
        (f"<div>{link('?page=2', 'Halaman Selanjutnya')}</div>", ["?page=2"]),
        # Sindo counts in tens
        (f'<div class="article-paging">{link(URL + "/10")}{link(URL + "/20", "3")}</div>', ["/10", "/20"]),
        (f"<div>{link(URL + '/10')}{link(URL + '?showpage=all', 'Lihat semua')}</div>", ["?showpage=all"]),
        (f"<div>{link(URL + '?single=1', 'Tampilkan semua')}</div>", ["?single=1"]),
        # Joomla
        (f'<ul class="pagenav">{link(URL + "?start=1", "Selanjutnya")}</ul>', ["?start=1"]),
        (f"<div>{link(URL + '?showall=1&amp;limitstart=', 'Semua Halaman')}</div>", ["?showall=1&limitstart="]),
        (f"<div>{link(URL + '?halaman=2')}</div>", ["?halaman=2"]),
        (f'<link rel="next" href="{URL}/2/">', ["/2/"]),
        ("", []),
    ],
)
def test_paging_of_an_article(paging: str, expected: list[str]) -> None:
    assert suffixes(further_pages(page(paging), URL)) == expected


@pytest.mark.parametrize(
    "box",
    [
        f'<div id="comments">{link("?page=2")}{link("?page=3", "3")}</div>',
        f'<ul class="pagination">{link(URL + "?page=2#komentar")}</ul>',
        f"<section><h3>12 Komentar</h3><p>Setuju.</p>{link('?page=2')}</section>",
        f'<div class="berita-terkait">{link("?page=2", "Selanjutnya")}</div>',
        "<section><h3>Berita Terkait</h3><ul><li>Satu</li></ul><ul "
        f'class="pagination">{link("?page=2")}</ul></section>',
        f"<aside>{link('?page=2')}</aside>",
        f'<div class="sidebar-widget">{link("?page=2")}</div>',
        f"<footer>{link('?page=2')}</footer>",
        f"{link(URL + '/comment-page-2/#comments')}",
        f"{link(URL + '?page=2', 'Warga desa menerima layanan keliling setiap pekan di balai pertemuan')}",
        link(URL + "-lanjutan/2"),
        link("https://lain.example/2019/07/17/layanan-keliling-desa/2"),
        link("https://kabar.example:81/2019/07/17/layanan-keliling-desa/2"),
        link("/2019/07/17/berita-lain?page=2"),
        link("/2019/07/17/berita-lain/2"),
        link("/page/2/"),
        link("/?page=2"),
        link(URL + "/2019/08/"),
        link(URL + "/999"),
        link(URL + "?page=1", "1"),
        link(URL + "?page=88", "88"),
        link("http://[?page=2"),
        f'<script>var next = "{URL}?page=2";</script>',
        f'<link rel="amphtml" href="{URL}?page=2">',
    ],
)
def test_other_paging_is_not_taken_for_it(box: str) -> None:
    assert further_pages(page("", box), URL) == ()


@pytest.mark.parametrize(
    ("url", "paging", "expected"),
    [
        (URL + "/2", link(URL + "/3", "3") + link(URL, "1"), ["/3"]),
        (URL + "/2/", link(URL + "/2/") + link(URL + "/1/", "1"), []),
        (URL + "?page=2", link("?page=3", "3") + link("?page=2"), ["?page=3"]),
        (URL + "?page=all", link("?page=2"), []),
        (URL + "/", link(URL + "/2/"), ["/2/"]),
    ],
)
def test_a_later_page_gives_those_after_it(url: str, paging: str, expected: list[str]) -> None:
    assert suffixes(further_pages(page(paging), url)) == expected


def test_a_number_may_be_that_of_an_article() -> None:
    url = "https://kabar.example/berita/12"
    assert further_pages(page(link("/berita/13", "13") + link("/berita/12?page=2")), url) == (url + "?page=2",)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://x.example/?p=12", "https://x.example/?p=12&#038;page=2"),
        ("https://x.example/?p=12", "/?p=12&amp;page=2"),
        ("https://x.example/index.php?id=5&view=article", "/index.php?id=5&amp;view=article&amp;start=1"),
    ],
)
def test_articles_whose_address_is_a_query(url: str, address: str) -> None:
    found = further_pages(page(link(address)), url)
    assert len(found) == 1
    assert found[0].startswith(url)
    assert further_pages(page(link(address.replace("12", "13").replace("id=5", "id=6"))), url) == ()


def test_an_ordinary_page_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(*_: object) -> None:
        raise AssertionError("the page was parsed")

    monkeypatch.setattr(parts, "BeautifulSoup", parse)
    box = link("/page/2/") + link("/tag/x?page=2") + link(URL + "#respond") + link("https://wa.example/?text=" + URL)
    assert further_pages(page("", box), URL) == ()

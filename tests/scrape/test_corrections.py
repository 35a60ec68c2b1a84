"""What one outlet's pages need beyond the common rules, and articles that go over several pages."""

from __future__ import annotations

import pytest

from inovasi.errors import UsageError
from inovasi.scrape.article.corrections import check_selector, correction_for
from inovasi.scrape.article.page import Page, read_page
from inovasi.scrape.article.paging import join_pages
from inovasi.types import Correction

SENTENCE = "Warga desa menata layanan bagi semua tetangganya sepanjang tahun ini"
HTML = f"""<html><head><title>Situs Desa</title></head><body><h1>Situs Desa</h1>
<div class=kepala>Desa Menata Layanan</div><i class=t>17-07-2019 10.12 WIB</i><u class=p>Rahma Dewi</u>
<div class=entry-content>{"".join(f"<p>{SENTENCE}, bagian {n}.</p>" for n in range(9))}</div>
<div class=isi><p>Isi yang sebenarnya.</p><p class=promo>Promo hari ini.</p></div></body></html>"""


def test_selectors_say_where_things_are() -> None:
    correction = Correction(title=".kepala", published=".t", author=".p", body=".isi", drop=(".promo",))
    page = read_page(HTML, "x", correction=correction)
    assert page.title == "Desa Menata Layanan"
    assert (page.published_at, page.author) == ("2019-07-17T10:12+07:00", "Rahma Dewi")
    assert page.text == "Isi yang sebenarnya."


def test_what_a_selector_does_not_find_the_common_rules_do() -> None:
    missing = Correction(title=".tidak-ada", published="#tidak", author="b", body="table")
    assert read_page(HTML, "x", correction=missing) == read_page(HTML, "x")


@pytest.mark.parametrize("selector", ["", "div[", ".a >", "p:tidak-ada", "a::text", "!"])
def test_a_bad_selector_is_named(selector: str) -> None:
    with pytest.raises(UsageError) as error:
        check_selector(selector)
    assert error.value.input == selector


@pytest.mark.parametrize("selector", ["div.isi > p", "h1", "#a .b", "p:nth-child(2)", "a[href*='x']", "ul, ol"])
def test_good_selectors_pass(selector: str) -> None:
    check_selector(selector)


OLD, NEW = Correction(until="2020-12-31", body=".lama"), Correction(since="2021-01-01", body=".baru")
WIDE = Correction(body=".selalu")


@pytest.mark.parametrize(
    ("day", "body"),
    [
        ("2020-12-31", ".lama"),
        ("2021-01-01", ".baru"),
        ("2021-01-01T23:59:59Z", ".baru"),
        ("2030-01-01", ".baru"),
        (None, ".baru"),
    ],
)
def test_the_correction_of_a_day(day: str | None, body: str) -> None:
    for corrections in ([OLD, NEW], [NEW, OLD], [WIDE, OLD, NEW] if body == ".baru" else [OLD]):
        found = correction_for(corrections, day)
        assert found is not None
        assert found.body == body


def test_no_correction_holds() -> None:
    assert correction_for([], "2021-01-01") is None
    assert correction_for([NEW], "2020-01-01") is None
    assert correction_for([OLD], None) is None


def page(*lines: str) -> Page:
    return Page("\n".join(lines), "Judul", "2019-07-17", "https://a.example/1")


def long(number: int) -> str:
    return f"Kalimat nomor {number} cukup panjang untuk berdiri sendiri di dalam artikel."


def test_pages_are_joined_without_what_stands_twice() -> None:
    first = page(long(1), "Daftarnya:", "- KTP", "Halaman: 1 2 3 Selanjutnya")
    second = page(long(1), long(2), "- KTP", long(3), "Halaman 2 dari 3")
    third = page(long(1), long(4), "Bersambung", "Halaman 3 dari 3")
    joined = join_pages(first, [second, third])
    assert joined.text.split("\n") == [long(1), "Daftarnya:", "- KTP", long(2), "- KTP", long(3), long(4)]
    assert (joined.title, joined.published, joined.url) == (first.title, first.published, first.url)


def test_a_site_that_shows_the_same_page_again_adds_nothing() -> None:
    first = page(long(1), "- KTP", "- KK")
    assert join_pages(first, [first, first]).text == first.text
    assert join_pages(first, []) == first

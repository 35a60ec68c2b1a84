"""Times of day beside dates, and what several places of a page say together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inovasi.scrape.article.moments import When, find_when, settle
from inovasi.scrape.article.page import read_page


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Rabu, 17 Juli 2019 | 10:12 WIB", "2019-07-17T10:12+07:00"),
        ("17/07/2019 10.12 WITA", "2019-07-17T10:12+08:00"),
        ("Ahad, 5 Mei 2024 / 10:12:09 WIT", "2024-05-05T10:12:09+09:00"),
        ("Jum'at, 3 Mei 2024 Jam 10:12 (WIB)", "2024-05-03T10:12+07:00"),
        ("17 Juli 2019 pukul 10.12", "2019-07-17T10:12"),
        ("10:12 WIB, 17 Juli 2019", "2019-07-17T10:12+07:00"),
        ("09.30 WITA | Selasa, 6 Agustus 2024", "2024-08-06T09:30+08:00"),
        ("Senin, 05 Agu 2024 08:00 PM", "2024-08-05T20:00"),
        ("July 17, 2019 at 12:12 am", "2019-07-17T00:12"),
        ("2019-07-16T23:12:00Z", "2019-07-16T23:12:00+00:00"),
        ("2019-07-16T23:12:00.123+0800", "2019-07-16T23:12:00+08:00"),
        ("2019-07-16 23:12:00", "2019-07-16T23:12:00"),
        ("2019/07/16 23:12", "2019-07-16T23:12"),
        ("Wed, 17 Jul 2019 10:12:00 +0700", "2019-07-17T10:12:00+07:00"),
        ("Wed Jul 17 2019 10:12:00 GMT+0700 (WIB)", "2019-07-17T10:12:00+07:00"),
        ("2019-07-17T00:00:00+07:00", None),
        ("Kamis (24/10/2019)", None),
        ("17/07/2019 25:12", None),
        ("05/07/2019 250 orang", None),
    ],
)
def test_a_time_beside_a_date(text: str, moment: str | None) -> None:
    found = find_when(text)
    assert found is not None
    assert found.moment == moment


@pytest.mark.parametrize("text", ["3 jam lalu", "Kemarin, 10:12 WIB", "10:12", ""])
def test_what_names_no_day_is_nothing(text: str) -> None:
    assert find_when(text) is None


def test_the_day_of_a_moment_in_utc_is_that_of_western_indonesia() -> None:
    assert find_when("2019-07-16T23:12:00Z") == When("2019-07-17", "2019-07-16T23:12:00+00:00")


@pytest.mark.parametrize(
    ("told", "want"),
    [
        ([], None),
        (["2019-07-17", "17 Juli 2019, 10:12 WIB"], When("2019-07-17", "2019-07-17T10:12+07:00")),
        (["2019-07-17", "18 Juli 2019, 10:12 WIB"], When("2019-07-17")),
        (["2019-07-17 10:12:30", "17 Juli 2019, 10:12 WITA"], When("2019-07-17", "2019-07-17T10:12:30+08:00")),
        (["2019-07-17T20:12:00Z", "17 Juli 2019, 20:12 WIB"], When("2019-07-17", "2019-07-17T20:12:00+07:00")),
        (["2019-07-17T03:12:00Z", "17 Juli 2019, 10:12 WIB"], When("2019-07-17", "2019-07-17T03:12:00+00:00")),
    ],
)
def test_several_places_together(told: list[str], want: When | None) -> None:
    assert settle([when for when in map(find_when, told) if when]) == want


@given(st.text(max_size=60))
def test_moments_never_raise(text: str) -> None:
    find_when(text)


BODY = "<div class=entry-content>" + "<p>Warga desa menata layanan bagi semua tetangganya sepanjang tahun ini.</p>" * 4


@pytest.mark.parametrize(
    ("shown", "published", "modified"),
    [
        ("<p>Terbit: 17/07/2019 10:12 WIB | Diperbarui: 18/07/2019 09.00 WIB</p>",
         "2019-07-17T10:12+07:00", "2019-07-18T09:00+07:00"),
        ("<abbr class=published title='2019-07-17T10:12:00+07:00'>10.12</abbr>", "2019-07-17T10:12:00+07:00", None),
        ("<time datetime='2019-07-17T10:12:00+08:00'>17 Juli</time>", "2019-07-17T10:12:00+08:00", None),
        ("<time class='entry-date published' datetime='2019-07-17T10:12:00+07:00'></time>"
         "<time class=updated datetime='2019-07-19T10:12:00+07:00'></time>",
         "2019-07-17T10:12:00+07:00", "2019-07-19T10:12:00+07:00"),
        ("<time class='post-published updated' datetime='2019-07-17T10:12:00+07:00'>Diperbarui 18 Juli 2019</time>",
         "2019-07-17T10:12:00+07:00", None),
        ("<meta itemprop=datePublished content=2019-07-17><time datetime='2019-07-17T10:12:00+07:00'></time>",
         "2019-07-17T10:12:00+07:00", None),
        ("<span>3 jam lalu</span>", None, None),
        ("<p>Update: 18 Juli 2019</p>", None, None),
    ],
)  # fmt: skip
def test_what_stands_below_a_headline(shown: str, published: str | None, modified: str | None) -> None:
    page = read_page(f"<html><body><h1>Warga Desa Menata Layanan</h1>{shown}{BODY}", "x")
    assert (page.published_at, page.modified_at) == (published, modified)

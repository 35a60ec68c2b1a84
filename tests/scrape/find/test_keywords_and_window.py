"""Which texts have a keyword, and which moments are new enough."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inovasi.config import DEFAULT_KEYWORDS
from inovasi.scrape.find.keywords import matches
from inovasi.scrape.find.window import day_in_address, day_of, moment, too_old


@pytest.mark.parametrize(
    ("text", "keywords", "expected"),
    [
        ("Desa itu berinovasi", ["inovasi"], True),
        ("INOVASINYA dipuji", ["inovasi"], True),
        ("renovasi pasar", ["inovasi"], False),
        ("ada tiga dan tIGA", ["IGA"], False),
        ("nilai iga sapi", ["IGA"], False),
        ("meraih IGA, lagi", ["IGA"], True),
        ("(KIPP) 2019", ["KIPP"], True),
        ("KIPPnya", ["KIPP"], False),
        ("masuk Top\n 99  nasional", ["Top 99"], True),
        ("masuk TOP 99", ["Top 99"], True),
        ("masuk top 999", ["Top 99"], False),
        ("masuk top 990", ["Top 9"], False),
        ("apa saja", [], True),
        ("", [], True),
        ("", ["inovasi"], False),
        ("apa saja", ["  "], True),
        ("a(b", ["a(b"], True),
        ("kabar", ["x", "kabar"], True),
    ],
)
def test_keywords_are_parts_of_words_and_capitals_are_words(text: str, keywords: list[str], expected: bool) -> None:
    assert matches(text, keywords) is expected


def test_the_usual_keywords_know_the_contests() -> None:
    for text in ("terobosan baru", "masuk Top 45 nasional", "finalis KIPP", "lomba Sinovik"):
        assert matches(text, DEFAULT_KEYWORDS)
    assert not matches("harga tiga komoditas naik", DEFAULT_KEYWORDS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-07-17", "2019-07-17"),
        ("2019-07", "2019-07"),
        ("2019", "2019"),
        ("2019-07-17T03:12:00+00:00", "2019-07-17T03:12:00Z"),
        ("2019-07-17T03:12:00.123Z", "2019-07-17T03:12:00Z"),
        ("2019-07-17T10:12+07:00", "2019-07-17T10:12:00+07:00"),
        ("2019-07-17 10:12:00", "2019-07-17T10:12:00"),
        ("2019-07-17 10:12:00 +0700", "2019-07-17T10:12:00+07:00"),
        ("Wed, 17 Jul 2019 10:12:00 +0700", "2019-07-17T10:12:00+07:00"),
        ("Wed, 17 Jul 2019 03:12:00 GMT", "2019-07-17T03:12:00Z"),
        ("Rab, 17 Agu 2019 10:12:00 WITA", "2019-08-17T10:12:00+08:00"),
        ("Rabu, 17 Juli 2019 | 10:12 WIB", "2019-07-17T10:12:00+07:00"),
        ("Rabu, 17 Juli 2019 | 10.12 WIT", "2019-07-17T10:12:00+09:00"),
        ("17/07/2019", "2019-07-17"),
        ("17.07.2019", "2019-07-17"),
        ("Rabu, 17.07.2019 10.12 WIB", "2019-07-17T10:12:00+07:00"),
        ("17 Juli 2019", "2019-07-17"),
        ("2019-07-17T25:00:00", "2019-07-17"),
        ("17 Jul 2019 10:12:00 +9900", "2019-07-17"),
        ("2019-02-30", None),
        ("2019-13", None),
        ("kemarin", None),
        ("", None),
        (None, None),
        ("1" * 400, None),
    ],
)
def test_moments_are_read_as_sites_write_them(text: str | None, expected: str | None) -> None:
    assert moment(text) == expected


DIGITS = st.text("0123456789:.-+TZ /WIBJulJuli", max_size=30)


@given(st.one_of(DIGITS, st.builds("17 Juli 2019 {}".format, DIGITS), st.builds("2019-07-17T{}".format, DIGITS)))
def test_a_moment_is_always_one_that_can_be_read_again(text: str) -> None:
    found = moment(text)
    if found is not None:
        assert moment(found) == found
        assert day_of(found) >= "1900"
        assert "T" not in found or datetime.fromisoformat(found)


@pytest.mark.parametrize(
    ("since", "published", "modified", "expected"),
    [
        (None, "1999-01-01", None, False),
        ("2019-07-17", None, None, False),
        ("2019-07-17", "2019-07-17", None, False),
        ("2019-07-17", "2019-07-16", None, True),
        ("2019-07-17", "2019-07-16", "2024-01-01", True),
        ("2019-07-17", "2019-07-18", "2019-07-01", False),
        ("2019-07-17", None, "2019-07-16", True),
        ("2019-07-17", None, "2019-07-17", False),
        ("2019-07-17", "2019-07-16T23:59:00+07:00", None, True),
        ("2019-07-17", "2019-07-16T15:30:00Z", None, False),  # half past midnight in the east of the country
        ("2019-07-17", "2019-07-16T14:30:00Z", None, True),
        ("2019-07-17", "2019-07", None, False),
        ("2019-07-17", "2019-06", None, True),
        ("2019-07-17", "2018", None, True),
        ("2019-07-17", "2019", None, False),
    ],
)
def test_the_day_itself_is_new_and_what_has_no_date_too(
    since: str | None, published: str | None, modified: str | None, expected: bool
) -> None:
    assert too_old(since, published, modified) is expected


def test_a_day_is_the_latest_that_it_can_be() -> None:
    assert day_of("2019-12-31T16:00:00Z") == "2020-01-01"
    assert day_of("9999-12-31T23:00:00Z") == "9999-12-31"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.example/2019/07/17/judul/", "2019-07-17"),
        ("https://x.example/2019/7/7/judul/", "2019-07-07"),
        ("https://x.example/read/2019-07-17/judul", "2019-07-17"),
        ("https://x.example/read/20190717101200/judul", "2019-07-17"),
        ("https://x.example/2019/07/judul.html", "2019-07"),
        ("https://x.example/2019/02/30/judul", "2019-02"),
        ("https://x.example/berita/201907/judul", None),
        ("https://x.example/berita/12/", None),
    ],
)
def test_addresses_tell_days_and_months(url: str, expected: str | None) -> None:
    assert day_in_address(url) == expected

"""Listing pages: those of the entry, the site's search, its sections; and where reading them ends."""

from __future__ import annotations

import pytest
from getting import EVERYTHING, Answer, Web
from markup import HOME, card, page

from inovasi.errors import FetchFailed, NotOffered
from inovasi.scrape.find.listings import find_listed
from inovasi.scrape.find.values import Wanted
from inovasi.types import Source


def found(web: Web, wanted: Wanted = EVERYTHING, **given: object) -> list[str]:
    source = Source("kabar", HOME, **given)  # type: ignore[arg-type]
    return [item.url.rsplit("-", 1)[-1].rstrip("/") for item in find_listed(source, wanted, web)]


def listing(*numbers: int, following: str = "", dates: bool = False) -> str:
    cards = "".join(card(n, f"<time datetime='2019-07-{n:02d}'></time>" if dates else "") for n in numbers)
    return page(
        cards + (f'<a rel="next" href="{following}">2</a><a href="{following}">Selanjutnya</a>' if following else "")
    )


LISTS = {
    HOME + "indeks": listing(6, 5, following="/indeks?page=2", dates=True),
    HOME + "indeks?page=2": listing(4, 3, following="/indeks?page=3", dates=True),
    HOME + "indeks?page=3": listing(2, 1, dates=True),
}


def test_listings_of_the_entry_are_read_page_by_page() -> None:
    web = Web(LISTS)
    assert found(web, listings=("indeks",)) == ["6", "5", "4", "3", "2", "1"]
    assert web.asked == list(LISTS)


def test_since_and_known_end_the_paging() -> None:
    web = Web(LISTS)
    assert found(web, Wanted("2019-07-04", lambda url: False, False), listings=("indeks",)) == ["6", "5", "4"]
    assert found(web, Wanted("2019-07-05", lambda url: False, False), listings=("indeks",)) == ["6", "5"]
    web.asked.clear()
    assert found(web, Wanted(None, lambda url: True, True), listings=("indeks",)) == ["6", "5"]
    assert web.asked == [HOME + "indeks"]


@pytest.mark.parametrize("second", [listing(6, 5, following="/indeks?page=3"), page(""), (404, listing(9)), (410, "")])
def test_paging_ends_where_nothing_new_comes(second: Answer) -> None:
    web = Web(LISTS | {HOME + "indeks?page=2": second})
    assert found(web, listings=("indeks",)) == ["6", "5"]
    assert len(web.asked) == 2


def test_each_keyword_takes_its_place_in_a_listing() -> None:
    web = Web({HOME + "cari/inovasi": listing(2), HOME + "cari/Top+99": listing(2, 1)})
    assert found(web, listings=("cari/{keyword}",), keywords=("inovasi", "Top 99")) == ["2", "1"]
    with pytest.raises(NotOffered):
        found(web, listings=("cari/{keyword}",))


def test_a_listing_that_fails_does_not_stop_the_others() -> None:
    web = Web({HOME + "a": (500, ""), HOME + "b": listing(2)})
    items = find_listed(Source("kabar", HOME, listings=("a", "b")), EVERYTHING, web)
    assert next(items).url.endswith("-2")
    with pytest.raises(FetchFailed, match="500"):
        next(items)


FORM = (
    '<form action="/pencarian" method="get"><input type="hidden" name="jenis" '
    'value="berita"><input type="search" name="kata"><button>Cari</button></form>'
)


def echo(*numbers: int) -> str:
    return listing(*numbers).replace("<main>", "<main><h1>Hasil pencarian: inovasi</h1>")


@pytest.mark.parametrize(
    ("home", "search"),
    [
        (FORM, "pencarian?jenis=berita&kata=inovasi"),
        ("", "?s=inovasi"),
        ("", "search?q=inovasi"),
        ("", "cari?q=inovasi"),
        ('<form method="post" action="/masuk"><input name="s"></form>', "?s=inovasi"),
        ('<form action="https://cse.example/"><input name="q"></form>', "search?q=inovasi"),
    ],
)
def test_keywords_are_asked_of_the_search_of_the_site(home: str, search: str) -> None:
    web = Web({HOME: page(home + card(9) + card(8)), HOME + search: echo(3, 2)})
    assert found(web, keywords=("inovasi",)) == ["3", "2"]


@pytest.mark.parametrize(
    "answer",
    [listing(9, 8), echo(9, 8), listing(9), page("<h1>Hasil pencarian: inovasi</h1><p>Tidak ditemukan</p>"), (500, "")],
)
def test_a_search_that_does_not_hear_is_none(answer: Answer) -> None:
    web = Web({HOME: page(card(9) + card(8)), HOME + "?s=inovasi": answer, HOME + "berita/": listing(7)})
    assert found(web, keywords=("inovasi",)) == ["9", "8", "7"]


def test_the_sections_of_the_home_page_are_read_without_keywords() -> None:
    web = Web({HOME: listing(9, 8, following="/page/2"), HOME + "page/2": listing(7), HOME + "berita/": listing(9, 6)})
    assert found(web) == ["9", "8", "7", "6"]
    assert HOME + "login" not in web.asked
    assert not any("visi" in url for url in web.asked)


def test_a_home_page_that_sends_its_readers_on_is_followed() -> None:
    sent = '<html><head><meta http-equiv="Refresh" content="0; URL=\'/portal/\'"></head></html>'
    assert found(Web({HOME: sent, HOME + "portal/": listing(2, 1)})) == ["2", "1"]
    with pytest.raises(NotOffered):
        found(Web({HOME: sent.replace("/portal/", "/")}))


@pytest.mark.parametrize("home", [page("<p>Situs dalam perbaikan.</p>"), "", (503, ""), None])
def test_a_site_without_lists_is_not_offered(home: Answer) -> None:
    with pytest.raises(FetchFailed):
        found(Web({HOME: home}))

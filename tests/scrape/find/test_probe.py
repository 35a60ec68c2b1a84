"""What a site says of itself, for a new entry."""

from __future__ import annotations

import pytest
from getting import Fetch, Web
from site_server import Site

from inovasi.errors import FetchFailed
from inovasi.scrape.find.probe import probe
from inovasi.scrape.find.region_guess import guess_region


def test_a_site_that_offers_all_ways(big_site: Site) -> None:
    fetch = Fetch()
    probed = probe(big_site.url, fetch)
    assert (probed.url, probed.outlet, probed.language, probed.kind) == (big_site.url, "Kabar Contoh", "id", "news")
    assert [(offer.finder, offer.articles) for offer in probed.offers] == [
        ("wordpress", 100),
        ("rss", 20),
        ("sitemap", 100),
        ("listing", 10),
    ]
    assert len(fetch.asked) == len(set(fetch.asked)) <= 10
    assert probed.source.find == ("wordpress", "rss", "sitemap", "listing")


@pytest.mark.parametrize("offer", ["rss", "sitemap", "listing"])
def test_a_site_with_one_way(offer: str) -> None:
    with Site(articles=5, offers=(offer,)) as site:
        probed = probe(site.url, Fetch())
        assert probed.source.find == (offer,)
        assert all(other.reason for other in probed.offers if other.finder != offer)


def test_a_site_with_no_way_keeps_all_of_them() -> None:
    probed = probe("https://kosong.example/", Web({"https://kosong.example/": "<title>Kosong</title>"}))
    assert probed.source.find == ("wordpress", "rss", "sitemap", "listing")
    assert not any(offer.articles for offer in probed.offers)


def test_a_page_that_cannot_be_had_is_an_error() -> None:
    with pytest.raises(FetchFailed):
        probe("https://kosong.example/", Web({}))


@pytest.mark.parametrize(
    ("url", "head", "name", "outlet", "region", "kind"),
    [
        (
            "https://www.mubakab.go.id/",
            "<title>Beranda | Kabupaten Musi Banyuasin</title>",
            "mubakab",
            "Kabupaten Musi Banyuasin",
            "16.06",
            "government",
        ),
        (
            "https://dinkes.bandungkab.go.id/",
            '<meta property="og:site_name" content="Dinas Kesehatan">',
            "dinkes-bandungkab",
            "Dinas Kesehatan",
            "32.04",
            "government",
        ),
        (
            "https://jateng.kabar.example/",
            "<title>Kabar Jateng - Berita</title>",
            "jateng-kabar",
            "Kabar Jateng",
            "33",
            "news",
        ),
        ("https://kabar.co.id/", "<title>Kabar: Hari Ini</title>", "kabar", "Kabar: Hari Ini", None, "news"),
        ("https://desa-x.desa.id/", "", "desa-x", None, None, "government"),
    ],
)
def test_what_a_home_page_says(
    url: str, head: str, name: str, outlet: str | None, region: str | None, kind: str
) -> None:
    probed = probe(url, Web({url: f"<html lang='id-ID'><head>{head}</head><body></body></html>"}))
    assert (probed.name, probed.outlet, probed.region, probed.kind) == (name, outlet, region, kind)


def test_the_address_is_where_the_site_is_now() -> None:
    web = Web(
        {"https://www.baru.example/": "<title>Baru</title>"}, {"http://lama.example": "https://www.baru.example/"}
    )
    probed = probe("http://lama.example", web)
    assert (probed.url, probed.name) == ("https://www.baru.example/", "baru")


@pytest.mark.parametrize(
    ("url", "text", "region"),
    [
        ("https://sumutprov.go.id/", None, "12"),
        ("https://bandungkota.go.id/", None, "32.73"),
        ("https://pemkab-musibanyuasin.example/", None, "16.06"),
        ("https://bandaacehkota.go.id/", None, "11.71"),
        ("https://radarbanyumas.example/", None, "33.02"),
        ("https://x.example/", "Portal Resmi Pemerintah Kota Bandung", "32.73"),
        ("https://x.example/", "Pemkab Bandung", "32.04"),
        ("https://x.example/", "Berita Bandung", None),
        ("https://x.example/", "Kabar Sulawesi Selatan dan Jawa Timur", None),
        ("https://x.example/", "Diskominfo Kab. Ogan Komering Ulu Timur", "16.08"),
        ("https://jambi.kabar.example/", None, "15"),
        ("https://indonesia.example/", "Indonesia Hari Ini", None),
        ("https://mudaberkarya.example/", "Muda Berkarya", None),
    ],
)
def test_regions_are_guessed_only_where_they_are_sure(url: str, text: str | None, region: str | None) -> None:
    assert guess_region(url, text) == region

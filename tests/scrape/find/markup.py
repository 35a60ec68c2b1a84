"""Listing pages in the markup of portals, for tests of finders."""

from __future__ import annotations

HOME = "https://kabar.example/"
MENU = (
    '<header><a href="/">Kabar</a></header><nav><ul><li><a href="/berita/">'
    'Berita</a></li><li><a href="/profil/visi-misi-kabupaten-ini">'
    'Visi dan Misi Kabupaten Ini</a></li><li><a href="/login">Masuk</a></li></ul></nav>'
)
FOOT = (
    '<footer><a href="/halaman/pedoman-media-siber-kami">Pedoman Media Siber Kami</a><a '
    'href="https://dev.example/a-b-c-d">Dibuat oleh tim kami</a></footer>'
)


def page(body: str) -> str:
    return f"<html><body>{MENU}<main>{body}</main>{FOOT}</body></html>"


def card(number: int, date: str = "", path: str = "/berita/layanan-keliling-desa-{}") -> str:
    address = path.format(number)
    return (
        f'<div class="card"><a href="{address}"><img src="a.jpg" alt=""></a><h3><a '
        f'href="{address}">Layanan keliling desa ke-{number}</a></h3>'
        f'{date}<p>Ringkasan.</p><a href="{address}">Selengkapnya</a></div>'
    )

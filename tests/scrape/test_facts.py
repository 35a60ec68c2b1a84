"""Who wrote an article, where it was printed, and under which rubric."""

from __future__ import annotations

import pytest

from inovasi.scrape.article.page import read_page

TITLE = "Warga Desa Menata Layanan Surat"
BODY = "<div class=entry-content>" + "<p>Warga desa menata layanan bagi semua tetangganya sepanjang tahun ini.</p>" * 4


def read(*, head: str = "", below: str = "", end: str = "") -> tuple[str | None, str | None, str | None]:
    page = read_page(f"<html><head>{head}</head><body><h1>{TITLE}</h1>{below}{BODY}{end}</div>", "x")
    return page.author, page.outlet, page.section


@pytest.mark.parametrize(
    ("where", "author"),
    [
        ({"below": "<p>Penulis: Rahma Dewi | Editor: Budi Karso</p>"}, "Rahma Dewi"),
        ({"end": "<p>Pewarta: Rahma Dewi<br>Editor: Budi Karso<br>COPYRIGHT © KABAR 2020</p>"}, "Rahma Dewi"),
        ({"end": "<p>Reporter: Rahma Dewi/Anton Sili</p>"}, "Rahma Dewi, Anton Sili"),
        ({"end": "<p><b>Penulis:</b> Rahma Dewi dan Anton Sili</p>"}, "Rahma Dewi, Anton Sili"),
        ({"below": "<span>Oleh <a href=/penulis/1>Rahma Dewi</a></span>"}, "Rahma Dewi"),
        ({"below": "<div>Laporan: Rahma Dewi</div>"}, "Rahma Dewi"),
        ({"below": "<span class=createdby>Ditulis oleh Rahma Dewi</span>"}, "Rahma Dewi"),
        ({"below": "<span class=createdby>Ditulis oleh Super User</span>"}, None),
        ({"below": "<p>Oleh: Admin Kominfo</p>"}, None),
        ({"below": "<p>Editor: Budi Karso</p>"}, None),
        ({"head": "<meta name=author content='Rahma Dewi'>"}, "Rahma Dewi"),
        ({"head": "<meta name=author content='Redaksi'>"}, None),
        ({"head": "<meta name=author content='Suara Hulu'><meta property=og:site_name content='Suara Hulu'>"}, None),
        ({"head": '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"@type": "Person", "name":'
                  ' "Rahma Dewi"}}</script>'}, "Rahma Dewi"),
        ({"head": '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"@type": "Organization",'
                  ' "name": "Rahma Dewi"}}</script>'}, None),
    ],
)  # fmt: skip
def test_author(where: dict[str, str], author: str | None) -> None:
    assert read(**where)[0] == author


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("<meta property=og:site_name content='Suara Hulu'>", "Suara Hulu"),
        (f"<title>{TITLE} - Suara Hulu</title>", "Suara Hulu"),
        (f"<title>{TITLE} | Berita | Dinas Surat</title>", "Dinas Surat"),
        (f"<title>{TITLE}</title>", None),
        ('<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "publisher": {"@id": "#o"}},'
         ' {"@type": "Organization", "@id": "#o", "name": "Suara Hulu"}]}</script>', "Suara Hulu"),
        ("<script type='application/ld+json'>{ rusak</script>", None),
    ],
)  # fmt: skip
def test_outlet(head: str, outlet: str | None) -> None:
    assert read(head=head)[1] == outlet


@pytest.mark.parametrize(
    ("where", "section"),
    [
        ({"head": "<meta property=article:section content=Daerah>"}, "Daerah"),
        ({"below": "<a rel='category tag' href=/c/desa>Kabar Desa</a>"}, "Kabar Desa"),
        ({"below": "<ol class=breadcrumb><li><a href=/>Beranda</a><li><a href=/d>Kabar Desa</a></ol>"}, "Kabar Desa"),
        ({"below": "<ol class=breadcrumb><li><a href=/>Beranda</a></ol>"}, None),
        ({"below": "<ol class=breadcrumb><li><a href=/b>Berita</a></ol><a rel=category>Daerah</a>"}, "Daerah"),
        ({"below": "<ol class=breadcrumb><li><a href=/b>Berita</a></ol>"}, "Berita"),
        ({"below": "<nav class=menu><a href=/category/olahraga/>Olahraga</a></nav>"}, None),
    ],
)
def test_section(where: dict[str, str], section: str | None) -> None:
    assert read(**where)[2] == section

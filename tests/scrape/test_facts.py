"""Who wrote an article, where it was printed, and under which rubric."""

from __future__ import annotations

import pytest

from inovasi.scrape.article.page import read_page

TITLE = "Warga Desa Menata Layanan Surat"
BODY = "<div class=entry-content>" + "<p>Warga desa menata layanan bagi semua tetangganya sepanjang tahun ini.</p>" * 4


CONTRIBUTED = (
    '<script type="application/ld+json">{"@type": "Article", "author": {"@type": "Person", "name": "Rahma Dewi"},'
    ' "contributor": [{"@type": "Person", "name": "Anton Sili"}]}</script>'
)


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
        ({"head": '<script type="application/ld+json">{"@type": "NewsArticle", "author": [{"@type": "Person", "name":'
                  ' "Rahma Dewi"}, {"@type": "Person", "name": "Anton Sili"}]}</script>'}, "Rahma Dewi, Anton Sili"),
        ({"head": CONTRIBUTED, "below": "<h4><a>Rahma Dewi</a>, <a>Anton Sili</a></h4>"}, "Rahma Dewi, Anton Sili"),
        ({"head": CONTRIBUTED, "below": "<h4><a>Rahma Dewi</a></h4>"}, "Rahma Dewi"),
        ({"below": "<div class=byline><a href=/p/rahma>Rahma Dewi</a>, <a href=/p/anton>Anton Sili</a></div>"},
         "Rahma Dewi, Anton Sili"),
        ({"below": "<div><a class=author href=/p/1>Rahma Dewi</a> <a class=author href=/p/2>Anton Sili</a></div>"},
         "Rahma Dewi, Anton Sili"),
        ({"below": "<div class=author><a href=/p/1>Admin Desa</a> <a href=/t/1>12 Mei</a> <a href=/t/2>Hits</a></div>"},
         None),
        ({"end": "<p><span class='fn org'>Jejaring Hulu</span></p>"}, None),
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


PUBLISHER = '<script type="application/ld+json">{"@type": "Article", "publisher": {"name": "Suara Hulu"}}</script>'


@pytest.mark.parametrize(
    ("url", "named", "outlet"),
    [
        ("https://suarahulu.id/daerah/surat", "daerah", "Suara Hulu"),
        ("https://daerah.suarahulu.co.id/surat", "daerah", "Suara Hulu"),
        ("https://suarahulu.id/daerah/surat", "Daerah", "Daerah"),
        ("https://kabarin.co.id/daerah/surat", "kabarin", "kabarin"),
        ("https://suarahulu.id/daerah/surat", "kabarin", "kabarin"),
    ],
)
def test_a_channel_is_no_outlet_where_the_publisher_is_named(url: str, named: str, outlet: str) -> None:
    assert (
        read(head=f"<link rel=canonical href={url}><meta property=og:site_name content={named}>{PUBLISHER}")[1]
        == outlet
    )


@pytest.mark.parametrize(
    ("head", "below", "outlet"),
    [
        ("<link rel=canonical href=https://www.suarahulu.desa.id/surat>", "", "Suara Hulu"),
        ("<base href=https://suara.hulu.go.id/surat>", "", "Suara Hulu"),
        ("", "<a href=/><img alt='Suara Hulu'></a>", "Suara Hulu"),
        ("<link rel=canonical href=https://kabarin.id/surat>", "<a href=/>Kabarin</a>", None),
    ],
)
def test_a_name_before_the_headline_is_the_outlet_if_host_or_logo_agree(
    head: str, below: str, outlet: str | None
) -> None:
    assert read(head=f"{head}<title>Suara Hulu | {TITLE}</title>", below=below)[1] == outlet


def test_a_headline_may_name_the_outlet_as_well() -> None:
    body = f"<h1>Layanan Baru Dinas Surat</h1>{BODY}</div>"
    page = read_page(f"<html><head><title>Layanan Baru Dinas Surat - Dinas Surat</title></head><body>{body}", "x")
    assert (page.title, page.outlet) == ("Layanan Baru Dinas Surat", "Dinas Surat")


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
        ({"below": "<span class=post-primary-tag><a href=/tag/desa/>Kabar Desa</a></span>"}, "Kabar Desa"),
        ({"below": "<ol class=breadcrumb><li><a href=/b>Baca Berita</a></ol><a href=/category/d>Daerah</a>"}, "Daerah"),
    ],
)
def test_section(where: dict[str, str], section: str | None) -> None:
    assert read(**where)[2] == section


def label(*names: str) -> str:
    return "".join(f"<li><a href=/blog/categories/{name}>{name}</a>" for name in names)


@pytest.mark.parametrize(
    ("end", "section"),
    [
        (f"<ul>{label('Desa')}</ul></article>", "Desa"),
        (f"<ul>{label('Desa', 'Kota')}</ul></article>", "Desa"),
        (f"<ul>{label('Desa', 'Kota', 'Laut')}</ul></article>", None),
        (f"</article><ul>{label('Desa')}</ul>", None),
        (f"<article><ul>{label('Desa')}</ul></article></article>", None),
        ("<p>Lihat <a href=/category/desa>Desa</a></p></article>", None),
    ],
)
def test_a_category_below_the_text_of_the_article_itself(end: str, section: str | None) -> None:
    long = "<div>" + "<p>Warga membaca pengumuman di papan.</p>" * 70 + "</div>"
    page = read_page(f"<html><body><article><h1>{TITLE}</h1>{BODY}{long}</div>{end}</body></html>", "x")
    assert page.section == section

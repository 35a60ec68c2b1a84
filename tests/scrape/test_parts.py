"""Dates, marks of lists, addresses and noise, each on its own."""

from __future__ import annotations

import contextlib
import logging
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement

from inovasi.errors import UnreadableInput
from inovasi.scrape.article.blocks import read_blocks
from inovasi.scrape.article.dates import find_date, stamp_date
from inovasi.scrape.article.page import read_page
from inovasi.scrape.article.tree import parse
from inovasi.scrape.identity import article_id, clean_url, host_of


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Rabu, 17 Juli 2019 | 10:12 WIB", "2019-07-17"),
        ("Kamis (24/10/2019)", "2019-10-24"),
        ("05/07/2019", "2019-07-05"),
        ("10/24/2019", "2019-10-24"),
        ("Jum'at, 1-2-2021", "2021-02-01"),
        ("3 Agt 2020", "2020-08-03"),
        ("12 Nopember 2015", "2015-11-12"),
        ("October 24, 2019", "2019-10-24"),
        ("Senin (7/1/19) pagi", "2019-01-07"),
        ("nomor 7/1/19", None),
        ("Perda 12/34/2019", None),
        ("31 Februari 2020", None),
        ("2.500.2019 orang", None),
        ("", None),
    ],
)
def test_find_date(text: str, want: str | None) -> None:
    assert find_date(text) == want


@pytest.mark.parametrize(
    ("stamp", "want"),
    [
        ("2019-07-16T23:12:00Z", "2019-07-17"),
        ("2019-07-16T23:12:00+00:00", "2019-07-17"),
        ("2019-07-16T23:12:00+07:00", "2019-07-16"),
        ("2019-07-16T23:12:00.123+0800", "2019-07-16"),
        ("2019-07-16 23:12:00", "2019-07-16"),
        ("2019/07/16 23:12:00", "2019-07-16"),
        ("2019-07-16", "2019-07-16"),
        ("16 Juli 2019", "2019-07-16"),
        ("0001-01-01T00:00:00Z", None),
        ("2019-13-45T00:00:00Z", None),
    ],
)
def test_stamp_date(stamp: str, want: str | None) -> None:
    assert stamp_date(stamp) == want


@given(st.text(max_size=60))
def test_dates_never_raise(text: str) -> None:
    find_date(text)
    stamp_date(text)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31)))
def test_a_written_date_is_found(day: date) -> None:
    assert find_date(f"Bupati, {day:%d/%m/%Y}, hadir") == find_date(f"{day:%Y-%m-%d}") == str(day)


def word(mark: str) -> str:
    """An item as Word writes it."""
    spaces = "<span style='font:7.0pt'>&nbsp;&nbsp; </span>"
    return f"<p class=MsoListParagraph><span><span style='mso-list:Ignore'>{mark}{spaces}</span></span>a</p>"


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<ol start=3><li>a<li value=7>b<li>c</ol>", ["3. a", "7. b", "5. c"]),
        ("<ol reversed><li>a<li>b</ol>", ["2. a", "1. b"]),
        ("<ol type=i><li>a<li>b<ol type=A><li>c</ol></ol>", ["i. a", "ii. b", "A. c"]),
        ("<ul><li>a<p>b</p><ul><li>c</ul></ul>d", ["- a", "b", "- c", "d"]),
        ("<p>a<br>b<br><br>c</p>", ["a", "b", "c"]),
        ("<table><tr><td>a<td> b&nbsp;c <tr><td>d<td></table>", ["a | b c", "d"]),
        ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", ["a", "b"]),
        ("<p>Si<b>Jala</b> <i>x</i>\n y\u200b</p>", ["SiJala x y"]),
        ("<pre>a\n b</pre>", ["a", "b"]),
        (word("1.") + word("b)") + word("(iv)") + word("2.1"), ["1. a", "b) a", "(iv) a", "2.1 a"]),
        (word("·") + word("o") + word("§") + word("\uf0b7"), ["· a", "- a", "- a", "- a"]),
        ("<p><span style='mso-list:Ignore'>1.</span></p><p>b", ["b"]),
    ],
)  # fmt: skip
def test_lines(html: str, lines: list[str]) -> None:
    assert [block.line for block in read_blocks(tree(html))] == lines


def tree(html: str) -> HtmlElement:
    root = parse(html)
    assert root is not None
    return root


def article(inner: str) -> str:
    start = "<p>Pemerintah Kabupaten Contoh menata layanan bagi warga desa selama tahun anggaran berjalan ini.</p>"
    end = "<p>Seluruh layanan tersebut tidak dipungut biaya bagi warga yang tinggal di kabupaten itu.</p>"
    return f"<html><body><div class=isi>{start}{inner}{end}</div></body></html>"


@pytest.mark.parametrize(
    "inner",
    [
        "<p>Baca juga: <a href=/x>Judul lain</a></p>",
        "<p><b>BACA JUGA :</b></p><ul><li><a href=/x>Judul lain</a></li><li><a href=/y>Judul lain lagi</a></li></ul>",
        "<p>Lihat juga &raquo; Judul lain</p>",
        "<blockquote><p>Simak Juga: <a href=/x>Judul lain</a></p></blockquote>",
        "<div>Baca pula <a href=/x>Judul lain</a></div>",
        "<p class=wp-caption-text>Judul lain</p>",
        "<figure><img src=x><figcaption>Judul lain</figcaption></figure>",
        "<p><img src=x><em>Judul lain</em></p>",
        "<p>Foto: Judul lain</p>",
        "<div class='a2a_kit'><a href=/x>Judul lain</a></div>",
        "<div><span>Bagikan ini:</span> <a href='https://wa.me/?text=a'>Judul lain</a></div>",
        "<div>Tag: <a rel=tag href=/x>Judul lain</a>, <a rel=tag href=/y>b</a></div>",
        "<div style='display: none'>Judul lain</div>",
        "<p>Dapatkan berita Judul lain lewat newsletter kami.</p>",
        "<form class=mc4wp-form><p>Judul lain</p></form>",
    ],
)
def test_noise_goes(inner: str) -> None:
    lines = read_page(article(inner), "x").text.split("\n")
    assert [line.split()[0] for line in lines] == ["Pemerintah", "Seluruh"]


@pytest.mark.parametrize(
    ("inner", "line"),
    [
        ("<p>Kalimat awal. Baca juga: <a href=/x>Judul lain</a> Kalimat akhir.</p>", "Kalimat awal. Kalimat akhir."),
        ("<p>Kalimat awal. <b>Baca juga: <a href=/x>Judul</a></b> Kalimat akhir.</p>", "Kalimat awal. Kalimat akhir."),
        ("<p>Kalimat awal. (Baca juga: Judul lain)</p>", "Kalimat awal."),
        ("<p>Warga dapat baca juga buku di sana.</p>", "Warga dapat baca juga buku di sana."),
        ("<p>Inovasi <a href=/x>Si Jala</a> dan <a href=/y>Pelita</a></p>", "Inovasi Si Jala dan Pelita"),
        ("<ul><li>Cetak</li></ul>", "- Cetak"),
        ("<p>Tags inovasi dipasang di pintu.</p>", "Tags inovasi dipasang di pintu."),
        ("<p>Daftarnya:</p><ul><li><a href=/a>Si Jala</a></li></ul>", "- Si Jala"),
    ],
)
def test_text_beside_noise_stays(inner: str, line: str) -> None:
    assert line in read_page(article(inner), "x").text.split("\n")


@pytest.mark.parametrize(
    "inner",
    [
        "<p>Penulis: Budi Karso</p>",
        "<p>Reporter : Budi Karso<br>Editor : Ani Lestari</p>",
        "<p>(Foto: Humas Setda)</p>",
        "<p>Rapat di balai desa (foto: Humas)</p>",
        "<p>Scroll ke bawah untuk lanjut membaca</p>",
        "<p>812 total views, 3 views today</p>",
        "<ul><li>Facebook</li><li>Twitter</li><li>WhatsApp</li></ul>",
        "<p>Laporkan tulisan</p>",
        "<p>Anda dapat <a href=/x>berhenti berlangganan</a>.</p>",
        "<p>Anda menerima surel ini karena mendaftar di balai desa.</p>",
        "<div class=wp-block-buttons><a href=/x>Kirim cerita</a></div>",
        "<h3>Berita Lainnya di Rubrik Ini</h3><ul><li><a href=/x>Judul lain</a></li></ul>",
    ],
)
def test_what_stands_below_the_text_goes(inner: str) -> None:
    page = article("").replace("</div></body>", f"{inner}</div></body>")
    lines = read_page(page, "x").text.split("\n")
    assert [line.split()[0] for line in lines] == ["Pemerintah", "Seluruh"]


@pytest.mark.parametrize(
    "inner",
    [
        "<p>120</p>",
        "<p>Perbesar</p>",
        "<p>Daftar Isi</p>",
        "<p><a href=/x>Lihat surel ini di peramban Anda</a></p>",
        "<p>Tulisan dari Kabar Hulu tidak mewakili pandangan redaksi</p>",
        "<div class=authorbox><p>Kabar Hulu</p></div>",
    ],
)
def test_what_stands_above_the_text_goes(inner: str) -> None:
    lines = read_page(article("").replace("<p>Pemerintah", f"{inner}<p>Pemerintah"), "x").text.split("\n")
    assert [line.split()[0] for line in lines] == ["Pemerintah", "Seluruh"]


@pytest.mark.parametrize(
    "inner",
    [
        "<p>Warga mulai berhenti berlangganan air tangki.</p>",
        "<p>Tulisan di papan itu tidak mewakili warga yang belum datang ke balai desa.</p>",
        "<table class=table-content><tr><td>Desa<td>Warga</table>",
        "<p>***</p>",
    ],
)
def test_what_only_looks_like_such_a_line_stays(inner: str) -> None:
    assert len(read_page(article(inner), "x").text.split("\n")) == 3


@pytest.mark.parametrize(
    "inner",
    [
        "<p>Editor: Ani Lestari</p>",
        "<ul><li>Penulis: Ani Lestari</li><li>Editor: Budi Karso</li></ul>",
        "<p>Penanggung jawab: Ani Lestari</p>",
    ],
)
def test_roles_in_the_middle_of_the_text_stay(inner: str) -> None:
    assert "Ani Lestari" in read_page(article(inner), "x").text


def test_a_box_with_the_headline_in_it_stays_whatever_it_is_called() -> None:
    html = article("").replace("<div class=isi>", "<form class='with-share'><h1>Warga Menata Layanan</h1><div>")
    html += "<p>" + "Tulisan lain di halaman yang sama, jauh lebih panjang daripada beritanya sendiri. " * 20
    assert "Pemerintah Kabupaten Contoh" in read_page(html, "x").text


def test_a_page_that_a_script_draws_is_read_from_its_json() -> None:
    text = "Warga desa menata layanan bagi semua tetangganya &amp; tamunya sepanjang tahun ini.\\n" * 4
    data = f'{{"@type": "NewsArticle", "articleBody": "{text}"}}'
    html = (
        f'<html><head><script type="application/ld+json">{data}</script></head><body><div id=app></div></body></html>'
    )
    lines = read_page(html, "x").text.split("\n")
    assert lines == ["Warga desa menata layanan bagi semua tetangganya & tamunya sepanjang tahun ini."] * 4


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<ol><font><li>a<li>b</font></ol>", ["1. a", "2. b"]),
        ("<ul><li>a <b>b<li>c</b></ul>", ["- a b", "- c"]),
        ("<p>a</br>b</p>", ["a", "b"]),
        ("<div><li>a</div>", ["- a"]),
        ("a<!-- b -->c<?php d ?>", ["ac"]),
        ("a\x0bb\x01c", ["abc"]),
    ],
)
def test_broken_markup(html: str, lines: list[str]) -> None:
    assert [block.line for block in read_blocks(tree(html))] == lines


def test_addresses() -> None:
    assert clean_url("/x", "https://a.example/y") == "https://a.example/x"
    assert [clean_url(url) for url in ("", None, 3, "/x", "javascript:1", "http://[", "mailto:a@b.c")] == [None] * 7
    assert host_of("https://WWW.Contoh.go.id:8080/x") == "contoh.go.id"
    same = {
        article_id(None, url, "") for url in ("http://www.a.id/x/", "https://a.id/x?utm_source=b", "https://a.id/x")
    }
    assert len(same) == 1
    assert article_id(None, "https://a.id/?p=1", "") != article_id(None, "https://a.id/?p=2", "")
    assert [article_id(given, None, "a") for given in (7, " x ", 0)] == ["7", "x", "0"]
    assert article_id(None, None, "e\u0301") == article_id(True, None, "\u00e9")


def test_a_canonical_link_to_the_front_page_is_no_address() -> None:
    html = article("").replace("<body>", "<head><link rel=canonical href='https://a.id/'></head><body>")
    assert read_page(html, "x", "https://a.id/berita/1").url == "https://a.id/berita/1"


@given(st.text(st.sampled_from("<>/apuliotdbr =\"'!-&;x\n"), max_size=120))
@settings(deadline=None, max_examples=150)
def test_broken_html_is_a_page_or_unreadable(html: str) -> None:
    with contextlib.suppress(UnreadableInput):
        assert read_page(html, "x").text


def test_the_libraries_keep_quiet(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    level = logging.getLogger("trafilatura").level
    read_page(article("<p>x</p>"), "x")
    # Both libraries would fetch this, were it not wrapped.
    assert read_page(
        "https://a.example/ bukan alamat melainkan satu kalimat biasa yang cukup panjang di sini.", "x"
    ).text
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []
    assert logging.getLogger("trafilatura").level == level


def test_inputs_can_be_imported_without_trafilatura() -> None:
    code = "import sys, inovasi.scrape.inputs; print({'trafilatura', 'warcio', 'lxml'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"

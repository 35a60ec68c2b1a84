"""Which box holds the article on pages whose theme nobody has seen, beside many teasers."""

from __future__ import annotations

import pytest

from inovasi.scrape.article.page import read_page

LINES = [
    "Pemerintah kota membuka kelas memasak gratis bagi warga lanjut usia di tiga kelurahan mulai pekan ini.",
    "Kepala dinas menyebut kelas itu lahir dari usulan kader posyandu yang prihatin pada gizi para kakek.",
    '"Kami ingin mereka makan enak dan sehat," katanya.',
    "Peserta belajar membuat bubur ikan, sup labu, dan puding jagung tanpa gula.",
]
TEASERS = "".join(
    f"<div class=item><a href=/b/{n}><h4>Judul di samping nomor {n}</h4></a>"
    f"<p>Ringkasan nomor {n} yang tidak ada hubungannya dengan isi berita di halaman ini.</p></div>"
    for n in range(12)
)
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in LINES)
ITEMS = [f"- Inovasi {n}" for n in range(30)]
LIST = "".join(f"<li>{item[2:]}" for item in ITEMS)


def read(body: str) -> list[str]:
    head = "<html><head><title>Kelas Memasak Dibuka</title></head>"
    return read_page(f"{head}<body>{body}<div class=lain>{TEASERS}</div></body></html>", "x").text.split("\n")


H1 = "<h1>Kelas Memasak Dibuka</h1>"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (f"<div>{H1}<div class=q>{PARAGRAPHS}</div></div>", LINES),
        (f"<div>{H1}<div class='entry-content no-share'>{PARAGRAPHS}</div></div>", LINES),
        (f"<div class=with-share>{H1}<div class=post-body>{PARAGRAPHS}</div></div>", LINES),
        (f"<div>{H1}<div><div>" + "</div><div>".join(LINES) + "</div></div></div>", LINES),
        (f"<div>{H1}<div>" + "<br><br>".join(LINES) + "</div></div>", LINES),
        (f"<div>{H1}<div>Selasa, 14/05/2024 08:00 WITA</div><div><p>{LINES[0]}</p></div></div>", LINES[:1]),
        (f"<div>{H1}<div><p>Yang ikut lomba:</p><ul>{LIST}</ul></div></div>", ["Yang ikut lomba:", *ITEMS]),
        (f"<table><tr><td>{H1}</td></tr><tr><td>{PARAGRAPHS}</td></tr></table>", LINES),
    ],
)  # fmt: skip
def test_the_article_and_nothing_else(body: str, lines: list[str]) -> None:
    assert read(body) == lines


def test_a_letter_keeps_its_greeting() -> None:
    first, second = "".join(f"<p>{line}</p>" for line in LINES[:2]), "".join(f"<p>{line}</p>" for line in LINES[2:])
    body = f"<div>{H1}<div><p>Admin</p><p>Halo, Warga.</p>{first}</div><div>{second}</div></div>"
    assert read_page(f"<html><body>{body}</body></html>", "x").text.split("\n") == ["Halo, Warga.", *LINES]

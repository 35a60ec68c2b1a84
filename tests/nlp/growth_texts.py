"""Texts that a careless rule reads in quadratic time, as functions of their length in characters."""

from __future__ import annotations

from collections.abc import Callable, Iterator

SENTENCE = (
    "Dinas Kesehatan Kabupaten Sikka meluncurkan inovasi SIKOPI (Sistem Kontrol Pasien) bersama Bupati Budi Santoso, "
    "lalu 15 inovasi lain masuk Top 99. "
)


def repeat(unit: str) -> Callable[[int], str]:
    return lambda size: unit * (size // len(unit))


def numbered(template: str) -> Callable[[int], str]:
    def text(size: int) -> str:
        return "".join(_until(size, template))

    return text


def _until(size: int, template: str) -> Iterator[str]:
    i = length = 0
    while length < size:
        piece = template.format(i)
        yield piece
        length += len(piece)
        i += 1


GROWING: dict[str, Callable[[int], str]] = {
    "open brackets": repeat("("),
    "open brackets apart": repeat("( "),
    "quotes": repeat('"'),
    "quotes apart": repeat("“ "),
    "single capitals": repeat("A "),
    "one endless line": repeat(SENTENCE),
    "many lines": repeat(SENTENCE + "\n"),
    "a list of many names": lambda size: "Inovasi itu yakni " + numbered("Sikep{0} (Sistem Kepala {0}), ")(size),
    "many numbered lines": numbered("{0}. Sikep{0} – Dinas Sosial\n"),
    "the word for or": repeat("ABC atau "),
    "commas": repeat("Aa, "),
    "dashes": repeat("AB – Ab "),
    "roles": repeat("Bupati "),
    "roles in capitals": repeat("KEPALA "),
    "bodies": repeat("Dinas Kesehatan, "),
    "numbers": repeat("tiga inovasi "),
    "awards": repeat("inovasi SIKOPI meraih juara I, Top 45 KIPP 2021 "),
    "awards of one name": lambda size: "Inovasi SIKOPI " + repeat("Top 45 KIPP 2021 juara I ")(size),
    "a list of winners": lambda size: "Masuk Top 45:\n" + numbered("{0}. Sikep{0} – Dinas Sosial\n")(size),
    "replications": repeat("Kabupaten Sragen mereplikasi inovasi SIKOPI milik Kota Tegal dan "),
    "years": lambda size: "Inovasi SIKOPI " + repeat("diluncurkan pada tahun 2019 sejak ")(size),
    "markers": repeat("Sikopi singkatan dari "),
}

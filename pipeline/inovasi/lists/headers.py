"""Which column of a list is which: the header words that people use, in Indonesian and English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inovasi.text import squash

# Field -> headers, compared without case, spaces and punctuation. Where a list has several columns of one field, the
# first in this order that has something in a row counts. A row number ("No") is no id: lists start it anew for every
# group. ``government`` is whose innovation it is: it gives the region, and the agency where no unit is named.
COLUMNS: dict[str, tuple[str, ...]] = {
    "mention_id": ("mention_id", "id", "id inovasi", "kode inovasi", "nomor registrasi", "no registrasi", "kode"),
    "name": ("name", "nama", "nama inovasi", "judul inovasi", "inovasi", "judul", "innovation", "innovation name"),
    "expansion": ("expansion", "kepanjangan", "singkatan dari", "nama panjang", "nama lengkap", "long form"),
    "agency": ("agency", "opd", "nama opd", "skpd", "perangkat daerah", "unit", "nama unit", "unit kerja", "uptd",
               "unit pelayanan publik", "upp", "unit penyelenggara", "pengelola"),
    "government": ("government", "pemerintah daerah", "pemda", "instansi", "nama instansi", "instansi pemerintah",
                   "k/l/d", "institution"),
    "region": ("region", "daerah", "nama daerah", "kabupaten/kota", "kab/kota", "kabupaten", "kota", "wilayah",
               "asal daerah", "regency"),
    "region_code": ("region_code", "kode wilayah", "kode daerah", "kode kabupaten/kota"),
    "province": ("province", "provinsi", "propinsi"),
    "published": ("published", "tanggal", "tanggal terbit", "tanggal publikasi", "date", "tahun", "year"),
    "article_id": ("article_id", "id artikel", "id berita"),
    "aliases": ("aliases", "alias", "nama lain", "other names"),
    "awards": ("awards", "award", "penghargaan", "prestasi"),
}  # fmt: skip

_PLACES: dict[str, tuple[str, int]] = {
    squash(header): (field, rank) for field, headers in COLUMNS.items() for rank, header in enumerate(headers)
}
_LISTED = 30  # headers that a message names at most


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one list: for each field, the places of its columns in the order in which they count."""

    headers: tuple[str, ...]
    places: dict[str, tuple[int, ...]]

    def __str__(self) -> str:
        """ "nama inovasi = name, opd = agency; not used: catatan"."""
        used = [f"{self.headers[i]} = {field}" for field, places in self.places.items() for i in places]
        taken = {i for places in self.places.values() for i in places}
        rest = [header for i, header in enumerate(self.headers) if i not in taken and header]
        return ", ".join(used) + (f"; not used: {named(rest)}" if rest else "")


def field_of(header: str) -> str | None:
    """The field that a header means, or None."""
    found = _PLACES.get(squash(header))
    return found[0] if found else None


def layout_of(headers: Sequence[str]) -> Layout:
    """Map headers to fields, in the order of ``COLUMNS``. Of equal headers, the first counts first."""
    ranked: dict[str, list[tuple[int, int]]] = {}
    for place, header in enumerate(headers):
        if (found := _PLACES.get(squash(header))) is not None:
            ranked.setdefault(found[0], []).append((found[1], place))
    places = {field: tuple(place for _, place in sorted(ranked[field])) for field in COLUMNS if field in ranked}
    return Layout(tuple(headers), places)


def named(headers: Sequence[str]) -> str:
    """Headers as a message lists them."""
    shown = ", ".join(header or "(empty)" for header in headers[:_LISTED])
    return shown + (f" and {len(headers) - _LISTED} more" if len(headers) > _LISTED else "")

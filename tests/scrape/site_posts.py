"""The articles of the made-up site that ``site_server`` serves, and the resources that show them, as values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from site_server import Site

WIB = timezone(timedelta(hours=7))
FIRST = datetime(2019, 1, 2, 8, 15, tzinfo=WIB)
_STEP = timedelta(hours=31)
_PLACES = (
    "Sukamaju",
    "Telagasari",
    "Batuputih",
    "Karanganyar",
    "Muaralembu",
    "Tanjungrasa",
    "Rantaubaru",
    "Bukitindah",
)
_WORKS = (
    "Antrean",
    "Perizinan",
    "Kependudukan",
    "Kesehatan",
    "Pertanian",
    "Perpustakaan",
    "Persampahan",
    "Pengairan",
    "Penyuluhan",
)
_DEEDS = ("Dipercepat lewat Layanan Keliling", "Dibuka Setiap Akhir Pekan", "Ditata Ulang Bersama Warga", "Diuji Coba")
SECTIONS = ("pemerintahan", "kesehatan", "daerah")


@dataclass(frozen=True)
class Post:
    """One article of the site. Every third one is about an innovation."""

    number: int
    revision: int = 0

    @property
    def published(self) -> datetime:
        return FIRST + _STEP * self.number

    @property
    def modified(self) -> datetime:
        return self.published + timedelta(hours=1 + self.revision)

    @property
    def innovative(self) -> bool:
        return self.number % 3 == 0

    @property
    def section(self) -> str:
        return SECTIONS[self.number % len(SECTIONS)]

    @cached_property
    def title(self) -> str:
        n = self.number
        head = "Inovasi" if self.innovative else "Urusan"
        place, work = _PLACES[n % len(_PLACES)], _WORKS[n % len(_WORKS)]
        return f"{head} {work} di {place} {_DEEDS[n % len(_DEEDS)]} Tahap {n + 1}"

    @cached_property
    def path(self) -> str:
        slug = re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")
        return f"/{self.published:%Y/%m/%d}/{slug}/"

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        n, place, work = self.number, _PLACES[self.number % len(_PLACES)], _WORKS[self.number % len(_WORKS)].lower()
        programme = f"LAYAR{n + 1:04d}"
        called = f"inovasi {programme}" if self.innovative else f"kegiatan rutin bernomor {n + 1}"
        changed = f" Catatan ini diperbarui untuk kali ke-{self.revision}." if self.revision else ""
        return (
            f"{place.upper()} - Pemerintah Kecamatan {place} memperkenalkan {called} untuk urusan {work} kepada para "
            f"ketua rukun tetangga di balai pertemuan kecamatan pada pekan ini.{changed}",
            f"Petugas menerangkan bahwa warga cukup mendaftar satu kali. Berkas yang sudah diperiksa disimpan di "
            f"kantor desa dan dapat dipakai lagi bila ada keperluan lain pada tahun yang sama, sehingga antrean {work} "
            f"menjadi lebih pendek daripada bulan sebelumnya.",
            f"Menurut catatan kantor, {100 + n % 400} keluarga sudah memakai layanan itu sejak dibuka. Sebagian besar "
            f"datang pada pagi hari, dan sisanya dijemput oleh petugas keliling yang berangkat dua kali sepekan.",
            "Pertemuan ditutup dengan tanya jawab. Warga meminta jadwal dipasang di papan pengumuman desa agar mereka "
            "yang bekerja di ladang tetap dapat menyesuaikan waktu.",
        )

    @property
    def steps(self) -> tuple[str, ...]:
        return (
            "Mengisi formulir di kantor desa",
            "Menunjukkan kartu keluarga",
            f"Menerima nomor layanan {self.number + 1}",
        )


@dataclass(frozen=True)
class Page:
    """One resource. ``headers`` come on top of those that every page has."""

    body: bytes
    kind: str = "text/html; charset=UTF-8"
    changed: datetime = FIRST
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


def lost() -> Page:
    return Page(b"<!doctype html><title>404</title><h1>Halaman tidak ditemukan</h1>", status=404)


def newest(site: Site, words: str | None = None, section: str | None = None) -> list[Post]:
    found = [post for post in reversed(site.posts) if section is None or post.section == section]
    if words:
        wanted = words.lower().split()
        found = [post for post in found if all(word in _words(post) for word in wanted)]
    return found


def _words(post: Post) -> str:
    return f"{post.title} {' '.join(post.paragraphs)}".lower()


def changed(posts: list[Post]) -> datetime:
    return max((post.modified for post in posts), default=FIRST)


def part_of(posts: list[Post], page: str | None, size: int) -> tuple[int, int, list[Post]]:
    """Number of the page, number of pages, the posts on it."""
    number = int(page) if page and page.isdigit() else 1
    return number, -(-len(posts) // size), posts[(number - 1) * size : number * size]

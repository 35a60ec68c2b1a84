"""The relevance gate: which articles pass, what is lost and what is turned away, and that the user sees it."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inovasi.gold import read_gold
from inovasi.nlp.gate import THRESHOLD, count_cues, look, may_matter

sys.path.insert(0, str(Path(__file__).parent))

from growth_texts import GROWING

MOST_LOST = 0.01
LEAST_TURNED_AWAY = 0.85

# Written for these tests; the places exist, the programmes and people do not.
RELEVANT = {
    "the word itself": "Bupati Sanggau meminta setiap kantor melahirkan inovasi pelayanan publik.",
    "glued and misspelt words": "Kelurahan Sukajadi memamerkan 8inovasi di Lapangan Merdeka.",
    "a contest": "Empat layanan dari Jambi lolos Top 99 Sinovik tahun ini.",
    "change projects": "Peserta pelatihan kepemimpinan meluncurkan proyek perubahan masing-masing di Ambon.",
    "an app with a short form": "RSUD Bangil meluncurkan aplikasi SIGAP (Sistem Informasi Gawat Pasien) bagi warga.",
    "a service in quotes": 'Samsat Ende punya layanan "Bayar di Kebun". Warga tak perlu lagi antre di kantor.',
    "no telling word at all": 'Puskesmas Waru menjalankan "Teras Sehat", singkatan Tensi Rutin. Dulu lansia antre.',
}
OTHER = {
    "crime": "Polres Langkat menangkap dua pencuri sapi di Kecamatan Selesai, Senin malam.",
    "sport": "Persis menang 2-1 dalam laga tunda Liga 2 lewat gol menit akhir.",
    "weather": "BMKG memperkirakan hujan lebat disertai petir di Bogor hingga Kamis.",
    "a visit": "Bupati meninjau pasar di Kecamatan Pamona bersama Kepala Dinas Perdagangan.",
    "a price": "Harga telur di Pasar Legi naik Rp2.000 per kilogram menjelang Lebaran.",
    "a ceremony": "Gubernur melantik lima penjabat bupati dalam upacara di gedung negara.",
    "a body spelt out": "Badan Penanggulangan Bencana Daerah (BPBD) membagikan selimut kepada korban banjir.",
    "a dateline in capitals": "LUBUK PAKAM – Ribuan warga menonton karnaval kemerdekaan.",
    "nothing": "",
}


@pytest.mark.parametrize("text", RELEVANT.values(), ids=RELEVANT)
def test_what_may_name_an_innovation_passes(text: str) -> None:
    assert may_matter(None, text), look(None, text)


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER)
def test_what_is_about_something_else_does_not(text: str) -> None:
    assert not may_matter(None, text), look(None, text)


def test_the_title_counts() -> None:
    text = "Warga Kecamatan Wates menyambut baik kabar itu."
    assert not may_matter("Kabar dari Wates", text)
    assert may_matter("Inovasi dari Wates", text)


def test_the_reasons_add_up_to_the_score() -> None:
    for text in (*RELEVANT.values(), *OTHER.values()):
        seen = look(None, text)
        assert seen.score == pytest.approx(sum(points for _, _, points in seen.parts))
        assert (seen.score >= THRESHOLD) == may_matter(None, text)


@pytest.mark.parametrize(
    ("text", "cue", "count"),
    [
        ("inovasi, Inovatif dan keinovasian", "innovation", 3),
        ("Tak perlu antre. Warga tidak   perlu datang.", "contrast", 3),
        ("SIRAJA (Sistem Rawat Jalan)", "spelt_name", 1),
        ("Sistem Rawat Jalan (SIRAJA)", "spelt_name", 1),
        ("Si Raja (Sistem Rawat Jalan)", "spelt_name", 1),
        ("Gampang Urus (Sistem Rawat Jalan)", "spelt_name", 0),
        ("Badan Pusat Statistik (BPS)", "spelt_name", 0),
        ("program “Sapa Warga” dan 'teras baca'", "quoted_name", 1),
        ("program “Sapa Warga” dan 'teras baca'", "quoted_words", 1),
        ("Warga memakai SIRAJA, bukan SIRAJA milik BPBD", "capital_name", 1),
        ("Aplikasi SIRAJA dan pelayanan Si Raja", "noun_and_name", 2),
        ("e-Kios, SiRaja, Si Raja", "joined_name", 3),
    ],
)
def test_cues_are_counted(text: str, cue: str, count: int) -> None:
    assert count_cues(None, text).get(cue, 0) == count


@pytest.mark.parametrize("text", GROWING.values(), ids=GROWING)
def test_four_times_the_text_costs_about_four_times_the_work(text: Callable[[int], str]) -> None:
    calls(text(2_000))  # what is loaded once should not count
    assert calls(text(16_000)) <= 5.5 * calls(text(4_000))


@pytest.mark.parametrize("relevant", RELEVANT.values(), ids=RELEVANT)
@given(added=st.text(alphabet="aA(\"' -\n.9inovasi", max_size=300), times=st.integers(1, 40))
def test_added_text_keeps_the_work_bounded(relevant: str, added: str, times: int) -> None:
    calls(relevant)
    text = relevant + added * times
    assert calls(text) <= calls(relevant) + 30 * (len(text) + 10)


def calls(text: str) -> int:
    """How many functions, of Python and of C, one look calls."""
    count = 0

    def tick(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(tick)
    try:
        look(None, text)
    finally:
        sys.setprofile(None)
    return count


def test_a_page_of_many_articles_is_always_read() -> None:
    assert may_matter(None, "Persis menang 2-1 dalam laga tunda Liga 2. " * 6_000)


@pytest.mark.parametrize("folder", ["corpora/gold", "corpora/training", "../shared/gold", "../shared/seeds"])
def test_almost_no_innovation_is_lost(root: Path, folder: str) -> None:
    if not (root / folder).is_dir():
        pytest.skip("no ../shared here: the annotated articles in it are not part of the project")
    lost, found = [], 0
    for gold in read_gold(root / folder):
        names = [item.name for item in gold.annotations.innovations if not item.doubtful]
        found += len(names)
        if not may_matter(gold.article.title, gold.article.text):
            lost += names
    assert len(lost) <= MOST_LOST * found, lost


@pytest.mark.parametrize("half", [0, 1], ids=["the first half", "the half for measuring"])
def test_most_ordinary_news_is_turned_away(root: Path, half: int) -> None:
    lines = (root / "corpora" / "ordinary.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [article for article in map(json.loads, lines) if half_of(article["id"]) == half]
    assert len(articles) > 40
    passed = [article["id"] for article in articles if may_matter(article["title"], article["text"])]
    assert len(passed) <= (1 - LEAST_TURNED_AWAY) * len(articles), passed


def half_of(key: str) -> int:
    """As in ``benchmarks/gate.py``."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """One article that may matter, one about something else that yet names a body."""
    file = tmp_path / "mixed.jsonl"
    texts = {"yes": RELEVANT["an app with a short form"], "no": OTHER["a body spelt out"]}
    file.write_text("".join(json.dumps({"id": i, "text": t}) + "\n" for i, t in texts.items()), encoding="utf-8")
    return file


def test_extract_writes_what_it_skipped(run, mixed: Path) -> None:
    records = [json.loads(line) for line in run("extract", mixed).stdout.splitlines()]
    assert [record["skipped"] for record in records] == [False, True]
    assert records[1]["agencies"] == []


def test_no_gate_reads_everything(run, mixed: Path) -> None:
    records = [json.loads(line) for line in run("extract", mixed, "--no-gate").stdout.splitlines()]
    assert [record["skipped"] for record in records] == [False, False]
    assert records[1]["agencies"]


def test_build_tells_how_many_articles_it_skipped(run, mixed: Path, tmp_path: Path) -> None:
    assert "2 (1 about something else" in run("build", mixed, "--out", tmp_path / "one").stdout.splitlines()[0]
    assert "something else" not in run("build", mixed, "--out", tmp_path / "two", "--no-gate").stdout
    for out in ("one", "two"):
        articles = (tmp_path / out / "csv" / "articles.csv").read_text(encoding="utf-8").splitlines()
        assert len(articles) == 3  # a header and both articles

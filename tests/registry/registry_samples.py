"""Invented inputs for the registry's tests: two small articles with everything in them, and a generator for many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inovasi.registry.rows import Tables
from inovasi.registry.tables import build_tables
from inovasi.types import (
    AgencyMention,
    AgencyRecord,
    Article,
    Award,
    Claim,
    Cluster,
    Evidence,
    Expansion,
    Extraction,
    InnovationMention,
    Issue,
    Member,
    Mention,
    OfficialMention,
    OfficialRecord,
    Pair,
    Reason,
    RegionMention,
    Resolution,
    Step,
    Term,
)

VERSION = "0.1.0"

FIRST = (
    "RSUD Sekarwangi, Musi Banyuasin, mempunyai Sih Lintang (Layanan Rawat Inap Tanpa Antre). "
    "Inovasi digital itu diperkenalkan Plt. Direktur dr. H. Budi Contoh pada tahap uji coba.\n"
    "Kabupaten Musi Banyuasin punya 15 inovasi, antara lain Sih Lintang. Sih Lintang meraih Top 99 tahun ini. "
    "Layanan KIPP itu lahir pada 2019 dan sudah direplikasi Lubuklinggau."
)
SECOND = "Si Randik dan SIH LINTANG dipuji di Kota Palembang. =SUM(A1) kata panitia; -mulai besok; @semua."


@dataclass(frozen=True)
class Inputs:
    """The arguments of build_tables, less the version."""

    articles: Sequence[Article]
    extractions: Sequence[Extraction]
    mentions: Sequence[Mention]
    resolution: Resolution


def at(text: str, quote: str, field: str) -> Evidence:
    """The first place of ``quote``."""
    start = text.index(quote)
    return Evidence(field, start, start + len(quote), quote)


def _first_innovation() -> InnovationMention:
    fields = {
        "name": "Sih Lintang",
        "expansion": "Layanan Rawat Inap Tanpa Antre",
        "description": FIRST[: FIRST.index(".") + 1],
        "agency": "RSUD Sekarwangi",
        "award": "Top 99",
        "contest": "KIPP",
        "status": "sudah direplikasi",
        "started": "lahir pada 2019",
        "replication": "Lubuklinggau",
        "stage": "uji coba",
        "digital": "Inovasi digital",
    }
    return InnovationMention(
        name="Sih Lintang",
        expansion=fields["expansion"],
        description=fields["description"],
        agency="RSUD Sekarwangi",
        region="Kabupaten Musi Banyuasin",
        region_code="16.06",
        awards=("Top 99",),
        award_details=(
            Award(
                "Top 99",
                "Kompetisi Inovasi Pelayanan Publik",
                "Top 99",
                "nasional",
                evidence=(at(FIRST, "Top 99", "award"), at(FIRST, "KIPP", "contest")),
            ),
        ),
        status="direplikasi",
        started=2019,
        replicated_by=("Lubuklinggau",),
        officials=("Budi Contoh",),
        stage="uji coba",
        digital=True,
        confidence=0.8,
        found_by=("bracket",),
        evidence=tuple(at(FIRST, quote, field) for field, quote in fields.items()),
    )


def _extractions(found: Sequence[Mention]) -> tuple[Extraction, Extraction]:
    step = Step(0, 0, "initial")
    first = Extraction(
        "a1",
        innovations=(found[0].innovation,),
        expansions=(
            Expansion(
                "Sih Lintang",
                "Layanan Rawat Inap Tanpa Antre",
                "gloss",
                0.5,
                (step,),
                (at(FIRST, "Sih Lintang", "short"), at(FIRST, "Layanan Rawat Inap Tanpa Antre", "long")),
            ),
        ),
        agencies=(AgencyMention("RSUD Sekarwangi", "rsud", evidence=(at(FIRST, "RSUD Sekarwangi", "agency"),)),),
        officials=(
            OfficialMention(
                "Budi Contoh",
                role="Direktur",
                status="plt",
                evidence=(at(FIRST, "dr. H. Budi Contoh", "official"), at(FIRST, "Direktur", "role")),
            ),
        ),
        regions=(
            RegionMention(
                "Kabupaten Musi Banyuasin",
                "16.06",
                "kabupaten",
                "Musi Banyuasin",
                (at(FIRST, "Musi Banyuasin", "region"),),
            ),
        ),
        claims=(
            Claim(
                15,
                "inovasi",
                who="Kabupaten Musi Banyuasin",
                region_code="16.06",
                named=("SIH LINTANG", "Lain"),
                evidence=(at(FIRST, "Kabupaten Musi Banyuasin punya 15 inovasi", "claim"),),
            ),
        ),
    )
    palembang = RegionMention(
        "Kota Palembang", "16.71", "kota", "Kota Palembang", (at(SECOND, "Kota Palembang", "region"),)
    )
    return first, Extraction("a2", innovations=(found[1].innovation, found[2].innovation), regions=(palembang,))


def small() -> Inputs:
    """Two articles, three mentions, two innovations, one agency, one official, one claim, one expansion, one pair."""
    articles = (
        Article(
            "a1",
            FIRST,
            "Judul",
            "https://contoh.id/1",
            "2020-05-01",
            "contoh.id",
            "in/a.jsonl",
            "2026-01-01T00:00:00Z",
        ),
        Article("a2", SECOND, '=cmd|" /C calc"!A0', "https://lain.id/2", "2021-06-02", "lain.id"),
    )
    second = InnovationMention("SIH LINTANG", confidence=0.5, evidence=(at(SECOND, "SIH LINTANG", "name"),))
    third = InnovationMention(
        "Si Randik",
        aliases=("Randik",),
        region="Kota Palembang",
        region_code="16.71",
        digital=False,
        confidence=0.4,
        evidence=(at(SECOND, "Si Randik", "name"),),
    )
    mentions = (
        Mention("m1", "a1", "2020-05-01", _first_innovation()),
        Mention("m2", "a2", "2021-06-02", second),
        Mention("m3", "a2", "2021-06-02", third),
    )
    resolution = Resolution(
        clusters=(Cluster("i1", ("m1", "m2")), Cluster("i2", ("m3",))),
        pairs=(Pair("m1", "m2", 0.9, "same", (Reason("name", 1.0, 0.9, "equal"),)),),
        agencies=(
            AgencyRecord(
                "g1",
                "RSUD Sekarwangi",
                "rsud",
                "Rumah Sakit Umum Daerah Sekarwangi",
                "16.06",
                ("RS Sekarwangi",),
                (Member("agy:a1:rsudsekarwangi", "a1", "RSUD Sekarwangi", 0),),
            ),
        ),
        officials=(
            OfficialRecord(
                "o1",
                "Budi Contoh",
                ("Plt. Direktur",),
                None,
                (),
                (budi := Member("off:a1:budicontoh", "a1", "Budi Contoh", 0),),
                (Term("Direktur", "plt", None, None, (budi,)),),
            ),
        ),
    )
    return Inputs(articles, _extractions(mentions), mentions, resolution)


def empty() -> Inputs:
    return Inputs((), (), (), Resolution((), (), (), ()))


def many(n_articles: int, per_article: int) -> Inputs:
    """A large registry: each innovation is named by four articles in a row."""
    articles, extractions, mentions = [], [], []
    clusters: dict[str, list[str]] = {}
    for n in range(n_articles):
        article, found = _article(n, per_article)
        articles.append(article)
        extractions.append(Extraction(article.id, innovations=tuple(found)))
        for k, innovation in enumerate(found):
            mention = Mention(f"m{n:06}-{k}", article.id, article.published, innovation)
            mentions.append(mention)
            clusters.setdefault(f"i{n // 4:06}-{k}", []).append(mention.id)
    made = tuple(Cluster(key, tuple(ids)) for key, ids in sorted(clusters.items()))
    pairs = tuple(_pairs(made))
    return Inputs(articles, extractions, mentions, Resolution(made, pairs, (), ()))


def _article(n: int, per_article: int) -> tuple[Article, list[InnovationMention]]:
    names = [f"Si Contoh {n // 4} {k}" for k in range(per_article)]
    filler = "Pelayanan publik di daerah ini terus diperbaiki dan warga merasakan manfaatnya setiap hari. " * 25
    text = (
        f"Berita {n}. " + " ".join(f"{name} (Sistem Layanan {n} {name[-1]}) dari Dinas Uji." for name in names) + filler
    )
    found = []
    for name in names:
        long = f"Sistem Layanan {n} {name[-1]}"
        evidence = (at(text, name, "name"), at(text, long, "expansion"), at(text, "Dinas Uji", "agency"))
        found.append(
            InnovationMention(
                name, expansion=long, agency="Dinas Uji", region_code="16.06", confidence=0.7, evidence=evidence
            )
        )
    day = f"20{10 + n % 15}-{n % 12 + 1:02}-15"
    return Article(f"a{n:06}", text, f"Judul {n}", f"https://x{n % 50}.id/{n}", day, f"x{n % 50}.id"), found


def _pairs(clusters: Sequence[Cluster]) -> Iterator[Pair]:
    for cluster in clusters:
        for left, right in zip(cluster.mention_ids, cluster.mention_ids[1:], strict=False):
            yield Pair(left, right, 0.9, "same", (Reason("name", 1.0, 0.9),))


ISSUES = (
    Issue("read", "b.txt", "empty file", "Remove it."),
    Issue("extract", "a.txt", "odd \ud800 text", "Check it.", fatal=False),
)


def build(inputs: Inputs) -> Tables:
    return build_tables(inputs.articles, inputs.extractions, inputs.mentions, inputs.resolution, VERSION)

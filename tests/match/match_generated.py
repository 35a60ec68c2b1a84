"""Generated mentions with known answers, to measure speed and to see that clusters do not chain.

Names are made of syllables and common words, so that acronyms collide across regions as real ones do; articles misspell
names, leave regions and expansions out, and write agencies short. Seeded: the same size gives the same mentions.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from inovasi import gazetteers
from inovasi.types import AgencyMention, Article, Extraction, InnovationMention, OfficialMention

_SYLLABLE_TEXT = "si la pa ka sa ma ga ta ra ba da ja pan tar ses ler gem bul kep lap mus rin dol ces kan tas"
_SYLLABLES = _SYLLABLE_TEXT.split()
_WORD_TEXT = """
sehat cerdas tangguh mandiri sejahtera ibu anak petani nelayan guru siswa bayi lansia sungai laut hutan padi kopi
pasar jalan jembatan sampah plastik air bersih rumah keluarga stunting gizi vaksin darah jantung obat resep dokter
"""
_WORDS = _WORD_TEXT.split()
_OFFICES = ("Dinas Kesehatan", "Dinas Pendidikan", "Bappeda", "Dinas Sosial", "Dinas Perikanan", "RSUD Harapan")
_PEOPLE = ("Ahmad Yani Putra", "Siti Rahmawati", "Budi Santoso", "Dewi Lestari", "Herman Wijaya", "Rina Marlina")


@dataclass(frozen=True)
class Generated:
    """``truth[i]`` is the innovation that mention ``i`` (article "g<i>") speaks of."""

    articles: list[Article]
    extractions: list[Extraction]
    truth: list[int]


def generate(size: int, seed: int = 7) -> Generated:
    """``size`` articles with one mention each, about three to an innovation; a few innovations have far more."""
    rng = random.Random(seed)
    regions = [row for row in gazetteers.rows("regions") if len(row["code"]) == 5]
    originals = [_original(rng, rng.choice(regions)) for _ in range(max(1, size // 3))]
    articles, extractions, truth = [], [], []
    for i in range(size):
        which = min(rng.randrange(len(originals)), rng.randrange(len(originals) * 4))
        published = f"20{rng.randrange(15, 26)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
        articles.append(Article(f"g{i}", "", published=published if rng.random() < 0.7 else None))
        mention = _written(rng, originals[which])
        agency = AgencyMention(mention.agency or "Dinas Kesehatan", "dinas", region_code=mention.region_code)
        official = OfficialMention(rng.choice(_PEOPLE), "Bupati", region_code=mention.region_code)
        extractions.append(Extraction(f"g{i}", (mention,), agencies=(agency,), officials=(official,)))
        truth.append(which)
    return Generated(articles, extractions, truth)


def _original(rng: random.Random, region: dict[str, str]) -> InnovationMention:
    name = "".join(rng.choice(_SYLLABLES) for _ in range(rng.randrange(2, 5))).upper()
    if rng.random() < 0.5:
        name = f"{name} {rng.choice(_WORDS).title()}"
    expansion = " ".join(rng.choice(_WORDS) for _ in range(rng.randrange(3, 7))).title()
    agency = f"{rng.choice(_OFFICES)} {region['name']}"
    return InnovationMention(name, (), expansion, agency=agency, region=region["name"], region_code=region["code"])


def _written(rng: random.Random, original: InnovationMention) -> InnovationMention:
    """The original as one article has it."""
    name = original.name
    change = rng.random()
    if change < 0.15:
        name = name.title().replace(" ", "-")
    elif change < 0.3:
        name = f"Aplikasi {name.replace(' ', '')}"
    elif change < 0.38:
        spot = rng.randrange(1, len(name))
        name = name[:spot] + rng.choice("aeioubt") + name[spot + 1 :]
    written = replace(original, name=name)
    if rng.random() < 0.5:
        written = replace(written, expansion=None)
    if rng.random() < 0.4:
        written = replace(written, agency=None)
    if rng.random() < 0.1:
        written = replace(written, region=None, region_code=None)
    return written

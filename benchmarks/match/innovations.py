"""The innovations of a made-up country: what they are called, spelled out, and whose they are."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.match.acronyms import Coined, Draw, coin, pick, spelled_out_otherwise, words_for
from benchmarks.match.rates import World
from benchmarks.match.words import BODIES, EDITIONS, GENERAL, HEADS, JOINTS

REGIONS = Path(__file__).resolve().parents[2] / "pipeline" / "inovasi" / "gazetteers" / "regions.csv"


class Region(NamedTuple):
    code: str
    name: str
    province: int  # its place among the regions; its own for a province
    districts: tuple[tuple[str, str], ...]  # code, name


class Innovation(NamedTuple):
    """``family`` is the number of the innovation that this is an edition of, else its own. ``coined``: None for names
    that shorten nothing; ``district`` is the number of the district whose body invented it, or -1."""

    name: str
    expansion: str | None
    coined: Coined | None
    body: int
    region: int
    district: int
    family: int


@dataclass(frozen=True)
class Country:
    """Regencies, cities and provinces, and how likely an innovation comes from each (summed up)."""

    regions: tuple[Region, ...]
    regencies: tuple[int, ...]
    provinces: tuple[int, ...]
    weights: tuple[float, ...]

    def regency(self, draw: Draw) -> int:
        return self.regencies[bisect(self.weights, draw())]


def read_country(skew: float, seed: int) -> Country:
    """The official regions, in an order of fame that the seed decides."""
    rows = [line.split(",") for line in REGIONS.read_text(encoding="utf-8").splitlines() if line[:1].isdigit()]
    districts: dict[str, list[tuple[str, str]]] = {}
    for code, name, kind in rows:
        if kind == "kecamatan":
            districts.setdefault(code[:5], []).append((code, name))
    larger = [(code, name) for code, name, kind in rows if kind != "kecamatan"]
    at = {code: number for number, (code, _) in enumerate(larger)}
    regions = tuple(Region(code, name, at[code[:2]], tuple(districts.get(code, ()))) for code, name in larger)
    regencies = [number for number, region in enumerate(regions) if len(region.code) == 5]
    Random(seed).shuffle(regencies)
    shares = [(rank + 1) ** -skew for rank in range(len(regencies))]
    whole = sum(shares)
    summed = tuple(min(share / whole, 1.0) for share in accumulate(shares))
    provinces = tuple(number for number, region in enumerate(regions) if len(region.code) == 2)
    return Country(regions, tuple(regencies), provinces, (*summed[:-1], 1.0))


def innovations(country: Country, world: World, draw: Draw, wanted: int) -> list[Innovation]:
    """``wanted`` innovations, reproducible from ``draw`` alone."""
    found: list[Innovation] = []
    family = _mean_family(world)
    while len(found) < wanted:
        kind = draw()
        if kind < world.homonyms / family:
            found.extend(_homonyms(country, world, draw, len(found)))
        elif kind < world.homonyms / family + world.replications and found:
            found.append(_elsewhere(country, draw, found[int(draw() * len(found))], len(found)))
        elif kind < world.homonyms / family + world.replications + world.editions and found:
            found.append(_edition(draw, found[found[int(draw() * len(found))].family]))
        else:
            found.append(_new(country, world, draw, len(found)))
    return found[:wanted]


def _mean_family(world: World) -> float:
    """How many regencies share a favourite name, on average."""
    return sum(min(1.0, (k / 2) ** -world.homonym_tail) for k in range(1, world.homonym_largest + 1))


def _new(country: Country, world: World, draw: Draw, number: int) -> Innovation:
    body = int(draw() * len(BODIES))
    provincial = draw() < world.provinces and not BODIES[body].district
    region = country.provinces[int(draw() * len(country.provinces))] if provincial else country.regency(draw)
    district = _district(country, draw, body, region)
    if draw() < world.acronyms:
        coined = _coined(world, draw, body)
        return Innovation(
            coined.name, _spelled(country, world, draw, coined, region), coined, body, region, district, number
        )
    return Innovation(_plain(draw, body), None, None, body, region, district, number)


def _district(country: Country, draw: Draw, body: int, region: int) -> int:
    return int(draw() * len(country.regions[region].districts)) if BODIES[body].district else -1


def _coined(world: World, draw: Draw, body: int) -> Coined:
    while True:
        prefix = draw()
        words = words_for(draw, body)
        if prefix < world.si_prefix:
            words = ["sistem", "informasi", *words[:3]]
        found = coin(draw, words, world.two_words)
        if found and prefix < world.si_prefix:
            found = Coined(found.words, ("s", "i", *found.pieces[2:]), 2 if found.gap else 0)
        elif found and prefix < world.si_prefix + world.e_prefix:
            found = Coined(("elektronik", *found.words), ("e-", *found.pieces), 0)
        if found:
            return found


def _plain(draw: Draw, body: int) -> str:
    """Two or three words: "rumah belajar", "jemput akta malam"."""
    own = BODIES[body].words
    words = [pick(draw, HEADS if draw() < 0.6 else GENERAL), pick(draw, own)]
    if draw() < 0.6:
        words.append(pick(draw, GENERAL if draw() < 0.5 else own))
    return " ".join(dict.fromkeys(words))


def _spelled(country: Country, world: World, draw: Draw, coined: Coined, region: int) -> str:
    words = list(coined.words)
    if draw() < world.expansion_joint and len(words) > 2:
        words.insert(1 + int(draw() * (len(words) - 1)), pick(draw, JOINTS))
    text = " ".join(words)
    return f"{text} {country.regions[region].name}" if draw() < world.expansion_place else text


def _homonyms(country: Country, world: World, draw: Draw, start: int) -> Iterator[Innovation]:
    """One name in many regencies, invented by each of them; once in a regency, because there it would be noticed."""
    first = _new(country, world, draw, start)
    many = min(int(2 / max(draw(), 1e-9) ** (1 / world.homonym_tail)), world.homonym_largest)
    regions = {first.region: None}
    while len(regions) < many:
        regions.setdefault(country.regency(draw))
    yield first
    for number, region in enumerate(list(regions)[1:], start + 1):
        way = draw()
        coined, body = first.coined, first.body
        if way < world.homonym_other_expansion + world.homonym_similar_expansion:
            body = body if draw() < 0.4 else int(draw() * len(BODIES))
        if coined and way < world.homonym_other_expansion:
            coined = spelled_out_otherwise(draw, coined, 1.0)
        elif coined and way < world.homonym_other_expansion + world.homonym_similar_expansion:
            coined = spelled_out_otherwise(draw, coined, 0.4)
        expansion = _spelled(country, world, draw, coined, region) if coined else None
        district = _district(country, draw, body, region)
        yield Innovation(first.name, expansion, coined, body, region, district, number)


def _elsewhere(country: Country, draw: Draw, origin: Innovation, number: int) -> Innovation:
    region = country.regency(draw)
    while region == origin.region:
        region = country.regency(draw)
    expansion = origin.expansion
    if expansion:
        expansion = expansion.replace(country.regions[origin.region].name, country.regions[region].name)
    district = _district(country, draw, origin.body, region)
    return Innovation(origin.name, expansion, origin.coined, origin.body, region, district, number)


def _edition(draw: Draw, origin: Innovation) -> Innovation:
    """It keeps the family of its origin."""
    return origin._replace(name=f"{origin.name} {pick(draw, EDITIONS)}")


def kinds(found: Sequence[Innovation]) -> dict[str, float]:
    """Shares of innovations: names that others have too, editions, short forms."""
    names: dict[str, int] = {}
    for one in found:
        names[one.name] = names.get(one.name, 0) + 1
    return {
        "name_shared": sum(names[one.name] > 1 for one in found) / len(found),
        "edition": sum(one.family != number for number, one in enumerate(found)) / len(found),
        "acronym": sum(one.coined is not None for one in found) / len(found),
    }

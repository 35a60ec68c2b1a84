"""How an article, or a reader of articles, tells of an innovation: spellings, gaps and mistakes."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from benchmarks.match.acronyms import SHORTEST, Draw, pick
from benchmarks.match.innovations import Country, Innovation, Region
from benchmarks.match.rates import Noise
from benchmarks.match.words import BODIES, CONTESTS, GENERAL, LEADS

ABOVE = ("Kementerian PANRB", "Kementerian Dalam Negeri", "Sekretariat Daerah", "Ombudsman RI", "DPRD")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Told(NamedTuple):
    """What one mention says, in the order of the columns."""

    name: str
    expansion: str | None
    agency: str | None
    region_code: str | None
    region: str | None


def told(one: Innovation, country: Country, noise: Noise, draw: Draw, seen: Counter[str]) -> Told:
    """One mention of an innovation; ``seen`` counts what was done to it."""
    expansion = _expansion(one, noise, draw, seen)
    name = _name(one.name, one.family, noise, draw, seen)
    if one.expansion and draw() < noise.swapped:
        seen["swapped"] += 1
        name, expansion = one.expansion.title(), None if expansion is None else name
    code, region = _region(one, country, noise, draw, seen)
    return Told(name, expansion, _agency(one, country, noise, draw, seen), code, region)


def _name(name: str, family: int, noise: Noise, draw: Draw, seen: Counter[str]) -> str:
    if " " in name and draw() < noise.cut * 2:  # only half of the names have a word to lose
        part = name[: name.rindex(" ")] if draw() < 0.7 else name[name.index(" ") + 1 :]
        seen["cut"] += len(part) >= SHORTEST
        name = part if len(part) >= SHORTEST else name
    if draw() < noise.typo:
        seen["typo"] += 1
        name = typo(name, draw)
    if draw() < noise.joined_or_split:
        seen["joined_or_split"] += 1
        name = _respaced(name, draw)
    if draw() < noise.apostrophe and len(name) > 4:
        seen["apostrophe"] += 1
        at = 2 + int(draw() * (len(name) - 3))
        name = f"{name[:at]}{pick(draw, ('’', chr(39), '`'))}{name[at:]}"
    name = _cased(name, family, noise, draw, seen)
    if draw() < noise.lead_word:
        seen["lead_word"] += 1
        name = f"{pick(draw, LEADS)} {name}"
    return name


def typo(text: str, draw: Draw) -> str:
    """One letter doubled, dropped, swapped with the next or replaced. The first letter is rarely wrong, so it stays."""
    at = 1 + int(draw() * (len(text) - 2))
    way = draw()
    if way < 0.25:
        return text[:at] + text[at] + text[at:]
    if way < 0.5:
        return text[:at] + text[at + 1 :]
    if way < 0.75:
        return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]
    return text[:at] + pick(draw, LETTERS) + text[at + 1 :]


def _respaced(name: str, draw: Draw) -> str:
    """A space or hyphen lost, or put where there is none."""
    mark = "-" if "-" in name else " "
    if mark in name:
        return name.replace(mark, pick(draw, ("", "-", " ") if mark == " " else ("", " ")))
    at = 2 + int(draw() * (len(name) - 3))
    return f"{name[:at]}{pick(draw, (' ', '-', '.'))}{name[at:]}"


def _cased(name: str, family: int, noise: Noise, draw: Draw, seen: Counter[str]) -> str:
    """Each innovation has its usual case (its number decides), from which writers deviate. Short names are mostly in
    capitals, longer ones in title case."""
    usual = (family * 2654435761 >> 8) % 100
    way = 0 if usual < 21 else 1 if usual < 93 else 2
    if len(name) <= 9 and " " not in name:
        way = 0 if usual < 60 else 1
    if draw() < noise.other_case:
        seen["other_case"] += 1
        way = (way + 1 + int(draw() * 1.8)) % 4
    if way == 3:
        return name[:2].title() + name[2:].title()
    return name.upper() if way == 0 else name.title() if way == 1 else name.lower()


def _expansion(one: Innovation, noise: Noise, draw: Draw, seen: Counter[str]) -> str | None:
    if one.expansion is None:
        return None
    if draw() >= noise.expansion:
        seen["expansion_missing"] += 1
        return None
    words = one.expansion.split()
    if draw() < noise.expansion_cut and len(words) > 2:
        seen["expansion_cut"] += 1
        words = words[: -1 - int(draw() * (len(words) - 2))]
    if draw() < noise.expansion_word:
        seen["expansion_word"] += 1
        words[int(draw() * len(words))] = pick(draw, GENERAL)
    text = " ".join(words)
    if draw() < noise.expansion_typo:
        seen["expansion_typo"] += 1
        text = typo(text, draw)
    if draw() < noise.expansion_case:
        seen["expansion_case"] += 1
        return text.lower() if draw() < 0.6 else text.upper()
    return text.title()


def _region(
    one: Innovation, country: Country, noise: Noise, draw: Draw, seen: Counter[str]
) -> tuple[str | None, str | None]:
    """Code and name as the mention has them."""
    own = country.regions[one.region]
    way = draw()
    if way < noise.region_missing:
        seen["region_missing"] += 1
        return None, None
    way -= noise.region_missing
    code, name = own.code, own.name
    if way < noise.region_province:
        seen["region_province"] += 1
        code, name = country.regions[own.province][:2]
    elif way < noise.region_province + noise.region_district and own.districts:
        seen["region_district"] += 1
        code, name = own.districts[one.district if one.district >= 0 else int(draw() * len(own.districts))]
    elif noise.region_province + noise.region_district <= way < _wrong(noise):
        seen["region_wrong"] += 1
        code, name = country.regions[country.regency(draw)][:2]
    if draw() < noise.code_missing:
        seen["code_missing"] += 1
        return None, name
    return code, name


def _wrong(noise: Noise) -> float:
    return noise.region_province + noise.region_district + noise.region_wrong


def _agency(one: Innovation, country: Country, noise: Noise, draw: Draw, seen: Counter[str]) -> str | None:
    if draw() >= noise.agency:
        seen["agency_missing"] += 1
        return None
    region = country.regions[one.region]
    way = draw()
    if way < noise.agency_government:
        seen["agency_government"] += 1
        return _government(region, draw)
    body = BODIES[one.body]
    if way < noise.agency_government + noise.agency_speaker:
        seen["agency_speaker"] += 1
        if draw() < 0.4:
            return pick(draw, ABOVE)
        body = BODIES[int(draw() * len(BODIES))]
    short = draw() < noise.agency_short
    seen["agency_short"] += short
    label = body.short if short else body.long
    if body.district and region.districts:
        at = one.district if one.district >= 0 else int(draw() * len(region.districts))
        return f"{label} {region.districts[at][1]}"
    if draw() < noise.agency_bare:
        seen["agency_bare"] += 1
        return label
    return f"{label} {_place(region, draw() < (0.6 if short else 0.2))}"


def _place(region: Region, bare: bool) -> str:  # noqa: FBT001 - one caller
    """ "Kabupaten X", or only "X"."""
    return region.name.partition(" ")[2] if bare and " " in region.name and len(region.code) == 5 else region.name


def _government(region: Region, draw: Draw) -> str:
    if len(region.code) == 2:
        return f"{'Pemprov' if draw() < 0.4 else 'Pemerintah Provinsi'} {region.name}"
    kind, _, place = region.name.partition(" ")
    if draw() < 0.4:
        return f"{'Pemkot' if kind == 'Kota' else 'Pemkab'} {place}"
    return f"Pemerintah {region.name}"


def award(contest: int, year: int, draw: Draw) -> str:
    """How an article names an award, often with its year."""
    phrase = pick(draw, CONTESTS[contest])
    return f"{phrase} {year}" if draw() < 0.6 else phrase

"""Count claims: "X has N innovations" (the ``inovasi_claims`` component).

A claim is a number that counts innovations: directly ("15 inovasi pelayanan publik", "dua inovasi besar"), through a
contest ("22 yang masuk Top 99"), or by reference ("enam di antaranya unggulan" after a counted set). Numbers of
participants, proposals, agencies or regions are none, nor is the 99 of "Top 99" or the one of "satu OPD satu inovasi".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from inovasi.nlp.awards import details_of, find_awards, same_award
from inovasi.nlp.claim_hits import REACH, Hit, hits
from inovasi.nlp.numerals import read_number
from inovasi.nlp.reading import Reading
from inovasi.nlp.regions import main_region
from inovasi.nlp.spans import offsets
from inovasi.types import Award, Claim, Evidence, InnovationMention


def find_claims(reading: Reading) -> tuple[Claim, ...]:
    """Claims in order of first appearance, one per count. Needs the innovations."""
    counted: dict[int, Hit] = {}
    for hit in hits(reading):
        counted.setdefault(hit.count, hit)
    scene = _Scene(reading) if counted else None  # most articles count nothing
    return tuple(_claim(reading, hit, scene) for hit in counted.values()) if scene else ()


class _Scene:
    """What a claim may speak of: places of agencies and regions, awards, and innovations, each sorted by offset."""

    def __init__(self, reading: Reading) -> None:
        agencies = [(e, a.name, a.region_code) for a in reading.agencies for e in a.evidence]
        regions = [(e, r.name, r.code) for r in reading.regions for e in r.evidence]
        self.places = sorted((*agencies, *regions), key=lambda p: (p[0].start, p[0].end, p[1]))
        self.awards = find_awards(reading)
        self.names = sorted((start, i.name) for i in reading.innovations for start in _places(i))
        self.main = main_region(reading)


def award_named(reading: Reading) -> tuple[InnovationMention, ...]:
    """ "Tiga inovasi masuk Top 99 yakni A, B dan C": the award of a claim is an award of each innovation it names.

    Returns the innovations of ``reading``, with these awards; needs its claims.
    """
    won = [c for c in reading.claims if c.award and len(c.named) == c.count]
    spots = {e.start: e for c in won for e in c.evidence if e.field == "award"}
    details = details_of(reading, tuple(spots.values())) if spots else {}
    found = []
    for item in reading.innovations:
        own = [e.start for c in won if item.name in c.named for e in c.evidence if e.field == "award"]
        told = [details[start] for start in own if start in details]
        new: list[Award] = []
        for award in told:
            if not any(same_award(award, other) for other in (*item.award_details, *new)):
                new.append(award)
        found.append(_with_awards(item, new) if new else item)
    return tuple(found)


def _with_awards(item: InnovationMention, new: Sequence[Award]) -> InnovationMention:
    return replace(
        item,
        awards=(*item.awards, *(a.text for a in new)),
        award_details=(*item.award_details, *new),
        evidence=(*item.evidence, *(e for a in new for e in a.evidence)),
    )


def _claim(reading: Reading, hit: Hit, scene: _Scene) -> Claim:
    tokens = reading.tokens
    start = offsets(reading, hit.span)[0]
    first, last = reading.sentence_at(start)
    first, last = max(first, start - REACH), min(last, start + REACH)
    who, region_code, who_evidence = _who(reading, start, (first, last), scene)
    award = next((a for a in _between(scene.awards, first, last)), None)
    what_end = hit.span.last
    while what_end < len(tokens) and what_end - hit.span.last < 3 and _describes(tokens[what_end].text):
        what_end += 1
    what = _what([t.text for t in tokens[hit.span.first : what_end]])
    evidence = [reading.evidence("claim", start, tokens[what_end - 1].end)]
    if who_evidence is not None:
        evidence.append(who_evidence)
    if award is not None:
        evidence.append(award)
    return Claim(
        count=hit.count,
        what=what,
        who=who,
        region_code=region_code,
        award=" ".join(award.quote.split()) if award is not None else None,
        named=_named(reading, hit, scene),
        evidence=tuple(evidence),
    )


def _what(words: Sequence[str]) -> str:
    """What is counted: the words from the noun on; where the text leaves the noun out, it is put back."""
    noun = next((k for k, word in enumerate(words) if word.casefold().startswith(("inov", "terob"))), None)
    if noun is not None:
        return " ".join(words[noun:])
    number = read_number(words)
    return " ".join(["inovasi", *words[number[1] if number else 1 :]])


def _describes(text: str) -> bool:
    return text.casefold() in {
        "pelayanan",
        "publik",
        "daerah",
        "unggulan",
        "terbaik",
        "baru",
        "digital",
        "besar",
        "kesehatan",
        "layanan",
        "kerja",
        "inovatif",
        "aksi",
        "perubahan",
    }


def _between(items: Sequence[Evidence], first: int, last: int) -> Sequence[Evidence]:
    return items[bisect_left(items, first, key=_start) : bisect_left(items, last, key=_start)]


def _start(evidence: Evidence) -> int:
    return evidence.start


def _who(
    reading: Reading, start: int, sentence: tuple[int, int], scene: _Scene
) -> tuple[str | None, str | None, Evidence | None]:
    """The agency or region nearest to the number in its sentence, else the region of the article."""
    low = bisect_left(scene.places, sentence[0], key=lambda p: p[0].start)
    high = bisect_left(scene.places, sentence[1], key=lambda p: p[0].start)
    near = scene.places[low:high]
    if near:
        spot, name, code = min(near, key=lambda i: (min(abs(i[0].start - start), abs(i[0].end - start)), i[0].start))
        return name, code, reading.evidence("who", spot.start, spot.end)
    if scene.main is None:
        return None, None, None
    first = scene.main.evidence[0]
    return scene.main.name, scene.main.code, reading.evidence("who", first.start, first.end)


def _named(reading: Reading, hit: Hit, scene: _Scene) -> tuple[str, ...]:
    """Names of this article that belong to the claim: all when the number fits, else those told right after it."""
    everything = tuple(i.name for i in reading.innovations)
    if len(everything) <= hit.count <= 3 * max(len(everything), 1):
        return everything
    after = bisect_left(scene.names, (reading.tokens[hit.span.first].start, ""))
    following = dict.fromkeys(name for _, name in scene.names[after : after + 3 * hit.count])
    return tuple(following)[: hit.count]


def _places(item: InnovationMention) -> list[int]:
    return [e.start for e in item.evidence if e.field in {"name", "alias"}]

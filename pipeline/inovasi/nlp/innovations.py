"""Innovations: which candidates are names, and what the article says about each (``inovasi_innovations``).

Order of work: group candidates, score each group with the name model, drop what overlaps a better name, fold spellings
and short/long pairs of one innovation together, then attach expansion, agency, region, awards, the form
fields and the innovation's course.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from inovasi.nlp.awards import awards_by_name
from inovasi.nlp.form_fields import form_fields
from inovasi.nlp.layers import Layer, logit
from inovasi.nlp.lexicon import lead_words
from inovasi.nlp.lifecycle import lifecycle_of
from inovasi.nlp.name_folds import fold_spellings, partners, share_probability, spells_out
from inovasi.nlp.name_groups import Group, drop_overlaps, name_key
from inovasi.nlp.name_model import NameModel, load_name_model
from inovasi.nlp.owners import Attacher, Home, Owner
from inovasi.nlp.reading import Reading
from inovasi.nlp.region_index import places
from inovasi.nlp.replication import RegionPlaces
from inovasi.nlp.scopes import scopes_of
from inovasi.nlp.spans import Span, offsets
from inovasi.nlp.votes import MODEL, load_confidence, sure
from inovasi.text import collapse, squash
from inovasi.types import Award, Evidence, Expansion, InnovationMention

LEAST_PART = 4
"""Letters of a part of a name that may be spelled out."""
SENTENCE = 600
"""Longest description in characters: a page may be one endless line."""


def find_innovations(
    reading: Reading, groups: list[Group], model: NameModel | None = None, confidence: Layer | None = None
) -> tuple[InnovationMention, ...]:
    """The innovations of an article in order of first appearance, out of its candidates. Needs all earlier layers."""
    model = model or load_name_model()
    model.score(reading, groups)
    partner = partners(reading.expansions)
    share_probability(groups, partner)
    names = sorted(fold_spellings(drop_overlaps(groups, model.threshold), partner), key=lambda g: min(g.spans))
    scene = _Scene(reading, names, model, confidence or load_confidence().innovation)
    return tuple(_mention(reading, group, scene, won) for group, won in zip(names, scene.awards, strict=True))


class _Scene:
    """What all names of one article are attached to, collected once."""

    def __init__(self, reading: Reading, names: Sequence[Group], model: NameModel, confidence: Layer) -> None:
        self.confidence = confidence
        self.attacher = Attacher(reading, [sorted(g.spans) for g in names], model.attachments)
        self.places = RegionPlaces(reading)
        self.awards = awards_by_name(reading, [[offsets(reading, s) for s in sorted(g.spans)] for g in names])
        self.people = sorted(
            ((o.name, e) for o in reading.officials for e in o.evidence if e.field == "official"),
            key=lambda item: item[1].start,
        )
        self.regions = reading.regions
        self.by_short: dict[str, Expansion] = {}
        self.by_long: dict[str, Expansion] = {}
        for expansion in reversed(reading.expansions):
            self.by_short |= {squash(expansion.short): expansion, name_key(expansion.short): expansion}
            self.by_long[squash(expansion.long)] = expansion

    @cached_property
    def region_names(self) -> set[str]:
        return {squash(t) for r in self.regions for t in (r.name, r.surface, places()[r.code].base)}

    def people_beside(self, reading: Reading, spans: Sequence[Span]) -> list[tuple[str, Evidence]]:
        """Officials named in a sentence with the innovation, each with the first such place."""
        found: dict[str, Evidence] = {}
        for span in spans:
            at = reading.tokens[span.first].start
            first, last = reading.sentence_at(at)
            low = bisect_left(self.people, max(first, at - SENTENCE), key=lambda p: p[1].start)
            high = bisect_left(self.people, min(last, at + SENTENCE), key=lambda p: p[1].start)
            for name, evidence in self.people[low:high]:
                found.setdefault(name, evidence)
        return list(found.items())


def best_name(group: Group, expansion: Expansion | None) -> str:
    """The written form to publish: a short form before its long form, without a lead word, then the most frequent.

    Initials that follow their long form ("Program Rumah Sejahtera (PRS)") are an alias, not the name.
    """
    long_key = name_key(expansion.long) if expansion is not None else ""
    initials = expansion is not None and _is_initials(expansion)

    def rank(surface: str) -> tuple[bool, bool, bool, int]:
        is_long = name_key(surface) == long_key or any(
            len(other) < len(surface) and spells_out(other, surface) for other in group.surfaces
        )
        words = surface.split()
        # A longer one is a long form, whose first word belongs to it: "Layanan Online ..."
        led = words[0].casefold() in lead_words() and len(words) <= 4
        cut = any(
            other.casefold().endswith(" " + surface.casefold()) and len(other.split()) > 4 for other in group.surfaces
        )
        return is_long != initials, led, cut, -group.surfaces[surface]

    return min(group.surfaces, key=rank)


def _is_initials(expansion: Expansion) -> bool:
    short, long = expansion.evidence[0], expansion.evidence[1]
    return len(expansion.short) <= 4 and expansion.short.isupper() and long.start < short.start


def _mention(reading: Reading, group: Group, scene: _Scene, won: tuple[Award, ...]) -> InnovationMention:
    spans = sorted(group.spans)
    agency, region = scene.attacher.attach(spans)
    expansion = _expansion_of(group, scene)
    name = best_name(group, expansion)
    evidence = [*_name_evidence(reading, group, name, expansion), *_owner_evidence(reading, expansion, agency, region)]
    description = _description(reading, evidence[0])
    places, names = [offsets(reading, s) for s in spans], scene.attacher.agencies.names
    scopes = scopes_of(reading, places, names)
    fields, field_evidence = form_fields(reading, scopes)
    course = lifecycle_of(reading, places, names, scene.places, scopes)
    people = scene.people_beside(reading, spans)
    awarded = [e for a in won for e in a.evidence]
    evidence += [description, *awarded, *field_evidence, *course.evidence, *(e for _, e in people)]
    return InnovationMention(
        name=name,
        aliases=tuple(dict.fromkeys(" ".join(e.quote.split()) for e in evidence if e.field == "alias")),
        expansion=expansion.long if expansion is not None else None,
        description=collapse(description.quote),
        agency=agency.agency.name if agency is not None else None,
        region=region.name if region is not None else None,
        region_code=region.code if region is not None else None,
        awards=tuple(a.text for a in won),
        award_details=won,
        officials=tuple(name for name, _ in people),
        stage=fields.get("stage"),
        initiator=fields.get("initiator"),
        digital={"digital": True, "non": False}.get(fields.get("digital", "")),
        form=fields.get("form"),
        affairs=fields.get("affairs"),
        status=course.status,
        started=course.started,
        replicated_from=course.replicated_from,
        replicated_by=course.replicated_by,
        confidence=sure(scene.confidence.probability({"logit": logit(group.probability)})),
        found_by=tuple(sorted({*group.rules, MODEL} if max(group.votes, default=0.0) >= 0.5 else group.rules)),
        evidence=tuple(evidence),
    )


def _owner_evidence(
    reading: Reading, expansion: Expansion | None, agency: Owner | None, region: Home | None
) -> list[Evidence]:
    """Where the long form, the agency and the region stand."""
    found = []
    if expansion is not None:
        found += [("expansion", e) for e in expansion.evidence if e.field == "long"][:1]
    if agency is not None:
        found.append(("agency", agency.evidence))
    if region is not None:
        found.append(("region", region.evidence))
    return [reading.evidence(field, e.start, e.end) for field, e in found]


def _name_evidence(reading: Reading, group: Group, name: str, expansion: Expansion | None) -> list[Evidence]:
    """All places of the name, then of every other written form; the long form has evidence of its own."""
    long_key = name_key(expansion.long) if expansion is not None else None
    found = []
    for span in sorted(group.spans):
        start, end = offsets(reading, span)
        written = " ".join(reading.text[start:end].split())
        if written == name or name_key(written) != long_key:
            found.append(reading.evidence("name" if written == name else "alias", start, end))
    found.sort(key=lambda e: (e.field != "name", e.start))
    return found


def _expansion_of(group: Group, scene: _Scene) -> Expansion | None:
    """The expansion of the name, of an alias, or of a part of it ("Samsat HORE" with HORE spelled out)."""
    keys = [key for s in group.surfaces for key in (name_key(s), squash(s))]
    found = [scene.by_short[k] for k in keys if k in scene.by_short] or [
        scene.by_long[k] for k in keys if k in scene.by_long
    ]
    parts = (k for s in group.surfaces for k in _parts(s))
    # KONSEL of "Pindang KONSEL" only says where
    found = found or [x for k in parts if (x := scene.by_short.get(k)) and squash(x.long) not in scene.region_names]
    return min(found, key=lambda x: x.evidence[0].start, default=None)


def _parts(surface: str) -> Iterator[str]:
    """The last word of a name, and longer parts at its end or beginning: PEKA Gender of "Kaltim PEKA Gender"."""
    words = [w for w in re.split(r"[\s–-]+", surface) if w]
    runs = [words[cut:] for cut in range(1, len(words))] + [words[:-cut] for cut in range(1, len(words))]
    for run in runs:
        key = squash("".join(run))
        if len(key) >= (2 if run == words[-1:] else LEAST_PART):
            yield key


def _description(reading: Reading, name: Evidence) -> Evidence:
    """The sentence in which the name first stands; of an endless line the words around the name."""
    start, end = reading.sentence_at(name.start)
    end = max(end, name.end)
    if end - start > SENTENCE:
        start = reading.text.find(" ", max(start, name.start - SENTENCE // 2), name.start) + 1 or name.start
        cut = reading.text.rfind(" ", name.end, min(end, name.end + SENTENCE // 2))
        end = cut if cut > 0 else name.end
    return reading.evidence("description", start, end)

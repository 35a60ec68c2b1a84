"""Innovations: which candidates are names, and what the article says about each (``inovasi_innovations``).

Order of work: group candidates, score each group with the name model, drop what overlaps a better name, fold spellings
and short/long pairs of one innovation together, then attach expansion, agency, region, awards and the form fields.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from inovasi.nlp.align import name_nouns
from inovasi.nlp.awards import awards_of, find_awards
from inovasi.nlp.form_fields import form_fields
from inovasi.nlp.lexicon import lead_words
from inovasi.nlp.name_groups import Group, drop_overlaps, group_candidates, name_key
from inovasi.nlp.name_model import NameModel, load_name_model
from inovasi.nlp.owner_features import Layout, layout
from inovasi.nlp.owners import agency_owner, region_owner
from inovasi.nlp.reading import Reading
from inovasi.nlp.spans import offsets
from inovasi.text import collapse, squash
from inovasi.types import Evidence, Expansion, InnovationMention

SPELLING = 90
"""Names of eight letters or more that are this similar (rapidfuzz ratio) are one name spelled twice."""


def find_innovations(reading: Reading, model: NameModel | None = None) -> tuple[InnovationMention, ...]:
    """The innovations of an article in order of first appearance. Needs all earlier layers."""
    model = model or load_name_model()
    groups = group_candidates(reading)
    model.score(reading, groups)
    names = _fold_spellings(drop_overlaps(groups, model.threshold), reading.expansions)
    names.sort(key=lambda g: min(g.spans))
    plan = layout(reading, [offsets(reading, s) for g in names for s in g.spans])
    awards = find_awards(reading)
    return tuple(_mention(reading, group, plan, model, awards) for group in names)


def _fold_spellings(groups: Sequence[Group], expansions: Sequence[Expansion]) -> list[Group]:
    """Join groups that are one innovation: short and long form, near-equal spelling. The more probable one leads."""
    kept: list[Group] = []
    partner = _partners(expansions)
    for group in groups:
        twin = next((k for k in kept if _is_same(group, k, partner)), None)
        if twin is None:
            kept.append(group)
            continue
        for surface, n in group.surfaces.items():
            twin.surfaces[surface] = twin.surfaces.get(surface, 0) + n
        twin.spans += [s for s in group.spans if s not in twin.spans]
        twin.rules |= group.rules
    return kept


def _partners(expansions: Sequence[Expansion]) -> dict[str, set[str]]:
    """Keys of long forms by key of their short form, and the other way round."""
    found: dict[str, set[str]] = {}
    for x in expansions:
        short, long = name_key(x.short), name_key(x.long)
        found.setdefault(short, set()).add(long)
        found.setdefault(long, set()).add(short)
    return found


def _is_same(a: Group, b: Group, partner: dict[str, set[str]]) -> bool:
    if any(y in partner.get(x, ()) for x in _keys(a) for y in _keys(b)):
        return True
    return min(len(a.key), len(b.key)) >= 8 and fuzz.ratio(a.key, b.key) >= SPELLING


def _keys(group: Group) -> tuple[str, ...]:
    """The key of a name, and without a common noun before the acronym ("Klinik Jaguk" is spelled out as Jaguk)."""
    words = group.name.split()
    bare = len(words) > 1 and words[0].casefold() in name_nouns()
    return (group.key, name_key(" ".join(words[1:]))) if bare else (group.key,)


def best_name(group: Group, expansion: Expansion | None) -> str:
    """The written form to publish: a short form before its long form, without a lead word, then the most frequent.

    Initials that follow their long form ("Program Rumah Sejahtera (PRS)") are an alias, not the name.
    """
    long_key = name_key(expansion.long) if expansion is not None else ""
    initials = expansion is not None and _is_initials(expansion)

    def rank(surface: str) -> tuple[bool, bool, int]:
        is_long = name_key(surface) == long_key
        led = surface.split()[0].casefold() in lead_words()
        return is_long != initials, led, -group.surfaces[surface]

    return min(group.surfaces, key=rank)


def _is_initials(expansion: Expansion) -> bool:
    short, long = expansion.evidence[0], expansion.evidence[1]
    return len(expansion.short) <= 4 and expansion.short.isupper() and long.start < short.start


def _mention(
    reading: Reading, group: Group, plan: Layout, model: NameModel, awards: Sequence[Evidence]
) -> InnovationMention:
    spans = sorted(group.spans)
    agency = agency_owner(reading, spans, plan, model.owner)
    region = region_owner(reading, spans, agency)
    expansion = _expansion_of(group, reading.expansions)
    name = best_name(group, expansion)
    won = awards_of(reading, spans, awards)
    evidence = _name_evidence(reading, group, name, expansion)
    if expansion is not None:
        long = next(e for e in expansion.evidence if e.field == "long")
        evidence.append(reading.evidence("expansion", long.start, long.end))
    if agency is not None:
        evidence.append(reading.evidence("agency", agency.evidence.start, agency.evidence.end))
    if region is not None:
        evidence.append(reading.evidence("region", region.evidence.start, region.evidence.end))
    description = _description(reading, evidence[0])
    fields, field_evidence = form_fields(reading, spans)
    evidence += [description, *won, *field_evidence]
    return InnovationMention(
        name=name,
        aliases=tuple(dict.fromkeys(" ".join(e.quote.split()) for e in evidence if e.field == "alias")),
        expansion=expansion.long if expansion is not None else None,
        description=collapse(description.quote),
        agency=agency.agency.name if agency is not None else None,
        region=region.name if region is not None else None,
        region_code=region.code if region is not None else None,
        awards=tuple(" ".join(a.quote.split()) for a in won),
        stage=fields.get("stage"),
        initiator=fields.get("initiator"),
        digital={"digital": True, "non": False}.get(fields.get("digital", "")),
        form=fields.get("form"),
        affairs=fields.get("affairs"),
        confidence=round(group.probability, 4),
        found_by=tuple(sorted(group.rules)),
        evidence=tuple(evidence),
    )


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


def _expansion_of(group: Group, expansions: Sequence[Expansion]) -> Expansion | None:
    """The expansion of the name, of an alias, or of its last word ("Samsat HORE" with HORE spelled out)."""
    keys = {name_key(s) for s in group.surfaces} | {squash(s) for s in group.surfaces}
    for expansion in expansions:
        if squash(expansion.short) in keys or name_key(expansion.short) in keys:
            return expansion
    for expansion in expansions:
        if squash(expansion.long) in keys:
            return expansion
    last = {squash(s.split()[-1]) for s in group.surfaces}
    return next((x for x in expansions if squash(x.short) in last and len(squash(x.short)) >= 2), None)


def _description(reading: Reading, name: Evidence) -> Evidence:
    """The sentence in which the name first stands."""
    start, end = reading.sentence_at(name.start)
    return reading.evidence("description", start, max(end, name.end))

"""What the text says about a candidate name, as named features between 0 and 1.

Features of one place in the text (``place_features``) are pooled over all places where the same name stands by taking
the largest value; features of the name itself (``name_features``) do not depend on the place. The weights are learned
(``models/``); each feature is one observation that a reader could make, so a decision can be explained by naming them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from inovasi.nlp.align import name_prefixes
from inovasi.nlp.candidates import Candidate
from inovasi.nlp.lexicon import (
    expansion_heads,
    foreign_kinds,
    general_acronyms,
    given_names,
    grammar,
    is_common,
    trigger_kinds,
)
from inovasi.nlp.reading import Reading, Token
from inovasi.nlp.spans import (
    CLOSE_QUOTES,
    DASHES,
    MARKS,
    OPEN_BRACKETS,
    OPEN_QUOTES,
    STOPS,
    Span,
    is_name_like,
    is_word,
)
from inovasi.text import squash
from inovasi.types import Expansion

Features = dict[str, float]

_INNOVATION = re.compile(r"inovasi|terobosan|inovator|inovatif", re.IGNORECASE)
_COMPETITION = re.compile(
    r"\btop\s*\d+|kompetisi|lomba|juara|penghargaan|KIPP|sinovik|\bIGA\b|nominasi|finalis", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """Facts of the whole article that features refer to."""

    starts: frozenset[int]  # character offsets of sentence starts
    agencies: frozenset[int]
    regions: frozenset[int]
    persons: tuple[tuple[int, int], ...]
    bodies: tuple[tuple[int, int], ...]
    whole_regions: frozenset[tuple[int, int]]
    longs: tuple[tuple[int, int], ...]
    shorts: tuple[tuple[int, int], ...]
    by_short: dict[str, Expansion]
    by_long: dict[str, Expansion]
    innovation_words: int
    end: int


def facts(reading: Reading) -> ArticleFacts:
    """Collect the facts once per article."""
    tokens = reading.tokens
    return ArticleFacts(
        starts=frozenset(tokens[a].start for a, _ in reading.sentences),
        agencies=frozenset(e.start for a in reading.agencies for e in a.evidence),
        regions=frozenset(e.start for r in reading.regions for e in r.evidence),
        persons=tuple((e.start, e.end) for o in reading.officials for e in o.evidence),
        bodies=tuple((e.start, e.end) for a in reading.agencies for e in a.evidence),
        whole_regions=frozenset((e.start, e.end) for r in reading.regions for e in r.evidence),
        longs=tuple((e.start, e.end) for x in reading.expansions for e in x.evidence if e.field == "long"),
        shorts=tuple((e.start, e.end) for x in reading.expansions for e in x.evidence if e.field == "short"),
        by_short={squash(x.short): x for x in reversed(reading.expansions)},
        by_long={squash(x.long): x for x in reversed(reading.expansions)},
        innovation_words=sum(1 for _ in _INNOVATION.finditer(reading.text)),
        end=len(reading.text.rstrip()),
    )


def name_features(name: str, known: ArticleFacts) -> Features:
    """Features of the name itself: how it is written, which words it has, what its expansion is."""
    words = [w for w in re.split(r"[\s/]+", name) if w]
    lower = [w.casefold().strip(".,'’") for w in words]
    letters = [c for c in name if c.isalpha()]
    upper = sum(c.isupper() for c in letters) / max(len(letters), 1)
    kinds = {foreign_kinds()[w] for w in lower if w in foreign_kinds()}
    found: Features = {f"kind_{kind}": 1.0 for kind in kinds}
    found["head_" + foreign_kinds().get(lower[0], "none")] = 1.0
    rare = [w for w in lower if any(c.isalpha() for c in w) and not is_common(w)]
    found |= {
        "one_word": float(len(words) == 1),
        "long_name": float(len(words) >= 5),
        "very_long": float(len(words) >= 8),
        "short_token": float(len(letters) <= 3),
        "all_caps": float(upper > 0.95 and len(letters) > 3),
        "caps_short": float(upper > 0.95 and len(letters) <= 5 and len(words) == 1),
        "mixed_case": float(bool(re.search(r"[a-z][A-Z]|\b[a-z]{1,2}-[A-Za-z]", name))),
        "lower_case": float(upper == 0.0),
        "si_prefix": float(len(words) > 1 and lower[0] in name_prefixes()),
        "si_word": float(bool(re.match(r"(?:si|e-|sim|sip|go)[a-z]{3,}", name.casefold())) and len(words) == 1),
        "all_common": float(not rare),
        "rare_share": len(rare) / max(len(words), 1),
        "name_parts": sum(w in given_names() for w in lower) / len(words) * float(not any(w.isupper() for w in words)),
        "mixed_lower": float(words[0].islower() and not name.islower()),
        "ends_lower": float(words[-1].islower() and not name.islower()),
        "has_digit": float(any(c.isdigit() for c in name)),
        "general_acronym": float(name.upper() in general_acronyms()),
        "has_general_acronym": float(any(w.upper() in general_acronyms() and w.isupper() for w in words)),
        "online_word": float(
            any(w in {"online", "center", "centre", "mobile", "smart", "digital", "system", "corner"} for w in lower)
        ),
        "domain": float(bool(re.search(r"\.(?:com|id|co|go|net)\b|www|http|@", name))),
        "head_word": float(lower[0] in expansion_heads()),
    }
    found |= _expansion_features(name, known)
    return {k: v for k, v in found.items() if v}


def crossed(features: Features) -> Features:
    """Pairs of observations that mean more together than apart: an unknown word in a list of innovations, say."""
    get = features.get
    rare = get("rare_share", 0.0)
    cue = max(get("before_innovation", 0.0), get("before_product", 0.0), get("before_named", 0.0))
    foreign = max((v for k, v in features.items() if k.startswith("kind_")), default=0.0)
    listed = max(get("rule_item", 0.0), get("rule_line", 0.0))
    plain = get("expanded", 0.0) * (
        1 - max(get("expansion_body", 0.0), get("general_acronym", 0.0), get("expansion_event", 0.0))
    )
    found = {
        "listed*rare": listed * rare,
        "names*innovation": get("rule_names", 0.0)
        * max(get("sentence_innovation", 0.0), get("sentence_competition", 0.0)),
        "names*foreign": get("rule_names", 0.0) * foreign,
        "names*region": get("rule_names", 0.0) * max(get("region", 0.0), get("begins_region", 0.0)),
        "names*person": get("rule_names", 0.0) * max(get("name_parts", 0.0), get("person", 0.0)),
        "listed*innovation": listed * get("sentence_innovation", 0.0),
        "listed*foreign": listed * foreign,
        "cue*rare": cue * rare,
        "cue*foreign": cue * foreign,
        "cue*quoted": cue * get("quoted", 0.0),
        "quoted*rare": get("quoted", 0.0) * rare,
        "quoted*no_foreign": get("quoted", 0.0) * (1 - foreign),
        "plain_expansion": plain,
        "plain_expansion*rare": plain * rare,
        "plain_expansion*head": plain * get("expansion_head", 0.0),
        "plain_expansion*caps_short": plain * get("caps_short", 0.0),
        "agency_before*rare": get("agency_before", 0.0) * rare * (1 - foreign),
        "agency_after*rare": get("agency_after", 0.0) * rare * (1 - foreign),
        "owner_in_bracket*no_foreign": get("owner_in_bracket", 0.0) * (1 - foreign),
        "after_owner*no_foreign": get("after_owner", 0.0) * (1 - foreign),
        "shows*rare": get("before_shows", 0.0) * rare,
        "with*rare": get("before_with", 0.0) * rare,
        "with*agency": get("before_with", 0.0) * get("agency_before", 0.0),
        "competition*rare": get("sentence_competition", 0.0) * rare * (1 - foreign),
        "says*rare": get("after_says", 0.0) * rare * (1 - foreign),
        "repeated*rare": get("repeated_2", 0.0) * rare * (1 - foreign),
        "two_cues": float(
            sum(
                bool(get(k))
                for k in (
                    "before_innovation",
                    "before_product",
                    "before_named",
                    "quoted",
                    "near_innovation",
                    "near_product",
                    "near_named",
                )
            )
            >= 2
        ),
    }
    return {k: v for k, v in found.items() if v}


def _expansion_features(name: str, known: ArticleFacts) -> Features:
    expansion = known.by_short.get(squash(name))
    found: Features = {}
    if expansion is not None:
        head = expansion.long.split()[0].casefold()
        kinds = {foreign_kinds().get(w.casefold().strip(",.")) for w in expansion.long.split()}
        found["expanded"] = 1.0
        found["expansion_score"] = max(expansion.score, 0.0)
        found["expansion_long"] = float(len(expansion.long.split()) >= 5)
        found["expansion_gloss"] = float(expansion.kind != "acronym")
        found["expansion_head"] = float(head in expansion_heads())
        found["expansion_lower"] = float(expansion.long.islower())
        found["expansion_initials"] = float(
            bool(expansion.alignment) and all(s.how == "initial" for s in expansion.alignment)
        )
        found |= {f"expansion_{kind}": 1.0 for kind in kinds if kind is not None}
        found["expansion_head_" + foreign_kinds().get(head, "none")] = 1.0
    as_long = known.by_long.get(squash(name))
    if as_long is not None:
        found["is_long"] = 1.0
        found["is_long_of_general"] = float(as_long.short.upper() in general_acronyms())
        found["is_long_of_body"] = float(
            foreign_kinds().get(as_long.long.split()[0].casefold()) in {"body", "event", "role"}
        )
        found["is_long_of_initials"] = float(all(s.how == "initial" for s in as_long.alignment))
    return found


def place_features(reading: Reading, candidate: Candidate, known: ArticleFacts) -> Features:
    """Features of one place: what stands before and after, and in which list, quote or sentence."""
    tokens, span = reading.tokens, candidate.span
    start, end = tokens[span.first].start, tokens[span.last - 1].end
    sentence = reading.sentence_at(start)
    context = reading.text[sentence[0] : sentence[1]]
    found: Features = {f"rule_{candidate.rule}": 1.0}
    found |= _before(tokens, span, known)
    found |= _after(tokens, span, known)
    found |= {
        "sentence_innovation": float(bool(_INNOVATION.search(context))),
        "sentence_competition": float(bool(_COMPETITION.search(context))),
        "sentence_start": float(start in known.starts),
        "inside_sentence": float(start not in known.starts),
        "person": float(_overlaps(known.persons, start, end)),
        "body": float(_overlaps(known.bodies, start, end)),
        "region": float((start, end) in known.whole_regions),
        "begins_region": float(start in known.regions),
        "headline": float(sentence[0] < 120),
        "cut_off": float(end >= known.end),
        "many_innovation_words": float(known.innovation_words >= 3),
        "no_innovation_words": float(known.innovation_words == 0),
        "upper_line": float(context.isupper()),
        "dateline": float(_is_dateline(reading, span)),
        "inside_long": float(any(a <= start and end <= b and (a, b) != (start, end) for a, b in known.longs)),
        "inside_short": float(any(a <= start and end <= b and (a, b) != (start, end) for a, b in known.shorts)),
        "around_short": float(any(start <= a and b <= end and (a, b) != (start, end) for a, b in known.shorts)),
    }
    return {k: v for k, v in found.items() if v}


def _is_dateline(reading: Reading, span: Span) -> bool:
    """A place or an outlet at the start of a line, before a dash: "KUPANG, beritakota.com - ..."."""
    tokens = reading.tokens
    start = tokens[span.first].start
    fresh = span.first == 0 or "\n" in reading.text[tokens[span.first - 1].end : start]
    after = [t.text for t in tokens[span.last : span.last + 8]]
    return fresh and start < 1200 and any(t in DASHES or t == "//" for t in after) and ":" not in after


def _overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(a < end and start < b for a, b in spans)


def _before(tokens: Sequence[Token], span: Span, known: ArticleFacts) -> Features:
    """Up to three words to the left, quotes skipped."""
    found: Features = {}
    i = span.first - 1
    if i >= 0 and tokens[i].text in OPEN_QUOTES:
        found["quoted"] = float(span.last < len(tokens) and tokens[span.last].text in CLOSE_QUOTES)
        i -= 1
    while i >= 0 and tokens[i].text in OPEN_QUOTES:
        i -= 1
    if i < 0:
        return found
    text, lower = tokens[i].text, tokens[i].text.casefold()
    kind = trigger_kinds().get(lower)
    if kind:
        found[f"before_{kind}"] = 1.0
    if text in {":", ","} or text in DASHES or text in OPEN_BRACKETS:
        found["before_" + {":": "colon", ",": "comma", "(": "bracket", "[": "bracket"}.get(text, "dash")] = 1.0
    elif text in STOPS:
        found["before_stop"] = 1.0
    elif lower in grammar("owner_after"):
        found["before_owner"] = 1.0
    elif is_word(tokens[i]) and not kind:
        found[
            "before_dan" if lower in {"dan", "serta"} else "before_name" if is_name_like(tokens[i]) else "before_word"
        ] = 1.0
    for j in range(max(0, i - 2), i):
        other = trigger_kinds().get(tokens[j].text.casefold())
        if other in {"innovation", "product", "named"}:
            found[f"near_{other}"] = 1.0
    window = {t.start for t in tokens[max(0, i - 8) : i + 1]}
    found["agency_before"] = float(bool(window & known.agencies))
    return found


def _after(tokens: Sequence[Token], span: Span, known: ArticleFacts) -> Features:
    """Up to three words to the right, quotes skipped."""
    found: Features = {}
    i = span.last
    while i < len(tokens) and tokens[i].text in CLOSE_QUOTES:
        i += 1
    if i >= len(tokens):
        return {"after_end": 1.0}
    text, lower = tokens[i].text, tokens[i].text.casefold()
    found["after_bracket"] = float(text in OPEN_BRACKETS)
    found["after_comma"] = float(text == ",")
    found["after_stop"] = float(text in STOPS)
    found["after_dash"] = float(text in DASHES or text == ":")
    found["after_says"] = float(lower in grammar("tells"))
    found["after_owner"] = float(lower in grammar("owner_after"))
    found["after_dan"] = float(lower in {"dan", "serta"})
    found["after_name"] = float(is_name_like(tokens[i]) and text not in MARKS)
    if text in OPEN_BRACKETS or text in DASHES:
        inside = {t.start for t in tokens[i + 1 : i + 3]}
        found["owner_in_bracket"] = float(bool(inside & known.agencies))
        found["region_in_bracket"] = float(bool(inside & known.regions))
    window = {t.start for t in tokens[i : i + 5]}
    found["agency_after"] = float(bool(window & known.agencies))
    return found

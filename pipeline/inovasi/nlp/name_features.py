"""What the text says about a candidate name, as named features between 0 and 1.

Features of one place in the text (``place_features``) are pooled over all places where the same name stands by taking
the largest value; features of the name itself (``name_features``) do not depend on the place. The weights are learned
(``models/``); each feature is one observation that a reader could make, so a decision can be explained by naming them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from inovasi.nlp.align_letters import name_prefixes
from inovasi.nlp.article_facts import ArticleFacts, Features
from inovasi.nlp.lexicon import (
    expansion_heads,
    foreign_kinds,
    general_acronyms,
    given_names,
    is_common,
)
from inovasi.text import squash

_WORDS = 8192
"""How many words keep what they say of a name: news repeats them."""


class _Word(NamedTuple):
    """What a name's word says wherever it stands; ``lower`` is it in lower case, without the marks around it."""

    text: str
    lower: str
    letters: int
    capitals: int
    kind: str | None
    rare: bool
    given: bool
    flags: frozenset[str]


_MIXED = re.compile(r"[a-z][A-Z]|\b[a-z]{1,2}-[A-Za-z]")
_DOMAIN = re.compile(r"\.(?:com|id|co|go|net)\b|www|http|@")
_SI_WORD = re.compile(r"(?:si|e-|sim|sip|go)[a-z]{3,}")
_ONLINE = frozenset({"online", "center", "centre", "mobile", "smart", "digital", "system", "corner"})


@lru_cache(_WORDS)
def _word(text: str) -> _Word:
    lower = text.casefold().strip(".,'’")
    said = {
        "mixed_case": _MIXED.search(text) is not None,
        "has_digit": any(c.isdigit() for c in text),
        "has_general_acronym": text.isupper() and text.upper() in general_acronyms(),
        "online_word": lower in _ONLINE,
        "domain": _DOMAIN.search(text) is not None,
        "upper": text.isupper(),
    }
    return _Word(
        text=text,
        lower=lower,
        letters=sum(c.isalpha() for c in text),
        capitals=sum(c.isupper() for c in text if c.isalpha()),
        kind=foreign_kinds().get(lower),
        rare=any(c.isalpha() for c in lower) and not is_common(lower),
        given=lower in given_names(),
        flags=frozenset(name for name, holds in said.items() if holds),
    )


def name_features(name: str, known: ArticleFacts) -> Features:
    """Features of the name itself: how it is written, which words it has, what its expansion is.

    The scores of a name add them up in the order they have here, so the order is part of the result.
    """
    words = [_word(w) for w in name.replace("/", " ").split()]
    flags: frozenset[str] = frozenset().union(*[word.flags for word in words])
    kinds = dict.fromkeys(word.kind for word in words if word.kind is not None)  # ordered: sums must not vary
    head = words[0].lower
    found: Features = {f"kind_{kind}": 1.0 for kind in kinds}
    found["head_" + (words[0].kind or "none")] = 1.0
    found |= _writing(name, words, flags)
    rare = sum(word.rare for word in words)
    if not rare:
        found["all_common"] = 1.0
    else:
        found["rare_share"] = rare / len(words)
    given = sum(word.given for word in words)
    if given and "upper" not in flags:
        found["name_parts"] = given / len(words)
    lower = name.islower()
    said = (
        ("mixed_lower", not lower and words[0].text.islower()),
        ("ends_lower", not lower and words[-1].text.islower()),
        ("has_digit", "has_digit" in flags),
        ("general_acronym", name.upper() in general_acronyms()),
        ("has_general_acronym", "has_general_acronym" in flags),
        ("online_word", "online_word" in flags),
        ("domain", "domain" in flags),
        ("head_word", head in expansion_heads()),
    )
    found |= {feature: 1.0 for feature, holds in said if holds}
    return found | _expansion_features(squash(name), known)


def _writing(name: str, words: Sequence[_Word], flags: AbstractSet[str]) -> Features:
    """Length and capitals."""
    letters = sum([word.letters for word in words])
    upper = sum([word.capitals for word in words]) / max(letters, 1)
    count = len(words)
    said = (
        ("one_word", count == 1),
        ("long_name", count >= 5),
        ("very_long", count >= 8),
        ("short_token", letters <= 3),
        ("all_caps", upper > 0.95 and letters > 3),
        ("caps_short", upper > 0.95 and letters <= 5 and count == 1),
        ("mixed_case", "mixed_case" in flags),
        ("lower_case", upper == 0.0),
        ("si_prefix", count > 1 and words[0].lower in name_prefixes()),
        ("si_word", count == 1 and _SI_WORD.match(name.casefold()) is not None),
    )
    return {feature: 1.0 for feature, holds in said if holds}


def _expansion_features(key: str, known: ArticleFacts) -> Features:
    """What the text spells out for the name, which is squashed to ``key``."""
    expansion, as_long = known.by_short.get(key), known.by_long.get(key)
    found: Features = {}
    if expansion is not None:
        words = expansion.long.split()
        head = words[0].casefold()
        kinds = dict.fromkeys(foreign_kinds().get(w.casefold().strip(",.")) for w in words)
        found["expanded"] = 1.0
        found["expansion_score"] = max(expansion.score, 0.0)
        found["expansion_long"] = float(len(words) >= 5)
        found["expansion_gloss"] = float(expansion.kind != "acronym")
        found["expansion_head"] = float(head in expansion_heads())
        found["expansion_lower"] = float(expansion.long.islower())
        found["expansion_initials"] = float(
            bool(expansion.alignment) and all(s.how == "initial" for s in expansion.alignment)
        )
        found |= {f"expansion_{kind}": 1.0 for kind in kinds if kind is not None}
        found["expansion_head_" + foreign_kinds().get(head, "none")] = 1.0
    if as_long is not None:
        found["is_long"] = 1.0
        found["is_long_of_general"] = float(as_long.short.upper() in general_acronyms())
        found["is_long_of_body"] = float(
            foreign_kinds().get(as_long.long.split()[0].casefold()) in {"body", "event", "role"}
        )
        found["is_long_of_initials"] = float(all(s.how == "initial" for s in as_long.alignment))
    return {k: v for k, v in found.items() if v}


def is_certain(features: Features) -> bool:
    """Wordings that leave no doubt, whatever the rest of the article is like: the rules' vote beside the model's.

    "N inovasi ..., yakni" with exactly N named items, or with items that each have their owner in a bracket; a list of
    three or more names that are no places, bodies or persons, where innovations are spoken of; "inovasi bernama X";
    "inovasi X (long form)" where the long form explains X's letters and names no body, contest or law.
    """
    foreign = any(name.startswith(("kind_", "expansion_")) and name.split("_")[-1] in _FOREIGN for name in features)
    known = (
        "general_acronym",
        "region",
        "body",
        "person",
        "domain",
        "read_also",
        "begins_region",
        "has_general_acronym",
    )
    if foreign or any(features.get(name) for name in known):
        return False
    told = bool(features.get("before_innovation") or features.get("near_innovation"))
    named = told and bool(features.get("before_named"))
    spelled = bool(features.get("before_innovation")) and features.get("expansion_score", 0.0) >= 0.6
    listed = any(features.get(name) for name in ("rule_exact", "clean*told", "counted*owner"))
    return listed or named or spelled


_FOREIGN = frozenset({"event", "place", "body", "law", "role", "date", "media", "territory", "news", "concept"})

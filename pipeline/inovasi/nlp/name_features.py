"""What the text says about a candidate name, as named features between 0 and 1.

Features of one place in the text (``place_features``) are pooled over all places where the same name stands by taking
the largest value; features of the name itself (``name_features``) do not depend on the place. The weights are learned
(``models/``); each feature is one observation that a reader could make, so a decision can be explained by naming them.
"""

from __future__ import annotations

import re

from inovasi.nlp.align_letters import name_prefixes
from inovasi.nlp.lexicon import (
    expansion_heads,
    foreign_kinds,
    general_acronyms,
    given_names,
    is_common,
)
from inovasi.nlp.place_features import ArticleFacts, Features
from inovasi.text import squash


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


def is_certain(features: Features) -> bool:
    """Wordings that leave no doubt, whatever the rest of the article is like: the rules' vote beside the model's.

    "N inovasi ..., yakni" with exactly N named items, or with items that each have their owner in a bracket; a list of
    three or more names that are no places, bodies or persons, where innovations are spoken of; "inovasi bernama "X"";
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
    named = told and bool(features.get("before_named") and features.get("quoted"))
    spelled = bool(features.get("before_innovation")) and features.get("expansion_score", 0.0) >= 0.6
    listed = any(features.get(name) for name in ("rule_exact", "clean*told", "counted*owner"))
    return listed or named or spelled


_FOREIGN = frozenset({"event", "place", "body", "law", "role", "date", "media", "territory", "news", "concept"})

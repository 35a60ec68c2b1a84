"""Products of features: observations that mean more together than apart, an unknown word in a list of innovations, say.

A factor is the name of a feature or of a value of ``_derived`` (written with @); ! negates either (1 - x).
"""

from __future__ import annotations

Features = dict[str, float]

_PRODUCTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("listed*rare", ("@listed", "rare_share")),
    ("listed*one_word", ("@listed", "one_word", "rare_share")),
    ("listed*innovation", ("@listed", "sentence_innovation")),
    ("listed*foreign", ("@listed", "@foreign")),
    ("counted*no_foreign", ("rule_counted", "!@foreign")),
    ("counted*owner", ("@counted_or_told", "owner_in_bracket", "!@foreign")),
    ("exact*no_foreign", ("rule_exact", "!@foreign")),
    ("clean*told", ("rule_clean", "@told")),
    ("mixed*common", ("rule_mixed", "all_common")),
    ("mixed*one_word", ("rule_mixed", "one_word")),
    ("line*owner", ("rule_line", "@owner", "!@foreign")),
    ("line*one_word", ("rule_line", "one_word", "rare_share")),
    ("told_line*no_foreign", ("rule_told_line", "!@foreign", "!body")),
    ("names*innovation", ("rule_names", "@told")),
    ("names*foreign", ("rule_names", "@foreign")),
    ("names*region", ("rule_names", "@place")),
    ("names*person", ("rule_names", "@someone")),
    ("ordinal*rare", ("before_ordinal", "rare_share")),
    ("ordinal*quoted", ("before_ordinal", "quoted")),
    ("person_wording", ("before_owner", "after_owner", "!expanded")),
    ("after_owner*agency*rare", ("after_owner", "agency_after", "rare_share", "!name_parts")),
    ("after_owner*no_foreign", ("after_owner", "!@foreign")),
    ("owner_in_bracket*no_foreign", ("owner_in_bracket", "!@foreign")),
    ("agency_before*rare", ("agency_before", "rare_share", "!@foreign")),
    ("agency_after*rare", ("agency_after", "rare_share", "!@foreign")),
    ("cue*rare", ("@cue", "rare_share")),
    ("cue*foreign", ("@cue", "@foreign")),
    ("cue*quoted", ("@cue", "quoted")),
    ("quoted*rare", ("quoted", "rare_share")),
    ("quoted*no_foreign", ("quoted", "!@foreign")),
    ("plain_expansion", ("expanded", "!@odd_expansion")),
    ("plain_expansion*rare", ("expanded", "!@odd_expansion", "rare_share")),
    ("plain_expansion*head", ("expanded", "!@odd_expansion", "expansion_head")),
    ("plain_expansion*caps_short", ("expanded", "!@odd_expansion", "caps_short")),
    ("shows*rare", ("before_shows", "rare_share")),
    ("with*rare", ("before_with", "rare_share")),
    ("with*agency", ("before_with", "agency_before")),
    ("competition*rare", ("sentence_competition", "rare_share", "!@foreign")),
    ("says*rare", ("after_says", "rare_share", "!@foreign")),
    ("repeated*rare", ("repeated_2", "rare_share", "!@foreign")),
)
_LARGEST_OF: dict[str, tuple[str, ...]] = {
    "@cue": ("before_innovation", "before_product", "before_named"),
    "@listed": ("rule_item", "rule_line"),
    "@counted_or_told": ("rule_counted", "rule_told_line"),
    "@told": ("sentence_innovation", "sentence_competition"),
    "@owner": ("owner_in_bracket", "agency_after"),
    "@place": ("region", "begins_region"),
    "@someone": ("name_parts", "person"),
    "@odd_expansion": ("expansion_body", "general_acronym", "expansion_event"),
}
_CUES = frozenset({"quoted", *_LARGEST_OF["@cue"], "near_innovation", "near_product", "near_named"})


def crossed(features: Features) -> Features:
    """All products that are not zero, and whether two cues agree."""
    values = features | _derived(features)
    get = values.get
    found = {}
    # Most values of a candidate are zero: look only at the products whose first factor is not.
    for first, value in values.items():
        for name, others in _BY_FIRST.get(first, ()):
            product = value
            for factor, negated in others:
                other = get(factor, 0.0)
                product *= 1.0 - other if negated else other
                if not product:
                    break
            else:
                found[name] = product
    if len(features.keys() & _CUES) >= 2:
        found["two_cues"] = 1.0
    return found


_Factor = tuple[str, bool]  # its name, and whether it is negated


def _by_first() -> dict[str, tuple[tuple[str, tuple[_Factor, ...]], ...]]:
    table: dict[str, tuple[tuple[str, tuple[_Factor, ...]], ...]] = {}
    for name, (first, *others) in _PRODUCTS:
        factors = tuple((other.removeprefix("!"), other[0] == "!") for other in others)
        table[first] = (*table.get(first, ()), (name, factors))
    return table


_BY_FIRST = _by_first()


def _derived(features: Features) -> Features:
    found: Features = {}
    get = features.get
    for name, parts in _LARGEST_OF.items():
        best = 0.0
        for part in parts:
            value = get(part, 0.0)
            if value > best:
                best = value
        if best:
            found[name] = best
    if foreign := max([v for k, v in features.items() if k.startswith("kind_")], default=0.0):
        found["@foreign"] = foreign
    return found

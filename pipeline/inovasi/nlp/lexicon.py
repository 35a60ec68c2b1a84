"""Word classes that the name rules ask for, read once from the gazetteers."""

from __future__ import annotations

from functools import cache, lru_cache

from inovasi import gazetteers


@cache
def common_words() -> frozenset[str]:
    """Everyday lower-case words of Indonesian news."""
    return frozenset(row["word"] for row in gazetteers.rows("common_words"))


@cache
def grammar(use: str) -> frozenset[str]:
    """Function words and verbs that do one job around a name, such as "owner" (dari, milik) or "ends_item"."""
    return frozenset(row["word"] for row in gazetteers.rows("grammar_words") if row["use"] == use)


@cache
def lead_words() -> frozenset[str]:
    """Generic words before a name that are no part of it: inovasi, aplikasi, program ..."""
    return frozenset(row["word"] for row in gazetteers.rows("lead_words"))


@cache
def expansion_heads() -> frozenset[str]:
    """Words that long forms of innovations begin with: sistem, gerakan, layanan ..."""
    return frozenset(row["word"] for row in gazetteers.rows("expansion_heads"))


@cache
def discourse_words() -> frozenset[str]:
    """Words that open a sentence with a capital and are no part of the name after them: adapun, selain, itulah ..."""
    return frozenset(row["word"] for row in gazetteers.rows("discourse_words"))


@cache
def given_names() -> frozenset[str]:
    """Lower-cased parts of personal names."""
    return frozenset(row["word"] for name in ("given_names", "person_words") for row in gazetteers.rows(name))


@cache
def trigger_kinds() -> dict[str, str]:
    """Word -> kind of trigger: innovation, product, named, via, with, shows, is."""
    return {row["word"]: row["kind"] for row in gazetteers.rows("triggers")}


@cache
def foreign_kinds() -> dict[str, str]:
    """Word -> what it says a name is instead of an innovation: event, place, body, law, concept, role, date, media."""
    return {row["word"]: row["kind"] for row in gazetteers.rows("not_innovations")}


@cache
def general_acronyms() -> frozenset[str]:
    """Upper-cased short forms that never name an innovation: ASN, OPD, KIPP ..."""
    return frozenset(row["short"].upper() for row in gazetteers.rows("general_acronyms"))


@lru_cache(8192)
def is_common(word: str) -> bool:
    """True for an everyday word, also inside a reduplication or with a common suffix."""
    lower = word.casefold()
    if lower in common_words():
        return True
    if "-" in lower:
        return all(part in common_words() for part in lower.split("-") if part)
    return any(lower.endswith(s) and lower[: -len(s)] in common_words() for s in ("nya", "an", "kan", "i"))

"""The components as spaCy factories. Each one fills its own layer of the Reading and nothing else.

Others add them to a pipeline of their own with ``nlp.add_pipe("inovasi_regions")``; the entry points in pyproject.toml
let spaCy find the names without importing this package first. The data they need of each other is why they come in
this order: regions, agencies, officials, expansions, innovations, claims.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from inovasi.nlp.agencies import find_agencies
from inovasi.nlp.claims import award_named, find_claims
from inovasi.nlp.doc import reading_of, register, words_of
from inovasi.nlp.expansions import find_expansions
from inovasi.nlp.innovations import find_innovations
from inovasi.nlp.name_groups import Group, group_candidates
from inovasi.nlp.officials import find_officials
from inovasi.nlp.reader_model import CANDIDATES, SCORES
from inovasi.nlp.reading import Reading
from inovasi.nlp.regions import find_regions
from inovasi.nlp.votes import vote

Component = Callable[[Doc], Doc]
GROUPS = "inovasi_groups"
"""Key of ``doc.user_data``: the candidate names, from ``inovasi_candidates`` to ``inovasi_innovations``."""


def _component(fill: Callable[[Reading], None]) -> Component:
    register()

    def component(doc: Doc) -> Doc:
        fill(reading_of(doc))
        return doc

    return component


@Language.factory("inovasi_regions")
def create_regions(nlp: Language, name: str) -> Component:
    """Regions with official codes, in ``doc._.inovasi.regions``."""

    def fill(reading: Reading) -> None:
        reading.regions = find_regions(reading)

    return _component(fill)


@Language.factory("inovasi_agencies")
def create_agencies(nlp: Language, name: str) -> Component:
    """Government organisations, in ``doc._.inovasi.agencies``."""

    def fill(reading: Reading) -> None:
        reading.agencies = find_agencies(reading)

    return _component(fill)


@Language.factory("inovasi_officials")
def create_officials(nlp: Language, name: str) -> Component:
    """Persons with a public role, in ``doc._.inovasi.officials``."""

    def fill(reading: Reading) -> None:
        reading.officials = find_officials(reading)

    return _component(fill)


@Language.factory("inovasi_acronyms")
def create_acronyms(nlp: Language, name: str) -> Component:
    """Short forms with the long forms the text gives them, in ``doc._.inovasi.expansions``."""

    def fill(reading: Reading) -> None:
        reading.expansions = find_expansions(reading)

    return _component(fill)


@Language.factory("inovasi_candidates")
def create_candidates(nlp: Language, name: str) -> Component:
    """Candidate names, for ``inovasi_spans`` to look at."""
    register()

    def component(doc: Doc) -> Doc:
        groups = group_candidates(reading_of(doc))
        places = words_of(doc)
        spans = sorted({span for group in groups for span in group.spans})
        doc.user_data[GROUPS] = groups
        doc.user_data[CANDIDATES] = [(places[a], places[b - 1] + 1) for a, b in spans]
        return doc

    return component


@Language.factory("inovasi_innovations")
def create_innovations(nlp: Language, name: str) -> Component:
    """Named innovations with what belongs to them, in ``doc._.inovasi.innovations``.

    Works alone; with ``inovasi_candidates`` and ``inovasi_spans`` before it, their probabilities have a vote.
    """
    register()

    def component(doc: Doc) -> Doc:
        reading = reading_of(doc)
        groups = scored_groups(doc)
        reading.innovations = find_innovations(reading, group_candidates(reading) if groups is None else groups)
        return doc

    return component


def scored_groups(doc: Doc) -> list[Group] | None:
    """The candidate names with what the reader thinks of each place; None where ``inovasi_candidates`` did not run."""
    groups: list[Group] | None = doc.user_data.pop(GROUPS, None)
    spans = doc.user_data.pop(CANDIDATES, None)
    scores = doc.user_data.pop(SCORES, None)
    if groups is not None and scores is not None:
        places = words_of(doc)
        known = dict(zip(spans, scores, strict=True))
        for group in groups:
            group.hear([known[places[a], places[b - 1] + 1] for a, b in group.spans])
    return groups


@Language.factory("inovasi_claims")
def create_claims(nlp: Language, name: str) -> Component:
    """Count claims ("15 inovasi"), in ``doc._.inovasi.claims``; an award claimed for named innovations becomes theirs.

    This is the one component that touches a layer before its own.
    """

    def fill(reading: Reading) -> None:
        reading.claims = find_claims(reading)
        reading.innovations = award_named(reading)

    return _component(fill)


@Language.factory("inovasi_votes")
def create_votes(nlp: Language, name: str) -> Component:
    """``found_by`` and ``confidence`` of agencies, officials and expansions."""
    return _component(vote)

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
from inovasi.nlp.doc import reading_of, register
from inovasi.nlp.expansions import find_expansions
from inovasi.nlp.innovations import find_innovations
from inovasi.nlp.officials import find_officials
from inovasi.nlp.reading import Reading
from inovasi.nlp.regions import find_regions

Component = Callable[[Doc], Doc]


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


@Language.factory("inovasi_innovations")
def create_innovations(nlp: Language, name: str) -> Component:
    """Named innovations with what belongs to them, in ``doc._.inovasi.innovations``."""

    def fill(reading: Reading) -> None:
        reading.innovations = find_innovations(reading)

    return _component(fill)


@Language.factory("inovasi_claims")
def create_claims(nlp: Language, name: str) -> Component:
    """Count claims ("15 inovasi"), in ``doc._.inovasi.claims``; an award claimed for named innovations becomes theirs.

    This is the one component that touches a layer before its own.
    """

    def fill(reading: Reading) -> None:
        reading.claims = find_claims(reading)
        reading.innovations = award_named(reading)

    return _component(fill)

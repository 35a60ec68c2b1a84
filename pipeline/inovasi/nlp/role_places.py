"""The role as it is shown: completed with the place or body that the article tells elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

from inovasi.nlp.reading import Reading
from inovasi.nlp.role_spans import RoleSpan
from inovasi.nlp.scene import Scene
from inovasi.text import collapse
from inovasi.types import AgencyMention, RegionMention

_REACH = 600  # characters in which "Direkturnya" finds the body it speaks of
_LEVELS = ("provinsi", "kabupaten", "kota", "daerah")
_KIND = re.compile(r"^(?:Kabupaten|Kota|Provinsi)\s+")
_POLICE = re.compile(r"(?:Polda|Polresta|Polrestabes|Polres|Polsek|Polsekta)\s+(?=[A-Z])")
_HEADS_A_BODY = frozenset(
    {"Kepala", "Direktur", "Direktur Utama", "Ketua", "Wakil Ketua", "Sekretaris", "Wakil Kepala", "Rektor", "Anggota"}
)


class Places:
    """Where the roles of an article belong, for the ones that come without a place ("Wabup Ahmad")."""

    def __init__(self, reading: Reading, scene: Scene, spans: Iterable[RoleSpan]) -> None:
        self._regions = {e.start: r for r in reading.regions for e in r.evidence}
        self._agencies = {e.start: a for a in reading.agencies for e in a.evidence}
        self._called = {collapse(e.quote): r for r in reading.regions for e in r.evidence}
        self._by_level: dict[str, set[str]] = {level: set() for level in _LEVELS}
        for span in spans:
            if span.place is not None and span.role.level in _LEVELS:
                self._by_level[span.role.level].add(_KIND.sub("", collapse(scene.words.slice(*span.place))))
        self._read: dict[str, set[str]] = {"kabupaten": set(), "kota": set()}
        for region in reading.regions:
            if region.kind in self._read:
                self._read[region.kind].add(_KIND.sub("", region.name))
        self._police = self._police_places(reading)

    def _police_places(self, reading: Reading) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for agency in reading.agencies:
            for evidence in agency.evidence:
                match = _POLICE.match(evidence.quote)
                if match:
                    found.setdefault(match.group().strip().lower(), set()).add(collapse(evidence.quote[match.end() :]))
        return found

    def completing(self, span: RoleSpan) -> str | None:
        """The one place that the article gives to roles such as this one; None where there are several or none."""
        if span.place is not None or span.role.takes != "place" or span.last > span.head_last:
            return None
        level = span.role.level
        if level == "kepolisian":
            named = {p for office, ps in self._police.items() if office in span.role_form for p in ps}
            return next(iter(named)) if len(named) == 1 else None
        if level not in _LEVELS or level == "provinsi":
            named = self._by_level.get(level, set())
            return next(iter(named)) if len(named) == 1 else None
        near = ("daerah", "kabupaten", "kota") if level == "daerah" else (level, "daerah")
        named = {place for lev in near for place in self._by_level[lev]}
        named = named or {place for lev in near for place in self._read.get(lev, ())}
        return next(iter(named)) if len(named) == 1 else None

    def region_in(self, start: int, end: int) -> RegionMention | None:
        """The first region between two offsets."""
        return next((self._regions[s] for s in range(start, end) if s in self._regions), None)

    def region_called(self, surface: str) -> RegionMention | None:
        """The region that the article writes as ``surface``."""
        return (
            self._called.get(surface) or self._called.get(f"Kabupaten {surface}") or self._called.get(f"Kota {surface}")
        )

    def agency_in(self, start: int, end: int) -> AgencyMention | None:
        """The first agency between two offsets."""
        return next((self._agencies[s] for s in range(start + 1, end) if s in self._agencies), None)


def role_text(reading: Reading, scene: Scene, span: RoleSpan, place: str | None) -> str:
    """The role as written, completed: "Wabup" becomes "Wabup OKI", "Direkturnya" "Direktur RSUD Margono"."""
    if span.owned:
        return _owned_text(reading, scene, span)
    text = collapse(scene.words.slice(span.first, span.last)).replace("( ", "(")
    if span.role.takes == "place" and text.count("(") > text.count(")"):  # "Barito Kuala (Batola)" says it twice
        text = text.rpartition(" (")[0]
    if text.count("(") > text.count(")"):
        text += ")"
    return f"{text} {place}" if place else text


def _owned_text(reading: Reading, scene: Scene, span: RoleSpan) -> str:
    start = scene.words.starts[span.first]
    before = [e for a in reading.agencies for e in a.evidence if start - _REACH <= e.start and e.end <= start]
    body = max(before, key=lambda e: e.end, default=None)
    head = " ".join(filter(None, [span.status and span.status.capitalize(), span.role.full]))
    return f"{head} {collapse(body.quote)}" if body else head


def body_text(scene: Scene, span: RoleSpan) -> str | None:
    """The body that a "Kepala", "Direktur" ... heads, as the role has it."""
    if span.role.full not in _HEADS_A_BODY or span.owned or span.last <= span.head_last:
        return None
    text = collapse(scene.words.slice(span.head_last, span.last))
    return text + ")" if text.count("(") > text.count(")") else text

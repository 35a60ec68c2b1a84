"""The texts of one run made comparable, each distinct one once: a name stands in hundreds of articles."""

from __future__ import annotations

from inovasi.match.bodies import Body, body
from inovasi.match.names import Surface, bracketed, surface
from inovasi.match.places import NOWHERE, Place, Places
from inovasi.types import AgencyMention

_Where = tuple[str | None, str | None]


class Normal:
    """Remembers what it has read. Make one for one run, so that nothing outlives it."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._surfaces: dict[str, Surface] = {}
        self._expansions: dict[tuple[str, str | None], Surface | None] = {}
        self._named: dict[_Where, Place] = {}
        self._bodies: dict[str, Body | None] = {}
        self._owners: dict[tuple[str, str | None, str | None, str | None], Body | None] = {}

    def surface(self, text: str) -> Surface:
        found = self._surfaces.get(text)
        if found is None:
            found = self._surfaces[text] = surface(text)
        return found

    def expansion(self, name: str, given: str | None) -> Surface | None:
        """The spelled-out form: as given, or else a bracket inside the name ("RMC (Respon Medis Center)")."""
        if given is None and "(" not in name and "[" not in name:
            return None
        key = (name, given)
        if key not in self._expansions:
            own = self.surface(name).key
            forms = (self.surface(text) for text in (given, *bracketed(name)) if text)
            self._expansions[key] = next((form for form in forms if form.key and form.key != own), None)
        return self._expansions[key]

    def place(self, name: str | None, code: str | None = None) -> Place:
        """As ``Places.named``."""
        key = (name, code)
        found = self._named.get(key)
        if found is None:
            found = self._named[key] = self._places.named(name, code)
        return found

    def body(self, name: str) -> Body | None:
        """As ``bodies.body``."""
        if name not in self._bodies:
            self._bodies[name] = body(name, self._places)
        return self._bodies[name]

    def owner(self, agency: AgencyMention) -> Body | None:
        """An agency mention as a Body: the long form where it is known, and a region from any of its names."""
        key = (agency.name, agency.standard, agency.region, agency.region_code)
        if key not in self._owners:
            self._owners[key] = self._owner(agency)
        return self._owners[key]

    def _owner(self, agency: AgencyMention) -> Body | None:
        short = self.body(agency.name)
        found = self.body(agency.standard or agency.name) or short
        if found is None:
            return None
        place = self.place(agency.region, agency.region_code)
        for fallback in (found.place, short.place if short else NOWHERE):
            place = place if place.codes else fallback
        return Body(found.head, found.topic, place)

"""Which places of an article speak of the same body: short and long names, with and without the region."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from inovasi.nlp.agency_index import core_of, heads, standard
from inovasi.nlp.agency_parts import Body
from inovasi.nlp.place_words import words
from inovasi.text import fold, squash
from inovasi.types import RegionMention

_PROPER = frozenset(("rsud", "puskesmas"))  # kinds known by a proper name, often shortened to a part of it
_GENERIC = frozenset(
    ("rsud", "rsu", "rs", "rumah", "sakit", "umum", "daerah", "puskesmas", "pkm", "upt", "uptd", "jiwa", "rsjd")
)
_SAME_OPENING = {  # two ways to open the name of one kind of body; the longest fitting one counts
    "kepolisianresorkota": "polres",
    "kepolisianresort": "polres",
    "kepolisianresor": "polres",
    "kepolisiandaerah": "polda",
    "kepolisiansektor": "polsek",
    "polrestabes": "polres",
    "polresta": "polres",
    "kejaksaannegeri": "kejari",
    "kejaksaantinggi": "kejati",
    "lembagapemasyarakatan": "lapas",
    "rumahtahanannegara": "rutan",
    "rumahsakitumumdaerah": "rsud",
    "rumahsakitjiwadaerah": "rsjd",
    "uptdpuskesmas": "puskesmas",
    "uptpuskesmas": "puskesmas",
    "pusatkesehatanmasyarakat": "puskesmas",
    "pkm": "puskesmas",
    "kantorwilayah": "kanwil",
    "kantorimigrasi": "imigrasi",
    "kantorurusanagama": "kua",
    "satuanpolisipamongpraja": "satpolpp",
}
_ONE_PER_REGION = frozenset(("pemda", "dprd", "setda", "inspektorat"))  # the kind and the region say it all
_CLASS = re.compile(r"kelas[iv]+[ab]?(?:khusus)?(?:nontpi|tpi)?")  # Lapas Kelas IIB X is Lapas X
_MIN_PREFIX = 12  # squashed letters of a name that a longer one may continue ("dinaspendidikan")


@dataclass(slots=True)
class Group:
    """The places of one body, while the text is read."""

    key: str
    kind: str
    bodies: list[Body] = field(default_factory=list)
    region: RegionMention | None = None
    words: set[str] = field(default_factory=set)

    def add(self, body: Body) -> None:
        """Take one more place; the first region named is the body's."""
        self.bodies.append(body)
        self.region = self.region or body.region
        self.words.update(_name_words(body))


def grouped(bodies: Sequence[Body]) -> list[Group]:
    """The bodies of an article, each with its places, in order of first appearance."""
    own = {squash(b.short): _long_key(b.core, b.kind) for b in bodies if b.short and not b.solo}
    groups: list[Group] = []
    index: dict[str, list[Group]] = {}
    bare = [b for b in bodies if _is_bare(b)]
    for body in [*(b for b in bodies if not _is_bare(b)), *bare]:
        key = _key(body, own)
        group = _known(body, key, index)
        if group is None:
            group = Group(key, body.kind)
            groups.append(group)
        group.add(body)
        for entry in _entries(body, key):
            listed = index.setdefault(entry, [])
            if not any(g is group for g in listed[-1:]):
                listed.append(group)
    return sorted(groups, key=lambda g: min(b.first for b in g.bodies))


def _is_bare(body: Body) -> bool:
    """ "Polres" without a name joins the one the article speaks of, so it waits for the others."""
    head = heads().get(body.core)
    return head is not None and head.pattern == "name" and body.region is None


def _entries(body: Body, key: str) -> Iterable[str]:
    """Under which keys a later body may find this one."""
    yield key
    if body.kind in _PROPER:
        yield from _name_words(body)
    elif len(key) >= _MIN_PREFIX:
        yield f"{body.kind}:{key[:_MIN_PREFIX]}"
    if body.kind == "polri":
        yield "polri"


def _known(body: Body, key: str, index: dict[str, list[Group]]) -> Group | None:
    """The group that ``body`` belongs to, if it was named before."""
    for group in reversed(index.get(key, [])[-8:]):
        if _may_share(body, group):
            return group
    if _is_bare(body):
        return next(iter(index.get(body.kind, [])[-1:]), None)
    for group in reversed(index.get(f"{body.kind}:{key[:_MIN_PREFIX]}", [])[-8:]):
        if _may_share(body, group) and (group.key.startswith(key) or key.startswith(group.key)):
            return group
    names = _name_words(body)
    for group in (g for w in sorted(names) for g in index.get(w, [])[-2:]):
        if _may_share(body, group) and (names <= group.words or group.words <= names):
            return group
    return None


def _may_share(body: Body, group: Group) -> bool:
    return body.region is None or group.region is None or group.region.code == body.region.code


def _name_words(body: Body) -> frozenset[str]:
    """Words of the proper name of a hospital or health centre, each marked with the kind."""
    if body.kind not in _PROPER:
        return frozenset()
    skipped = _GENERIC | words("title")
    return frozenset(f"{body.kind} {w}" for w in fold(body.core).split() if w not in skipped)


def _key(body: Body, own: dict[str, str]) -> str:
    if body.kind in _ONE_PER_REGION:
        return body.kind
    return (own.get(squash(body.core)) if body.solo else None) or _long_key(body.core, body.kind)


def _long_key(core: str, kind: str) -> str:
    """Key of a name: its standard form if it has one, without titles, opened in one way."""
    known = standard(core, kind)
    key = core_of(known or " ".join(w for w in fold(core).split() if w not in words("title")))
    key = _CLASS.sub("", key)
    for opening, same in _SAME_OPENING.items():
        if key.startswith(opening):
            return same + key[len(opening) :]
    return key

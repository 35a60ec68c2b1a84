"""Which region a site speaks for, by its host and the name it gives itself. Pure; the names are the gazetteers'."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from urllib.parse import urlsplit

from inovasi import gazetteers
from inovasi.text import fold, squash

_KINDS = {"kabupaten": "kabupaten", "kab": "kabupaten", "pemkab": "kabupaten", "kota": "kota", "pemkot": "kota"}
_KINDS |= {"provinsi": "provinsi", "prov": "provinsi", "pemprov": "provinsi"}
# What the names of papers and portals add to the name of a place.
_PRESS = (
    "radar harian suara tribun kabar berita warta info media pos post news online today koran lintas portal kominfo"
)
_ENDINGS = ("kab", "kota", "prov")
_SHORTEST = 5
_LONGEST = 6  # words in the name of a region

_Names = Mapping[str, tuple[tuple[str, str], ...]]  # squashed name -> (kind, code) of each region that has it


@cache
def _names() -> _Names:
    found: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    by_name: dict[str, tuple[str, str]] = {}
    for row in gazetteers.rows("regions"):
        kind, code = row["kind"], row["code"]
        if kind not in ("provinsi", "kabupaten", "kota"):
            continue
        by_name[row["name"]] = (kind, code)
        bare = row["name"].split(" ", 1)[1] if kind != "provinsi" else row["name"]
        found[squash(bare)][(kind, code)] = None
    for row in gazetteers.rows("region_nicknames"):
        if row["care"] == "no" and row["region"] in by_name:
            found[squash(row["form"])][by_name[row["region"]]] = None
    return MappingProxyType({name: tuple(regions) for name, regions in found.items()})


def guess_region(url: str, *texts: str | None) -> str | None:
    """The official code of the region whose name stands in the host of ``url`` or, failing that, in one of ``texts``
    (the site's name, its title). None where there is none, or where it may be one of several; a province and a city
    of its own name are the province."""
    for candidates in (_of_host(url), *(_of_text(text) for text in texts if text)):
        codes = set(candidates)
        widest = min(codes, key=len, default=None)
        if widest is not None and all(code.startswith(widest) for code in codes):
            return widest
    return None


def _of_host(url: str) -> Iterator[str]:
    """Regions of the parts of the host: jateng.antaranews.com, mubakab.go.id, diskominfo.bandungkab.go.id."""
    for label in (urlsplit(url).hostname or "").split(".")[:-1]:
        words = [part for part in label.replace("_", "-").split("-") if part]
        for name in dict.fromkeys([squash(label), *words]):
            yield from _of_label(name)


def _of_label(name: str) -> Iterator[str]:
    for ending in _ENDINGS:
        if name.endswith(ending) and name != ending:
            bare = name.removesuffix(ending)
            # A nickname says no kind of its own: babelprov, mubakab.
            yield from list(_codes(bare, _KINDS[ending])) or _codes(bare, None)
    for start, kind in (("pemkab", "kabupaten"), ("pemkot", "kota"), ("pemprov", "provinsi")):
        if name.startswith(start):
            yield from _codes(name.removeprefix(start), kind)
    yield from _codes(name, None)
    for word in _PRESS.split():
        for rest in (name.removeprefix(word), name.removesuffix(word)):
            if rest != name and len(rest) >= _SHORTEST:
                yield from _codes(rest, None)


def _of_text(text: str) -> Iterator[str]:
    """Regions named in ``text``, longest names first; one with its kind ("Kabupaten X") is surer than a bare name."""
    words = fold(text).split()[:40]
    bare: list[str] = []
    taken: set[int] = set()
    for size in range(_LONGEST, 0, -1):
        for start in range(len(words) - size + 1):
            span = set(range(start, start + size))
            name = "".join(words[start : start + size])
            if name not in _names() or span & taken:
                continue
            kind = _KINDS.get(words[start - 1]) if start else None
            codes = list(_codes(name, kind))
            if not codes:
                continue
            taken |= span
            if kind:
                yield from codes
            else:
                bare += codes
    yield from bare


def _codes(name: str, kind: str | None) -> Iterator[str]:
    return (code for own, code in _names().get(name, ()) if kind is None or own == kind)

"""Where two readers of one article disagree: a list of sentences for a person to look at.

A disagreement is a value that only one of the two found. Values are compared as a reader would: letters and digits
only, and another form of the same name counts as the name. Tokens, sentences and entities are not compared: where they
differ without any consequence there is nothing to decide, and where they have one it shows in a layer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import tee

from inovasi.engine import extract_all
from inovasi.errors import UsageError
from inovasi.registry.sentences import split_sentences
from inovasi.text import squash
from inovasi.types import Article, Backend, Evidence, Extraction, InnovationMention, Issue, Reader

# "owners": which agency an innovation belongs to, where both readers found the innovation.
LAYERS = ("innovations", "owners", "expansions", "agencies", "officials", "regions", "claims")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A value of one layer that only ``found_by`` found, at ``text[start:end]``, in ``sentence``."""

    article_id: str
    layer: str
    value: str
    found_by: Backend
    start: int
    end: int
    sentence: str


@dataclass(frozen=True, slots=True)
class _Item:
    """A value found; the same as another one that shares a key."""

    value: str
    keys: frozenset[str]
    start: int
    end: int


def compare_all(
    articles: Iterable[Article], workers: int | None, issues: Callable[[Issue], None], reader: Reader, other: Backend
) -> Iterator[tuple[Article, tuple[Disagreement, ...]]]:
    """Read every article with ``reader`` and again with backend ``other``; yield it with where the two disagree.

    ``workers`` and ``issues`` as ``engine.extract_all`` takes them; each reader has its own workers. An article that
    either could not read is left out. Raises UsageError when ``other`` is the backend of ``reader``.
    """
    if other == reader.backend:
        raise UsageError(f"--compare {other}", f"the articles are read by {other} already", "Name the other backend.")
    given, left, right = tee(articles, 3)
    streams = {
        reader.backend: extract_all(left, workers, issues, reader),
        other: extract_all(right, workers, issues, replace(reader, backend=other)),
    }
    ahead = {backend: next(stream, None) for backend, stream in streams.items()}
    for article in given:
        found: dict[Backend, Extraction] = {}
        for backend, stream in streams.items():
            head = ahead[backend]
            if head is not None and head[0] is article:
                found[backend] = head[1]
                ahead[backend] = next(stream, None)
        if len(found) == len(streams):
            yield article, disagreements(article, found)


def disagreements(article: Article, found: Mapping[Backend, Extraction]) -> tuple[Disagreement, ...]:
    """What only one of two readers found in ``article``, in text order."""
    (first, a), (second, b) = found.items()
    sentences = split_sentences(article.text)
    listed = []
    for layer, (left, right) in _layers(a, b).items():
        for backend, items, others in ((first, left, right), (second, right, left)):
            known = frozenset[str]().union(*(item.keys for item in others))
            listed += [
                Disagreement(
                    article.id, layer, item.value, backend, item.start, item.end, sentences.around(item.start, item.end)
                )
                for item in items
                if not item.keys & known
            ]
    return tuple(sorted(listed, key=lambda d: (d.start, LAYERS.index(d.layer), d.end, d.found_by, d.value)))


def summary(layers: Iterable[str], articles: int) -> str:
    """One line: how many disagreements (one name of a layer each), and in which layers."""
    counts = Counter(layers)
    parts = ", ".join(f"{layer} {counts[layer]}" for layer in LAYERS if counts[layer])
    return f"{articles} articles, {counts.total()} disagreements" + (f": {parts}" if parts else "")


def _layers(a: Extraction, b: Extraction) -> dict[str, tuple[list[_Item], list[_Item]]]:
    left, right = _items(a), _items(b)
    owners = (_owners(a.innovations, b.innovations), _owners(b.innovations, a.innovations))
    return {name: owners if name == "owners" else (left[name], right[name]) for name in LAYERS}


def _items(x: Extraction) -> dict[str, list[_Item]]:
    return {
        "innovations": [_item(i.name, _names(i.name, *i.aliases), "name", i.evidence) for i in x.innovations],
        "expansions": [
            _item(f"{e.short} = {e.long}", [squash(e.short) + "=" + squash(e.long)], "short", e.evidence)
            for e in x.expansions
        ],
        "agencies": [_item(a.name, _names(a.name, *a.aliases), "agency", a.evidence) for a in x.agencies],
        "officials": [
            _item(
                f"{o.name} ({o.role})" if o.role else o.name,
                [f"{name}/{squash(o.role)}" for name in _names(o.name, *o.aliases)],
                "official",
                o.evidence,
            )
            for o in x.officials
        ],
        "regions": [_item(f"{r.name} ({r.kind})", [r.code], "region", r.evidence) for r in x.regions],
        "claims": [
            _item(
                " ".join(str(part) for part in (c.count, c.what, c.who and f"({c.who})") if part is not None),
                [f"{c.count}/{squash(c.what)}/{squash(c.who)}"],
                "claim",
                c.evidence,
            )
            for c in x.claims
        ],
    }


def _owners(ours: Iterable[InnovationMention], theirs: Iterable[InnovationMention]) -> list[_Item]:
    """The owners in ``ours`` of innovations that are in ``theirs`` too."""
    shared = frozenset[str]().union(*(_names(i.name, *i.aliases) for i in theirs))
    return [
        _item(
            f"{i.name}: {i.agency}",
            [f"{name}/{squash(i.agency)}" for name in _names(i.name, *i.aliases)],
            "name",
            i.evidence,
        )
        for i in ours
        if i.agency is not None and _names(i.name, *i.aliases) & shared
    ]


def _names(*forms: str) -> frozenset[str]:
    return frozenset(squash(form) or form for form in forms)


def _item(value: str, keys: Iterable[str], field: str, evidence: Iterable[Evidence]) -> _Item:
    """The item where it stands first: its own evidence before that of what belongs to it."""
    place = min(evidence, key=lambda e: (e.field != field, e.start, e.end), default=None)
    start, end = (0, 0) if place is None else (place.start, place.end)
    return _Item(value, frozenset(keys), start, end)

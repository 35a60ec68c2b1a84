"""What people decided about pairs of mentions. Pure; the file is in ``judgement_file.py``.

A judgement says of every mention on its left and every mention on its right that they are one innovation, two, or
that one cannot tell. Nothing is overwritten: a later judgement on the same two mentions supersedes an earlier one, and
a line that ``undoes`` another takes it back (a line that undoes that one restores it).

A mention's id holds its name as one version of the extractor read it. So a line also keeps where each name stood in its
article (``anchors``): it is found there under whatever name a later version gives it, over any number of builds, and
without the registry that it was judged in. Lines without anchors are as good while the names stay.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any, Literal, get_args

from inovasi.types import Anchor, Entity

Verdict = Literal["same", "different", "unsure"]
MentionPair = tuple[str, str]  # mention ids, the smaller one first

_VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
_KINDS: tuple[Entity, ...] = get_args(Entity)
_TEXTS = ("by", "at", "note", "undoes")
_YEARS = range(1970, 3000)  # one microsecond after a last moment must still be a moment
_LENGTH = 10  # base32 characters, as in innovation ids


@dataclass(frozen=True, slots=True)
class Judgement:
    """One line. ``at`` is a moment or day (ISO 8601; UTC unless it says otherwise), ``by`` a name.

    Either ``verdict``, ``left`` and ``right`` (mention ids; disjoint) are given, or ``undoes``, the ``id`` of another
    line. ``anchors`` say where the mentions stand, at most one for each, sorted. ``line`` is the line number, 0 for a
    judgement that no file has yet; it is no part of the judgement. ``about`` says what the mentions are of: those of
    agencies and officials are members of their records, whose ids are unlike those of mentions.
    """

    by: str
    at: str
    verdict: Verdict | None = None
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    note: str | None = None
    undoes: str | None = None
    anchors: tuple[Anchor, ...] = ()
    about: Entity = "innovation"
    line: int = field(default=0, compare=False)

    @property
    def id(self) -> str:
        """ "jdg-" and ten characters: a hash of the content, so that it is the same wherever the line stands."""
        digest = hashlib.sha256(as_line(self).encode()).digest()
        return f"jdg-{base64.b32encode(digest).decode().lower()[:_LENGTH]}"

    @property
    def moment(self) -> datetime:
        """``at`` as a moment. Raises ValueError if it is none."""
        found = datetime.fromisoformat(self.at)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found

    def __str__(self) -> str:
        place = f"line {self.line}" if self.line else self.id
        return f"{place} ({self.verdict or 'undo'}, {self.by}, {self.at})"


def as_line(judgement: Judgement) -> str:
    """The judgement as one line of JSON, keys sorted, without the line end."""
    record: dict[str, Any] = {name: getattr(judgement, name) for name in _TEXTS}
    record |= {"verdict": judgement.verdict, "left": _side(judgement.left), "right": _side(judgement.right)}
    record["anchors"] = {
        one.mention: {"article": one.article_id, "start": one.start, "end": one.end, "quote": one.quote}
        for one in judgement.anchors
    }
    record["about"] = judgement.about if judgement.about != "innovation" else None
    kept = {key: value for key, value in record.items() if value}
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair, which UTF-8 cannot hold
        return json.dumps(kept, sort_keys=True)
    return text


def from_line(text: str, line: int = 0) -> Judgement:
    """Read one line. Raises ValueError, with a reason that people understand, if it is no judgement."""
    try:
        found = json.loads(text)
    except RecursionError as error:
        raise ValueError("it is not valid JSON (nested too deeply)") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not valid JSON ({error})") from error
    if not isinstance(found, dict):
        raise ValueError("it is not a JSON object")
    if unknown := sorted(found.keys() - {*_TEXTS, "about", "verdict", "left", "right", "anchors"}):
        raise ValueError(f"{unknown[0]} is not a key that is known")
    texts = {name: _text(found, name) for name in _TEXTS}
    left, right = _mentions(found.get("left"), "left"), _mentions(found.get("right"), "right")
    by, at = texts.pop("by"), texts.pop("at")
    if not by or not at:
        raise ValueError("by and at are needed")
    anchors = _anchors(found.get("anchors"))
    about = found.get("about", "innovation")
    judgement = Judgement(by, at, found.get("verdict"), left, right, anchors=anchors, about=about, line=line, **texts)
    _check(judgement)
    return judgement


def _check(judgement: Judgement) -> None:
    try:
        sensible = judgement.moment.year in _YEARS
    except ValueError:
        sensible = False
    if not sensible:
        raise ValueError(f"at is {judgement.at!r}, which is no ISO 8601 date or time of our days")
    judges = (judgement.verdict is not None, bool(judgement.left), bool(judgement.right))
    if judgement.undoes:
        if any(judges) or judgement.anchors or judgement.about != "innovation":
            raise ValueError("it both undoes and judges")
        return
    if not all(judges):
        raise ValueError("verdict, left and right are needed, or undoes")
    if judgement.verdict not in _VERDICTS:
        raise ValueError(f"verdict is {judgement.verdict!r}, not one of {', '.join(_VERDICTS)}")
    if judgement.about not in _KINDS:
        raise ValueError(f"about is {judgement.about!r}, not one of {', '.join(_KINDS)}")
    if both := sorted({*judgement.left} & {*judgement.right}):
        raise ValueError(f"{both[0]} is on both sides")
    if strange := sorted({anchor.mention for anchor in judgement.anchors} - {*judgement.left, *judgement.right}):
        raise ValueError(f"it anchors {strange[0]}, which is on neither side")


def _text(found: Mapping[str, Any], name: str) -> str | None:
    value = found.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} is not a text")
    return value or None


def _mentions(value: object, name: str) -> tuple[str, ...]:
    """One side: a mention id or a list of them; sorted, each once."""
    listed = [value] if isinstance(value, str) else value or []
    if not isinstance(listed, list) or not all(isinstance(item, str) and item for item in listed):
        raise ValueError(f"{name} is neither a mention id nor a list of them")
    return tuple(sorted(set(listed)))


def _anchors(value: object) -> tuple[Anchor, ...]:
    """Mention id -> {article, start, end, quote}, as anchors sorted by mention."""
    if value is None:
        return ()
    if not isinstance(value, dict):
        raise ValueError("anchors is not an object")
    return tuple(_anchor(mention, found) for mention, found in sorted(value.items()))


def _anchor(mention: str, found: object) -> Anchor:
    reason = f"the anchor of {mention} is not an object of article, start, end and quote"
    if not isinstance(found, dict) or found.keys() != {"article", "start", "end", "quote"}:
        raise ValueError(reason)
    article, start, end, quote = (found[key] for key in ("article", "start", "end", "quote"))
    texts = isinstance(article, str) and isinstance(quote, str)
    numbers = type(start) is int and type(end) is int
    if not texts or not numbers or not article or not 0 <= start < end or end - start != len(quote):
        raise ValueError(f"{reason} that fit together")
    return Anchor(mention, article, start, end, quote)


def _side(mentions: tuple[str, ...]) -> str | list[str] | None:
    return mentions[0] if len(mentions) == 1 else list(mentions)


def next_moment(now: datetime, judgements: Sequence[Judgement]) -> str:
    """``now`` in UTC, or just after the last judgement where a clock was ahead: who speaks last is to be heard."""
    last = max((judgement.moment for judgement in judgements), default=now - timedelta(days=1))
    moment = max(now.astimezone(UTC), last.astimezone(UTC) + timedelta(microseconds=1))
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


def live(judgements: Sequence[Judgement]) -> list[Judgement]:
    """The lines, in the order of the file, that no later line undoes."""
    undone: set[str] = set()
    kept: list[Judgement] = []
    for judgement in reversed(judgements):
        if judgement.id in undone:
            continue
        kept.append(judgement)
        if judgement.undoes:
            undone.add(judgement.undoes)
    return kept[::-1]


def dangling(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Lines that undo something that does not stand above them."""
    seen: set[str] = set()
    found: list[Judgement] = []
    for judgement in judgements:
        if judgement.undoes and judgement.undoes not in seen:
            found.append(judgement)
        seen.add(judgement.id)
    return found


def effective(judgements: Sequence[Judgement], now: Mapping[str, str] | None = None) -> dict[MentionPair, Judgement]:
    """For each pair the judgement that counts: the latest in time, or lower in the file if two are of one moment.

    The pairs are in the order in which they were decided, the latest decision last. ``now``: judged mention -> its id
    of today, where that is another one (see ``renamed.py``); two names of one mention on two sides make no pair.
    """
    found: dict[MentionPair, Judgement] = {}
    for judgement in sorted(live(judgements), key=lambda judgement: judgement.moment):
        for pair in pairs_of(judgement, now):
            found.pop(pair, None)  # so that it moves to the end
            found[pair] = judgement
    return found


def pairs_of(judgement: Judgement, now: Mapping[str, str] | None = None) -> Iterator[MentionPair]:
    """Every pair of mentions that a line speaks of, under the ids of ``now``."""
    today = now or {}
    for left, right in product(judgement.left, judgement.right):
        a, b = today.get(left, left), today.get(right, right)
        if a != b:
            yield pair_of(a, b)


def pair_of(a: str, b: str) -> MentionPair:
    return (a, b) if a < b else (b, a)

"""Officials: persons with a public role, found from the words of roles.

A role word opens a role; its name stands after it ("Bupati Muba Ahmad Yani"), or before it ("Ahmad Yani, Bupati Muba",
"Ahmad Yani selaku Bupati"). Pairs of one person are then merged, and short mentions, nicknames and initials added.
"""

from __future__ import annotations

from dataclasses import replace

from inovasi.nlp import role_words as lexicon
from inovasi.nlp.people import Pair, find_people
from inovasi.nlp.person_names import NameSpan, name_before, parse_name, skip_titles
from inovasi.nlp.reading import Reading
from inovasi.nlp.role_bodies import NAMED_BODIES
from inovasi.nlp.role_spans import RoleSpan, is_public, read_role
from inovasi.nlp.scene import Scene
from inovasi.nlp.words import Words
from inovasi.types import OfficialMention

_NOT_IN_OFFICE = frozenset(
    {
        "istri",
        "suami",
        "anak",
        "putra",
        "putri",
        "mantan",
        "eks",
        "calon",
        "bakal",
        "cabup",
        "almarhum",
        "ibunda",
        "ayahanda",
    }
)
_BEFORE_NAME = (
    "yakni",
    "yaitu",
    "bernama",
    "saudara",
    "terpilih",
    "nonaktif",
    "petahana",
    "definitif",
    "adalah",
    "ialah",
    "dijabat",
    "oleh",
    "bapak",
    "ibu",
    "pak",
    "bu",
)
_POINTS_BACK = frozenset({"tersebut", "itu", "ini", "setempat"})
_HOUSES = frozenset(
    {
        *("kantor", "pendopo", "pendapa", "pendapi", "aula", "halaman", "kediaman", "gedung", "balai", "rujab"),
    }
)
_PLACE_PREPOSITIONS = frozenset({"di", "ke", "pada", "hotel", "jalan", "gedung"})
_AFTER_NAME = frozenset({"selaku", "sebagai"})


def find_officials(reading: Reading) -> tuple[OfficialMention, ...]:
    """One OfficialMention per person with a public role, in order of first appearance."""
    scene = Scene.of(reading)
    pairs = _pairs(scene)
    return find_people(reading, scene, pairs)


def _pairs(scene: Scene) -> list[Pair]:
    words = scene.words
    openers = lexicon.openers()
    pairs: list[Pair] = []
    taken = 0  # words before this index belong to an earlier name
    waiting: RoleSpan | None = None  # a role without a name yet, before "dan" and another role
    at = 0
    low = words.low
    while at < len(low):
        span = read_role(scene, at) if low[at] in openers else None
        if span is None:
            at += 1
            continue
        pair = _pair(scene, span, taken)
        if pair is None:
            waiting = span
            if span.place is not None:
                taken = max(taken, span.place[1])
            at = max(span.head_last, at + 1)
            continue
        found = _shared(words, waiting, pair)
        waiting = None
        pairs += found
        taken = max(taken, found[-1].name.tail)
        at = max(span.last, taken)
    return pairs


def _shared(words: Words, waiting: RoleSpan | None, pair: Pair) -> list[Pair]:
    """ "Bupati dan Wakil Bupati Muba A dan B": two roles, then two names in the same order."""
    joined = waiting is not None and waiting.last + 1 == pair.role.first and words.low[waiting.last] == "dan"
    after = pair.name.tail
    if not joined or after + 1 >= len(words) or words.low[after] != "dan" or pair.name.first < pair.role.first:
        return [pair]
    second = parse_name(words, after + 1)
    return [pair] if second is None or waiting is None else [Pair(pair.name, waiting), Pair(second, pair.role)]


def _pair(scene: Scene, span: RoleSpan, taken: int) -> Pair | None:
    words = scene.words
    left = words.low[span.first - 1] if span.first > 0 else ""
    house = left in _HOUSES and words.gap(span.first - 1) == " "  # "Kantor Bupati Xyz, Abc"
    if house or left in _NOT_IN_OFFICE or not is_public(span, words):
        return None
    after = _name_after(scene, span)
    before = _name_ahead(scene, span, taken)
    if after is None or before is None:
        name = after or before
        return None if name is None else Pair(name, span)
    adjacent = words.gap(span.last - 1).strip() == ""
    if adjacent and _is_place_of(words, span, before, after):
        return Pair(before, replace(span, last=after.last, place=(after.first, after.last)))
    if not adjacent and before.first > taken and (_is_list(words, after) or _bracketed(words, span)):
        return Pair(before, span)
    return Pair(after, span)


def _is_place_of(words: Words, span: RoleSpan, before: NameSpan, after: NameSpan) -> bool:
    """ "Hj. Nurbaya, Ketua PKK Nagari Xyz": the unknown word after "Nagari" is its name, as a person stands before."""
    alone = after.last - after.first == 1 and not after.titled and span.last > span.head_last
    return (
        alone
        and before.titled
        and words.low[span.last - 1] in NAMED_BODIES
        and not lexicon.looks_named(words.low[after.first])
    )


def _is_list(words: Words, after: NameSpan) -> bool:
    """ "A, Kepala X, B, Kepala Y": the name after this role is followed by a role of its own."""
    if after.tail >= len(words) or words.gap(after.tail - 1).strip() != ",":
        return False
    return lexicon.longest(lexicon.roles(), words, after.tail) is not None and not _names_next_role(words, after.tail)


def _names_next_role(words: Words, at: int) -> bool:
    """The role at ``at`` has its own name right behind it ("Bupati Brebes Idza Priyanti"), so no list of A, role."""
    scene = Scene(words)
    span = read_role(scene, at)
    return span is not None and words.gap(span.last - 1).strip() == "" and parse_name(words, span.last) is not None


def _bracketed(words: Words, span: RoleSpan) -> bool:
    return "(" in words.gap(span.first - 1)


def _name_after(scene: Scene, span: RoleSpan) -> NameSpan | None:
    words, at = scene.words, span.last
    if at < len(words) and words.low[at] in _POINTS_BACK and words.gap(at).strip() == ",":  # "kepala dinas itu, ..."
        at += 1
    at = _skip_term(words, at)
    gap = words.gap(at - 1)
    bare = gap.strip()
    if "\n\n" in gap or bare not in {"", ",", ".", ") ,", "),", ")", "-", "–", ":", ", (", "("}:
        return None
    if bare == ".":
        return _sentence_of_a_name(words, at)
    if bare in {")", "("} and "(" in words.gap(span.first - 1):
        return None
    if bare in {"-", "–", ":"} and not words.capital(at):
        return None
    for _ in range(2):
        if at < len(words) and words.low[at] in _BEFORE_NAME and words.capital(at + 1):
            at += 1
    if (
        "\n" in words.gap(at - 1)
        and skip_titles(words, at) == at
        and not lexicon.looks_named(words.low[at] if at < len(words) else "")
    ):
        return None
    return parse_name(words, at)


def _skip_term(words: Words, at: int) -> int:
    """Index after "periode 2021-2024"."""
    if words.low[at : at + 1] != ["periode"]:
        return at
    end = at + 1
    while end < len(words) and end - at < 3 and words.raw[end].isdigit():
        end += 1
    return end


def _sentence_of_a_name(words: Words, at: int) -> NameSpan | None:
    """Careless full stops: "Sekretaris Daerah. Ahmad Yani. Memuji": a sentence that is two to four capitals."""
    name = parse_name(words, at)
    if name is None or not 2 <= name.last - name.first <= 4:
        return None
    return name if words.gap(name.tail - 1).strip() == "." else None


def _name_ahead(scene: Scene, span: RoleSpan, taken: int) -> NameSpan | None:
    """The name that ends right before the role, unless an earlier role already has it."""
    words = scene.words
    end = _end_of_name_ahead(words, span)
    if end is None or end <= taken:
        return None
    name = name_before(words, end)
    if name is None or name.first < taken:
        return None
    if name.head > 0 and words.low[name.head - 1] in _PLACE_PREPOSITIONS:
        return None
    if name.titled or any(lexicon.looks_named(words.low[i]) for i in range(name.first, name.last)):
        return name
    if words.gap(span.first - 1).strip() == "":  # "X selaku Kepala ..."
        return name
    closed = span.last > span.head_last and (words.gap(span.last - 1) != " ")  # "X, Wawako Y, ..."
    return name if closed and not any(scene.place_end(i) > i for i in range(name.first, name.last)) else None


def _end_of_name_ahead(words: Words, span: RoleSpan) -> int | None:
    first = span.first
    gap = words.gap(first - 1)
    if "\n\n" in gap:
        return None
    if gap.strip(" .") in {",", "(", ", (", ",(", "–", "-"}:
        return first
    if gap.strip():
        return None
    index = first - 1
    for _ in range(6):  # "yang juga menjabat sebagai", "yang sehari-hari"
        if index > 0 and words.low[index] in {
            "selaku",
            "sebagai",
            "yang",
            "juga",
            "menjabat",
            "merupakan",
            "adalah",
            "kini",
            "sehari",
            "hari",
            "bertugas",
        }:
            index -= 1
    used = set(words.low[index + 1 : first])
    ok = (
        bool(used & _AFTER_NAME)
        or ("yang" in used and bool(used & {"juga", "menjabat", "merupakan", "sehari", "kini"}))
        or "adalah" in used
    )
    return index + 1 if ok and words.gap(index).strip() in {"", ","} else None

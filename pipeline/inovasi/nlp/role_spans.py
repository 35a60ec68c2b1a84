"""A role in the text: acting status, head ("Kepala"), and the words of its body or place up to the name."""

from __future__ import annotations

from dataclasses import dataclass

from inovasi.nlp import role_words as lexicon
from inovasi.nlp.role_bodies import Complement
from inovasi.nlp.role_words import Role
from inovasi.nlp.scene import Scene
from inovasi.nlp.words import Words, split

_PRIVATE = frozenset(
    split(
        "pt cv panitia dpc dpw dpp yayasan startup "
        "partai golkar demokrat gerindra nasdem pdi pdip hanura perindo pkb pks ppp psi"
    )
)
_NO_BODY = frozenset(
    split("keluarga kelompok kelas rt rw ikatan himpunan paguyuban koperasi komunitas sanggar gapoktan opd skpd")
)
_UNIONS = frozenset(split("ikatan persatuan asosiasi himpunan paguyuban forum organisasi perhimpunan"))
_SCHOLARLY = frozenset(split("universitas institut politeknik akademi fakultas stikes perguruan"))
_HAS_MEMBERS = frozenset(
    split("komisi dewan dpd mpr bpk kpu bawaslu fraksi bhabinkamtibmas babinsa polres polsek satpol satlantas kodim")
)


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """Words ``first`` to ``last`` are the role, its head ends at ``head_last``; ``place`` is its last place, if any."""

    first: int
    head_last: int
    last: int
    role: Role
    status: str | None
    owned: bool  # "Direkturnya", "sang direktur": the body was named before
    place: tuple[int, int] | None
    role_form: str  # the last word of the head as written, lower-cased: "kapolres", "wabup"


def read_role(scene: Scene, at: int) -> RoleSpan | None:
    """The role that begins at word ``at``, or None."""
    words = scene.words
    if at > 0 and words.low[at - 1] in _UNIONS:  # "Ikatan Bidan Indonesia"
        return None
    index, status = _read_status(words, at)
    hit = lexicon.longest(lexicon.roles(), words, index)
    owned = index > 0 and words.low[index - 1] == "sang"
    if hit is None:
        stem = words.low[index].removesuffix("nya") if index < len(words) else ""
        entries = [role for form, role in lexicon.roles().get(stem, ()) if form == (stem,)]
        if not entries or stem == words.low[index]:
            return None
        hit, owned = (1, entries[0]), True
    size, role = hit
    if words.low[index] == "dipimpin":
        return _led(scene, at, role)
    if status is not None and words.gap(index - 1).strip() not in {"", ".", ")", ".)", "/"}:
        return None
    last, place = Complement(scene, index + size, role).read()
    return RoleSpan(
        at, index + size, last, role, status, owned or _owned_body(words, last), place, words.low[index + size - 1]
    )


def _led(scene: Scene, at: int, role: Role) -> RoleSpan | None:
    """ "Puskesmas Xyz, yang dipimpin dr. Ahmad": the head of the body named right before."""
    if at < 2 or scene.words.low[at - 1] != "yang" or at - 1 not in scene.agency_ends:
        return None
    return RoleSpan(at, at + 1, at + 1, role, None, owned=True, place=None, role_form="kepala")


def _owned_body(words: Words, last: int) -> bool:
    """ "kepala pusatnya": the body is one named before."""
    return words.low[last - 1].endswith("nya") and words.low[last - 1].removesuffix("nya") in lexicon.body_words()


def _read_status(words: Words, at: int) -> tuple[int, str | None]:
    hit = lexicon.longest(lexicon.statuses(), words, at)
    if hit is None:
        return at, None
    index = at + hit[0]
    again = lexicon.longest(lexicon.statuses(), words, index)  # Pelaksana Harian (Plh) Kepala ...
    if again is not None and words.gap(index - 1).strip() == "(":
        index += again[0]
    return index, hit[1]


def _sits_in(span: RoleSpan, body: list[str]) -> bool:
    """Members of a parliament or a public body; of a jury only where an agency sends them."""
    if span.role.full == "Juri" or body[:1] == ["tim"]:
        return "dari" in body and not _SCHOLARLY & set(body)
    if not body:
        return not span.owned and span.role_form != "anggota"  # "Legislator Ahmad"
    return body[0].startswith("dpr") or body[0] in _HAS_MEMBERS


def _practises(span: RoleSpan, words: Words, body: list[str]) -> bool:
    """Midwives, nurses and doctors of a public body, or with the name right behind: "Bidan Theodora Sayu"."""
    if "bidan" in words.low[span.first : span.head_last - 1]:  # "bidan desa"
        return True
    if body:
        return lexicon.body_words().get(body[0]) == "institution" or lexicon.is_acronym(words.raw[span.head_last])
    following = range(span.last, min(span.last + 2, len(words)))
    return words.gap(span.last - 1) == " " and any(
        words.capital(i) and lexicon.looks_named(words.low[i]) for i in following
    )


def is_public(span: RoleSpan, words: Words) -> bool:
    """False for a head that says nothing alone ("Ketua"), and for companies, parties and committees of an event."""
    body = words.low[span.head_last : span.last]
    if body and body[0] in _NO_BODY:
        return False
    if any(word in _PRIVATE for word in body[:4]) and "fraksi" not in body:
        return False
    if body == ["tim"] or words.low[span.last : span.last + 1] == ["juri"]:
        return False
    if span.role.level == "profesi":
        return _practises(span, words, body)
    if span.role.full in {"Juri", "Anggota"}:
        return _sits_in(span, body)
    return bool(body) or span.owned or span.role.alone

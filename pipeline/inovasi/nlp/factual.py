"""Is it told as a fact? Hopes, plans, conditions and negations before a statement, in its own clause."""

from __future__ import annotations

import re

REACH = 70
"""Characters before a statement in which a hope or a negation governs it."""

_CLAUSE = re.compile(r"[;:!?\n]|\.\s|,\s|\s(?:tetapi|tapi|namun|sementara|sedangkan|setelah|usai)\s")
_UNREAL = re.compile(
    r"\b(?:akan|bakal|hendak|ingin|mau|segera|agar|supaya|semoga|moga|mudah-mudahan|harap\w*|berharap|diharapkan"
    r"|menargetkan|ditargetkan|target\w*|rencana\w*|berencana|direncanakan|merencanakan|berupaya|berniat|berambisi"
    r"|berpotensi|berpeluang|berkomitmen|dapat|bisa|mampu|mudah|layak|patut|perlu|harus|wajib|mesti|siap|bersiap"
    r"|diminta|meminta|didorong|mendorong|diupayakan|diusulkan|mengusulkan|jika|bila|apabila|kalau|andai|seandainya"
    r"|belum|gagal|batal|nyaris|hampir|bukan|jangan|tanpa|memastikan|menjamin|mengajak|dituntut|menuntut)\b"
    r"|\b(?:tidak|tak)\b(?!\s+(?:hanya|cuma|sekadar|sekedar|tanggung|heran|lama))",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\W{0,3}(?:jika|bila|apabila|kalau|andai|seandainya)\b", re.IGNORECASE)
_FOR = re.compile(r"\b(?:untuk|guna|demi)\s+$", re.IGNORECASE)
_ONLY = re.compile(r"\bbukan\s+(?:hanya|cuma|sekadar|sekedar)\b", re.IGNORECASE)


def clause_start(text: str, floor: int, at: int) -> int:
    """Where the clause that holds ``at`` begins: after the last mark or conjunction, at most ``REACH`` back."""
    low = max(floor, at - REACH)
    last = low
    for match in _CLAUSE.finditer(text, low, at):
        last = match.end()
    return last


def is_fact(text: str, floor: int, at: int) -> bool:
    """False when a word of hope, plan, condition or negation stands before ``at`` in its clause.

    ``floor`` is the start of the sentence; nothing before it is read.
    """
    if _CONDITION.match(text, floor) or _FOR.search(text, max(floor, at - 12), at):
        return False
    before = _ONLY.sub(" ", text[clause_start(text, floor, at) : at])
    return _UNREAL.search(before) is None

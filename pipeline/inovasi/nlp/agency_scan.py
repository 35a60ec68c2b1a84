"""Finding the places where a government body is named, and reading each name to its end.

What may follow depends on what opens the name (``agency_types.csv``): words of public tasks, a proper name, a region.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from inovasi.nlp.agency_index import Head, Short, fields, heads, shorts, slip_of
from inovasi.nlp.agency_parts import CLOSE, OPEN, Body, NameReader
from inovasi.nlp.agency_territories import LEADS, PASSIVE, acts
from inovasi.nlp.place_words import words

_KEMEN = re.compile(r"kem(?:en|ko|di)[a-z]{3,}")
_VERB = re.compile(  # words in dis- that are verbs or common nouns, not a dinas
    r"dis\w+(?:kan|nya|i)|dis(?:ebut|usul|usun|ambut|iplin|kusi|tribusi|abilitas|ertasi|tro|trik|kon)\w*"
)
_CENTRE = re.compile(
    r"(?:pe[lmn]|kajian|data|inovasi|riset|kebijakan|strategi|analisis)"
)  # not Pusat Pasar, Pusat Kota
_MINISTER = frozenset(("menteri", "wamen", "men"))
_IN_DISTRICTS = frozenset(("puskesmas", "kantor", "polri", "tni"))  # "KUA Kecamatan X"
_PARENTS = frozenset(("kementerian", "lembaga", "direktorat"))
_ALONE = frozenset(("polri",))  # kinds that may stand without any name: "Polres"


class AgencyScanner(NameReader):
    """Reads the bodies of one Reading in text order."""

    def bodies(self) -> Iterator[Body]:
        """Every body; the parts of a longer name are not given again."""
        begin = 0
        before: Body | None = None
        opens = heads().starts
        for i, (key, token) in enumerate(zip(self.keys, self.tokens, strict=True)):
            # Most tokens open nothing: small letters count only for words like dinas and bagian.
            if i < begin or not key or not (token.text[0].isupper() or opens(key)):
                continue
            body = self.body_at(i, before)
            if body is not None:
                yield body
                before = body
                begin = body.last

    def body_at(self, i: int, before: Body | None = None, depth: int = 0) -> Body | None:
        """The longest body whose name starts at token ``i``; ``before`` is the last one found before it."""
        head = self._head_at(i)
        short = shorts().at(self.keys, i)
        if head is None and short is None:
            body = self._unlisted(i)
        else:
            body = self._headed(i, head[0], head[1], before, depth) if head is not None else None
            brief = self._short(i, *short, depth) if short is not None and self._is_short(i, short[0]) else None
            if body is None or (brief is not None and brief.last > body.last):
                body = brief
        return None if body and self._elsewhere(i, body.last) else body

    def _elsewhere(self, i: int, last: int) -> bool:
        """ "Kementerian Pendidikan Malaysia" is no Indonesian body, "Poltekkes Kemenkes X" a campus."""
        abroad = last < self.count and self.keys[last] in words("abroad") and self.capital(last)
        return abroad or (i > 0 and self.keys[i - 1] in words("campus"))

    def _head_at(self, i: int) -> tuple[int, Head] | None:
        hit = heads().at(self.keys, i)
        key = self.keys[i]
        if hit is not None or not (key.startswith("kem") and 9 <= len(key) <= 13 and self.capital(i)):
            return hit
        ministry = heads().get("Kementerian")
        slip = key not in words("no_ministry") and Levenshtein.distance(key, "kementerian", score_cutoff=2) <= 2
        return (i + 1, ministry) if slip and ministry else None

    def _is_short(self, i: int, end: int) -> bool:
        """Up to four letters count only in capitals (LAN, BIG); longer ones need one capital."""
        text = self.tokens[i].text
        minister = i > 0 and self.keys[i - 1] in _MINISTER
        if not text[0].isupper() or minister or self.keys[i] == "panrb":
            return False
        return end > i + 1 or len(text) > 4 or sum(c.isupper() for c in text) >= 2

    def _headed(self, i: int, end: int, head: Head, before: Body | None, depth: int) -> Body | None:
        if head.pattern == "fields":
            return self._task_body(i, end, head, depth)
        if head.pattern == "unit":
            return self._unit_body(i, end, head, depth)
        if not self.capital(i):
            return None
        if head.pattern == "name":
            return self._named(i, end, head)
        if head.pattern == "body":
            return self._named(i, end, head) if acts(self, i, end, before) else None
        core = self.text(i, end)
        joined = self._joined(i, end, core, head.kind, depth) if head.pattern == "part" else None
        body = joined or self.close(i, end, head.kind, core)
        return body if body.region or head.pattern != "region" else None

    def _task_body(self, i: int, end: int, head: Head, depth: int) -> Body | None:
        """Dinas, badan, ministries: the name is made of task words."""
        if end < self.count and self.keys[end] in words("agency_generic") and head.kind == "badan":
            return None
        stop = self.fields(end)
        if stop is None or not (self.capital(i) or self.capital(end)):
            return None
        core = self.text(i, stop)
        joined = self._joined(i, stop, core, head.kind, depth) if head.kind in ("badan", "direktorat") else None
        return joined if joined and self._has_parent(stop, core) else self.close(i, stop, head.kind, core)

    def _has_parent(self, stop: int, core: str) -> bool:
        """Whether the body that follows is one that a badan or direktorat belongs to."""
        parent = self.body_at(self.bracket(stop, core)[0], depth=2)
        return parent is not None and parent.kind in _PARENTS

    def _unit_body(self, i: int, end: int, head: Head, depth: int) -> Body | None:
        """A part of a larger body: "Bagian Hukum Setda Mimika". By itself only with a region or a short form."""
        if head.kind == "pusat" and not (end < self.count and _CENTRE.match(self.keys[end])):
            return None
        stop = self.fields(end) or (end if head.kind in ("upt", "kanwil") else None)
        if stop is None and head.kind in ("direktorat", "pusat", "balai") and self.capital(end):
            stop = self.name_end(end)
        if stop is None:
            return None
        core = self.text(i, stop)
        joined = self._joined(i, stop, core, head.kind, depth)
        if joined or stop == end:
            return joined
        body = self.close(i, self._place_name(end, stop, head), head.kind, core)
        if body.region or not self.capital(i):
            return body if body.region else None
        if head.kind in ("upt", "balai"):
            task = self.capital(end) and self.fields(end) is not None  # not Balai Kartini, Balai Desa
            return body if task and self.keys[end] not in words("venue") else None
        return body if body.short or (head.kind in ("bagian", "biro") and self._owns(i)) else None

    def _place_name(self, end: int, stop: int, head: Head) -> int:
        """ "Balai Besar Wilayah Sungai X", "UPT Pasar Y Kota Z": a proper name may stand after the task."""
        named = head.kind in ("upt", "balai") and stop < self.count and self.capital(end)
        return self.name_end(stop, limit=3) if named and self.region(stop) is None else stop

    def _owns(self, i: int) -> bool:
        """Whether an owner or an actor is named at ``i``: "| Bagian Hukum |", "digagas Bagian Umum"."""
        if i == 0 or self.line_breaks(i):
            return False
        return self.tokens[i - 1].text in LEADS or self.keys[i - 1] in words("agency_lead") or self._made(i)

    def _made(self, i: int) -> bool:
        return PASSIVE.fullmatch(self.keys[i - 1]) is not None

    def _joined(self, i: int, stop: int, core: str, kind: str, depth: int) -> Body | None:
        """The body together with the one it belongs to, when that follows directly."""
        after, short = self.bracket(stop, core)
        if depth > 1 or after >= self.count or not self.keys[after] or self.line_breaks(after) > 1:
            return None
        parent = self.body_at(after, depth=depth + 1)
        if parent is None:
            return None
        core = f"{core} {parent.core}"
        last, region = parent.last, parent.region
        if kind == "upt" and depth == 0 and last < self.count and self.keys[last]:
            inner = self.body_at(last, depth=depth + 1)  # "UPT Dinas Kesehatan Provinsi X RSUD Y"
            if inner is not None:
                core, last, region = f"{core} {inner.core}", inner.last, inner.region or region
        return Body(i, last, kind, core, short, region)

    def _named(self, i: int, end: int, head: Head) -> Body | None:
        """A body with a proper name: hospital, health centre, police, court, school, village."""
        after, short = self.bracket(end, head.text)
        if after + 1 < self.count and self.tokens[after].text == "Kecamatan" and head.kind in _IN_DISTRICTS:
            hit = self.spans.starting_at(self.tokens[after + 1].start)
            stop = self.reading.token_at(hit[0] - 1) + 1 if hit else after
        else:
            stop = self.name_end(after)
        if stop == after and self.region(after) is None:
            return Body(i, end, head.kind, self.text(i, end)) if self._alone(i, end, head) else None
        if stop > after and self._is_label(end - 1, after, head):
            return None
        core = self.text(i, end) if stop == after else f"{self.text(i, end)} {self.text(after, stop)}"
        return self.close(i, stop, head.kind, core, short)

    def _alone(self, i: int, end: int, head: Head) -> bool:
        """ "jerih payah Polres mengurus": one known body without its name; not a plural, not one of several."""
        plain = end - i == 1 and head.kind in _ALONE and self.tokens[i].text == head.text
        beside = {self.keys[i - 1] if i else "", self.keys[end] if end < self.count else ""}
        return plain and bool(self.keys[i - 1] if i else "") and not beside & words("plural")

    def _is_label(self, head_at: int, name_at: int, head: Head) -> bool:
        """ "Samsat HORE", "Puskesmas Terpadu": what follows is a programme's name or a common word, not a place."""
        name, key = self.tokens[name_at].text, self.keys[name_at]
        shouted = len(name) > 2 and name.isupper() and not self.tokens[head_at].text.isupper()
        return shouted or key in words("agency_label") or (head.pattern == "body" and key in fields())

    def _short(self, i: int, end: int, short: Short, depth: int) -> Body:
        """A short form by itself, or with its long form in brackets: "DPMPTSP (Dinas ...) Banjarbaru"."""
        core = self.text(i, end)
        if end + 1 < self.count and self.tokens[end].text in OPEN and depth == 0:
            long = self.body_at(end + 1, depth=2)
            if long and long.last < self.count and self.tokens[long.last].text in CLOSE:
                return self.close(i, long.last + 1, long.kind, long.core, core)
        body = self.close(i, end, short.kind, core)._replace(solo=True)
        if short.kind != "lembaga" or body.region or depth or body.last >= self.count or not self.capital(body.last):
            return body
        owner = self.body_at(body.last, depth=2)  # "BSKDN Kemendagri"
        if owner is None or owner.kind != "kementerian" or self.line_breaks(body.last):
            return body
        return body._replace(last=owner.last)

    def _unlisted(self, i: int) -> Body | None:
        """Short names that no list holds: Kemen..., Dis... or a slip of a known one, where the context is clear."""
        key, text = self.keys[i], self.tokens[i].text
        if not text[0].isupper() or len(key) < 5:
            return None
        if _KEMEN.fullmatch(key) and key not in words("no_ministry") and not key.endswith("an"):
            return self.close(i, i + 1, "kementerian", text)._replace(solo=True)
        slip = slip_of(key)
        office = text[:3] in ("Dis", "DIS", "Din") and not _VERB.fullmatch(key)
        if slip is None and not office:
            return None
        body = self.close(i, i + 1, slip.kind if slip else "dinas", text)
        if body.region is None and not (office and i and self.keys[i - 1] in words("agency_role")):
            return None
        return body._replace(solo=True, core=slip.text if slip else text)

"""Where the body or place of a role ends and the name begins.

Both are capitalised: "Kepala Dinas Komunikasi dan Informatika Kota Palembang Yanurpan Yani". Words that bodies are made
of, acronyms and places belong to the role; the first word that is none of these begins the name.
"""

from __future__ import annotations

from inovasi.nlp import role_words as lexicon
from inovasi.nlp.role_ends import clear_title, name_may_follow, names_a_person, numeral, up_to_title
from inovasi.nlp.role_words import Role
from inovasi.nlp.scene import Scene
from inovasi.nlp.words import split

_LONGEST = 30  # words of a role; also what keeps "Kepala Kepala Kepala ..." linear
_LINKS = frozenset(split("dan di pada untuk serta urusan tingkat se atas bidang bagian dari dengan"))
_KIND_WORDS = frozenset(split("kabupaten kab kota provinsi prov kecamatan kec pemkab pemkot pemprov"))
_DISTRICT_CALLERS = frozenset(split("kecamatan kec camat polsek kapolsek koramil danramil puskesmas kua"))
# After these the next word is a proper name even if unknown: "Puskesmas Ibuh", "Camat Tabukan".
NAMED_BODIES = frozenset(
    split(
        "rsud rsup rsu rsia rsj rsjd rs puskesmas desa kelurahan kecamatan kampung nagari gampong sdn smpn sman smkn "
        "polsek koramil camat lurah kades kapolsek perumda perumdam tirta dusun babinsa bhabinkamtibmas universitas "
        "kanagarian distrik pekon lembang tiyuh kalurahan padukuhan jorong mukim sangadi perbekel keuchik geuchik "
        "panewu penewu lapas rutan"
    )
)
_OPEN_TO_ROLES = frozenset(
    {"Staf Ahli", "Staf Khusus", "Tenaga Ahli", "Asisten", "Sekretaris", "Juru Bicara", "Kepala", "Anggota"}
)
_SMALL = frozenset({"desa", "kelurahan", "kecamatan"})
_SMALL_KINDS = frozenset(
    split("desa kelurahan kampung nagari gampong pekon dusun lembang tiyuh kalurahan padukuhan distrik")
)


class Complement:
    """Reads the body or place after a head, word by word."""

    def __init__(self, scene: Scene, start: int, role: Role) -> None:
        self.scene, self.words, self.role = scene, scene.words, role
        self.start = self.at = start
        self.place: tuple[int, int] | None = None

    def read(self) -> tuple[int, tuple[int, int] | None]:
        """Index after the role's last word, and its last place."""
        while self.at < len(self.words) and self.at - self.start < _LONGEST:
            if not self._gap_allows() or not self._step():
                break
        last = self.at
        while last > self.start and self.words.low[last - 1] in _LINKS and not self._is_body(last - 1):
            last -= 1
        return last, self.place

    def _gap_allows(self) -> bool:
        gap = self.words.gap(self.at - 1)
        bare = gap.strip()
        if "\n\n" in gap or ("\n" in gap and not self._is_body(self.at)):
            return False
        if bare in {"", "-", "/", "&", "–", ".", ")"}:
            return bare != "." or self.words.low[self.at - 1] in {"kab", "kec", "prov", "kel", "ds"}
        if bare in {"(", ") ("}:
            return self._skip_brackets()
        return bare == "," and (self._list_goes_on() or self._address_goes_on())

    def _skip_brackets(self) -> bool:
        """A short form in brackets belongs to the body before it: "... Reformasi Birokrasi (PANRB) Azwar"."""
        for index in range(self.at, min(self.at + 6, len(self.words))):
            if not (
                lexicon.is_acronym(self.words.raw[index])
                or self._is_body(index)
                or self._is_role(index)
                or self.scene.place_end(index) > index
            ):
                return False
            gap = self.words.gap(index)
            if ")" in gap:
                self.at = index + 1
                return gap.strip() == ")" and self.at < len(self.words) and "\n\n" not in gap
        return False

    def _list_goes_on(self) -> bool:
        """A comma inside the name of a body: "Dinas Pariwisata, Pemuda, dan Olahraga"; a "dan" must come."""
        ahead = self.words.low[self.at : self.at + 8]
        kind = lexicon.body_words().get(ahead[0])
        if ahead[0] == "dan":
            return self.at + 1 < len(self.words) and lexicon.body_words().get(ahead[1]) == "subject"
        return kind == "subject" and self.at > self.start and bool({"dan", "serta"} & set(ahead[1:]))

    def _address_goes_on(self) -> bool:
        """ "Kepala Desa Xyz, Kecamatan Abc, Kabupaten Def, Ahmad ...": the higher places belong to the role."""
        if self.place is None or self.role.level not in _SMALL or not self.words.capital(self.at):
            return False
        if self.words.low[self.at] in _KIND_WORDS:
            return True
        end = self.scene.place_end(self.at)
        if end > self.at and self.words.gap(end - 1).strip() == "," and self._names_a_person(end):
            self.at = end
        return False

    def _step(self) -> bool:
        """Take the next word or place; False where the role ends."""
        words, at = self.words, self.at
        if self.scene.agencies.get(at, at) > at and self.role.takes == "body":
            self.at = self._agency_end(self.scene.agencies[at])
            return True
        end = self._place_end()
        if end > at and self._place_fits(end):
            self.place = (at, end)
            self.at = end
            return True
        if words.low[at] in _LINKS and not words.capital(at):
            return self._link()
        if self._takes_word():
            self.at += 1
            return True
        return self._named_after_person() or self._unknown_words() or self._proper_name()

    def _agency_end(self, end: int) -> int:
        """Where an agency ends: it may have swallowed the name, which then has nothing after it to name a person."""
        for index in range(self.at + 2, end):
            if clear_title(self.words, index):  # "Puskesmas Xyz dr. Ahmad"
                return index
        named = next((i for i in range(self.at + 2, end) if lexicon.looks_named(self.words.low[i])), end)
        return end if name_may_follow(self.words, end) else named

    def _place_end(self) -> int:
        words, at = self.words, self.at
        if words.low[at - 1] in _DISTRICT_CALLERS or self.role.level == "kecamatan":
            hit = lexicon.longest(lexicon.districts(), words, at) if words.capital(at) else None
            if hit is not None:
                return at + hit[0]
        if self._is_body(at) and words.low[at - 1] not in _KIND_WORDS and self.scene.regions.get(at, at) <= at + 1:
            return at
        return self.scene.place_end(at)

    def _place_fits(self, end: int) -> bool:
        """A place name that is also a person's ("Bupati Sanusi", "Kadis Kota Agung") needs more to follow."""
        after_kind = self.at > self.start and self.words.low[self.at - 1] in _KIND_WORDS
        if after_kind or not lexicon.looks_named(self.words.low[self.at]):
            return after_kind or self.place is None or self.words.low[self.at] in {"kota", "kabupaten", "provinsi"}
        return self.place is None and name_may_follow(self.words, end)

    def _link(self) -> bool:
        after = self.at + 1
        if after >= len(self.words) or self.words.gap(self.at).strip() not in {"", "-"}:
            return False
        if self._is_role(after) and (self.words.low[self.at] == "dan" or not self._is_body(after)):
            return False
        known = (
            self._is_body(after)
            or self.words.low[after] in lexicon.common_words()
            or lexicon.is_acronym(self.words.raw[after])
            or self.scene.place_end(after) > after
        )
        if not known or (self.words.low[self.at] == "dan" and self.place is not None):
            return False
        self.at = after
        return self._step()

    def _takes_word(self) -> bool:
        words, at = self.words, self.at
        if self._is_role(at) and not self._is_body(at):
            return self.role.full in _OPEN_TO_ROLES and at - self.start < 3
        short = lexicon.is_acronym(words.raw[at]) and not self._prints_names_in_capitals(at)
        if self.role.takes == "place":
            local = words.low[at] in _KIND_WORDS or words.low[at] in {"ri", "republik", "indonesia", "daerah"}
            numbered = self.role.level == "militer" and words.raw[at].isdigit()
            local = local or (self.role.level in _SMALL and self._small_place(at))
            return local or numbered or numeral(words, at) or (short and self.place is None)
        return short or numeral(words, at) or self._number(at) or self._body_word(at) or self._between_known(at)

    def _small_place(self, at: int) -> bool:
        """ "Sangadi Desa Xyz", and "Hulu" in "Kades Benteng Hulu, ...", where "Benteng" alone is a known place."""
        if self.words.low[at] in _SMALL_KINDS:
            return True
        ends = self.place is not None and self.place[1] == at and self.words.gap(at).strip() == ","
        return ends and self.words.capital(at) and self._shapes_place(at)

    def _number(self, at: int) -> bool:
        raw = self.words.raw[at]
        return (raw.isdigit() and at > self.start and len(raw) <= 3) or (
            raw in {"E", "e"} and self.words.gap(at) == "-"
        )

    def _body_word(self, at: int) -> bool:
        words, low = self.words, self.words.low[at]
        if words.capital(at) and lexicon.body_words().get(low) == "country":
            return True
        common = words.capital(at) and at > self.start and low in lexicon.common_words()
        named = words.capital(at) and lexicon.looks_named(low) and self.place is not None
        return (common or self._is_body(at)) and not named

    def _prints_names_in_capitals(self, at: int) -> bool:
        """ "Bupati ENDRI WIJAYANTO": capitals that are a name; after a place, or with a known part beside them."""
        words = self.words
        if not words.raw[at].isupper() or len(words.raw[at]) < 4:
            return False
        beside = at + 1 < len(words) and words.gap(at) == " " and words.raw[at + 1].isupper()
        known = beside and lexicon.looks_named(words.low[at + 1])
        return known or (self.place is not None and len(words.raw[at]) >= 5)

    def _is_body(self, at: int) -> bool:
        low = self.words.low[at]
        if low == "lalu":
            return self.words.low[at + 1 : at + 2] == ["lintas"]
        if low == "jenderal":  # a rank, but for "Direktorat Jenderal"
            return self.words.low[at - 1] in {"direktorat", "inspektorat", "sekretariat"}
        kind = lexicon.body_words().get(low) or lexicon.body_words().get(low.removesuffix("nya"))
        return kind in {"institution", "subject"}

    def _is_role(self, at: int) -> bool:
        return lexicon.longest(lexicon.roles(), self.words, at) is not None

    def _between_known(self, at: int) -> bool:
        """An unknown word belongs to the body when "Kota", "Kabupaten" ... follows: "Puskesmas Ibuh Kota ..."."""
        after = at + 1
        return (
            self.words.capital(at)
            and not lexicon.looks_named(self.words.low[at])
            and after < len(self.words)
            and self.words.gap(at) == " "
            and self.words.low[after] in _KIND_WORDS
        )

    def _named_after_person(self) -> bool:
        """ "RSUD dr. Soetomo, Ahmad ...": a hospital bears the name of a person; a comma or a title ends it."""
        words, at = self.words, self.at
        if not words.low[at - 1].startswith("rs") or words.low[at] not in lexicon.honorifics():
            return False
        after = at + 1
        while (
            after < len(words) and after - at < 6 and words.capital(after) and words.gap(after - 1) in {" ", ". ", "."}
        ):
            if after - at >= 2 and clear_title(words, after):
                break
            after += 1
        titled = words.gap(after - 1) == " " and clear_title(words, after)
        ended = titled or (words.gap(after - 1).strip() == "," and self._names_a_person(after))
        if after - at < 2 or not ended:
            return False
        self.at = after
        return True

    def _proper_name(self) -> bool:
        """One unknown word, and what shapes a place name ("Baru", "Selatan"), after a body that needs a name."""
        words, at = self.words, self.at
        if (
            at == 0
            or words.low[at - 1] not in NAMED_BODIES
            or not words.capital(at)
            or words.low[at] in lexicon.not_names()
        ):
            return False
        after = at + 1
        while after < len(words) and words.gap(after - 1) == " " and self._shapes_place(after):
            after += 1
        if not name_may_follow(self.words, after):
            return False
        self.place, self.at = (at, after), after
        return True

    def _shapes_place(self, at: int) -> bool:
        low = self.words.low[at]
        return lexicon.body_words().get(low) in {"shape", "subject"} and not lexicon.looks_named(low)

    def _unknown_words(self) -> bool:
        """Unknown words before a comma or a title: "Bupati Xyz, Ahmad ...", "Kapus Xyz Abc dr. Ahmad ..."."""
        words, at = self.words, self.at
        named = words.low[at - 1] in NAMED_BODIES
        if self.role.takes == "place" and not named and (self.place or not self._first_of_place(at)):
            return False
        after = up_to_title(words, at)
        if after == at and (at == self.start or self.role.takes == "body" or named):
            after = self._up_to_comma(at)
        if after == at:
            return False
        self.place, self.at = ((at, after) if self.role.takes == "place" or named else self.place), after
        return True

    def _first_of_place(self, at: int) -> bool:
        """Nothing, or the number of a command ("Danramil 0809/11 Pare Kapten ..."), stands before ``at``."""
        return all(raw.isdigit() for raw in self.words.raw[self.start : at])

    def _up_to_comma(self, at: int) -> int:
        words, after = self.words, at
        while (
            after < len(words) and after - at < 3 and words.capital(after) and not lexicon.looks_named(words.low[after])
        ):
            after += 1
            if words.gap(after - 1).strip(" "):
                break
        return after if words.gap(after - 1).strip() == "," and self._names_a_person(after) else at

    def _names_a_person(self, at: int) -> bool:
        return names_a_person(self.scene, at, is_body=at < len(self.words) and self._is_body(at))

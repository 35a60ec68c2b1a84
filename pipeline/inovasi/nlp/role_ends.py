"""Signs that a person's name begins: what tells a place of unknown words ("Kepala Desa Bonto Jai, ...") from a name."""

from __future__ import annotations

from inovasi.nlp import role_words as lexicon
from inovasi.nlp.scene import Scene
from inovasi.nlp.words import Words, split

_FARTHEST_TITLE = 4  # unknown words of a place before a title
# Titles that are nothing else: "H" may be an initial, "Mas" and "Guru" words.
_CLEAR_TITLES = frozenset(
    split(
        "drs dra dr drg drh ir prof hj kh tgk tgh ny ns apt pdt ustaz ustadz akp akbp kompol kombes kombespol iptu "
        "ipda aiptu aipda bripka brigpol briptu bripda letkol kolonel lettu letda serma serka sertu serda peltu pelda "
        "kapten"
    )
)
_BALINESE = [[word] for word in split("gusti made wayan nyoman ketut putu kadek komang gede nengah dewa luh gde")]
_ROMAN = frozenset(split("i ii iii iv v vi vii viii ix x"))


def numeral(words: Words, at: int) -> bool:
    """ "Asisten II", "Wakil Ketua I", "Komisi D"; but "I Made" and "I Gusti" begin a Balinese name."""
    raw = words.raw[at]
    if len(raw) == 1 and raw in "ABCDE" and words.low[at - 1] in {"komisi", "tipe", "kelas"}:
        return True
    if not raw.isupper() or raw.lower() not in _ROMAN:
        return False
    return raw != "I" or words.low[at + 1 : at + 2] not in _BALINESE


def name_may_follow(words: Words, at: int) -> bool:
    """True where a name can begin at ``at``: on the same line, with a capital or a title."""
    gap = words.gap(at - 1)
    if "\n" in gap or gap.strip() not in {"", ","}:
        return False
    if words.low[at] in lexicon.LOWER_TITLES:
        return words.capital(at + 1) or words.low[at + 1 : at + 2] == ["h"]
    return words.capital(at) and not lexicon.ends_name(words, at)


def clear_title(words: Words, at: int) -> bool:
    """True for a title that can be nothing else, with a name behind it."""
    if at + 1 >= len(words) or words.low[at] not in _CLEAR_TITLES:
        return False
    if not (words.capital(at) or words.low[at] in lexicon.LOWER_TITLES):
        return False
    ahead = words.capital(at + 1) or words.low[at + 1] in lexicon.LOWER_TITLES
    return ahead and words.gap(at).strip() in {"", ".", "-"} and "\n" not in words.gap(at)


def up_to_title(words: Words, at: int) -> int:
    """Where the unknown words at ``at`` meet a title ("Kebun Lada dr. Rosma"); ``at`` itself where they do not."""
    for index in range(at, min(at + _FARTHEST_TITLE + 1, len(words))):
        if words.gap(index - 1).strip() and index > at:
            return at
        if index > at and clear_title(words, index):
            return index
        if not words.capital(index) or lexicon.ends_name(words, index):
            return at
        if lexicon.longest(lexicon.roles(), words, index) is not None or words.low[index] in _CLEAR_TITLES:
            return at
    return at


def names_a_person(scene: Scene, at: int, *, is_body: bool) -> bool:
    """True where the word at ``at`` (``is_body`` tells whether bodies are made of it) begins a person's name."""
    words = scene.words
    if at < len(words) and words.low[at] in lexicon.LOWER_TITLES:
        return True
    if not words.capital(at) or lexicon.ends_name(words, at):
        return False
    if is_body or lexicon.longest(lexicon.roles(), words, at) is not None:
        return False
    if lexicon.looks_named(words.low[at]) or words.low[at] in lexicon.honorifics():
        return True
    beside = words.gap(at) == " " and words.capital(at + 1) and scene.place_end(at) == at
    return beside and lexicon.body_words().get(words.low[at + 1]) not in {"institution", "subject"}

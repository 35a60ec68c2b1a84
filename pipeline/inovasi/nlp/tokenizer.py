"""Indonesian tokenizer and sentence splitter, trimmed for regional news.

The stock ``spacy.blank("id")`` builds 15,963 rules in about four seconds, most of them lists of hyphenated words that
one rule covers: a hyphen inside a word never splits. Here dates (24/10/2019), reduplication (inovasi-inovasi),
prefixed names (e-SPTPD, ber-AKHLAK, se-Sumsel) stay whole, abbreviations that end in a dot do not end a sentence,
and words that real text glues together (15inovasi, No.38) are split.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import compress, pairwise
from pathlib import Path

import numpy as np
from spacy.lang.char_classes import (
    ALPHA,
    ALPHA_LOWER,
    ALPHA_UPPER,
    CONCAT_QUOTES,
    LIST_ELLIPSES,
    LIST_PUNCT,
    LIST_QUOTES,
)
from spacy.language import Language
from spacy.symbols import SENT_START
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

from inovasi import gazetteers
from inovasi.nlp.doc import tokens_of
from inovasi.nlp.reading import Token

TOKENIZER_NAME = "inovasi.Tokenizer.v1"

# A number glued to the word it counts ("15inovasi") and an abbreviation glued to its number ("No.38").
# Letter-digit codes (SP2D, 2H2, K5) have a digit between capitals and stay whole.
_GLUED_COUNT = r"(?<=[0-9])(?=[a-z]{4,})"
_INFIXES = [
    *LIST_ELLIPSES,
    rf"(?<=[{ALPHA_LOWER}])\.(?=[{ALPHA_UPPER}])",
    rf"(?<=[{ALPHA}]),(?=[{ALPHA}])",
    r"(?<=[0-9]),(?=[A-Za-z])",
    rf"(?<=[{ALPHA}\]])[:;<>=](?=[{ALPHA}])",
    rf"(?<=[{ALPHA}0-9])[\(\)\[\]](?=[{ALPHA}0-9])",
    rf"(?<=[{ALPHA}0-9])(?:[{CONCAT_QUOTES.replace(chr(39), '').replace('’', '')}])(?=[{ALPHA}0-9])",
    r"(?<=[A-Za-z\)])(?:–|—|--)(?=[A-Za-z\(])",
    r"(?<=\bNo\.)(?=[0-9])",
    _GLUED_COUNT,
]
_DASHES = ["–", "—", "--+", "~"]
_PREFIXES = [
    "§",
    "%",
    "=",
    r"\+(?![0-9])",
    "-(?![A-Za-z0-9])",
    "-(?=[A-Z]{2})",
    *_DASHES,
    *LIST_PUNCT,
    *LIST_ELLIPSES,
    *LIST_QUOTES,
    r"\*+",
]
_CLOSING = re.escape(")]”’\"'»%")
_SUFFIXES = [
    *LIST_PUNCT,
    *LIST_ELLIPSES,
    *LIST_QUOTES,
    *_DASHES,
    r"\*+",
    r"(?<=[0-9])%",
    rf"(?<=[0-9{ALPHA_LOWER}{_CLOSING}])\.",
    rf"(?<=[{ALPHA_UPPER}0-9][{ALPHA_UPPER}0-9])\.",
    r"(?<=[A-Za-z])-",
]


def _abbreviations() -> dict[str, list[dict[int, str]]]:
    rules: dict[str, list[dict[int, str]]] = {}
    for row in gazetteers.rows("abbreviations"):
        for form in {row["form"], row["form"].lower(), row["form"].upper(), row["form"].capitalize()}:
            rules[form] = [{65: form}]  # 65 is spacy.symbols.ORTH
    return rules


@registry.tokenizers(TOKENIZER_NAME)
def create_tokenizer() -> Callable[[Language], BoundedTokenizer]:
    """Registered factory, so that a saved config can name it."""
    return make_tokenizer


def make_tokenizer(nlp: Language) -> BoundedTokenizer:
    """Build the tokenizer for ``nlp``'s vocabulary; takes a few hundredths of a second."""
    inner = Tokenizer(
        nlp.vocab,
        rules=_abbreviations(),
        prefix_search=compile_prefix_regex(_PREFIXES).search,
        suffix_search=compile_suffix_regex(_SUFFIXES).search,
        infix_finditer=compile_infix_regex(_INFIXES).finditer,
        url_match=re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+").match,
    )
    return BoundedTokenizer(inner)


class BoundedTokenizer:
    """spaCy's tokenizer with a bound on stretches without white space, which it reads in quadratic time.

    "((((((" of 80,000 characters took it seven minutes. Such a stretch is cut into pieces of ``PIECE`` characters,
    which no word of any language reaches; texts without one go through untouched.
    """

    PIECE = 400

    def __init__(self, inner: Tokenizer) -> None:
        self.inner = inner
        self.vocab = inner.vocab
        self._endless = re.compile(rf"\S{{{2 * self.PIECE}}}")

    def __call__(self, text: str) -> Doc:
        if self._endless.search(text) is None:
            doc: Doc = self.inner(text)
            return doc
        words: list[str] = []
        spaces: list[bool] = []
        for piece in self._pieces(text):
            doc = self.inner(piece)
            words += [token.text for token in doc]
            spaces += [bool(token.whitespace_) for token in doc]
        return Doc(self.vocab, words=words, spaces=spaces)

    def _pieces(self, text: str) -> Iterator[str]:
        start = 0
        for match in self._endless.finditer(text):
            for cut in range(match.start() + self.PIECE, match.end() + 1, self.PIECE):
                yield text[start:cut]
                start = cut
        if start < len(text):
            yield text[start:]

    def pipe(self, texts: Iterable[str], batch_size: int = 1000) -> Iterator[Doc]:
        """As ``spacy.tokenizer.Tokenizer.pipe``."""
        yield from map(self, texts)

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """As ``spacy.tokenizer.Tokenizer.to_disk``."""
        self.inner.to_disk(path, exclude=exclude)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> BoundedTokenizer:
        """As ``spacy.tokenizer.Tokenizer.from_disk``."""
        self.inner.from_disk(path, exclude=exclude)
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """As ``spacy.tokenizer.Tokenizer.to_bytes``."""
        return bytes(self.inner.to_bytes(exclude=exclude))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> BoundedTokenizer:
        """As ``spacy.tokenizer.Tokenizer.from_bytes``."""
        self.inner.from_bytes(data, exclude=exclude)
        return self


_ENDS = frozenset({".", "!", "?", "…", "...", "..", "!!", "?!"})
_CLOSERS = frozenset({'"', "”", "’", "'", "''", ")", "]", "»"})
_OPENERS = frozenset({'"', "“", "‘", "'", "(", "[", "«", "*", "-", "–", "—"})


def sentence_ranges(text: str, tokens: tuple[Token, ...]) -> tuple[tuple[int, int], ...]:
    """Token ranges of sentences.

    A sentence ends at . ! ? … before a capital, a digit, an opening quote or a new line, and at every line break that
    an empty line, a list marker or a sentence end makes meaningful. An abbreviation keeps its dot inside the token, so
    "Ir." or "Jl." never ends one.
    """
    ranges = []
    first = 0
    for last in _ends(text, tokens):
        ranges.append((first, last))
        first = last
    if first < len(tokens):
        ranges.append((first, len(tokens)))
    return tuple(ranges)


def _ends(text: str, tokens: tuple[Token, ...]) -> Iterator[int]:
    """Indices of tokens that start a new sentence (each is the end of the range before it)."""
    after_end = False
    for i, ((before, _, end), (token, start, _)) in enumerate(pairwise(tokens), start=1):
        gap = text[end:start]
        ends = before in _ENDS and not _is_item_number(text, tokens, i - 1)
        after_end = ends or (after_end and before in _CLOSERS)
        if not after_end and "\n" not in gap:
            continue  # inside a line and a sentence, as most tokens are
        hard = gap.count("\n") >= 2 or ("\n" in gap and (after_end or _starts_item(token)))
        soft = after_end and bool(gap) and (token[0].isupper() or token[0].isdigit() or token in _OPENERS)
        if hard or soft:
            after_end = False
            yield i


def _is_item_number(text: str, tokens: tuple[Token, ...], i: int) -> bool:
    """The dot of "1." or "a." at the start of a line ends no sentence."""
    if i == 0 or tokens[i].text != ".":
        return False
    number = tokens[i - 1]
    fresh = i == 1 or "\n" in text[tokens[i - 2].end : number.start]
    return fresh and (number.text.isdecimal() or len(number.text) == 1)


def _starts_item(token: str) -> bool:
    return token in {"-", "–", "—", "*", "•", "·", "▪", "●", "‣"} or token[0].isdigit() or token[0].isupper()


@Language.factory("inovasi_sentences")
class SentenceSplitter:
    """Sets sentence starts by ``sentence_ranges``."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        text, tokens, kept = tokens_of(doc)
        indices = list(compress(range(len(doc)), kept))
        starts = np.full(len(doc), -1, dtype=np.int64)  # -1: inside a sentence, 1: starts one
        starts[[0] if len(doc) else []] = 1
        starts[[indices[first] for first, _ in sentence_ranges(text, tokens)]] = 1
        # All at once: token.is_sent_start looks at the whole document at every single token.
        # The stub of from_array knows thinc's arrays only; numpy's are what it documents.
        table = starts.astype(np.uint64).reshape(-1, 1)
        return doc.from_array([SENT_START], table)  # type: ignore[arg-type]

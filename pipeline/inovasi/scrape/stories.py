"""Which articles print one text: a press release on five sites is one story.

Every site gives a release its own headline, dateline and first sentence, cuts its end, adds a sentence, a signature or
links to other articles; what lies between stays as it was. So texts are compared as sets of runs of four words: MinHash
proposes pairs, the sets themselves decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias
from zlib import crc32

from inovasi.text import fold
from inovasi.types import Article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Shingles: TypeAlias = NDArray[np.uint32]

# Words in a run. Two articles on one programme share its name, titles and set phrases, which are three or four words
# long; with runs of three they look alike, with runs of six one reworded verb costs a copy as much as a new sentence.
WIDTH = 4
# Share of the shorter text's runs that must stand in the longer one; the shorter, because a copy may be cut to half. In
# tests/scrape/releases.toml, rewritten copies share 0.67 and more with their release; other articles of the same office
# on the same programme share 0.31 at most with its paragraph about itself, 0.46 with a whole paragraph of background.
COPY = 0.57
# A text that has less than this share of the other's runs quotes it, sums it up, or is one of several in a digest.
SHORTEST = 0.4
# Two copies, each shortened and reworded in its own way, share less with each other than with the whole: 0.44 and more
# there. Two texts that share less than this are not copies of one release, even if a digest contains both.
KIN = 0.37
# In a caption of a dozen words, one stock phrase is half the text: below this many runs, only equal texts are copies.
FEWEST = 20

# With 40 bands of two hashes, 99.9 % of pairs with a Jaccard similarity of 0.4 (a copy cut to half) are proposed, 98 %
# at 0.3 (cut to half and reworded as well), 1.6 % at 0.02 (unrelated). Three hashes a band would lose half at 0.3.
BANDS = 40
ROWS = 2
SEED = 1
# What very many texts share is an outlet's own boilerplate. A copy shares other bands with its release too, so the
# work for one text stays bounded: this many stories a band, and the best this many are compared.
PER_BAND = 64
COMPARED = 16

_SPREAD = 0x9E3779B97F4A7C15  # odd, its bits well mixed: neighbouring hashes come out far apart
_BASE = 0x100000001B3


@dataclass(frozen=True, slots=True)
class _Text:
    """One text, however many articles print it; ``first`` is the earliest. ``runs`` are sorted, no two equal."""

    first: tuple[str, str]
    ids: tuple[str, ...]
    runs: Shingles


@dataclass(slots=True)
class _Story:
    """``longest`` is the member that every other one was compared with, ``shortest`` the one that came last."""

    longest: _Text
    shortest: _Text
    members: list[_Text]


def story_of(articles: Sequence[Article]) -> dict[str, str]:
    """Map the id of every article to the id of its story: that of the first article that prints the same text.

    First is who has the earliest ``published`` (without one: last), then the smallest id. An article alone is a story
    of its own, and so is one without words. Ids must be unique; the order of ``articles`` makes no difference.
    """
    texts, silent = _distinct(articles)
    found = {article.id: article.id for article in silent}
    for story in _stories(texts):
        first = min(text.first for text in story.members)[1]
        found.update((member, first) for text in story.members for member in text.ids)
    return {article.id: found[article.id] for article in articles}


def _distinct(articles: Iterable[Article]) -> tuple[list[_Text], list[Article]]:
    """The different texts, the longest first, and the articles without any word."""
    same: dict[str, list[tuple[str, str]]] = {}
    silent = []
    for article in articles:
        folded = fold(article.text)
        if folded:
            same.setdefault(folded, []).append((article.published or "~", article.id))
        else:
            silent.append(article)
    hashes = cache(lambda word: crc32(word.encode()))
    texts = [
        _Text(min(keys), tuple(sorted(name for _, name in keys)), _runs([hashes(word) for word in folded.split()]))
        for folded, keys in same.items()
    ]
    # Longest first, so that a text is compared with what it may have been cut from.
    return sorted(texts, key=lambda text: (-len(text.runs), text.first)), silent


def _runs(words: list[int]) -> Shingles:
    """One hash for each run of WIDTH words (a shorter text is one run), sorted, each once."""
    import numpy as np

    hashes = np.array(words, dtype=np.uint64)
    count = max(1, len(words) - WIDTH + 1)
    mixed = np.zeros(count, dtype=np.uint64)
    for offset in range(min(WIDTH, len(words))):
        mixed = mixed * np.uint64(_BASE) + hashes[offset : offset + count] * np.uint64(_SPREAD)
    # 32 bits are enough: two texts of 1,000 runs have a false run in common once in 4,000 pairs.
    return np.unique((mixed >> np.uint64(32)).astype(np.uint32))


def _stories(texts: list[_Text]) -> list[_Story]:
    """Join each text, the longest first, to the story whose longest member has most of it, or let it begin one."""
    stories: list[_Story] = []
    crowds: dict[int, list[int]] = {}  # stories that begin in a crowd
    for text, bands in zip(texts, _crowds(texts), strict=True):
        near = Counter(story for band in bands for story in crowds.get(band, ()))
        best = sorted(near, key=lambda story: (-near[story], story))[:COMPARED]
        kept = [(-shared, story) for story in best if (shared := _joins(text, stories[story]))]
        if kept:
            story = stories[min(kept)[1]]
            story.members.append(text)
            story.shortest = text
            continue
        for band in bands:
            crowd = crowds.setdefault(band, [])
            if len(crowd) < PER_BAND:
                crowd.append(len(stories))
        stories.append(_Story(text, text, [text]))
    return stories


def _joins(text: _Text, story: _Story) -> int:
    """Number of runs that ``text`` shares with the story's longest member if it is a copy of it, else 0.

    It must be kin to the shortest one too: copies do not chain, and a digest of two releases does not make them one.
    """
    shared = _shared(text, story.longest)
    size = len(text.runs)
    if shared < COPY * size or size < SHORTEST * len(story.longest.runs):
        return 0
    if story.shortest is story.longest or _shared(text, story.shortest) >= KIN * size:
        return shared
    return 0


def _shared(left: _Text, right: _Text) -> int:
    import numpy as np

    return len(np.intersect1d(left.runs, right.runs, assume_unique=True))


def _crowds(texts: list[_Text]) -> Iterator[list[int]]:
    """For each text, the numbers of the crowds that it is in: texts with equal hashes in one band, two or more.

    MinHashLSH of datasketch does the same with a set for each band of each text: 12 KB a text, 600 MB for 50,000.
    Sorting one band after the other needs less than 1 KB, and most texts turn out to share no band with any other.
    """
    import numpy as np

    signatures = _signatures(texts)
    numbers = np.full((len(texts), BANDS), -1, dtype=np.int64)
    known = 0
    for band in range(BANDS):
        columns = signatures[:, band * ROWS : (band + 1) * ROWS].astype(np.uint64)
        keys = columns[:, 0] << np.uint64(32) | columns[:, 1]
        _, place, count = np.unique(keys, return_inverse=True, return_counts=True)
        numbers[:, band] = np.where(count[place] > 1, place + known, -1)
        known += len(count)
    for text, row in zip(texts, numbers, strict=True):
        yield row[row >= 0].tolist() if len(text.runs) >= FEWEST else []


def _signatures(texts: list[_Text]) -> NDArray[np.uint32]:
    """MinHash signatures, one row a text."""
    import numpy as np

    # Imported here, because it takes scipy along and half a second.
    from datasketch import MinHash

    empty = MinHash(num_perm=BANDS * ROWS, seed=SEED, hashfunc=int)  # the runs are hashes already
    rows = np.empty((len(texts), BANDS * ROWS), dtype=np.uint32)
    for row, text in zip(rows, texts, strict=True):
        sketch = empty.copy()
        sketch.update_batch(text.runs.tolist())
        row[:] = sketch.hashvalues
    return rows

"""Map the pipeline over many articles, with processes, in input order.

Each worker loads the pipeline once. Articles travel in chunks, and only a few chunks per worker are under way at a
time, so a stream of any length is never held in memory. What comes out is the same for any number of workers.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from inovasi.errors import ExtractionFailed, InovasiError
from inovasi.processes import start_worker, worker_context
from inovasi.settings import available_cpus
from inovasi.types import Article, Extraction, Issue, Reader

if TYPE_CHECKING:
    from spacy.language import Language

# Below this, one process is done before a second one has loaded the pipeline.
SMALL = 50
CHUNK = 16
# Chunks under way per worker: enough that none waits for the slowest, few enough to stay small in memory.
AHEAD = 4
DEFAULT = Reader()
_PRELOAD = ("inovasi.nlp.extract", "inovasi.nlp.model")  # with them comes spaCy

Outcome = Extraction | Issue
Outcomes = Generator[tuple[Article, Outcome], None, None]
Chunk = tuple[Article, ...]


def extract_all(
    articles: Iterable[Article], workers: int | None, issues: Callable[[Issue], None], reader: Reader = DEFAULT
) -> Iterator[tuple[Article, Extraction]]:
    """Yield every article with its extraction, in input order; one that fails goes to ``issues`` instead.

    ``workers`` is the number of processes; 1 reads in this process, None takes one process for fewer than ``SMALL``
    articles and one per available CPU for more. ``reader`` says how they are read. Raises ExtractionFailed when a
    worker process dies, UsageError when the pipeline that ``reader`` asks for cannot be had.
    """
    stream = iter(articles)
    if workers is None:
        first = tuple(islice(stream, SMALL))
        workers = available_cpus() if len(first) == SMALL else 1
        stream = chain(first, stream)
    outcomes = _in_this_process(stream, reader) if workers == 1 else _in_processes(stream, workers, reader)
    with closing(outcomes):
        for article, outcome in outcomes:
            if isinstance(outcome, Issue):
                issues(outcome)
            else:
                yield article, outcome


def _in_this_process(articles: Iterable[Article], reader: Reader) -> Outcomes:
    for chunk in _chunks(articles):
        yield from zip(chunk, _read_chunk(chunk, reader), strict=True)


def _in_processes(articles: Iterable[Article], workers: int, reader: Reader) -> Outcomes:
    pool = ProcessPoolExecutor(workers, mp_context=worker_context(_PRELOAD), initializer=start_worker)
    under_way: deque[tuple[Chunk, Future[list[Outcome]]]] = deque()
    try:
        for chunk in _chunks(articles):
            under_way.append((chunk, pool.submit(_read_chunk, chunk, reader)))
            if len(under_way) == workers * AHEAD:
                yield from _finish(*under_way.popleft())
        while under_way:
            yield from _finish(*under_way.popleft())
    except BrokenProcessPool as error:
        reason = "a worker process died; most often the machine ran out of memory"
        raise ExtractionFailed("extract", reason, "Run again with fewer processes: --workers 1.") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _finish(chunk: Chunk, future: Future[list[Outcome]]) -> Iterator[tuple[Article, Outcome]]:
    return zip(chunk, future.result(), strict=True)


def _chunks(articles: Iterable[Article]) -> Iterator[Chunk]:
    stream = iter(articles)
    while chunk := tuple(islice(stream, CHUNK)):
        yield chunk


def _read_chunk(chunk: Chunk, reader: Reader) -> list[Outcome]:
    nlp = _pipeline(reader)
    # New words stay in spaCy's vocabulary for good unless a zone drops them; a long run would grow without end.
    with nlp.memory_zone():
        together = _read_together(nlp, chunk, reader)
        return [_read_alone(nlp, article, reader) for article in chunk] if together is None else together


def _read_together(nlp: Language, chunk: Chunk, reader: Reader) -> list[Outcome] | None:
    """All articles of the chunk at once, which the network is faster at; None when one of them fails."""
    from inovasi.nlp.extract import extract_many

    try:
        matter = [article for article in chunk if _matters(article, reader)]
        read = {id(article): found for article, found in zip(matter, extract_many(nlp, matter), strict=True)}
    except Exception:  # noqa: BLE001 - whatever it is, reading them one by one tells which article it was
        return None
    return [read.get(id(article), Extraction(article.id, skipped=True)) for article in chunk]


def _read_alone(nlp: Language, article: Article, reader: Reader) -> Outcome:
    from inovasi.nlp.extract import extract

    try:
        return extract(nlp, article) if _matters(article, reader) else Extraction(article.id, skipped=True)
    except InovasiError as error:
        return error.issue()
    except Exception as error:  # noqa: BLE001 - the stage boundary: one article must not end the run
        reason = f"the pipeline failed ({type(error).__name__}: {error})"
        return ExtractionFailed(article.id, reason, "Report it with the article; the rest was read.").issue()


def _matters(article: Article, reader: Reader) -> bool:
    from inovasi.nlp.gate import may_matter

    return not reader.gate or may_matter(article.title, article.text)


@cache
def _pipeline(reader: Reader) -> Language:
    from inovasi.nlp.model import load

    nlp = load(reader)
    gc.freeze()  # gazetteers and weights live as long as the process: no use in looking them through again and again
    return nlp
